"""The clean-up keeps every sentence of a report and nothing that only stands around it."""

from html import escape

from octavo.extract.clean.cleaning import CleaningContext, cleaned
from octavo.types import Block
from rows import every_row

PROSE = (
    "The council voted on Monday to keep the old library open for another year.",
    "Opponents said the money would be better spent on the school next door.",
    "A final decision on the building is expected before the summer recess.",
)


def block(text: str, kind: str = "paragraph") -> Block:
    return Block(kind, text, f"<p>{escape(text, quote=False)}</p>")  # type: ignore[arg-type]


def left(*lines: str, known: CleaningContext | None = None) -> list[str]:
    return [
        b.text for b in cleaned([block(line) for line in lines], known or CleaningContext()).blocks
    ]


@every_row(
    "line",
    [
        "Join ST's Telegram channel and get the latest breaking news delivered to you.",
        "Download our app",
        "Weiterlesen",
        "Lire la suite »",
        "Article réservé aux abonnés",
        "– additional reporting by Ada Holm",
        "Get in touch with our news team by emailing us at desk@post.example.",
        "Advertisement · Scroll to continue",
        "This is a breaking news story – more to follow.",
        "We and our 187 partners store and read information on your device, such as cookies.",
        "Wir und unsere Partner speichern Informationen auf Ihrem Gerät.",
        'By clicking "Create account" you agree to our terms. {* createAccountButton *}',
        "{* traditionalRegistration_emailAddress *} {* #registrationForm *}",
        "Subscribe to our newsletter for more stories like this.",
        "Read more: Why the library matters",
        "ALSO READ: Why the library matters",
        "READ ALSO | Why the library matters",
        "Follow us on Facebook, Twitter and Instagram",
        "Follow The Post on WhatsApp channel",
        "Advertisement",
        "Story continues below this ad",
        "Click here to subscribe",
        "Sign up here for our daily newsletter",
        "Share this article",
        "5 min read",
        "© 2025 The Northern Post. All rights reserved.",
        "Published: 4 March 2025, 10:30",
        "Reporting by Ada Holm; Editing by Tom Field",
        "Additional reporting by Tom Field",
        "What do you think? Let us know in the comments below",
        "تابعونا على واتساب",
        "اشترك في قناتنا على تليغرام ليصلك كل جديد",
        "اقرأ أيضاً: تاريخ المكتبات",
        "حمل تطبيق الصحيفة من هنا",
        "Lesen Sie auch: Die Geschichte der Bibliothek",
        "À lire aussi : l'histoire de la bibliothèque",
        "Suscríbete a nuestro boletín",
        "Читайте также: история библиотеки",
        "関連記事：図書館の歴史",
        "[embed]",
        "* * *",
        "___",
        "Social Sharing",
        "Was this newsletter sent on to you? Sign up here.",
        "Are you keen on more reports like this? Sign up for our weekly newsletter.",
        "Become a paid subscriber to read on and hear from the editors:",
        "Become a member today",
        "Please consider donating to keep our reporters on the road.",
        "If you value our reporting, please support us with five crowns a month.",
        "Your donation keeps our independent journalism alive.",
        "Already a subscriber? Log in",
        "To continue reading, choose one of our offers",
        "Unterstützen Sie unabhängigen Journalismus mit einem kleinen Betrag.",
        "Faites un don",
        "In this article:",
        "Explore more on these topics",
        "In diesem Artikel",
        "This slideshow requires JavaScript.",
        "04.01.2026, 14:59 Uhr Lesedauer 4 Minuten",
        "Mit Agenturmaterial",
        "Get daily National news",
        "Associated Press writer Tom Field in Oslo contributed to this report.",
        "Holm reported from Oslo and Field from Bergen. Press writer Kari Lund contributed to this report.",
        "Der Abendbrief ist unser Newsletter für alle, die mehr wissen wollen. Hier geht's zur Anmeldung!",
    ],
)
def test_furniture_goes(line: str) -> None:
    assert left(PROSE[0], line, PROSE[1]) == [PROSE[0], PROSE[1]]


@every_row(
    "line",
    [
        "Read more books, the mayor told the children, and the library will never close.",
        "Follow the money and you will find the builders, said one of the opponents at the meeting.",
        "Join the army or leave the country: that was the choice the young men were given in 1914.",
        "Subscribers to the old library paid two crowns a year, and the rich among them paid ten.",
        "Become a member of the council and you will hear of little else but the library, she said.",
        "Donating blood takes less than half an hour, the hospital in Lindqvist told the reporters.",
        "Themen nannte er viele, doch über die Bibliothek verlor der Bürgermeister kein einziges Wort.",
        "To continue reading the minutes aloud would be a waste of time, the mayor said on Monday.",
        "Your support for the old library has been overwhelming, the friends wrote to the council.",
        "Download speeds in the valley have doubled since the cable was laid, the council said.",
        "By Monday evening the snow had reached the roofs of the houses in the upper village.",
        "Advertisement spending fell by a tenth in the first quarter, the two broadcasters said.",
        "Correction officers at the prison went on strike in the afternoon.",
        "Related charges against two former ministers were dropped by the court in December.",
        "Share prices fell on Monday as the two largest banks reported losses for the quarter.",
        "Photo identification will be needed at the polls for the first time.",
        "Reuters reported the plan first, and the ministry confirmed it an hour later.",
        "Watch out for ice, the police said.",
        "Three towns contributed to this year's harvest festival.",
        "She reported from Oslo, and the editors in Bergen never asked her what she had seen there.",
        "The town's newsletter is read by three thousand people.",
    ],
)
def test_sentences_of_a_report_stay(line: str) -> None:
    assert line in left(PROSE[0], line, PROSE[1])


