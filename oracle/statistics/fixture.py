"""Writes a fixture of expected values with the versions that made them."""

import json
import platform
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "crates" / "omhu-figures" / "tests" / "fixtures"


def write(name, packages, **content):
    made_by = {"python": platform.python_version(), **{p: version(p) for p in packages}}
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"made_by": made_by, **content}, indent=None, separators=(",", ":"))
    # One case a line: readable in a comparison of versions.
    (FOLDER / name).write_text(text.replace("],[", "],\n[").replace('":[[', '":[\n[') + "\n", encoding="utf-8")
