"""What was observed on the pages of hosts: written with the batch, forgotten on demand."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from octavo.extract.body.host_memory import (
    PageObservations,
    packed_memory,
    unpacked_memory,
    unpacked_observations,
    updated_memory,
)
from octavo.store import bulk
from octavo.store.feed_queue import host_memories
from octavo.store.models import HostMemory


def learn(packed: Iterable[bytes], now: datetime) -> None:
    """Fold what was observed on pages into their hosts' rows: one query and one write for all."""
    by_host: dict[str, list[PageObservations]] = defaultdict(list)
    for one in map(unpacked_observations, packed):
        if one is not None and one.host:
            by_host[one.host[:255]].append(one)
    if not by_host:
        return
    held = host_memories(by_host)
    rows = [_row(host, held.get(host, b""), some, now) for host, some in by_host.items()]
    bulk.insert(
        rows, unique=["host"], renew=["pages", "confidence", "relearned", "changed_at", "data"]
    )


def _row(
    host: str, held: bytes, observations: Iterable[PageObservations], now: datetime
) -> HostMemory:
    memory = unpacked_memory(held)
    for one in observations:
        memory = updated_memory(memory, one)
    return HostMemory(
        host=host,
        pages=round(memory.pages),
        confidence=round(memory.sure, 3),
        relearned=memory.relearned,
        changed_at=now,
        data=packed_memory(memory),
    )


def forget_hosts(hosts: Iterable[str]) -> int:
    """Forget what was learned of the hosts; how many had been remembered."""
    return HostMemory.objects.filter(host__in=list(hosts)).delete()[0]
