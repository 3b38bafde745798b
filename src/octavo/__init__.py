"""Octavo: a self-hosted news site.

The data flows one way through the rooms; `walk/__init__.py` is the whole program on one page.
"""

__version__ = "0.2.0"
