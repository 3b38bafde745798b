"""The picture stage: the one above the text, with what the shared one has beside it."""

from octavo.extract.stages.choose_picture import lead_or_shared
from octavo.types import Picture

LEAD = Picture("https://x.example/lead.jpg", credit="Ida Moss")
SHARED = Picture("https://x.example/shared.jpg", caption="The ferry", credit="AP")


def test_a_lead_goes_before_a_shared_picture() -> None:
    found = lead_or_shared(LEAD, SHARED)
    assert found == Picture(LEAD.url, caption="The ferry", credit="Ida Moss")


def test_either_is_taken_alone() -> None:
    assert lead_or_shared(LEAD, None) is LEAD
    assert lead_or_shared(None, SHARED) is SHARED
    assert lead_or_shared(None, None) is None
