"""Articles that come by hand (captures, archives), through the rest of the walk."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from asgiref.sync import async_to_sync

from octavo import run
from octavo.actions import article_rows, ingest
from octavo.actions.stories.live_window import LiveWindow
from octavo.analyse.article import with_vectors
from octavo.analyse.vector import Encoder
from octavo.steps import analysed
from octavo.types import Analysis, Article, Failed
from octavo.walk.retry import bug, halved, patiently

Analysed = tuple[int, Article, Analysis]


@dataclass(slots=True)
class TakenIn:
    """What a batch came to: ids of new and of revised articles, how many were known, and those that
    a bug of ours stood in the way of."""

    new: list[int] = field(default_factory=list)
    revised: list[int] = field(default_factory=list)
    known: int = 0
    failed: list[Failed[Article]] = field(default_factory=list)


def take_in(
    executor: Executor,
    window: LiveWindow,
    encoder: Encoder | None,
    batch: Sequence[tuple[int, Article]],
) -> TakenIn:
    """Save articles, each with its source's number."""
    made = TakenIn()
    good: list[Analysed] = []
    answers = run.map_over(executor, analysed, [clean for _, clean in batch])
    for (source, clean), answer in zip(batch, answers, strict=True):
        if isinstance(answer, Failed):
            made.failed.append(Failed(clean, answer.error))
        else:
            good.append((source, clean, answer))

    async def save(some: Sequence[Analysed]) -> None:
        readings = _readings(some, encoder)
        saved = await patiently(partial(ingest.save_readings, readings, window, datetime.now(UTC)))
        made.new += saved.new
        made.revised += saved.revised
        made.known += saved.known

    culprits = async_to_sync(halved)(good, save) if good else []
    made.failed += [Failed(one.item[1], one.error) for one in culprits]
    for one in made.failed:
        bug(one.error)
    return made


def _readings(batch: Sequence[Analysed], encoder: Encoder | None) -> list[article_rows.Reading]:
    whole = with_vectors([a for _, _, a in batch], [clean for _, clean, _ in batch], encoder)
    return [
        article_rows.Reading(source, clean, one)
        for (source, clean, _), one in zip(batch, whole, strict=True)
    ]
