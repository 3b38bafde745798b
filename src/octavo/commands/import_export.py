"""octavo import, export, extract: articles and feeds from files and to files."""

import argparse
import asyncio
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from octavo.commands import SCREEN, progress, say, site
from octavo.errors import NoArticle, OctavoError, UsageError
from octavo.types import Article, Failed, Page

if TYPE_CHECKING:
    from octavo.walk.by_hand import TakenIn


def take_in(given: argparse.Namespace) -> int:
    """Bring in a file of feeds or articles."""
    site()
    return {"opml": _opml, "capture": _capture, "jsonl": _jsonl, "html": _html}[given.kind](given)


def _opml(given: argparse.Namespace) -> int:
    from octavo.actions import subscriptions
    from octavo.fetch import opml
    from octavo.formats import urls

    found = opml.subscriptions(Path(given.path).read_bytes())
    if given.dry_run:
        for one in found:
            bare, _ = urls.parted(one.url)
            say(asdict(one) | {"url": bare}, bare, as_json=given.json)
        return 0
    done = subscriptions.subscribe(found)
    new = sum(one.is_new for one in done)
    value = {"feeds": len(done), "new": new}
    say(value, f"{len(done)} feeds, {new} of them new", as_json=given.json)
    return 0


def _capture(given: argparse.Namespace) -> int:
    from octavo.extract.archives import capture

    if not given.captured_at:
        raise UsageError("say when the page was saved: --captured-at 2026-06-13T10:00:00Z")
    text = Path(given.path).read_bytes().decode("utf-8-sig", "replace")
    found = capture.articles(text, moment(given.captured_at))
    return _take(given, found)


