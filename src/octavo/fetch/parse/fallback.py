"""The last resort for a feed too broken for the fast path: feedparser, in a process of its own.

feedparser forgives more, but hostile input can stall it for minutes; so it gets a deadline, a byte
cap and a memory limit, and is killed at the first of them. Run as
`python -m octavo.fetch.parse.fallback`
it reads a body from standard input and writes items as JSON.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from octavo.errors import Unreadable
from octavo.fetch.parse.document import MAX_ITEMS, Document
from octavo.fetch.parse.entry import Context, Raw
from octavo.fetch.parse.identity import entries
from octavo.types import Channel

DEADLINE = 5.0
"""Seconds: 50,000 attributes keep feedparser busy for more than 40."""

MAX_BODY = 1 << 20
"""Bytes handed to it: a megabyte."""

MAX_MEMORY = 1 << 29
"""Bytes that the process may take: half a gigabyte."""

FIELDS = ("guid", "link", "title", "summary", "content", "published", "updated")


async def salvaged(body: bytes, context: Context) -> Document:
    """Returns what feedparser makes of a body; raises Unreadable: deadline, malformed."""
    try:
        async with asyncio.timeout(DEADLINE):
            found = json.loads(await _in_process(body[:MAX_BODY]))
    except TimeoutError:
        raise Unreadable(context.base, "the parser was stopped", code="deadline") from None
    except ValueError:
        raise Unreadable(context.base, "nothing to save", code="malformed") from None
    read = entries([Raw(**item, base=context.base) for item in found["items"]], context)
    if not read:
        raise Unreadable(context.base, "no entries to save", code="malformed")
    return Document(Channel(title=found["title"]), read, "mended")


async def _in_process(body: bytes) -> bytes:
    home = str(Path(__file__).resolve().parents[3])
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "octavo.fetch.parse.fallback",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": home},
    )
    try:
        return (await process.communicate(body))[0]
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def main() -> None:
    """Reads a body, writes its items."""
    import resource

    import feedparser

    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(DEADLINE), int(DEADLINE) + 1))
    body = sys.stdin.buffer.read(MAX_BODY)
    read = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    items = [_item(one) for one in read.entries[:MAX_ITEMS]]
    sys.stdout.write(json.dumps({"title": str(read.feed.get("title", ""))[:500], "items": items}))


def _item(one: Any) -> dict[str, str]:
    found = {name: str(one.get(name) or "") for name in FIELDS if name not in ("guid", "content")}
    content = one.get("content") or [{}]
    return {
        **found,
        "guid": str(one.get("id") or ""),
        "content": str(content[0].get("value") or ""),
    }


if __name__ == "__main__":
    main()
