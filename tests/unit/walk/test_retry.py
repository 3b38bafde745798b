"""What is tried again, what is not, and what is nobody's fault but ours."""

import asyncio

from django.db import DataError, IntegrityError, InterfaceError, OperationalError

from octavo.errors import (
    BadStatus,
    Bug,
    NoArticle,
    OctavoError,
    Refused,
    TooLarge,
    Unreachable,
    Unreadable,
)
from octavo.types import Failed
from octavo.walk import retry
from rows import every_row

URL = "https://herald.example/1"


@every_row(
    ("error", "passes"),
    [
        (BadStatus(URL, 429), True),
        (BadStatus(URL, 408), True),
        (BadStatus(URL, 425), True),
        (BadStatus(URL, 500), True),
        (BadStatus(URL, 503), True),
        (BadStatus(URL, 404), False),
        (BadStatus(URL, 403), False),
        (BadStatus(URL, 410), False),
        (Unreachable(URL, code="timeout"), True),
        (Unreachable(URL, code="dns"), True),
        (Refused(URL, code="air_gap"), True),
        (Refused(URL, code="robots"), False),
        (Refused(URL, code="blocked_address"), False),
        (TooLarge(URL), False),
        (Unreadable(URL, code="not_html"), False),
        (NoArticle("short", code="too_short"), False),
        (Bug("ValueError: x"), False),
    ],
)
def test_only_what_may_pass_is_tried_again(error: OctavoError, passes: bool):
    assert retry.may_pass(error) is passes


@every_row(
    ("error", "is_ours"),
    [
        (ValueError("x"), True),
        (RecursionError("deep"), True),
        (MemoryError(), True),
        (DataError("out of range"), True),
        (IntegrityError("not unique"), True),
        (OperationalError("database is locked"), False),
        (InterfaceError("connection already closed"), False),
        (KeyboardInterrupt(), False),
        (asyncio.CancelledError(), False),
    ],
)
def test_a_database_in_trouble_and_a_stop_are_no_bugs(error: BaseException, is_ours: bool):
    assert retry.is_bug(error) is is_ours


def test_a_bug_is_a_value_with_its_traceback():
    async def broken() -> str:
        raise KeyError("section")

    failed = asyncio.run(retry.bug_caught(broken(), "item"))
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, Bug)
    assert (failed.item, failed.error.code) == ("item", "bug")
    assert failed.error.detail == "KeyError: 'section'"
    assert "in broken" in failed.error.trace


def test_an_answer_is_an_answer():
    async def fine() -> str:
        return "page"

    assert asyncio.run(retry.bug_caught(fine(), "item")) == "page"


def test_odd_characters_of_a_page_do_not_break_what_is_stored():
    bug = Bug.of(ValueError("lone \ud800 surrogate and \0"))
    assert bug.detail == "ValueError: lone \\ud800 surrogate and \\0"
    bug.trace.encode("utf-8")
    assert "\0" not in bug.trace
