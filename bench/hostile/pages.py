"""Pages that hold more, or less, than their article: what a publisher's template does to a text."""

import json
from collections.abc import Callable
from functools import partial

from bench.hostile.case import Case, read, reply
from octavo.types import Article

NAMES = ("the harbour master", "a pilot", "the mayor", "an engineer", "the lock keeper",
         "a fisherman", "the port's chandler", "a tug's captain")  # fmt: skip
DEEDS = (
    "watched the water rise over the steps of the old fish market before the church bells rang",
    "had asked in spring for a second pump and was told that there was no money left for one",
    "counted nineteen boats that had broken loose, four of them laden with salt for the north",
    "said that the gate would have held if its hinges had been greased after the last winter",
    "carried the ledgers of two hundred years up to the attic with the help of the school's pupils",
    "called the council for Thursday and asked everybody who had seen the flood to write it down",
    "found the tide gauge bent and the chain of the ferry wound around the bridge's middle pier",
    "promised that the next ferry would leave on Monday, whatever became of the eastern breakwater",
)
LINES = tuple(f"On Sunday {who} {did}. Nobody in Vareno, {who} added, had seen the like of it."
              for who, did in zip(NAMES, DEEDS, strict=True))  # fmt: skip
HEADLINE = "Harbour of Vareno counts its boats after the flood"
META = '<meta property="article:published_time" content="2026-11-22T09:00:00Z">'
LD = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE,
      "datePublished": "2026-11-22T09:00:00Z", "author": {"@type": "Person", "name": "Ada Lind"}}  # fmt: skip


def _paragraphs(lines: tuple[str, ...] = LINES) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


TEXT = _paragraphs()
OTHER = "".join(f"<p>A lighthouse far from here, number {n}, was painted red by its keeper's "
                f"daughter, who had been given the paint for her birthday in May.</p>"
                for n in range(8))  # fmt: skip
COMMENTS = "".join(f"<li class='comment'><b>reader{n}</b><p>I was there too and I think that number {n} "
                   f"of the pumps never worked, whatever they say now about it.</p></li>"
                   for n in range(25))  # fmt: skip
TEASERS = "".join(f"<div class='teaser'><a href='/news/{n}'><h3>Lighthouse {n} painted red</h3></a>"
                  f"<p>The keeper's daughter had been given paint, and more of it came.</p></div>"
                  for n in range(30))  # fmt: skip
CONSENT = "".join(f"<p>We and our {n} partners store information on a device, such as cookies, to "
                  f"measure audiences; you may withdraw your consent at any time.</p>"
                  for n in range(700, 706))  # fmt: skip
RULES = "".join(f"<li>Rule {n}: be kind, write about the matter, insult nobody, advertise nothing; "
                f"what breaks these rules is removed by our moderators.</li>" for n in range(9))  # fmt: skip
STEPS = "".join(f"<li>Step {n}: grease hinge {n} with tallow and turn it by a quarter.</li>"
                for n in range(1, 61))  # fmt: skip
TABLE = ("<table><tr><th>Pier</th><th>Boats</th></tr><tr><td>East</td><td><ul><li>Halden Star</li>"
         "<li>Skerra Gull</li></ul></td></tr><tr><td>West</td><td><p>none</p></td></tr></table>")  # fmt: skip


def _page(main: str, *, head: str = META, after: str = "", before: str = "") -> bytes:
    return (f"<!doctype html><html lang=en><head><title>{HEADLINE}</title>{head}</head><body>{before}"
            f"<main><article><h1>{HEADLINE}</h1>{main}</article></main>{after}</body></html>").encode()  # fmt: skip


def _whole(found: Article) -> str:
    """How many of the lines are in the body, and what else is."""
    text = found.text
    held = [line for line in LINES if line in text]
    for line in held:
        text = text.replace(line, "", 1)
    return f"{len(held)}/{len(LINES)} paragraphs, {len(text.split())} words beside"


