#!/usr/bin/env python3
"""bring_in.py OMHU KILLS [--postgres]   kills `omhu import` at random moments and looks whether the next run ends it.

An invented case history is imported once without a fault. Then it is imported into a second store, and the import gets
SIGKILL at random moments, time and again; after each one `omhu verify` finds the chains whole. When it runs through in spite
of that, it says what was there already, and `omhu export` gives the same bytes as from the first store; run once more, it
brings nothing; and the next kills are of an import into a new store. The moments come from one seed.
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


def run(omhu: str, kills: int, place) -> None:
    """`place` gives where the n-th store is, empty."""
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cases.csv"
        subprocess.run([omhu, "simulate", "--children", str(CHILDREN), "--seed", str(SEED), "--out", str(file)], check=True,
                       capture_output=True)
        whole = Imports(omhu, Path(folder) / "whole", place(0), file)
        seconds, _, facts, same = whole.bring_in()
        wanted = whole.export()
        struck, stores, parts, left = 0, 0, [], kills
        while left > 0:
            stores += 1
            broken = Imports(omhu, Path(folder) / f"broken-{stores}", place(1), file)
            at_work = True
            while at_work and left > 0:
                at_work = broken.bring_in_until(chance.uniform(0.05, seconds))
                broken.verify()
                struck, left = struck + at_work, left - 1
            before = max(broken.export().count(b"\n") - 1, 0)
            _, _, new, there = broken.bring_in()
            if new + there != facts + same or new != facts - before:
                raise Fault(f"of {facts} facts {before} were there, {new} came, and {there} are said to have been there")
            parts.append(before)
            broken.verify()
            if broken.export() != wanted:
                raise Fault("the export after kills is another than the one without")
            _, _, again, there = broken.bring_in()
            if again != 0 or there != facts + same or broken.export() != wanted:
                raise Fault(f"the same file again brought {again} facts")
        print(f"    {struck} kills of imports of {facts} facts ({seconds:.1f} s) into {stores} stores: each was ended by a later run (the "
              f"last one found {parts[-1]} there), and the export is the same, byte for byte")


def on_postgres(omhu: str, kills: int) -> None:
    named = os.environ.get("OMHU_TEST_POSTGRES")
    url = next((url for url in ([named] if named else LOCAL) if sql(url, "select 1")), None)
    if url is None:
        raise Fault("no PostgreSQL server answers; name one in OMHU_TEST_POSTGRES")
    schemas = [f"crash{os.getpid()}{letter}" for letter in "ab"]
    try:
        def place(which: int) -> list[str]:
            sql(url, f"drop schema if exists {schemas[which]} cascade")
            return ["--database", url, "--schema", schemas[which]]

        run(omhu, kills, place)
    finally:
        for schema in schemas:
            sql(url, f"drop schema if exists {schema} cascade")


def main() -> None:
    omhu, kills, *more = sys.argv[1:]
    ended(lambda: on_postgres(omhu, int(kills)) if more else run(omhu, int(kills), lambda _: []))


if __name__ == "__main__":
    main()
