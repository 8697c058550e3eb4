#!/usr/bin/env python3
"""run.py OMHU   starts the demonstration on data of its own and lets schemathesis try the whole API, as three programs.

Each program sees what its role and scopes open: the caseworker's registers and corrects, the coordinator's opens cases,
the system administrator's names receivers. All checks, one seed, within a minute.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
SEED = "7"
# How often each operation is tried, and the seconds that a program may take.
PROGRAMS = [
    ("raadgiver", ["--exclude-tag", "webhooks", "--exclude-operation-id", "open_case"], 16),
    ("koordinator", ["--include-operation-id", "open_case", "--include-operation-id", "show_case",
                     "--include-operation-id", "register_facts", "--include-operation-id", "list_facts",
                     "--include-operation-id", "list_obligations_of_case"], 16),
    ("system", ["--include-tag", "webhooks"], 10),
]
EXAMPLES = "12"


def start(omhu: str, data: Path, more: list[str] = []) -> tuple[subprocess.Popen, str, dict[str, str]]:
    """The server, its address, and the tokens by the name of their account."""
    command = [omhu, "--lang", "en", "demo", "--data", str(data / "store"), "--children", "60", "--teams", "2",
               "--listen", "127.0.0.1:0", *more]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    tokens = {}
    for line in server.stdout:
        words = [word.strip() for word in line.split("·")]
        if len(words) == 3 and words[1].startswith("omhu_"):
            tokens[words[0]] = words[1]
        if found := re.search(r"http://localhost:\d+", line):
            return server, found[0], tokens
    raise SystemExit(f"omhu demo ended with {server.wait()}")


class Api:
    def __init__(self, home: str, token: str):
        self.home, self.token, self.keys = f"{home}/api/v1", token, 0

    def ask(self, path: str, body=None):
        headers = {"Authorization": f"Bearer {self.token}"}
        if body is not None:
            self.keys += 1
            headers |= {"Content-Type": "application/json", "Idempotency-Key": f"prepare-{self.keys}"}
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(urllib.request.Request(self.home + path, data, headers)) as answer:
            return json.load(answer)


def known(api: Api, name: str) -> dict:
    """Cases that the program reaches, and facts that it may correct."""
    if name == "system":
        return {"run": name, "cases": [], "facts": []}
    if name == "koordinator":
        new = {"facts": [{"kind": "case_opened", "when": "2026-01-05", "value": "preventive"}]}
        return {"run": name, "cases": [api.ask("/cases", new)["number"] for _ in range(3)], "facts": []}
    cases = [case["number"] for case in api.ask("/cases?limit=5")["cases"]]
    facts = []
    for case in cases:
        rows = [{"kind": "supervision_visit_held", "when": "2026-03-02", "about": "+x", "ref": f"m{n}", "value": "talk"}
                for n in range(40)]
        facts += [(case, fact["id"]) for fact in api.ask(f"/cases/{case}/facts", {"facts": rows})["facts"]]
    return {"run": name, "cases": cases, "facts": facts}


def try_all(home: str, name: str, token: str, options: list[str], seconds: int) -> bool:
    schemathesis = Path(sys.executable).with_name("st")
    command = [schemathesis, "run", f"{home}/api/v1/openapi.json", "--header", f"Authorization: Bearer {token}",
               "--checks", "all", "--seed", SEED, "--max-examples", EXAMPLES, "--max-time", str(seconds),
               "--no-color", *options]
    environment = os.environ | {
        "SCHEMATHESIS_HOOKS": "hooks",
        "PYTHONPATH": str(HERE),
        "OMHU_API_KNOWN": json.dumps(known(Api(home, token), name)),
    }
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(command, env=environment, cwd=folder, text=True, capture_output=True, check=False)
    if done.returncode != 0:
        print(done.stdout, done.stderr)
        return False
    cases = re.search(r"(\d+) generated", done.stdout)
    print(f"    {name}: {cases[1] if cases else 'no'} requests, every check holds")
    return cases is not None


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        server, home, tokens = start(sys.argv[1], Path(folder))
        try:
            held = [try_all(home, name, tokens[name], *options) for name, *options in PROGRAMS]
        finally:
            server.terminate()
            server.wait()
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
