"""answers: what is asked of stored articles, and what archives call them."""

from octavo.actions.answers.ask import CitedPassage, ask, suggested
from octavo.actions.answers.replies import model_name, offers
from octavo.actions.answers.written import (
    WrittenAnswer,
    written_answer,
    written_summary,
)

__all__ = [
    "CitedPassage",
    "WrittenAnswer",
    "ask",
    "model_name",
    "offers",
    "suggested",
    "written_answer",
    "written_summary",
]