SAY: dict[str, Callable[[Article], object]] = {
    "whole": _whole,
    "date": lambda one: f"{one.published:%Y-%m-%d} {one.date_precision}",
    "headline": lambda one: one.headline,
    "authors": lambda one: ", ".join(one.authors),
    "steps": lambda one: f"{sum(f'hinge {n} with' in one.text for n in range(1, 61))}/60 steps",
    "table": lambda one: f"{one.html.count('<tr')} rows, {one.html.count('<td')} cells",
    "terms": lambda one: f"{sum(t in one.text for t in ('Ebb', 'Neap', 'Slack'))}/3 terms",
    "figures": lambda one: f"{sum(b.kind == 'figure' for b in one.blocks)} figures",
    "picture": lambda one: one.picture.url if one.picture else "none",
    "sections": lambda one: f"{sum(f'Pier {n} held' in one.text for n in range(40))}/40 sections",
    "marks": lambda one: "glued" if "rang12" in one.text or "rang1." in one.text else "apart",
    "active": lambda one: "active" if any(t in one.html for t in ("<script", "onerror", "javascript:"))
    else "dead",
}  # fmt: skip
"""What is said of an article that was read."""

GOOD = "8/8 paragraphs, 0 words beside"
SCRIPT = f"<script>window.__STATE__={json.dumps({'article': {'body': ' '.join(LINES)}})}</script>"
JSONLD = json.dumps(LD)
FIGURE = "<picture><source srcset='/a.webp'><img src='/boats.jpg' alt='Boats'></picture>"

