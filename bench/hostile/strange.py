"""Addresses that lead into private networks, and numbers that are none."""

from functools import partial

from bench.hostile.case import Case, asked
from octavo.formats.row_numbers import row_number

WITHIN = {
    "loopback": "127.0.0.1", "short": "127.1", "decimal": "2130706433", "octal": "0177.0.0.1",
    "hexadecimal": "0x7f.0.0.1", "mapped": "[::ffff:127.0.0.1]", "translated": "[64:ff9b::7f00:1]",
    "protocol": "192.0.0.8", "cloud": "168.63.129.16", "metadata": "169.254.169.254",
    "shared": "100.64.0.1", "benchmarking": "198.18.0.1", "multicast": "224.0.0.1",
    "unique-local": "[fd00::1]", "sixtofour": "[2002:7f00:1::]",
}  # fmt: skip
"""Hosts that no reader may be sent to, as they may be written."""

NUMBERS = {
    "5000-digits": "9" * 5000, "superscript": "²", "arabic-indic": "١٢",
    "sixty-four-bits": "1" * 20, "negative": "-1", "blank": " 1",
    "underscore": "1_0", "exponent": "1e3",
}  # fmt: skip


def _poll(host: str) -> str:
    found = asked(f"http://{host}/feed")
    return found if isinstance(found, str) else "reached"


CASES = [
    *(Case(f"address/{name}", f"a feed at {host}", "blocked_address", partial(_poll, host))
      for name, host in WITHIN.items()),
    *(Case(f"number/{name}", f"a row number of {len(text)} characters: {text[:12]}", "None",
           lambda text=text: repr(row_number(text)))
      for name, text in NUMBERS.items()),
]  # fmt: skip
