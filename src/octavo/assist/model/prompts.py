"""Prompts: files of assist/data/prompts, each with a version made of its text."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told to do; `version` changes with every letter of it."""

    name: str
    version: str
    text: str


@cache
def prompt(name: str) -> Prompt:
    """The prompt of a feature."""
    text = (files("octavo.assist") / "data" / "prompts" / f"{name}.txt").read_text("utf-8").strip()
    return Prompt(name, sha256(text.encode()).hexdigest()[:12], text)
