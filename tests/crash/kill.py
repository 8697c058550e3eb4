#!/usr/bin/env python3
"""kill.py OMHU ROUNDS [--postgres]   kills the server at random moments under load and looks for what was lost.

Four programs register facts through the API without a pause. After a random time the server gets SIGKILL. Started again, each
program sends the request that was not answered with the same key. In the end, and every fifty rounds: each acknowledged fact
is there once, none is there that nobody sent, and `omhu verify` finds the chains whole. The moments come from one seed;
what the machine does in them does not. With --postgres the
server is the one that OMHU_TEST_POSTGRES names, else one on this machine; it gets a schema that is dropped afterwards.
"""
import http.client
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from server import Fault, Server, clients_of, compare, ended

SEED = 7
CLIENTS = 4
LOOK_EVERY = 50


def load(clients, stop: threading.Event, strange: list) -> list[threading.Thread]:
    def work(client) -> None:
        while not stop.is_set():
            try:
                status = client.step()
            except (OSError, http.client.HTTPException, ValueError):
                # The server is gone; the request is sent again when it is back.
                return
            if status not in (200, 201):
                strange.append(status)
                return
    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    return threads


def settle(clients) -> None:
    """Sends again what was not answered."""
    for client in clients:
        if client.waiting and (status := client.step()) not in (200, 201):
            raise Fault(f"a request sent again after a kill: status {status}")


def run(omhu: str, rounds: int, database: list[str]) -> None:
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(omhu, Path(folder) / "store", database)
        token = server.demonstrate()["raadgiver"]
        clients = clients_of(server, token, CLIENTS)
        starts = []
        for number in range(1, rounds + 1):
            strange = []
            before = sum(len(client.acknowledged) for client in clients)
            threads = load(clients, threading.Event(), strange)
            deadline = time.monotonic() + 20
            while sum(len(client.acknowledged) for client in clients) == before and time.monotonic() < deadline:
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.1))
            server.kill()
            for thread in threads:
                thread.join()
            if strange:
                raise Fault(f"round {number}: statuses {strange}")
            if number % LOOK_EVERY == 0:
                server.verify()
            starts.append(server.serve())
            settle(clients)
            if number % LOOK_EVERY == 0:
                compare(clients)
        compare(clients)
        server.stop()
        server.verify()
        starts.sort()
        print(f"    {rounds} kills: {sum(len(client.acknowledged) for client in clients)} acknowledged facts, each there once; "
              f"{sum(client.replayed for client in clients)} replies were lost after the commit and answered when asked again; "
              f"start to address median {starts[len(starts) // 2]:.2f} s, longest {starts[-1]:.2f} s")


LOCAL = ["postgres:///test?host=/var/run/postgresql&user=root", "postgres://postgres@127.0.0.1:5432/test"]


def sql(url: str, text: str) -> bool:
    command = ["psql", url, "--quiet", "--no-psqlrc", "--command", text]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def on_postgres(omhu: str, rounds: int) -> None:
    named = os.environ.get("OMHU_TEST_POSTGRES")
    url = next((url for url in ([named] if named else LOCAL) if sql(url, "select 1")), None)
    if url is None:
        raise Fault("no PostgreSQL server answers; name one in OMHU_TEST_POSTGRES")
    schema = f"crash{os.getpid()}"
    try:
        run(omhu, rounds, ["--database", url, "--schema", schema])
    finally:
        sql(url, f"drop schema if exists {schema} cascade")


def main() -> None:
    omhu, rounds, *more = sys.argv[1:]
    ended(lambda: on_postgres(omhu, int(rounds)) if more else run(omhu, int(rounds), []))


if __name__ == "__main__":
    main()
