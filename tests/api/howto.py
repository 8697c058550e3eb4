#!/usr/bin/env python3
"""howto.py OMHU   runs the commands of docs/how-to/use-the-api.md as they stand there, against the demonstration.

What a command answers must have the shape that the page shows, and the message must come, signed.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from run import start

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/how-to/use-the-api.md"


def blocks() -> list[tuple[str, str]]:
    """Language and text of each block of the page."""
    return re.findall(r"^```(\w+)\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)


def fits(told, held, where="answer") -> None:
    """Whether an answer has all that the page shows of it; lists by their first element."""
    if isinstance(told, dict):
        assert isinstance(held, dict), f"{where}: {held!r}"
        for key, value in told.items():
            # A new thing of the case has the number that is free.
            assert key in held, f"{where}: no {key} in {held}"
            fits(value, held[key], f"{where}.{key}")
    elif isinstance(told, list) and told:
        assert held, f"{where} is empty"
        fits(told[0], held[0], f"{where}[0]")
    elif isinstance(told, str) and told.startswith("urn:"):
        assert told == held, f"{where}: {held}"


def as_there(text: str, home: str, tokens: dict[str, str], port: int) -> str:
    """A block with the addresses and tokens of this server."""
    for name in ("raadgiver", "system"):
        text = re.sub(rf"=omhu_\w+\.\.\.(\s+# {name}$)", f"={tokens[name]}\\1", text, flags=re.M)
    return text.replace("http://localhost:8080", home).replace("9000", str(port)).replace("curl ", "curl -sS ")


def main() -> None:
    found = blocks()
    shell = [(place, text) for place, (language, text) in enumerate(found) if language == "sh"]
    assert "omhu demo" in shell[0][1] and len(shell) > 6, "the page has other blocks than this test knows"
    shown = {place: found[place + 1][1] for place, _ in shell if found[place + 1 : place + 2][:1] and found[place + 1][0] == "json"}
    with tempfile.TemporaryDirectory() as folder:
        server, home, tokens = start(sys.argv[1], Path(folder), ["--webhooks-inside"])
        (Path(folder) / "examples").symlink_to(ROOT / "examples")
        port = 20000 + os.getpid() % 20000
        script = ""
        for place, text in shell[1:]:
            script += f"\necho; echo @@@{place}\n" + as_there(text, home, tokens, port)
            script = script.replace(" &\n", " > messages.txt & RECEIVER=$!; sleep 1\n")
        # The message is on its way for some seconds.
        script += '\nfor n in $(seq 60); do grep -q "obligation.new" messages.txt && break; sleep 0.5; done; kill $RECEIVER\n'
        try:
            done = subprocess.run(["bash", "-eu", "-c", script], cwd=folder, text=True, capture_output=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
            answers = dict(re.findall(r"^@@@(\d+)\n(.*?)(?=\n@@@|\Z)", done.stdout, re.M | re.S))
            for place, text in shown.items():
                try:
                    held = json.loads(answers[str(place)])
                except ValueError as why:
                    raise AssertionError(f"{found[place][1]}: {answers[str(place)]}") from why
                fits(json.loads(text), held)
            messages = (Path(folder) / "messages.txt").read_text(encoding="utf-8")
            assert " signed {" in messages and "NOT SIGNED" not in messages, messages or "no message came"
        finally:
            server.terminate()
            server.wait()
    print(f"    the how-to: {len(shell)} blocks run as they stand, {len(shown)} answers have the shape that it shows")


if __name__ == "__main__":
    main()
