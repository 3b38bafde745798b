"""Octavo: a self-hosted news site.

The data flows one way through the rooms; `walk/__init__.py` is the whole program on one page.
"""

import os

__version__ = "0.2.0"

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
"""The library that runs the sentence encoder would write to the cache and look its makers up, past
the gateway; it reads this when it is loaded, so it is set before anything of ours is."""
