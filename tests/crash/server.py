"""A server that may be killed, its API, and a client that remembers what was acknowledged.

Owns: starting, stopping and killing `omhu serve`; requests with keys, sent again until they are answered; the comparison
of what was acknowledged with what is there. Must not know: when a server is killed, or why its disk is full.
"""
import http.client
import json
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

KIND = "supervision_visit_held"


class Fault(Exception):
    """Something was lost, doubled, or is not as it was written."""


class Server:
    """omhu on a folder (and a PostgreSQL schema)."""

    def __init__(self, omhu: str, data: Path, database: list[str]):
        self.omhu, self.place = omhu, ["--data", str(data), *database]
        self.process, self.port = None, 0
        # What it told on standard error since its last start.
        self.told = []

    def demonstrate(self) -> dict[str, str]:
        """Makes an invented municipality; gives the tokens by the name of their account."""
        command = [self.omhu, "--lang", "en", "demo", *self.place, "--children", "60", "--teams", "2",
                   "--listen", "127.0.0.1:0"]
        tokens = self._start(command)
        return tokens

    def serve(self) -> float:
        """Starts; gives the seconds until it said its address."""
        begun = time.monotonic()
        self._start([self.omhu, "--lang", "en", "serve", *self.place, "--listen", "127.0.0.1:0"])
        return time.monotonic() - begun

    def _start(self, command: list[str]) -> dict[str, str]:
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        tokens = {}
        for line in self.process.stdout:
            words = [word.strip() for word in line.split("·")]
            if len(words) == 3 and words[1].startswith("omhu_"):
                tokens[words[0]] = words[1]
            if found := re.search(r"http://localhost:(\d+)", line):
                self.port = int(found[1])
                # What it tells later must not fill a pipe.
                self.told = []
                for pipe in (self.process.stdout, self.process.stderr):
                    threading.Thread(target=self.told.extend, args=(pipe,), daemon=True).start()
                return tokens
        raise Fault(f"omhu did not start: {self.process.stderr.read()}")

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(30) != 0:
            raise Fault("omhu did not end well")

    def verify(self) -> None:
        done = subprocess.run([self.omhu, "--lang", "en", "verify", *self.place], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Fault(f"verify: {done.stdout}{done.stderr}")


class Client:
    """One after the other, facts with a mark of their own: sent, and sent again with the same key until answered."""

    def __init__(self, server: Server, token: str, name: str, cases: list[int]):
        self.server, self.token, self.name, self.cases = server, token, name, cases
        self.count = 0
        self.waiting = None
        # By mark: the case.
        self.acknowledged = {}
        # What the newest answer said of the request: applied or not.
        self.saved = ""
        self.replayed = 0

    def ask(self, path: str, body: dict | None = None, key: str = "") -> tuple[int, bool, dict]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        headers = {"Authorization": f"Bearer {self.token}", "Host": "localhost"}
        if body is not None:
            headers |= {"Content-Type": "application/json", "Idempotency-Key": key}
        try:
            connection.request("GET" if body is None else "POST", f"/api/v1{path}",
                               None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, answer.headers.get("Idempotency-Replayed") == "true", json.loads(text)
        finally:
            connection.close()

    def step(self) -> int:
        """Sends the next fact, or the one that was not answered; gives the status."""
        if self.waiting is None:
            self.count += 1
            mark = f"{self.name}-{self.count}"
            self.waiting = (mark, self.cases[self.count % len(self.cases)])
        mark, case = self.waiting
        fact = {"kind": KIND, "when": "2026-03-02", "about": "+x", "ref": mark, "value": "talk"}
        status, replayed, body = self.ask(f"/cases/{case}/facts", {"facts": [fact]}, f"crash-{mark}")
        self.saved = str(body.get("saved", ""))
        if status in (200, 201):
            self.acknowledged[mark] = case
            self.replayed += replayed
            self.waiting = None
        return status

    def facts(self, case: int) -> list[str]:
        status, _, body = self.ask(f"/cases/{case}/facts")
        if status != 200:
            raise Fault(f"facts of case {case}: status {status}")
        return [fact["ref"] for fact in body["facts"] if fact["kind"] == KIND and "-" in (fact["ref"] or "")]


def compare(clients: list[Client]) -> None:
    """Whether every acknowledged fact is there once, and nothing else but what may still be unanswered."""
    wanted, open_ones = {}, set()
    for client in clients:
        for mark, case in client.acknowledged.items():
            wanted.setdefault(case, []).append(mark)
        if client.waiting:
            open_ones.add(client.waiting[0])
    for case in clients[0].cases:
        there = clients[0].facts(case)
        if len(there) != len(set(there)):
            raise Fault(f"case {case}: a fact is there twice")
        lost = set(wanted.get(case, [])) - set(there)
        made_up = set(there) - set(wanted.get(case, [])) - open_ones
        if lost or made_up:
            raise Fault(f"case {case}: acknowledged and lost {sorted(lost)}, never acknowledged {sorted(made_up)}")


def clients_of(server: Server, token: str, count: int) -> list[Client]:
    first = Client(server, token, "a", [])
    status, _, body = first.ask("/cases?limit=20")
    if status != 200:
        raise Fault(f"the cases of the program: status {status}")
    cases = [case["number"] for case in body["cases"]]
    return [Client(server, token, f"c{place}", cases) for place in range(count)]


def ended(work) -> None:
    """Runs the work; a fault ends the program with its sentence."""
    try:
        work()
    except Fault as fault:
        sys.exit(f"FAULT: {fault}")
