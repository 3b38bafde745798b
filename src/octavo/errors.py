"""Everything that can go wrong.

    OctavoError
    ├── WireError(url)      something between us and a publisher
    │   ├── Refused         we, or a rule, would not make the request (address, robots, air gap)
    │   ├── Unreachable     no answer: name, connection, TLS, time, a cut body
    │   ├── BadStatus       an answer that is not a success
    │   ├── TooLarge        more than the limit, before or after decompression
    │   └── Unreadable      an answer that is not what was asked for (not a feed, not HTML, empty)
    ├── NoArticle           a page that is no article, with the reason
    ├── Bug                 an exception nobody foresaw, with its traceback: the fault is ours
    ├── AssistError
    │   ├── Unsupported     the source does not hold what was asked
    │   └── SpeechError     no recording could be made
    └── UsageError          a person asked for something that cannot be; the message says what to do
        └── Contradiction   what an editor asks for breaks what a correction says

Errors are raised at the edge, walk along as `Failed` inside, and become a translated sentence on
the screen by their `code`. `detail` is for the log and the admin, never for a reader.
"""

import traceback
from typing import Self


class OctavoError(Exception):
    """The root. `code` is the named cause: lower case, stable, safe to store and to translate."""

    code = "error"

    def __init__(self, detail: str = "", *, code: str = "") -> None:
        super().__init__(detail or code or self.code)
        self.detail = detail
        if code:
            self.code = code

    @property
    def is_of_network(self) -> bool:
        """Whether no publisher has to do with it: the air gap is closed, or nobody is reached."""
        return self.code in {"air_gap", "no_network"}

    def __reduce__(self) -> tuple[object, ...]:
        """How to send this error to another process, whole."""
        return _revive, (type(self), self.args, dict(self.__dict__))


def _revive(
    kind: type[OctavoError], args: tuple[object, ...], state: dict[str, object]
) -> OctavoError:
    error = kind.__new__(kind)
    Exception.__init__(error, *args)
    error.__dict__.update(state)
    return error


class WireError(OctavoError):
    """Something between us and the publisher at `url`. `is_silence` says that nobody was met who
    could have refused: the fault may be the network's."""

    code = "wire"
    is_silence = False

    def __init__(self, url: str, detail: str = "", *, code: str = "") -> None:
        super().__init__(detail, code=code)
        self.url = url


class Refused(WireError):
    """Not asked: codes blocked_address, bad_scheme, bad_url, robots, air_gap, redirects."""

    code = "refused"


class Unreachable(WireError):
    """No whole answer: codes dns, connect, tls, timeout, reset, truncated, protocol, no_network."""

    code = "unreachable"


class BadStatus(WireError):
    """A status that is not a success: code `http_404` and so on; `retry_after` in seconds."""

    def __init__(self, url: str, status: int, retry_after: float | None = None) -> None:
        super().__init__(url, f"HTTP {status}", code=f"http_{status}")
        self.status = status
        self.retry_after = retry_after


class TooLarge(WireError):
    """Over the byte limit: codes too_large, bomb (compressed beyond any honest ratio)."""

    code = "too_large"


class Unreadable(WireError):
    """Not what was asked for: codes empty, not_a_feed, not_html, malformed, encoding, deadline."""

    code = "unreadable"


class NoArticle(OctavoError):
    """A page that is no article: codes index_page, author_page, empty_body, no_headline, undated,
    future, too_short, not_html."""

    code = "no_article"


class Bug(OctavoError):
    """An exception that nothing foresaw, caught where a process hands back its work. The fault is
    ours and not the page's: what it struck is kept in quarantine and tried again, never refused.
    `trace` is the traceback, empty where a process died without one."""

    code = "bug"

    def __init__(self, detail: str, trace: str = "") -> None:
        super().__init__(_printable(detail))
        self.trace = _printable(trace)

    @classmethod
    def of(cls, error: BaseException) -> Self:
        """The exception as a Bug, with its traceback as text."""
        lines = traceback.format_exception(error)
        return cls(f"{type(error).__name__}: {error}", "".join(lines))


def _printable(text: str) -> str:
    """The text as any database takes it: hostile pages put odd characters into messages."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")


class AssistError(OctavoError):
    """An AI feature that could not answer."""

    code = "assist"


class ModelError(AssistError):
    """The owner's model gave no answer: codes model_off, model_air_gap, model_budget, model_down
    (asked no more for a while), model_refused (a status that no retry mends), model_silent (no
    whole answer in time), model_malformed."""

    code = "model"


class Unsupported(AssistError):
    """The sources do not hold what was asked."""

    code = "unsupported"


class SpeechError(AssistError):
    """No recording could be made: codes no_espeak, no_voice, no_encoder, nothing_to_say, too_long,
    speech_slow, speech_failed; `detail` says what is missing."""

    code = "speech"


class UsageError(OctavoError):
    """A person asked for something that cannot be; `detail` says in plain words what to do."""

    code = "usage"


class Contradiction(UsageError):
    """What an editor asks for breaks what the correction of this number says."""

    code = "contradiction"

    def __init__(self, correction: int) -> None:
        super().__init__(f"correction {correction} says otherwise; take it back first")
        self.correction = correction
