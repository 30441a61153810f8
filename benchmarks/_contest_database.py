"""The databases of contest.py: an embedded SQLite file, or a PostgreSQL server of its own in a temporary folder."""

import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import psycopg

_COLUMNS = (
    "attempt_id, key, answers, received_at, by_clock, slip_code, slip_sha256, device_sha256, address_sha256, "
    "excluded_reason"
)
_PORT = 8472


class Database(Protocol):
    """What contest.py needs of a database."""

    name: str
    url: str

    def start(self) -> None: ...
    def kill(self) -> None: ...
    def stop(self) -> None: ...
    def bare_rate(self, pool: list[Any], seconds: float) -> float: ...


def _rows(pool: list[Any]) -> Iterator[tuple[Any, ...]]:
    """Give the rows of attempts that wait, as the door would write them."""
    while pool:
        one = pool.pop()
        yield (
            one.attempt, one.key, one.answers, datetime.now(UTC).replace(tzinfo=None), False,
            secrets.token_hex(6).upper(), secrets.token_hex(32), secrets.token_hex(32), secrets.token_hex(32), "",
        )  # fmt: skip


class SQLite:
    """The file that `./lantoa run` uses, in WAL with synchronous=FULL."""

    name = "SQLite"
    url = ""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "lantoa.sqlite3"

    def start(self) -> None:
        pass

    def kill(self) -> None:
        raise SystemExit("SQLite has no server: it lives in ours; use --kill server.")

    def stop(self) -> None:
        pass

    def bare_rate(self, pool: list[Any], seconds: float) -> float:
        """Return the rows a second, one transaction each, over the plain driver."""
        bare = sqlite3.connect(self._file, isolation_level=None, timeout=30)
        bare.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
        statement = f"INSERT INTO contests_submission ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        rows, written, began = _rows(pool), 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            row = next(rows)
            bare.execute("BEGIN IMMEDIATE")
            bare.execute(statement, (*row[:3], str(row[3]), *row[4:]))
            bare.execute("COMMIT")
            written += 1
        rate = written / (time.perf_counter() - began)
        bare.close()
        return rate


class PostgreSQL:
    """A server in the temporary folder, with the settings that come with PostgreSQL: fsync and synchronous_commit on.

    With an address given, that server is used and left running. As root it runs as the user postgres; otherwise as
    whoever runs this.
    """

    name = "PostgreSQL"

    def __init__(self, folder: Path, url: str = "") -> None:
        self._folder, self._given = folder / "postgresql", bool(url)
        self.url = url or f"postgres://postgres@127.0.0.1:{_PORT}/postgres"
        if self._given:
            return
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not programs:
            raise SystemExit("contest: needs PostgreSQL in /usr/lib/postgresql; on Debian: apt install postgresql.")
        self._bin = programs[-1]

    def _run(self, *words: str) -> None:
        as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        subprocess.run([*as_user, str(self._bin / words[0]), *words[1:]], check=True, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        if self._given:
            return
        data = self._folder / "data"
        if not data.exists():
            self._folder.mkdir(mode=0o755)
            self._folder.parent.chmod(0o755)
            if os.getuid() == 0:
                shutil.chown(self._folder, "postgres")
            self._run("initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")
        (data / "postmaster.pid").unlink(missing_ok=True)
        options = f"-p {_PORT} -k {self._folder} -c listen_addresses=127.0.0.1"
        until = time.monotonic() + 60
        while True:
            try:
                self._run("pg_ctl", "-D", str(data), "-o", options, "-l", str(self._folder / "log"), "-w", "start")
                return
            except subprocess.CalledProcessError:
                # What the killed server had begun meanwhile still holds its memory, and ends by itself.
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)
                (data / "postmaster.pid").unlink(missing_ok=True)

    def kill(self) -> None:
        """End the server's processes by SIGKILL, as a power cut would."""
        head = int((self._folder / "data" / "postmaster.pid").read_text().split()[0])
        said = subprocess.run(["ps", "-o", "pid=", "--ppid", str(head)], capture_output=True, text=True, check=False)
        for process in [head, *map(int, said.stdout.split())]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def stop(self) -> None:
        if (self._folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")

    def bare_rate(self, pool: list[Any], seconds: float) -> float:
        """Return the rows a second, one transaction each, over the plain driver with a prepared statement."""
        statement = f"INSERT INTO contests_submission ({_COLUMNS}) VALUES ({', '.join(['%s'] * 10)})"
        with psycopg.connect(self.url, autocommit=True) as bare:
            rows, written, began = _rows(pool), 0, time.perf_counter()
            while time.perf_counter() - began < seconds:
                row = next(rows)
                bare.execute(statement, (*row[:3], row[3].replace(tzinfo=UTC), *row[4:]), prepare=True)
                written += 1
            return written / (time.perf_counter() - began)