def test_the_repeated_headline_goes_but_not_a_first_sentence_like_it() -> None:
    known = CleaningContext("Council keeps old library open")
    assert left("Council Keeps Old Library Open", *PROSE, known=known) == list(PROSE)
    longer = "Council keeps old library open for another year after a long debate on Monday night."
    assert left(longer, *PROSE, known=known)[0] == longer


def test_a_dek_that_is_the_lead_stays_in_the_body_and_leaves_the_field() -> None:
    found = cleaned(
        [block(line) for line in PROSE], CleaningContext("A headline here", dek=PROSE[0])
    )
    assert found.blocks[0].text == PROSE[0]
    assert found.dek == ""


@every_row(
    ("line", "wire"),
    [
        ("REUTERS", "Reuters"),
        ("(Reuters)", "Reuters"),
        ("— AFP", "AFP"),
        ("- Bernama", "Bernama"),
        ("Xinhua", "Xinhua"),
        ("AP", "AP"),
        ("(د ب أ)", "dpa"),
    ],
)
def test_an_agency_signature_becomes_the_wire(line: str, wire: str) -> None:
    found = cleaned([block(PROSE[0]), block(line)], CleaningContext())
    assert (found.wire, [b.text for b in found.blocks]) == (wire, [PROSE[0]])


def test_a_signature_within_the_last_paragraph_is_cut_from_text_and_markup() -> None:
    found = cleaned([block(PROSE[0]), block(f"{PROSE[1]} REUTERS")], CleaningContext())
    assert found.wire == "Reuters"
    assert found.blocks[-1].text == PROSE[1]
    assert found.blocks[-1].html == f"<p>{PROSE[1]}</p>"


def test_an_agency_that_is_only_spoken_of_is_no_signature() -> None:
    line = "The launch was announced by state media, according to KCNA."
    found = cleaned([block(PROSE[0]), block(line)], CleaningContext())
    assert (found.wire, found.blocks[-1].text) == ("", line)


def test_credit_lines_become_the_credit() -> None:
    found = cleaned([block("PHOTO: REUTERS"), *map(block, PROSE)], CleaningContext())
    assert found.credit == "REUTERS"
    assert len(found.blocks) == 3


def test_tokens_of_content_systems_are_cut_out() -> None:
    found = left(
        f"{PROSE[0]} [[nid:718988]]", f"%3Cp%3E{PROSE[1]}", f'[caption id="x"]{PROSE[2]}[/caption]'
    )
    assert found == list(PROSE)


def test_correction_notes_become_a_field() -> None:
    note = "Correction: An earlier version of this story misspelled the mayor's name."
    found = cleaned([*map(block, PROSE), block(note)], CleaningContext())
    assert found.corrections == (note,)
    assert [b.text for b in found.blocks] == list(PROSE)


def test_what_follows_a_related_subhead_goes() -> None:
    parts = [
        *map(block, PROSE),
        block("More from the Post", "subhead"),
        block("A museum for the valley"),
    ]
    assert [b.text for b in cleaned(parts, CleaningContext()).blocks] == list(PROSE)


def test_the_writers_biography_goes_and_doubled_paragraphs_stand_once() -> None:
    bio = "Ada Holm is a reporter who covers the valley."
    assert left(*PROSE, PROSE[0], bio, known=CleaningContext(authors=("Ada Holm",))) == list(PROSE)


def test_a_standfirst_under_the_headline_is_a_field_and_no_line() -> None:
    standfirst = block("The council wants to keep its library, and to pay for it", "subhead")
    found = cleaned(
        [standfirst, *map(block, PROSE)], CleaningContext("A headline", dek=standfirst.text)
    )
    assert [b.text for b in found.blocks] == list(PROSE)
    assert found.dek == standfirst.text


def test_a_subhead_that_is_a_link_stays_and_a_linked_line_goes() -> None:
    link = '<a href="https://news.example.org/a">The old library on the hill</a>'
    subhead = Block("subhead", "The old library on the hill", f"<h3>{link}</h3>")
    line = Block("paragraph", "The old library on the hill", f"<p>{link}</p>")
    made = cleaned(
        [block(PROSE[0]), subhead, block(PROSE[1]), line, block(PROSE[2])], CleaningContext()
    )
    assert [b.kind for b in made.blocks] == ["paragraph", "subhead", "paragraph", "paragraph"]


def test_a_subhead_stays_after_contents_that_named_it() -> None:
    name = "Why the council wants to keep the old library"
    made = cleaned(
        [block(name), block(PROSE[0]), block(name, "subhead"), block(PROSE[1])], CleaningContext()
    )
    assert [(b.kind, b.text) for b in made.blocks][2] == ("subhead", name)
    doubled = cleaned([block(PROSE[0]), block(PROSE[1]), block(PROSE[0])], CleaningContext())
    assert [b.text for b in doubled.blocks] == list(PROSE[:2])


def test_an_interviews_question_may_come_again() -> None:
    asked = "What did you think when you heard that the library would stay open?"
    assert left(asked, PROSE[0], asked, PROSE[1]) == [asked, PROSE[0], asked, PROSE[1]]