def moment(text: str) -> datetime:
    """A time as typed: ISO 8601 with a zone."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is not a time; write it like 2026-06-13T10:00:00Z") from error
    if when.tzinfo is None:
        raise UsageError(f"{text!r} has no zone; add Z or +08:00")
    return when.astimezone(UTC)


def _jsonl(given: argparse.Namespace) -> int:
    from octavo.extract.archives import archive

    return _take(given, archive.lines(Path(given.path)))


def _html(given: argparse.Namespace) -> int:
    return _take(given, _saved_pages(Path(given.path)))


def _saved_pages(folder: Path) -> Iterator[Article | Failed[Any]]:
    """The article of every saved page in a folder, or why there is none."""
    from octavo.extract.archives.archive import saved_page
    from octavo.extract.article import article

    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder of saved pages")
    for path in sorted(p for p in folder.rglob("*") if p.suffix.lower() in {".html", ".htm"}):
        try:
            yield article(saved_page(path, path.read_bytes()))
        except OctavoError as error:
            yield Failed(str(path), error)


def _take(given: argparse.Namespace, found: Iterable[Article | Failed[Any]]) -> int:
    """Put articles through the walk, a source at a time within a batch; report what could not."""
    taken = {"new": 0, "known": 0, "revised": 0, "refused": 0}
    good = _sifted(given, found, taken)
    if given.dry_run:
        for one in good:
            say(plain(one), f"{one.published:%Y-%m-%d %H:%M}  {one.headline}", as_json=given.json)
        return 0
    with _taking() as take, progress("import") as bar:
        task = bar.add_task("articles", total=None)
        for articles in _batches(good):
            _count(take(articles), taken)
            bar.update(task, advance=len(articles))
    text = "{new} new articles, {known} known already, {revised} revised, {refused} refused"
    say(taken, text.format(**taken), as_json=given.json)
    return 0 if taken["new"] or taken["known"] or taken["revised"] else 1


def _count(saved: "TakenIn", taken: dict[str, int]) -> None:
    """Add what came of a batch to what came of those before."""
    for failed in saved.failed:
        _complain(failed)
    taken["refused"] += len(saved.failed)
    taken["new"] += len(saved.new)
    taken["revised"] += len(saved.revised)
    taken["known"] += saved.known


def _sifted(
    given: argparse.Namespace, found: Iterable[Article | Failed[Any]], taken: dict[str, int]
) -> Iterator[Article]:
    for one in found:
        if isinstance(one, Failed):
            taken["refused"] += 1
            _complain(one)
            continue
        if given.json and given.kind == "capture" and not given.dry_run:
            say(plain(one), "", as_json=True)
        yield one


def _complain(failed: Failed[Any]) -> None:
    """Name what could not be taken in, and why."""
    item = failed.item.url if isinstance(failed.item, Article) else str(failed.item)
    cause = f"{item[:80]}: {failed.error.detail} ({failed.error.code})"
    SCREEN.print(cause, markup=False, highlight=False, emoji=False)


def _batches(articles: Iterable[Article], size: int = 64) -> Iterator[list[Article]]:
    batch: list[Article] = []
    for one in articles:
        batch.append(one)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


@contextmanager
def _taking() -> Iterator[Any]:
    """A function that stores a batch of articles, each under its own source."""
    from django.conf import settings

    from octavo import run, walk
    from octavo.actions import maintenance, subscriptions
    from octavo.actions.answers.archive_ids import save_archive_ids
    from octavo.actions.stories.live_window import LiveWindow
    from octavo.analyse.vector import shipped_encoder

    window, encoder = LiveWindow(settings.WINDOW_DAYS), shipped_encoder()
    with run.executor(settings.WORKERS) as pool:

        def take(batch: list[Article]) -> Any:
            names = [subscriptions.source_of(one).pk for one in batch]
            taken = walk.take_in(pool, window, encoder, list(zip(names, batch, strict=True)))
            save_archive_ids(batch)
            return taken

        yield take
    maintenance.after_walk(datetime.now(UTC))


def plain(article: Article) -> dict[str, Any]:
    """An article as JSON for programs."""
    values = asdict(article)
    values["text"] = article.text
    values["paragraphs"] = [b.text for b in article.blocks if b.kind == "paragraph"]
    values["html"] = article.html
    values.pop("entry")
    return values


# ---------------------------------------------------------------- out


def export(given: argparse.Namespace) -> int:
    """Write all feeds as OPML, or all articles or what editors corrected as JSON Lines."""
    site()
    if given.kind == "opml":
        from octavo.actions import subscriptions
        from octavo.fetch.opml import document

        with _out(given.path) as file:
            file.write(document(subscriptions.all_feeds()))
        return 0
    with _out(given.path) as file, progress("export") as bar:
        task = bar.add_task("rows", total=None)
        for row in _corrected() if given.kind == "gold" else _stored():
            file.write(json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n")
            bar.advance(task)
    return 0


@contextmanager
def _out(path: str) -> Iterator[IO[bytes]]:
    if path == "-":
        yield sys.stdout.buffer
        return
    target = Path(path)
    part = target.with_name(target.name + ".part")
    with part.open("wb") as file:
        yield file
    part.replace(target)


def _stored() -> Iterator[dict[str, Any]]:
    """Every article in the form that `import jsonl` reads."""
    from octavo.store.models import Article as Row

    rows = Row.objects.select_related("source", "body").order_by("pk")
    for row in rows.iterator(chunk_size=500):
        yield {
            "url": row.url,
            "title": row.headline,
            "text": row.body.text,
            "time": row.published.isoformat(),
            "source": row.source.name,
            "lang": row.language,
            "authors": row.authors,
            "dek": row.dek,
            "wire": row.wire,
            "story": row.story_id,
            "duplicate_of": row.duplicate_of_id,
        }


def _corrected() -> Iterator[dict[str, Any]]:
    from octavo.actions.stories import evaluation

    return evaluation.pairs()


# ---------------------------------------------------------------- one page


def extract(given: argparse.Namespace) -> int:
    """Print the article of a file or an address."""
    from octavo.extract.article import article

    page = _page(given)
    found = article(_ruled(page, Path(given.rule)) if given.rule else page)
    if found.missed:
        SCREEN.print(f"the rule of {found.missed} finds nothing here; read in the general way")
    if given.json:
        say(plain(found), "", as_json=True)
        return 0
    by = ", ".join(found.byline)
    head = [found.headline, found.dek, by, f"{found.published:%Y-%m-%d %H:%M} UTC", found.url]
    say(None, "\n".join(filter(None, head)) + "\n\n" + found.text, as_json=False)
    return 0


def _page(given: argparse.Namespace) -> Page:
    if not given.page.startswith(("http://", "https://")):
        return _read(Path(given.page), given.url)
    site()
    return asyncio.run(_fetched(given.page))


def _ruled(page: Page, path: Path) -> Page:
    """The page with the rule that a file tells: a selector a name, lists for `body` and `drop`."""
    from octavo.extract.rules.rule import FIELDS, PARTS, BadRule, packed_rules, rule
    from octavo.formats.urls import site as site_of

    here = site_of(page.final_url or page.url)
    if not here:
        raise UsageError("a rule speaks of a host; say where the page is from with --url")
    try:
        told = tomllib.loads(path.read_text("utf-8"))
        if odd := set(told) - {*PARTS, *FIELDS, "since", "host"}:
            raise UsageError(f"{path}: what is {', '.join(sorted(odd))}?", code="bad_rule")
        made = rule(told, str(told.get("host") or here))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no TOML: {error}", code="bad_rule") from error
    except BadRule as bad:
        raise UsageError(f"{path}: {bad.field} {bad.detail}".strip(), code=bad.code) from bad
    if not made.covers(here, page.fetched.date()):
        raise UsageError(f"the rule does not speak of {here} on that day", code="other_host")
    return replace(page, rules=packed_rules([made]))


def _read(path: Path, url: str) -> Page:
    from octavo.extract.archives.archive import saved_page

    data = path.read_bytes()
    if not data.strip():
        raise NoArticle(f"{path} is empty", code="empty_body")
    page = saved_page(path, data)
    return Page(url, page.html, page.fetched, page.entry, url) if url else page


async def _fetched(url: str) -> Page:
    from octavo.commands.walking import site_gateway
    from octavo.fetch.page import page
    from octavo.fetch.robots import Robots
    from octavo.types import Entry

    entry = Entry(feed_id=0, key=url, url=url, title="")
    async with site_gateway() as gateway:
        found = await page(gateway, Robots(), entry, datetime.now(UTC))
    if isinstance(found, Failed):
        raise found.error
    return found
