#!/usr/bin/env python3
"""full.py OMHU   lets the disk under the server run full, gives it room again, and looks for what was lost.

The disk is a small one in memory (tmpfs), so this needs the right to mount. It runs full twice. First omhu gives up the room
that it kept: each fact is refused with an error that says that nothing was saved, and is sent again with the same key, while
cases are read, each with its row in the access log. Then that room is used up too: nothing is read that cannot be logged.
Within ten seconds after there is room the writes go on.
"""
import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from server import Client, Fault, Server, clients_of, compare, ended

SIZE, LEFT = "192m", 600_000
# Cases that are read on a full disk.
READ = 50
MOST_SECONDS = 120
BACK_WITHIN = 10.0


def mount(folder: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=True)


def fill(folder: Path, left: int = LEFT) -> Path:
    """A file that takes the room on the disk, but for a little."""
    ballast = folder / f"ballast-{left}"
    left = shutil.disk_usage(folder).free - left
    # The server may have taken some of it meanwhile.
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        file.write(bytes(left))
    return ballast


def refused(client: Client, times: int) -> dict:
    """What is answered to writes on a full disk: how often each status and word."""
    said = {}
    for _ in range(times):
        status = client.step()
        said[(status, client.saved)] = said.get((status, client.saved), 0) + 1
    if any(answer != (503, "not_applied") for answer in said):
        raise Fault(f"on a full disk the server answered {said}")
    return said


def read(client: Client, times: int) -> dict:
    """What is answered to readings of cases: how often each status."""
    said = {}
    for place in range(times):
        status, _, _ = client.ask(f"/cases/{client.cases[place % len(client.cases)]}/facts")
        said[status] = said.get(status, 0) + 1
    return said


def run(omhu: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        disk = Path(folder)
        mount(disk)
        server = None
        try:
            server = Server(omhu, disk / "store", [])
            token = server.demonstrate()["raadgiver"]
            client = clients_of(server, token, 1)[0]
            ballast = [fill(disk)]
            begun = time.monotonic()
            while client.step() in (200, 201):
                if time.monotonic() - begun > MOST_SECONDS:
                    raise Fault("the disk did not run full")
            before = len(client.acknowledged)
            said = refused(client, 20)
            seen = read(client, READ)
            if seen != {200: READ}:
                raise Fault(f"on a full disk cases are read with {seen}")
            # A new start on the full disk changes nothing of it.
            server.kill()
            server.serve()
            refused(client, 5)
            if (again := read(client, READ)) != {200: READ}:
                raise Fault(f"after a start on a full disk cases are read with {again}")
            ballast.append(fill(disk, 0))
            refused(client, 5)
            begun, blind = time.monotonic(), {}
            while 503 not in (blind := read(client, READ)):
                if time.monotonic() - begun > MOST_SECONDS:
                    raise Fault("the room that is kept was not used up")
            if set(blind) - {200, 503}:
                raise Fault(f"with no room at all cases are read with {blind}")
            for file in ballast:
                file.unlink()
            room = time.monotonic()
            while (status := client.step()) not in (200, 201):
                if time.monotonic() - room > BACK_WITHIN:
                    raise Fault(f"no write {BACK_WITHIN:.0f} s after there was room: status {status}")
                time.sleep(0.05)
            back = time.monotonic() - room
            for _ in range(20):
                client.step()
            compare([client])
            server.stop()
            server.verify()
            print(f"    disk full after {before} facts: {sum(said.values())} writes refused, {READ} cases read, {READ} more after a new "
                  f"start; with no room at all {blind[503]} readings refused; written again {back:.1f} s after there was room; "
                  "nothing lost")
        finally:
            if server and server.process:
                server.kill()
            subprocess.run(["umount", str(disk)], check=False)


def main() -> None:
    ended(lambda: run(sys.argv[1]))


if __name__ == "__main__":
    main()
