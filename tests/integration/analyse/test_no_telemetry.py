"""No library of ours speaks to its makers."""

import os
import subprocess
import sys
from pathlib import Path

import octavo

ENCODE = """
from octavo.analyse.vector import shipped_encoder
encoder = shipped_encoder()
assert encoder is not None
encoder.vectors(["The ferry left at nine."])
"""


def test_encoding_leaves_nothing_in_home_or_cache(tmp_path: Path) -> None:
    home = {name: str(tmp_path / name) for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    source = str(Path(octavo.__file__).parents[1])
    env = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"}
    subprocess.run(
        [sys.executable, "-c", ENCODE], env=env | home | {"PYTHONPATH": source}, check=True
    )
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
