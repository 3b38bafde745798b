"""What is remembered of hosts: one row a host, read with the queue."""

from collections.abc import Iterable

from octavo.store.models import HostMemory


def host_memories(hosts: Iterable[str]) -> dict[str, bytes]:
    """The packed memory of each host that has one, by host."""
    rows = HostMemory.objects.filter(host__in=set(hosts)).values_list("host", "data")
    return {host: bytes(data) for host, data in rows}
