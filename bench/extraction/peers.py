"""Other extractors as the benchmark calls them: function(html, url) -> dict."""

from typing import Any

_Found = dict[str, Any]


def trafilatura_precision(html: str, url: str) -> _Found:
    """trafilatura with favor_precision."""
    return _trafilatura(html, url, precision=True)


def trafilatura_default(html: str, url: str) -> _Found:
    """trafilatura as it comes."""
    return _trafilatura(html, url, precision=False)


def _trafilatura(html: str, url: str, precision: bool) -> _Found:
    from trafilatura import bare_extraction

    found = bare_extraction(
        html, url=url, favor_precision=precision, with_metadata=True, include_comments=False
    )
    if found is None:
        return {}
    names = ("text", "title", "author", "date", "image")
    return {name: getattr(found, name) for name in names}


def readability(html: str, url: str) -> _Found:
    """readability-lxml, its markup flattened by lxml."""
    from lxml.html import fromstring
    from readability import Document

    page = Document(html, url=url)
    tree = fromstring(page.summary(html_partial=True))
    lines = (line.strip() for line in tree.xpath("//text()"))
    return {"text": "\n".join(line for line in lines if line), "title": page.short_title()}


def newspaper(html: str, url: str) -> _Found:
    """newspaper4k, offline."""
    from newspaper import Article

    article = Article(url or "https://example.invalid/a", fetch_images=False)
    article.download(input_html=html)
    article.parse()
    return {
        "text": article.text,
        "title": article.title,
        "author": article.authors,
        "date": article.publish_date and article.publish_date.isoformat(),
        "image": article.top_image,
    }


def resiliparse(html: str, url: str) -> _Found:
    """resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(html)
    text = extract_plain_text(tree, main_content=True, alt_texts=False, preserve_formatting=False)
    return {"text": text, "title": tree.title}
