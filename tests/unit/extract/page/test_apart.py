"""What stands beside an article: comments, dialogs, consent. None of it is the article's text, and
no article is taken for it."""

from octavo.extract.page.apart import without_asides
from octavo.extract.page.tree import tree
from octavo.extract.page.visible import visible
from rows import every_row

OPEN_THREAD = "<h1>Open thread</h1><p>What are you reading?</p>"
ARTICLE = "<h1>Ferry aground</h1>" + "<p>The harbour was closed for a second day.</p>" * 20


def left(html: str) -> str:
    root = tree(f"<html><body>{html}</body></html>")
    assert root is not None
    return str(without_asides(visible(root)).text_content())


@every_row(
    "opening",
    [
        "<div id=comments class=comments-area>", "<section class='article-comments'>", "<ol class='comment-list mb-5'>",
        "<div id=disqus_thread>", "<div id=registration role=dialog>", "<div class='x' aria-modal=true>",
        "<div class=janrain-modal>", "<div id=onetrust-consent-sdk>", "<div class='cookie-banner'>", "<div id=cmp>",
        "<form class=login-form>", "<section class=community>",
        "<div class=commentsSection>", "<div class='post__comments-list'>", "<ul class=comment_body>",
        "<section class=related-articles>", "<div class='c-read-next'>", "<aside id=taboola-below-article>",
    ],
)  # fmt: skip
def test_what_stands_apart_is_no_text_of_the_article(opening: str) -> None:
    text = left(f"{ARTICLE}{opening}<p>I grew up there</p></div><p>The end.</p>")
    assert "grew up" not in text
    assert "closed for a second day" in text


def test_comments_may_be_longer_than_the_text_they_are_on() -> None:
    comments = "<div id=comments>" + "<p>I am reading a long book about herons.</p>" * 50 + "</div>"
    assert (
        left(OPEN_THREAD + comments).split()
        == "Open thread What are you reading?".replace("thread ", "thread").split()
    )


@every_row(
    "opening",
    [
        "<div class='post has-comments'>", "<article class='comments-open comments'>", "<div class=modal>",
        "<div class='consent'>", "<div class=commentary>", "<div class='cmp-container'>", "<div class=related>",
    ],
)  # fmt: skip
def test_an_article_in_an_element_of_such_a_name_is_kept(opening: str) -> None:
    assert "closed for a second day" in left(f"{opening}{ARTICLE}</div>")


def test_the_next_articles_may_be_longer_than_the_article() -> None:
    text = left(
        f"{ARTICLE}<div class=related-stories>{'<p>Bakers go back to wood.</p>' * 200}</div>"
    )
    assert "closed" in text
    assert "Bakers" not in text


def test_most_of_a_page_without_a_headline_is_no_aside() -> None:
    assert "closed" in left(f"<div class=modal>{ARTICLE.replace('h1', 'h2')}</div><p>© Post</p>")


def test_a_comment_in_code_is_code() -> None:
    code = "<pre><span class=comment># stage all</span> git add</pre>"
    assert "stage all" in left(ARTICLE + code)


def test_navigation_that_was_never_closed_holds_the_page() -> None:
    root = tree(f"<html><body><nav><a href=/>Home</a><div>{ARTICLE}</div></body></html>")
    assert root is not None
    assert next(visible(root).iter("nav"), None) is None
    menu = tree(f"<html><body><nav><p>Our town</p></nav>{ARTICLE}</body></html>")
    assert menu is not None
    assert next(visible(menu).iter("nav"), None) is not None
