"""The news clean-up."""

from octavo.types import Block


def cleaned(blocks: tuple[Block, ...], headline: str) -> tuple[Block, ...]:
    return blocks
