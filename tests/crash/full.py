#!/usr/bin/env python3
"""full.py OMHU   lets the disk under the server run full, gives it room again, and looks for what was lost.

The disk is a small one in memory (tmpfs), so this needs the right to mount. While it is full each write is refused with an
error that says that nothing was saved, and is sent again with the same key; within ten seconds after there is room the
writes go on.
"""
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from server import Fault, Server, clients_of, compare, ended

SIZE, LEFT = "128m", 600_000
MOST_SECONDS = 120
BACK_WITHIN = 10.0


def mount(folder: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """A file that takes the room on the disk, but for a little."""
    ballast = folder / "ballast"
    left = shutil.disk_usage(folder).free - LEFT
    with ballast.open("wb") as file:
        file.write(bytes(left))
    return ballast


def run(omhu: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        disk = Path(folder)
        mount(disk)
        server = None
        try:
            server = Server(omhu, disk / "store", [])
            token = server.demonstrate()["raadgiver"]
            client = clients_of(server, token, 1)[0]
            ballast = fill(disk)
            begun, said = time.monotonic(), {}
            while (status := client.step()) in (200, 201):
                if time.monotonic() - begun > MOST_SECONDS:
                    raise Fault("the disk did not run full")
            before, refusal = len(client.acknowledged), (status, client.saved)
            for _ in range(20):
                status = client.step()
                said[(status, client.saved)] = said.get((status, client.saved), 0) + 1
                if status < 500:
                    break
            if any(status < 500 and status not in (200, 201) for status, _ in said):
                raise Fault(f"on a full disk the server answered {said}")
            ballast.unlink()
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
            print(f"    disk full after {before} facts: {sum(said.values())} writes refused ({refusal[0]}, saved: {refusal[1]}); "
                  f"written again {back:.1f} s after there was room; nothing lost")
        finally:
            if server and server.process:
                server.kill()
            subprocess.run(["umount", str(disk)], check=False)


def main() -> None:
    ended(lambda: run(sys.argv[1]))


if __name__ == "__main__":
    main()