ROWS: tuple[tuple[str, str, str, str, bytes], ...] = (
    ("plain", "nothing: the article alone", "whole", GOOD, _page(TEXT)),
    ("twice-json", "the text once more as one JSON string", "whole", GOOD, _page(TEXT, after=SCRIPT)),
    ("twice", "the text twice, for print too", "whole", GOOD,
     _page(TEXT, after=f"<div class='print-only'>{TEXT}</div>")),
    ("comments", "an open thread of 25 comments", "whole", GOOD,
     _page(TEXT, after=f"<section id='comments'><h2>25 comments</h2><ol>{COMMENTS}</ol></section>")),
    ("comments-inside", "the same, within the article", "whole", GOOD,
     _page(f"{TEXT}<section class='comments'><h2>Comments</h2><ol>{COMMENTS}</ol></section>")),
    ("consent", "a consent dialog before it", "whole", GOOD,
     _page(TEXT, before=f"<div id='consent-dialog' role='dialog'><h2>Your privacy</h2>{CONSENT}</div>")),
    ("house-rules", "house rules and a registration form after it", "whole", GOOD,
     _page(TEXT, after=f"<div class='register'><h2>Community rules</h2><ol>{RULES}</ol>"
           "<form><label>Mail <input name=mail></label><button>Register</button></form></div>")),
    ("template", "template text that was not filled in", "whole", GOOD,
     _page(TEXT + "<div class='capture'><p>{* #socialRegistrationForm *} {* emailAddressData *} "
           "{* /socialRegistrationForm *}</p></div>")),
    ("next-article", "the next article below", "whole", GOOD,
     _page(TEXT, after=f"<article class='next-article'><h1>Lighthouse painted red</h1>{OTHER}</article>")),
    ("teasers", "thirty teasers below", "whole", GOOD, _page(TEXT, after=f"<aside>{TEASERS}</aside>")),
    ("folded", "the second half folded away until a button is pressed", "whole", GOOD,
     _page(f"{_paragraphs(LINES[:4])}<div style='display:none'>{_paragraphs(LINES[4:])}</div>")),
    ("steps", "a list of sixty steps", "steps", "60/60 steps", _page(f"{TEXT}<ol>{STEPS}</ol>")),
    ("sections", "forty sections of a paragraph each", "sections", "40/40 sections",
     _page("".join(f"<section><h2>Pier {n}</h2><p>Pier {n} held all night, and {LINES[n % 8]}</p></section>"
                   for n in range(40)))),
    ("table", "lists and paragraphs in a table", "table", "3 rows, 4 cells", _page(TEXT + TABLE)),
    ("terms", "terms and what they mean", "terms", "3/3 terms",
     _page(TEXT + "<dl><dt>Ebb</dt><dd>The water goes out.</dd><dt>Neap</dt><dd>The least tide.</dd>"
           "<dt>Slack</dt><dd>The water stands.</dd></dl>")),
    ("picture", "<picture> whose <img> has no slash", "figures", "1 figures",
     _page(f"{_paragraphs(LINES[:4])}<figure>{FIGURE}<figcaption>Boats.</figcaption></figure>"
           f"{_paragraphs(LINES[4:])}")),
    ("picture-text", "the same: the text goes on after it", "whole",
     "8/8 paragraphs, 0 words beside", _page(f"{_paragraphs(LINES[:4])}{FIGURE}{_paragraphs(LINES[4:])}")),
    ("base", "<base href> of another host", "picture", "http://pictures.example/deep/boats.jpg",
     _page(TEXT, head=f"{META}<base href='http://pictures.example/deep/'>"
           "<meta property='og:image' content='boats.jpg'>")),
    ("footnotes", "marks of footnotes", "marks", "apart",
     _page(TEXT.replace("rang.", "rang<sup><a href='#f1'>12</a></sup>.", 1))),
    ("us-date", "a date written month first", "date", "2026-11-04 day",
     _page(f"<p class='date'>11/04/2026</p>{TEXT}", head="<meta property='og:locale' content='en_US'>")),
    ("no-date", "no date anywhere", "date", "2026-11-23 seen", _page(TEXT, head="")),
    ("jsonld-comma", "JSON-LD that lacks a comma", "authors", "Ada Lind",
     _page(TEXT, head=f"<script type='application/ld+json'>{JSONLD.replace(', ', ' ', 2)}</script>")),
    ("jsonld-quot", "JSON-LD with &quot;", "authors", "Ada Lind",
     _page(TEXT, head=f"<script type='application/ld+json'>{JSONLD.replace(chr(34), '&quot;')}</script>")),
    ("jsonld-cdata", "JSON-LD in CDATA", "authors", "Ada Lind",
     _page(TEXT, head=f"<script type='application/ld+json'>/*<![CDATA[*/{JSONLD}/*]]>*/</script>")),
    ("huge-node", "a text of 150,000 characters, one of control in it", "whole", GOOD,
     _page(f"{TEXT}<script type='text/plain'>{'a' * 150_000}\x01</script>")),
    ("huge-paragraph", "the same, in sight", "headline", HEADLINE,
     _page(f"{TEXT}<p>{'The water rose again. ' * 7000}\x01</p>")),
    ("deep", "5,000 elements in each other: the feed's words are left", "whole",
     "0/8 paragraphs, 3 words beside",
     _page("<div>" * 5000 + TEXT + "</div>" * 5000)),
    ("attributes", "fifty thousand attributes", "whole", GOOD,
     _page(f"<div {' '.join(f'a{n}=1' for n in range(50_000))}>{TEXT}</div>")),
    ("unclosed", "paragraphs that are never closed", "whole", GOOD, _page(TEXT.replace("</p>", "\n"))),
    ("breaks", "paragraphs parted by breaks", "whole", GOOD,
     _page("<div>" + "<br><br>".join(LINES) + "</div>")),
    ("scripts", "scripts in every corner", "active", "dead",
     _page(TEXT.replace("<p>", "<p onclick=a()>").replace("</p>", "<script>a()</script></p>")
           + "<img src=x onerror=a()><a href='javascript:a()'>more</a><svg onload=a()></svg>")),
    ("headline-dash", "a headline's own dash", "headline", "Flood – what now",
     _page(TEXT).replace(HEADLINE.encode(), "Flood – what now".encode())),
)  # fmt: skip


def _came(body: bytes, say: str) -> str:
    found = read(reply(body, "text/html; charset=utf-8"))
    return found if isinstance(found, str) else str(SAY[say](found))


CASES = [
    Case(f"page/{name}", about, expected, partial(_came, body, say))
    for name, about, say, expected, body in ROWS
]
