"""Bylines as people: what stands around a name in real author fields is no part of it."""

from octavo.extract.metadata.bylines import people
from rows import every_row


@every_row(
    ("byline", "found"),
    [
        ("Alles von Ada Holm", ("Ada Holm",)),
        ("All posts by Ada Holm", ("Ada Holm",)),
        ("See all articles by Ada Holm", ("Ada Holm",)),
        ("Mehr von Ada Holm", ("Ada Holm",)),
        ("Plus de Ada Holm", ("Ada Holm",)),
        ("Ada Holm Northern Post", ("Ada Holm",)),
        ("Ada Holm and Tom Field Northern Post", ("Ada Holm", "Tom Field")),
        ("Ada Holm, AP National", ("Ada Holm",)),
        ("Ada Holm, Tom Miguel FieldHace 3 horas", ("Ada Holm", "Tom Miguel Field")),
        ("Ada Holm Hace 3 horas", ("Ada Holm",)),
        ("Ada HolmPublished 4 March", ("Ada Holm",)),
        ("AuthorAda Holm", ("Ada Holm",)),
        ("Ada Holm Content Marketing Coordinator", ("Ada Holm",)),
        ("Ada Holm Former Harbour Consultant", ("Ada Holm",)),
        ("Ada Holm and Tom Field For The Northern Post On Sunday", ("Ada Holm", "Tom Field")),
        ("Veröffentlicht am", ()),
        ("Name *", ()),
        ("Full Bio", ()),
        ("Byron Field", ("Byron Field",)),
        ("Vonda Hale", ("Vonda Hale",)),
        ("Apolline Reed", ("Apolline Reed",)),
        ("Forrest Gale", ("Forrest Gale",)),
    ],
)
def test_names_and_nothing_around_them(byline: str, found: tuple[str, ...]) -> None:
    assert people([byline], ["northernpost", "Northern Post"]) == found


def test_an_outlet_alone_is_no_person_and_a_short_name_behind_one_stays() -> None:
    assert people(["Holm Today"], ["Holm Today"]) == ()
    assert people(["Ada Holm Reed"], ["reed", "Reed"]) == ("Ada Holm Reed",)
