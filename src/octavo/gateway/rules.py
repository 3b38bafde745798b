"""What the gateway allows, and what it hands back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

MIB = 1 << 20
"""One mebibyte, in bytes."""

Permit = Callable[[str, bool], Awaitable[bool]]
"""Asked before a redirect is followed: (address, whether it may be a private one) -> allowed?"""


@dataclass(frozen=True, slots=True)
class Rules:
    """The limits of every outbound request. Times are seconds, sizes bytes.

    `allowed` names private `host:port` pairs that may be reached all the same, by exactly this
    spelling, also under `air_gap`. `max_bytes` counts after decompression; a body that unpacks to
    more than `max_ratio` times its size is refused once it has grown over `ratio_floor`. `turns`
    names a file by which processes of one machine take turns at a host."""

    air_gap: bool = False
    allow_private: bool = False
    allowed: tuple[str, ...] = ()
    user_agent: str = "Octavo/0.1 (self-hosted news reader)"
    timeout: float = 30.0
    connect_timeout: float = 10.0
    max_bytes: int = 5 * MIB
    max_ratio: int = 100
    ratio_floor: int = MIB
    max_redirects: int = 5
    per_host_concurrency: int = 1
    per_host_gap: float = 1.0
    concurrency: int = 64
    turns: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer: a success, or 304 to a conditional request.

    `url` is where it came from in the end, `headers` have lower-case names, `body` is unpacked.
    `permanent` is the address that permanent redirects alone led to, empty if there were none.
    `truncated` says that the connection ended before the announced length."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    permanent: str = ""
    hops: int = 0
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One request as its caller wants it. `max_bytes` 0 means the rules' own. With `cut`, a body
    over the limit is not an error but comes back cut there, `truncated`. With a `body` it is a
    POST, which follows no redirect."""

    url: str
    purpose: str
    headers: Mapping[str, str] = field(default_factory=dict)
    max_bytes: int = 0
    permit: Permit | None = None
    cut: bool = False
    body: bytes | None = None

    @property
    def is_conditional(self) -> bool:
        """Whether a 304 would be an honest answer."""
        return any(name.lower() in ("if-none-match", "if-modified-since") for name in self.headers)
