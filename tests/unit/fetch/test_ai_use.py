"""Whether publishers forbid that their texts are given to a model."""

from octavo.fetch.ai_use import page_forbids_ai, robots_forbid_ai, tdmrep_forbids
from tests.rows import every_row


@every_row(
    "robots, is_forbidden",
    [
        ("", False),
        ("User-agent: *\nDisallow: /admin/", False),
        ("User-agent: GPTBot\nDisallow: /", True),
        ("User-agent: CCBot\nUser-agent: ClaudeBot\nDisallow: /", True),
        ("User-agent: Google-Extended\nDisallow: /archive/", False),
        ("User-agent: *\nContent-Signal: search=yes, ai-input=no", True),
        ("User-agent: *\nContent-Signal: search=yes, ai-input=yes", False),
        ("User-agent: *\nAllow: /\nLicense: https://paper.example/rsl.xml", True),
    ],
)
def test_robots_speak_for_a_publisher(robots: str, is_forbidden: bool) -> None:
    assert robots_forbid_ai(robots.encode(), "/news/1") == is_forbidden


@every_row(
    "body, is_forbidden",
    [
        ('[{"location": "/", "tdm-reservation": 1}]', True),
        ('[{"location": "/news/*", "tdm-reservation": 1}]', True),
        ('[{"location": "/blog", "tdm-reservation": 1}]', False),
        ('[{"location": "/news", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]',
         False),
        ("<html>", False),
        ('{"location": 3}', False),
    ],
)  # fmt: skip
def test_the_first_fitting_line_of_tdmrep_counts(body: str, is_forbidden: bool) -> None:
    assert tdmrep_forbids(body.encode(), "/news/1") == is_forbidden


@every_row(
    "html, is_forbidden",
    [
        ('<head><meta name="tdm-reservation" content="1"></head>', True),
        ('<meta content="1" name="tdm-reservation"/>', True),
        ('<meta name="tdm-reservation" content="0">', False),
        ('<meta name="robots" content="index, noai, noimageai">', True),
        ('<meta name="robots" content="index, follow">', False),
        ('<link rel="license" type="application/rsl+xml" href="/rsl.xml">', True),
    ],
)
def test_a_page_speaks_for_itself(html: str, is_forbidden: bool) -> None:
    assert page_forbids_ai(html) == is_forbidden
