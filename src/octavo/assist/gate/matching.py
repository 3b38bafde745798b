"""Which words of a passage each word of a sentence may stand for."""

from dataclasses import dataclass

from octavo.assist.gate.meaning import is_alike, opposition
from octavo.assist.gate.reading import Reading, Token

MOST_PLACES = 60
"""Places of a word that are looked at: bounds the cost. Chosen by hand; not measured."""

ORDERING = frozenset("before after earlier later more less first last قبل بعد".split())
"""Small words that are opposites."""


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence beside a window of a passage: `alike` holds for each word of the sentence the
    words of the passage that may say the same; `opposed` those that say the opposite, and how."""

    sentence: Reading
    passage: Reading
    window: range
    alike: dict[int, tuple[int, ...]]
    opposed: dict[int, dict[int, str]]

    def within(self, at: int) -> tuple[int, ...]:
        """The words in the window that a word of the sentence may stand for."""
        return tuple(i for i in self.alike[at] if self.passage.tokens[i].sentence in self.window)

    def sentence_of_most(self, without: frozenset[int] = frozenset()) -> int:
        """The sentence of the window that holds most of the words, some left out; of two the one
        that holds those too."""
        hits = [
            {self.passage.tokens[i].sentence for i in self.within(at)}
            for at, token in enumerate(self.sentence.tokens)
            if token.is_content and at not in without
        ]
        also = [{self.passage.tokens[i].sentence for i in self.alike[at]} for at in without]
        return max(
            self.window,
            key=lambda number: (sum(number in x for x in hits), sum(number in x for x in also)),
        )

    def of(self, window: range) -> "Match":
        """The same beside another window."""
        return Match(self.sentence, self.passage, window, self.alike, self.opposed)


def match(sentence: Reading, passage: Reading) -> Match:
    """A sentence beside a whole passage."""
    language = sentence.language
    words = {token.folded: token.is_content for token in passage.tokens}
    alike, opposed = {}, {}
    places: dict[str, list[int]] = {}
    for at, token in enumerate(passage.tokens):
        places.setdefault(token.folded, []).append(at)
    for at, token in enumerate(sentence.tokens):
        same = [word for word in words if _is_same(token, word, words[word], language)]
        alike[at] = tuple(sorted(i for word in same for i in places[word])[:MOST_PLACES])
        against = ((word, opposition(token.text, word, language)) for word in words)
        opposed[at] = {
            i: how
            for word, how in against
            if how
            and word not in same
            and (words[word] or not token.is_content or word in ORDERING)
            for i in places[word]
        }
    return Match(sentence, passage, range(len(passage.spans)), alike, opposed)


def _is_same(token: Token, word: str, is_content: bool, language: str) -> bool:
    """Whether a word may stand for another: a small one for itself alone."""
    if word == token.folded:
        return True
    return is_content and token.is_content and is_alike(token.text, word, language)
