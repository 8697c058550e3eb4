"""A PostgreSQL server of the test's own, which may be killed or starved: never one of the machine's services.

Owns: making a cluster in a folder, starting it as somebody without rights, killing every process of it, starting it again.
Must not know: omhu. It writes its log into the cluster's folder and listens on this machine only.
"""
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from server import Fault

# How long a server that was killed may need until it answers again.
START_WITHIN = 60.0


def program(name: str) -> str:
    """The newest of Debian's, else the one in the path."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    found = str(places[-1]) if places else shutil.which(name)
    if not found:
        raise Fault(f"{name} is not here: install Debian's package postgresql")
    return found


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def children(parent: int) -> list[int]:
    """The processes that this one started."""
    found = []
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            # The name stands in parentheses and may hold anything.
            fields = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(place.name))
    return found


def is_dead(pid: int) -> bool:
    """Whether nothing of a process is left but its number."""
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


class Cluster:
    """One cluster, in `folder/data`."""

    def __init__(self, folder: Path):
        self.folder, self.data = folder, folder / "data"
        self.port = free_port()
        self.process = None
        # PostgreSQL refuses to run as root.
        self.who = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            self.who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            os.chown(folder, user.pw_uid, user.pw_gid)
        self.data.mkdir()
        if self.who:
            os.chown(self.data, self.who["user"], self.who["group"])
        made = subprocess.run(
            [program("initdb"), "--pgdata", str(self.data), "--username", "omhu", "--auth", "trust", "--encoding", "UTF8",
             "--locale", "C.UTF-8", "--data-checksums", "--wal-segsize", "1"],
            capture_output=True, text=True, check=False, cwd=folder, **self.who)
        if made.returncode != 0:
            raise Fault(f"initdb: {made.stdout}{made.stderr}")

    @property
    def url(self) -> str:
        return f"postgres://omhu@127.0.0.1:{self.port}/postgres"

    def start(self) -> float:
        """Starts it; gives the seconds until it answers."""
        begun = time.monotonic()
        while True:
            self._spawn()
            while self.process.poll() is None:
                if self.answers():
                    return time.monotonic() - begun
                if time.monotonic() - begun > START_WITHIN:
                    raise Fault(f"PostgreSQL does not start: {self.log()}")
                time.sleep(0.02)
            # Something of the killed one may still be going.
            if time.monotonic() - begun > START_WITHIN:
                raise Fault(f"PostgreSQL does not start: {self.log()}")
            time.sleep(0.1)

    def _spawn(self) -> None:
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(self.data), "fsync": "on",
                    "full_page_writes": "on", "synchronous_commit": "on", "shared_buffers": "32MB", "max_wal_size": "32MB",
                    "min_wal_size": "2MB", "logging_collector": "off", "max_connections": "60"}
        command = [program("postgres"), "-D", str(self.data), "-p", str(self.port)]
        command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        # Beside the cluster: where the disk under it is full, the log would be lost.
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, **self.who)

    def answers(self) -> bool:
        return self.sql("select 1") is not None

    def sql(self, text: str) -> str | None:
        """What a statement gives; None: there is no answer."""
        done = subprocess.run([program("psql"), self.url, "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--command", text],
                              capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else None

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """Kills the first process and all that it started, as a power cut would."""
        own = [self.process.pid, *children(self.process.pid)]
        for pid in own:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait()
        # They hold files and shared memory until the system has let them go.
        gone = time.monotonic() + 10
        while not all(map(is_dead, own)) and time.monotonic() < gone:
            time.sleep(0.01)

    def stop(self) -> None:
        if self.is_running():
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()

    def log(self) -> str:
        text = (self.folder.parent / f"{self.folder.name}.log").read_text(errors="replace")
        return "\n".join(text.splitlines()[-15:])
