"""Invented stories with the facts that each sentence tells, and how far the comparison of reports
finds them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from octavo.assist.perspectives.independent import StoryReport, independent_sources
from octavo.assist.perspectives.statements import Statement, statements

DATA = Path(__file__).parent / "data" / "perspectives"
START = datetime(2026, 3, 2, 8, tzinfo=UTC)


@dataclass
class ToldStory:
    """A story: its reports, and the facts that a sentence tells, as letters."""

    reports: list[StoryReport] = field(default_factory=list)
    facts: dict[str, set[str]] = field(default_factory=dict)

    def of(self, report: StoryReport) -> set[str]:
        """All facts that a report tells."""
        return set().union(*(self.facts[line] for line in report.text.split("\n")))


@dataclass
class Score:
    """Right and wrong claims that somebody reports a fact, does not, alone does; facts found."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    found: int = 0
    lost: list[str] = field(default_factory=list)
    false_absence: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of the sentences shown as saying the same, how many do."""
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        """Of the facts that a source shares with another, how many are shown so."""
        return self.found / max(1, self.found + len(self.lost))


def told_stories(name: str) -> Iterator[ToldStory]:
    """The stories of a file."""
    for part in (DATA / name).read_text("utf-8").split("\n== ")[1:]:
        language, _, rest = part.partition("\n")
        story = ToldStory()
        for n, text in enumerate(rest.split("-- ")[1:]):
            head, *lines = text.strip().split("\n")
            paper, _, headline = head.partition(": ")
            pairs = [line.split(" ", 1) for line in lines]
            story.facts |= {line: set(letters) - {"."} for letters, line in pairs}
            body = "\n".join(line for _, line in pairs)
            when = START + timedelta(hours=n)
            story.reports.append(StoryReport(n, n, paper, headline, when, body, language.strip()))
        yield story


def score(story: ToldStory, total: Score) -> Score:
    """Adds how far the comparison of a story's reports is right."""
    found = statements(independent_sources(story.reports))
    shown = [*found.shared, *found.some]
    for one in shown:
        _judge(story, one, total)
    for one in (*shown, *found.alone):
        mine = story.facts[one.line.text]
        total.false_absence += [
            f"{story.reports[v].outlet}: {one.line.text}"
            for v in one.missing
            if mine & story.of(story.reports[v])
        ]
    for fact in sorted(set().union(*story.facts.values())):
        having = {r.id for r in story.reports if fact in story.of(r)}
        told = [{*one.told} for one in shown if fact in story.facts[one.line.text]]
        best = max((len(some & having) for some in told), default=1)
        total.found += best - 1
        total.lost += [fact] * (len(having) - max(1, best))
    return total


def _judge(story: ToldStory, one: Statement, total: Score) -> None:
    mine = story.facts[one.line.text]
    for line in one.told.values():
        if line.report != one.line.report:
            is_right = bool(mine) and mine <= story.facts[line.text]
            total.right += is_right
            total.wrong += [] if is_right else [f"{one.line.text} | {line.text}"]
