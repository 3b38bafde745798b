"""Hosts that were cut down to a public suffix (`web.de` to `de`) get their names again.

Only rows whose host is a public suffix can be wrong, and those hosts are found by an index: on a
table of any size nothing else is read or written. What was remembered of such a "host" mixed
several publishers and is dropped; a rule goes to the site most of its stored pages are of.
"""

import re
from collections import Counter
from urllib.parse import urlsplit

from django.db import migrations
from publicsuffixlist import PublicSuffixList

SHARE = 500
SUFFIXES = PublicSuffixList()
DEVICE = re.compile(r"(?:www\d?|m|mobile|amp|edition|web)\.")


def site(url):
    """The host of an address without its label for a device, where a name is left without it."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    rest = DEVICE.sub("", host, count=1) if DEVICE.match(host) else ""
    return rest if rest and SUFFIXES.privatesuffix(rest) else host


def is_cut(host):
    """Whether a host cannot be a publisher's: a bare public suffix."""
    is_address = host.replace(".", "").isdigit() or ":" in host
    return bool(host) and not is_address and SUFFIXES.privatesuffix(host) is None


def cut_hosts(model):
    """The hosts of a table that were cut, each once."""
    hosts = model.objects.order_by("host").values_list("host", flat=True).distinct()
    return [host for host in hosts.iterator() if is_cut(host)]


def mend(model, host):
    """Write the right host beside each row of a cut one; give how many rows each has now."""
    counts = Counter()
    last = 0
    while rows := list(
        model.objects.filter(host=host, pk__gt=last)
        .order_by("pk")[:SHARE]
        .values_list("pk", *URLS[model._meta.model_name])
    ):
        by_site = {}
        for number, *urls in rows:
            by_site.setdefault(site(next(filter(None, urls), ""))[:255], []).append(number)
        for right, numbers in by_site.items():
            counts[right] += len(numbers)
            if right != host:
                model.objects.filter(pk__in=numbers).update(host=right)
        last = rows[-1][0]
    return counts


URLS = {"snapshot": ("url", "article__url"), "refusedpage": ("url",)}
"""Where the address of a row stands, the first that is not empty."""


def mend_hosts(apps, schema_editor):
    """Mend stored and refused pages, then what is remembered and ruled of their hosts."""
    counts = {}
    for name in ("Snapshot", "RefusedPage"):
        model = apps.get_model("store", name)
        for host in cut_hosts(model):
            counts.setdefault(host, Counter()).update(mend(model, host))
    memories, rules = apps.get_model("store", "HostMemory"), apps.get_model("store", "KeptRule")
    for host in cut_hosts(memories):
        memories.objects.filter(pk=host).delete()
    for host in cut_hosts(rules):
        commonest = [right for right, _ in counts.get(host, Counter()).most_common(1)]
        if commonest:
            rules.objects.filter(host=host).update(host=commonest[0])


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0012_quarantine"),
    ]

    operations = [migrations.RunPython(mend_hosts, migrations.RunPython.noop)]
