"""Pictures with their captions and credits apart."""

from lxml.html import fromstring

from octavo.extract.page.pictures import figure
from rows import every_row


@every_row(
    ("inside", "caption", "credit"),
    [
        ("<figcaption>Cranes idle. PHOTO: REUTERS</figcaption>", "Cranes idle.", "REUTERS"),
        (
            '<figcaption>Cranes idle. <span class="credit">Ada Lind</span></figcaption>',
            "Cranes idle.",
            "Ada Lind",
        ),
        (
            '<figcaption>رافعات متوقفة <span class="photo-credit">قناة الضفاف</span></figcaption>',
            "رافعات متوقفة",
            "قناة الضفاف",
        ),
        ("<figcaption>Cranes idle on Sunday</figcaption>", "Cranes idle on Sunday", ""),
        ("", "", ""),
    ],
)
def test_a_credit_is_no_part_of_its_caption(inside: str, caption: str, credit: str) -> None:
    made = figure(
        fromstring(f'<figure><img src="/port.jpg">{inside}</figure>'), "https://a.example/"
    )
    assert made is not None
    assert (made.url, made.caption, made.credit) == ("https://a.example/port.jpg", caption, credit)
