"""A refusal is a NoArticle; a mistake of ours is not dressed up as one."""

import pytest

from drafts import page
from octavo.extract import article as extraction
from octavo.extract.stages.draft import Draft


def test_a_bug_in_a_stage_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(draft: Draft) -> Draft:
        raise ZeroDivisionError

    monkeypatch.setattr(extraction, "STAGES", (*extraction.STAGES, broken))
    with pytest.raises(ZeroDivisionError):
        extraction.article(page())
