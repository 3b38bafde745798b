"""Where the owner's model is, and what it may cost."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from octavo.errors import ModelError
from octavo.gateway import Rules
from octavo.gateway.address import address

FEATURES = frozenset({"ask", "summary", "translate"})
"""What a model may be chosen for."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model's address (`http://127.0.0.1:11434/v1`), its names there, and its limits: seconds for
    an answer, seconds without a word of it, tokens a day (0: no limit). `features` are those of
    FEATURES that the owner chose it for."""

    base_url: str = ""
    key: str = ""
    chat_model: str = ""
    embedding_model: str = ""
    timeout: float = 60.0
    stall: float = 20.0
    daily_tokens: int = 0
    features: frozenset[str] = frozenset()
    air_gap: bool = False

    def serves(self, feature: str) -> bool:
        """Whether the owner chose a model for a feature."""
        return bool(self.base_url and self.chat_model) and feature in self.features

    def url(self, path: str) -> str:
        """The address of `chat/completions` or `embeddings`."""
        return f"{self.base_url.rstrip('/')}/{path}"

    @property
    def host(self) -> str:
        """The host that the owner gave; empty where there is none."""
        return urlsplit(self.base_url).hostname or ""

    def rules(self) -> Rules:
        """What the gateway allows for it: exactly the place that the owner gave, in a private
        network too. Under the air gap only this machine. Raises ModelError."""
        parts = urlsplit(self.base_url)
        host, port = self.host, parts.port or (443 if parts.scheme == "https" else 80)
        if not self.base_url or not host:
            raise ModelError("no model is set up", code="model_off")
        if self.air_gap and not is_this_machine(host):
            raise ModelError("the air gap is closed", code="model_air_gap")
        return Rules(
            air_gap=self.air_gap,
            allowed=(f"{host}:{port}",),
            timeout=self.timeout,
            per_host_gap=0.0,
            per_host_concurrency=2,
        )


def is_this_machine(host: str) -> bool:
    """Whether a host is the loopback."""
    number = address(host)
    return number.is_loopback if number else host == "localhost" or host.endswith(".localhost")
