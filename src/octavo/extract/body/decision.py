"""The choice of a text block, for or against."""

from dataclasses import dataclass

from octavo.extract.body.position import Place
from octavo.extract.page.text_blocks import TextBlock

EVEN = 0.43
"""The score from which a text block is body. From .43 to .5 the cross-validated scores are alike;
on the side of keeping, an article is whole."""


@dataclass(frozen=True)
class Choice:
    """A text block, where it stands, and how surely it is body; `reasons` say what counted for (+)
    or against (-) it most, by the names of the features; `is_repeated` that the host's other pages
    have it too, so that it is boilerplate."""

    text_block: TextBlock
    place: Place
    score: float
    reasons: tuple[str, ...] = ()
    is_repeated: bool = False

    @property
    def is_body(self) -> bool:
        """Whether the text block was chosen."""
        return self.score >= EVEN
