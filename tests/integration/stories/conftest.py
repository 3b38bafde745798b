"""An editor, a desk that takes articles in, and a story of three reports."""

import pytest

from articles import REWRITTEN, STRIKE
from desk import AGAIN, NOW, Desk
from octavo.actions.stories.corrections import Editor
from octavo.store import site_settings
from octavo.store.models import Article, User


@pytest.fixture
def editor(db) -> Editor:
    site_settings.forget()
    return Editor(User.objects.create(username="ada", role=User.Role.ADMIN), NOW, "two events")


@pytest.fixture
def desk(editor: Editor) -> Desk:
    return Desk()


@pytest.fixture
def strike(desk: Desk) -> list[Article]:
    """Three reports of one story."""
    made = [
        desk.take("Dockers return as Vareno port strike ends", STRIKE),
        desk.take("Port strike in Vareno is over", REWRITTEN, 1),
        desk.take("Vareno dockers back at work, port strike over", AGAIN, 2),
    ]
    assert len({one.story_id for one in made}) == 1
    return made
