"""What reading processes are forked from."""

from octavo import run
from octavo.types import Failed
from octavo.warm import warmed


def test_what_warms_up_is_read_to_the_end():
    outcome = warmed()
    assert not isinstance(outcome, Failed), outcome
    assert outcome[1].language == "en"


def test_reading_processes_are_forked_from_what_is_warm():
    assert run.PRELOADED == ["octavo.warm"]
