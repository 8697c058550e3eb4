#!/usr/bin/env python3
"""postgres.py OMHU ROUNDS [--full]   kills the PostgreSQL server under a running omhu, or lets its disk run full.

The cluster is the test's own, in a folder that goes away, with fsync on. Four programs register facts through the API without
a pause; after a random time every process of PostgreSQL gets SIGKILL. omhu is not started again: while its database is away
each request gets an error that says so within the time that a request may take, and when the database is back the same omhu
goes on. Each acknowledged fact is there once, none that nobody sent, and `omhu verify` finds the chains whole.

With --full the cluster lies on a small disk in memory (tmpfs), so this needs the right to mount: the disk runs full under
load, nothing is acknowledged that is not kept, and after there is room the writes go on. PostgreSQL itself may end on a full
disk; then it is started again, as whoever looks after it would.
"""
import http.client
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from cluster import Cluster
from server import Fault, Server, clients_of, compare, ended

SEED = 7
CLIENTS = 4
# What an answer may be while the database is away; 408 and 503 say whether the request may be sent again.
AWAY = (408, 503)
BACK_WITHIN = 15.0
SIZE, LEFT = "160m", 700_000
MOST_SECONDS = 120


class Load:
    """Programs that write without a pause, and send again what was refused."""

    def __init__(self, server: Server, clients):
        self.server, self.clients, self.stop = server, clients, threading.Event()
        self.refused, self.strange = {}, []
        self.threads = [threading.Thread(target=self._work, args=(client,)) for client in clients]
        for thread in self.threads:
            thread.start()

    def _work(self, client) -> None:
        while not self.stop.is_set():
            begun = time.monotonic()
            try:
                status = client.step()
            except (OSError, http.client.HTTPException, ValueError) as error:
                self.strange.append(f"no answer of omhu after {time.monotonic() - begun:.1f} s: {error!r}")
                return
            if status in AWAY:
                said = (status, client.saved)
                self.refused[said] = self.refused.get(said, 0) + 1
                time.sleep(0.05)
            elif status not in (200, 201):
                self.strange.append(f"status {status}, {client.saved}")
                return

    def end(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()
        if self.strange:
            told = "".join(self.server.told[-8:])
            raise Fault(f"while the database was away: {self.strange}; omhu told: {told}")


def count(clients) -> int:
    return sum(len(client.acknowledged) for client in clients)


def until_more(clients, before: int, within: float, why: str) -> float:
    """Waits until every program has one fact more; gives the seconds."""
    begun = time.monotonic()
    while count(clients) < before + len(clients):
        if time.monotonic() - begun > within:
            raise Fault(why)
        time.sleep(0.005)
    return time.monotonic() - begun


def settle(clients) -> None:
    for client in clients:
        if client.waiting and (status := client.step()) not in (200, 201):
            raise Fault(f"a request that was not answered, sent again: status {status}")


def finished(server: Server, clients) -> None:
    settle(clients)
    compare(clients)
    server.stop()
    server.verify()


def kills(omhu: str, rounds: int) -> None:
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)
        (place / "cluster").mkdir()
        cluster = Cluster(place / "cluster")
        server = None
        try:
            cluster.start()
            server = Server(omhu, place / "store", ["--database", cluster.url])
            token = server.demonstrate()["raadgiver"]
            clients = clients_of(server, token, CLIENTS)
            backs, refused = [], {}
            for _ in range(rounds):
                load = Load(server, clients)
                until_more(clients, count(clients), 60, "no write under load")
                time.sleep(chance.uniform(0, 0.3))
                cluster.kill()
                time.sleep(chance.uniform(0, 1))
                cluster.start()
                # Not before it answers: its own recovery is not omhu's.
                why = f"no write {BACK_WITHIN:.0f} s after PostgreSQL was back"
                backs.append(until_more(clients, count(clients), BACK_WITHIN, why))
                load.end()
                for said, times in load.refused.items():
                    refused[said] = refused.get(said, 0) + times
                if not server.is_running():
                    raise Fault("omhu ended")
            finished(server, clients)
            backs.sort()
            said = ", ".join(f"{times} with {status} ({saved})" for (status, saved), times in sorted(refused.items()))
            print(f"    {rounds} kills of PostgreSQL: {count(clients)} acknowledged facts, each there once; refused meanwhile: {said}; "
                  f"the same omhu wrote again median {backs[len(backs) // 2]:.2f} s, at most {backs[-1]:.2f} s after PostgreSQL was back")
        finally:
            if server and server.process:
                server.kill()
            if cluster.is_running():
                cluster.kill()


def fill(disk: Path) -> Path:
    """A file that takes the room on the disk, but for a little."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        file.write(bytes(max(0, shutil.disk_usage(disk).free - LEFT)))
    return ballast


def unmount(disk: Path) -> None:
    """The last process may hold the disk for a moment."""
    for _ in range(50):
        if subprocess.run(["umount", str(disk)], capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.1)


def full(omhu: str, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)
        disk = place / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)], check=True)
        cluster, server = None, None
        try:
            cluster = Cluster(disk)
            cluster.start()
            server = Server(omhu, place / "store", ["--database", cluster.url])
            token = server.demonstrate()["raadgiver"]
            clients = clients_of(server, token, CLIENTS)
            refused, backs, ends = {}, [], 0
            for _ in range(rounds):
                load = Load(server, clients)
                until_more(clients, count(clients), 60, "no write under load")
                ballast = fill(disk)
                begun = time.monotonic()
                while not load.refused and not load.strange:
                    if time.monotonic() - begun > MOST_SECONDS:
                        raise Fault("the disk did not run full")
                    time.sleep(0.01)
                time.sleep(1)
                ballast.unlink()
                if not cluster.is_running():
                    ends += 1
                    cluster.start()
                why = f"no write {BACK_WITHIN:.0f} s after there was room: {cluster.log()}"
                backs.append(until_more(clients, count(clients), BACK_WITHIN, why))
                load.end()
                for said, times in load.refused.items():
                    refused[said] = refused.get(said, 0) + times
            finished(server, clients)
            said = ", ".join(f"{times} with {status} ({saved})" for (status, saved), times in sorted(refused.items()))
            print(f"    PostgreSQL's disk full {rounds} times, {ends} times it ended itself: {count(clients)} acknowledged facts, each there "
                  f"once; refused meanwhile: {said}; written again at most {max(backs):.1f} s after there was room")
        finally:
            if server and server.process:
                server.kill()
            if cluster and cluster.is_running():
                cluster.kill()
            unmount(disk)


def main() -> None:
    omhu, rounds, *more = sys.argv[1:]
    ended(lambda: full(omhu, int(rounds)) if more else kills(omhu, int(rounds)))


if __name__ == "__main__":
    main()
