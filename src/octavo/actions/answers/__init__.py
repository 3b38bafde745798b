"""answers: what is asked of stored articles, and what archives call them."""

from octavo.actions.answers.ask import CitedPassage, ask

__all__ = ["CitedPassage", "ask"]
