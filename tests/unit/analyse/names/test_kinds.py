"""Of which kind a name is."""

from octavo.analyse.names.entities import named
from rows import every_row


@every_row(
    "name",
    ["Elin Sarre", "Kersti Vaher", "Dmytro Bilenko", "Fatima Haddad", "José Luis Orlo",
     "Kwame Adu", "Rahul Mehra", "Thomas van Dorn"],
)  # fmt: skip
def test_a_person_that_no_title_stands_before_is_one(name: str) -> None:
    found = named("", f"The boat was late again on Monday, said {name} from the quay.", "en")
    assert [(e.name, e.kind) for e in found.entities] == [(name, "person")]


@every_row(
    ("name", "kind"),
    [
        ("Thomas Cook Group", "organisation"),
        ("Elin Island", "place"),
        ("Upper Marn", "place"),
        ("Golden Dhow", "other"),
        ("Mill Bridge and Sorrel", "other"),
    ],
)
def test_what_is_no_person_is_none(name: str, kind: str) -> None:
    text = f"They went to {name} on Monday. The way to {name} is long."
    assert [e.kind for e in named("", text, "en").entities] == [kind]
