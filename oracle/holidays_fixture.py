#!/usr/bin/env python3
"""Writes tests/fixtures/holidays.json: Denmark's public holidays by the PyPI package `holidays`, with its version.

Rust compares its own calendar with the stored file (crates/omhu-law/tests/holidays.rs) and needs no Python.
The package keeps other names and knows no 1 May, 5 June, 24 or 31 December: neither does the contract.
"""
import json
from importlib.metadata import version
from pathlib import Path

import holidays

FIRST, LAST = 2000, 2035

days = holidays.country_holidays("DK", years=range(FIRST, LAST + 1), language="da")
content = {
    "made_by": {"package": "holidays", "version": version("holidays"), "script": "oracle/holidays_fixture.py"},
    "first_year": FIRST,
    "last_year": LAST,
    "days": {day.isoformat(): name for day, name in sorted(days.items())},
}
path = Path(__file__).parents[1] / "tests" / "fixtures" / "holidays.json"
path.parent.mkdir(parents=True, exist_ok=True)
path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
print(f"{path.name}: {len(days)} days")
