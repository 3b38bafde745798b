"""A whole site in a network of its own that leads nowhere, for test_quiet.py: the demo press is
served, walked, read and asked about. Writes how many packets somebody tried to send out of it: the
site, and then we ourselves, to show that they are counted."""

import contextlib
import fcntl
import json
import os
import socket
import struct
import sys
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parents[1]))

from site_process import Site

SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1


def loopback_up() -> None:
    """The network has a loopback, which is down at first."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        asked = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(handle, SIOCGIFFLAGS, asked))[1]
        fcntl.ioctl(handle, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | IFF_UP))


def unsent() -> int:
    """Packets for which the network had no way out, name look-ups included."""
    names, counts = (line.split() for line in Path("/proc/net/snmp").read_text().splitlines()[:2])
    return int(counts[names.index("OutNoRoutes")])


def live(folder: Path) -> None:
    """What a site does in its first minutes."""
    site = Site(folder, OCTAVO_DEMO="1", HOME=str(folder / "home"))
    with site.up():
        site.wait_for("/", "/story/", 120)
        page = site.wait_for("/search?q=ferry", "/article/")
        site.wait_for("/ask?q=When+does+the+ferry+sail")
        for part in page.split('src="/picture/')[1:3]:
            urlopen(f"{site.address}/picture/{part.partition(chr(34))[0]}", timeout=10).close()
        site.run("fetch", "--all")
    site.run("export", "jsonl")


if __name__ == "__main__":
    os.environ["HOME"] = sys.argv[1]
    loopback_up()
    live(Path(sys.argv[1]))
    by_site = unsent()
    with contextlib.suppress(OSError):
        socket.create_connection(("192.0.2.1", 443), 2)
    sys.stdout.write(json.dumps({"by_site": by_site, "by_us": unsent() - by_site}))
