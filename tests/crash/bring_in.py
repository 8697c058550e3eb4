#!/usr/bin/env python3
"""bring_in.py OMHU KILLS [--postgres]   kills `omhu import` at random moments and looks whether the next run ends it.

An invented case history is imported once without a fault. Then it is imported into a second store, and the import gets
SIGKILL at random moments, time and again; after each one `omhu verify` finds the chains whole. In the end it runs through,
says what was there already, and `omhu export` gives the same bytes as from the first store. Run once more, it brings nothing.
The moments come from one seed.
"""
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kill import LOCAL, sql
from server import Fault, ended

SEED = 7
CHILDREN = 2500


class Imports:
    """A store that a file is brought into."""

    def __init__(self, omhu: str, data: Path, database: list[str], file: Path):
        self.omhu, self.file = omhu, file
        self.place = ["--data", str(data), *database]

    def _command(self, name: str) -> list[str]:
        return [self.omhu, "--lang", "en", name, *self.place]

    def bring_in(self) -> tuple[float, int, int, int]:
        """Runs through; gives the seconds, the new cases, the new facts, and those that were there."""
        begun = time.monotonic()
        done = subprocess.run([*self._command("import"), str(self.file)], capture_output=True, text=True, check=False)
        said = re.search(r"([\d.,]+) new cases, ([\d.,]+) new facts; ([\d.,]+) were there already", done.stderr)
        # 3: rows were rejected, as in every extract.
        if done.returncode not in (0, 3) or not said:
            raise Fault(f"import: {done.returncode} {done.stdout}{done.stderr}")
        numbers = [int(re.sub(r"\D", "", text)) for text in said.groups()]
        return time.monotonic() - begun, *numbers

    def bring_in_until(self, seconds: float) -> bool:
        """Runs and kills it after so many seconds; whether it was still at work."""
        process = subprocess.Popen([*self._command("import"), str(self.file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        return process.wait() == -signal.SIGKILL

    def verify(self) -> None:
        done = subprocess.run(self._command("verify"), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Fault(f"verify: {done.stdout}{done.stderr}")

    def export(self) -> bytes:
        done = subprocess.run(self._command("export"), capture_output=True, check=False)
        if done.returncode != 0:
            raise Fault(f"export: {done.stderr.decode()}")
        return done.stdout


def run(omhu: str, kills: int, databases: tuple[list[str], list[str]]) -> None:
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.csv"
        subprocess.run([omhu, "simulate", "--children", str(CHILDREN), "--seed", str(SEED), "--out", str(file)], check=True,
                       capture_output=True)
        whole = Imports(omhu, Path(folder) / "whole", databases[0], file)
        seconds, _, facts, same = whole.bring_in()
        wanted = whole.export()
        broken = Imports(omhu, Path(folder) / "broken", databases[1], file)
        struck = 0
        for _ in range(kills):
            struck += broken.bring_in_until(chance.uniform(0.05, seconds))
            broken.verify()
        before = broken.export().count(b"\n") - 1
        _, _, new, there = broken.bring_in()
        if new + there != facts + same or new != facts - max(before, 0):
            raise Fault(f"of {facts} facts {before} were there, {new} came, and {there} are said to have been there")
        broken.verify()
        if broken.export() != wanted:
            raise Fault("the export after kills is another than the one without")
        _, _, again, there = broken.bring_in()
        if again != 0 or there != facts + same or broken.export() != wanted:
            raise Fault(f"the same file again brought {again} facts")
        print(f"    {struck} kills of an import of {facts} facts ({seconds:.1f} s): the last run brought {new} and said that {before} were "
              f"there; the export is the same, byte for byte")


def on_postgres(omhu: str, kills: int) -> None:
    named = os.environ.get("OMHU_TEST_POSTGRES")
    url = next((url for url in ([named] if named else LOCAL) if sql(url, "select 1")), None)
    if url is None:
        raise Fault("no PostgreSQL server answers; name one in OMHU_TEST_POSTGRES")
    schemas = [f"crash{os.getpid()}{letter}" for letter in "ab"]
    try:
        first, second = (["--database", url, "--schema", schema] for schema in schemas)
        run(omhu, kills, (first, second))
    finally:
        for schema in schemas:
            sql(url, f"drop schema if exists {schema} cascade")


def main() -> None:
    omhu, kills, *more = sys.argv[1:]
    ended(lambda: on_postgres(omhu, int(kills)) if more else run(omhu, int(kills), ([], [])))


if __name__ == "__main__":
    main()
