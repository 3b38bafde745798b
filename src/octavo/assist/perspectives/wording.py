"""How the sources of a story word it: their headlines side by side, the loaded words of each, and
the different words that they have for the same."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from octavo.analyse.words.words import WORD, content, content_stems
from octavo.assist.perspectives.independent import IndependentSource, StoryReport
from octavo.assist.perspectives.lexicon import Entry, entries_in
from octavo.assist.perspectives.lines import COMPARED_CHARACTERS, QUOTED, Piece, pieces
from octavo.assist.perspectives.shares import Share, judged
from octavo.formats.folding import folded
from octavo.formats.sentences import sentences

MOST_CHOICES = 12
"""Rows of different words for the same. Chosen by hand; not measured."""

MOST_EXAMPLES = 5
"""Loaded words of one source that are shown. Chosen by hand; not measured."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A report's headline in pieces: `loaded` words of the outlet's own, `quoted` ones that it only
    quotes, `common` words that another headline has too, and the others."""

    report: StoryReport
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Used:
    """A word of the lexicon as it stands in a report, outside what that quotes: its entries, and
    the text that it stands in at `start`. `sentence` is that text's which holds it."""

    word: str
    report: StoryReport
    entries: tuple[Entry, ...]
    text: str
    start: int

    @property
    def sentence(self) -> str:
        """The sentence around the word; a headline whole."""
        found = sentences(self.text) if self.text != self.report.headline else []
        return next((o.text for o in found if o.start <= self.start < o.end), self.text)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of several words for the same, and who uses it: for each source, by its number, where."""

    is_loaded: bool
    used: dict[int, Used]


@dataclass(frozen=True, slots=True)
class LoadedUse:
    """The loaded words of a source outside what it quotes, the first of each as examples; `share`
    is of all its words; `verdict` compares it with the others (see `shares.judged`)."""

    source: int
    share: Share
    examples: tuple[Used, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for the same in which the sources of a story differ, and their loaded words."""

    choices: tuple[tuple[Alternative, ...], ...]
    loaded: tuple[LoadedUse, ...]


def wording(found: Sequence[IndependentSource]) -> Wording:
    """How the sources of one language word their texts."""
    used = [list(_used(source)) for source in found]
    return Wording(tuple(_choices(used)), tuple(_loaded(found, used)))


def _used(source: IndependentSource) -> Iterator[Used]:
    """The words of the lexicon that a source uses by itself."""
    for report in source.reports:
        for text in (report.headline, report.text[:COMPARED_CHARACTERS]):
            spoken = _quoted(text)
            for start, end, entries in entries_in(text, report.language):
                if not any(a <= start < b for a, b in spoken):
                    yield Used(text[start:end], report, entries, text, start)


def _quoted(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in QUOTED.finditer(text)]


# ---------------------------------------------------------------- headlines


def headlines(found: Sequence[IndependentSource]) -> list[Headline]:
    """The headlines of the reports of one language, those of copies where they differ, with what
    differs marked."""
    reports = [one for source in found for one in _differently_headed(source)]
    held = Counter(stem for one in reports for stem in set(content(one.headline, one.language)))
    common = frozenset(stem for stem, count in held.items() if count > 1)
    return [Headline(one, _pieces(one, common)) for one in reports]


def _differently_headed(source: IndependentSource) -> list[StoryReport]:
    by_words = {folded(one.headline): one for one in reversed((*source.reports, *source.copies))}
    return list(by_words.values())[::-1]


def _pieces(report: StoryReport, common: frozenset[str]) -> tuple[Piece, ...]:
    text = report.headline
    kinds = dict(_loaded_in(report))
    for match in WORD.finditer(text):
        is_free = all(match.end() <= start or end <= match.start() for start, end in kinds)
        if is_free and common & set(content_stems(match.group(), report.language)):
            kinds[match.span()] = "common"
    return pieces(text, kinds)


def _loaded_in(report: StoryReport) -> Iterator[tuple[tuple[int, int], str]]:
    """The loaded words of a headline, the outlet's own and those that it quotes."""
    spoken = _quoted(report.headline)
    taken = 0
    for start, end, entries in entries_in(report.headline, report.language):
        if start >= taken and any(entry.row < 0 for entry in entries):
            is_quoted = any(a <= start < b for a, b in spoken)
            yield (start, end), "quoted" if is_quoted else "loaded"
            taken = end


# ---------------------------------------------------------------- words


def _loaded(found: Sequence[IndependentSource], used: Sequence[Sequence[Used]]) -> list[LoadedUse]:
    """How loaded the words of each source are, those that are most so first."""
    own = [[one for one in some if any(e.row < 0 for e in one.entries)] for some in used]
    shares = [Share(len(mine), _words(source)) for source, mine in zip(found, own, strict=True)]
    verdicts = judged([(one, _others(shares, n)) for n, one in enumerate(shares)])
    uses = [
        LoadedUse(number, share, _firsts(own[number]), verdict)
        for number, (share, verdict) in enumerate(zip(shares, verdicts, strict=True))
    ]
    return sorted(uses, key=lambda one: (-one.share.rate, one.source))


def _words(source: IndependentSource) -> int:
    return sum(
        len(WORD.findall(text))
        for report in source.reports
        for text in (report.headline, report.text[:COMPARED_CHARACTERS])
    )


def _firsts(some: Sequence[Used]) -> tuple[Used, ...]:
    by_word = {folded(one.word): one for one in reversed(some)}
    return tuple(by_word.values())[::-1][:MOST_EXAMPLES]


def _others(shares: Sequence[Share], number: int) -> Share:
    rest = [one for n, one in enumerate(shares) if n != number]
    return Share(sum(one.hits for one in rest), sum(one.trials for one in rest))


def _choices(used: Sequence[Sequence[Used]]) -> list[tuple[Alternative, ...]]:
    """Where sources have different words for the same: in each row the words, those of most sources
    first. Rows in which somebody's word judges come first."""
    rows: dict[int, dict[tuple[int, bool], dict[int, Used]]] = {}
    for source, some in enumerate(used):
        for one in some:
            for entry in (entry for entry in one.entries if entry.row >= 0):
                alternatives = rows.setdefault(entry.row, {})
                key = entry.alternative, entry.is_loaded
                alternatives.setdefault(key, {}).setdefault(source, one)
    made = [
        tuple(Alternative(is_loaded, users) for (_, is_loaded), users in sorted(
            row.items(), key=lambda pair: (-len(pair[1]), pair[0])))
        for _, row in sorted(rows.items())
    ]  # fmt: skip
    made = [row for row in made if _differs(row)]
    made.sort(key=lambda row: (-any(one.is_loaded for one in row), -sum(len(o.used) for o in row)))
    return made[:MOST_CHOICES]


def _differs(row: Sequence[Alternative]) -> bool:
    """Whether the words of a row tell sources apart: one that judges is not everybody's, or two
    sources have none in common."""
    by_source: dict[int, set[int]] = {}
    for at, one in enumerate(row):
        for source in one.used:
            by_source.setdefault(source, set()).add(at)
    judging = (one for one in row if one.is_loaded)
    if len(row) > 1 and any(len(one.used) < len(by_source) for one in judging):
        return True
    return any(not mine & theirs for mine, theirs in combinations(by_source.values(), 2))
