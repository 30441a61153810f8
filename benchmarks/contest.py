"""The last minute of a contest: durable submissions a second through HTTP, beside bare SQL on the same database.

Everything runs in one go on one machine: a data folder of its own, a contest with entrants who have begun, the server
as `./lantoa run` starts it, and a crowd of our own (_crowd.py) in two more processes on the same cores. Bare SQL writes
the same row into the same table with the same durability, one transaction each, in turns with the door, so that what
else the machine does falls on both alike. `--kill` ends the server or the database by SIGKILL in the burst.
"""

import argparse
import json
import os
import pickle
import random
import secrets
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from _contest_database import Database, PostgreSQL, SQLite

_DATA = Path(tempfile.mkdtemp(prefix="lantoa-bench-"))
_WANTS_POSTGRESQL = "postgresql" in sys.argv
DATABASE: Database = PostgreSQL(_DATA, os.environ.get("DATABASE_URL", "")) if _WANTS_POSTGRESQL else SQLite(_DATA)
os.environ.pop("DATABASE_URL", None)
os.environ.update(
    DJANGO_SETTINGS_MODULE="lantoa.config.settings", LANTOA_DATA=str(_DATA), LANTOA_HOSTS="127.0.0.1,localhost"
)
if DATABASE.url:
    os.environ["DATABASE_URL"] = DATABASE.url

import django  # noqa: E402

django.setup()  # what follows needs the settings

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from lantoa.apps.base.serving import web_server  # noqa: E402
from lantoa.apps.contests.actions.closing import close_round  # noqa: E402
from lantoa.apps.contests.entrant_cookie import give_entrant  # noqa: E402
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant  # noqa: E402
from lantoa.apps.contests.models import Attempt, Entrant, Submission  # noqa: E402
from lantoa.apps.contests.slips import computed_sha256  # noqa: E402
from lantoa.apps.contests.tokens import attempt_address  # noqa: E402
from lantoa.core.scoring import new_slip_code  # noqa: E402

HERE = Path(__file__).parent
PORT = 8471
_ANSWERS = 10
_CLIENTS = 2
_AGENT = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Mobile Safari/537.36"
)


# Every process of a crowd, to end them when the run is broken off.
_started: list[subprocess.Popen[bytes]] = []


@dataclass
class Prepared:
    """An attempt that waits for its submission: its number, the request, the key and answers of the bare row."""

    attempt: int
    submit: bytes
    save: bytes
    key: str
    answers: str


@dataclass
class Told:
    """What the crowd was told in one part of the run."""

    answers: list[tuple[int, int, float, float, int, int, bytes]] = field(default_factory=list)

    def count(self, *statuses: int) -> int:
        return sum(answer[1] in statuses for answer in self.answers)

    @property
    def errors(self) -> int:
        """Answers that are neither an acceptance nor "come again"."""
        return sum(answer[1] not in (200, 409) for answer in self.answers)

    @property
    def refusals(self) -> int:
        return sum(answer[4] for answer in self.answers)

    @property
    def breaks(self) -> int:
        return sum(answer[5] for answer in self.answers)

    def percentile(self, share: float) -> float:
        """Return the milliseconds from when a request was due to its answer."""
        waits = sorted(answer[2] for answer in self.answers)
        return waits[min(int(len(waits) * share), len(waits) - 1)] * 1_000

    def rate(self) -> float:
        """Return the answers a second between the first tenth and the last of them."""
        ends = sorted(answer[3] for answer in self.answers if answer[1] == 200)
        first, last = len(ends) // 20, len(ends) * 19 // 20
        return (last - first) / (ends[last] - ends[first])


def make_round(minutes: int = 300) -> Any:
    """Return a round that is open for hours, in a contest with questions."""

    opened = timezone.now() - timedelta(hours=1)
    contest = make_contest(at=opened - timedelta(hours=1), questions=8)
    round_ = contest.rounds.select_related("contest").get()
    round_.closes_at = timezone.now() + timedelta(minutes=minutes)
    round_.save(update_fields=["closes_at"])
    return round_


def add_entrants(round_: Any, people: int) -> list[Any]:
    """Return so many new attempts under way, with one of a hundred papers each; written in bulk."""

    at = timezone.now().replace(microsecond=0)
    model = make_entrant(round_.contest, at=at)
    papers = [make_attempt(model, round_, started_at=at, number=number).paper for number in range(2, 40)]
    Attempt.objects.filter(entrant=model).delete()
    values = {f.attname: getattr(model, f.attname) for f in Entrant._meta.concrete_fields if not f.primary_key}
    entrants = [
        Entrant(
            **{
                **values,
                "code": new_slip_code(secrets.token_bytes(16)),
                "contact": "",
                "contact_sha256": secrets.token_hex(32),
            }
        )
        for _ in range(people)
    ]
    Entrant.objects.bulk_create(entrants, batch_size=2_000)
    attempts = [
        Attempt(
            entrant=entrant, round=round_, number=1, paper=papers[place % len(papers)], started_at=at,
            ends_at=round_.closes_at,
        )
        for place, entrant in enumerate(entrants)
    ]  # fmt: skip
    return Attempt.objects.bulk_create(attempts, batch_size=2_000)


def prepare(attempts: Sequence[Any]) -> list[Prepared]:

    prepared = []
    for attempt in attempts:
        key = secrets.token_hex(16)
        answers = {str(place): random.choice("abcd") for place in range(1, _ANSWERS + 1)}
        answers["p"] = str(random.randrange(1_000, 60_000))
        address = attempt_address(attempt)
        prepared.append(
            Prepared(
                attempt.pk,
                _request(f"{address}nop/", {"key": key, **answers}),
                _request(f"{address}luu/", {"v": 1, **answers}),
                key,
                json.dumps(answers),
            )
        )
    return prepared


def _request(path: str, fields: dict[str, Any]) -> bytes:
    body = urlencode(fields).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nUser-Agent: {_AGENT}\r\nAccept: application/json\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"Origin: http://127.0.0.1:{PORT}\r\nSec-Fetch-Site: same-origin\r\n"
        f"Cookie: thiet_bi={secrets.token_hex(16)}\r\n\r\n"
    )
    return head.encode() + body


class Server:
    """The server as `./lantoa run` starts it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:

        self._process = subprocess.Popen(
            web_server("127.0.0.1", PORT), env=self._environment, cwd=HERE, start_new_session=True
        )
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/robots.txt", timeout=20).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("the server does not answer")

    def processor_seconds(self) -> float:
        """Return the processor time that the server's processes have used so far."""
        assert self._process is not None
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = stat.read_text().rpartition(")")[2].split()
                if int(fields[2]) == self._process.pid:
                    ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def end(self, number: int) -> None:
        """Send the signal to the server and all its processes, and wait until they are gone."""
        assert self._process is not None
        try:
            os.killpg(self._process.pid, number)
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        except ProcessLookupError:
            pass


def crowd(
    jobs: Sequence[tuple[float | None, int, str, bytes]], *, connections: int, give_up: float = 60.0
) -> "Running":
    """Start the crowd: the jobs are dealt out to its processes."""
    folder = Path(tempfile.mkdtemp(prefix="crowd-", dir=os.environ["LANTOA_DATA"]))
    start_at = time.time() + 1.0
    processes = []
    for client in range(_CLIENTS):
        told = {
            "host": "127.0.0.1",
            "port": PORT,
            "start_at": start_at,
            "connections": connections // _CLIENTS,
            "give_up": give_up,
            "jobs": jobs[client::_CLIENTS],
        }
        (folder / f"jobs{client}").write_bytes(pickle.dumps(told))
        command = [
            sys.executable,
            str(HERE / "_crowd.py"),
            str(folder / f"jobs{client}"),
            str(folder / f"told{client}"),
        ]
        processes.append(subprocess.Popen(command))
    _started.extend(processes)
    return Running(folder, processes, start_at)


@dataclass
class Running:
    """A crowd under way."""

    folder: Path
    processes: list[subprocess.Popen[bytes]]
    start_at: float

    def until(self, seconds: float) -> None:
        """Wait until so many seconds after the start."""
        time.sleep(max(self.start_at + seconds - time.time(), 0))

    def told(self) -> Told:
        for process in self.processes:
            if process.wait(300):
                raise SystemExit("the crowd broke down")
        parts = [pickle.loads((self.folder / f"told{client}").read_bytes()) for client in range(len(self.processes))]
        shutil.rmtree(self.folder)
        return Told([answer for part in parts for answer in part])


@dataclass(frozen=True, slots=True)
class Saturation:
    """Turns of bare SQL and of the door with as much as it takes: rows a second, and milliseconds of processor time
    that the server's processes spend on a row.
    """

    bare: list[float]
    door: list[float]
    processor: list[float]
    told: Told

    def ratios(self) -> list[float]:
        return [door / bare for bare, door in zip(self.bare, self.door, strict=True)]


def saturation(server: Server, pool: list[Prepared], *, repeats: int, connections: int, seconds: float) -> Saturation:
    """Return the turns; bare SQL is measured before and after each turn of the door, and the mean of both stands beside
    it, since what else the machine does changes from second to second.
    """
    found = Saturation([], [], [], Told())
    guess = 1_000.0
    for turn in range(repeats + 1):
        before = DATABASE.bare_rate(pool, seconds / 2)
        share = [pool.pop() for _ in range(int(guess * seconds))]
        spent = server.processor_seconds()
        told = crowd([(None, one.attempt, "ask", one.submit) for one in share], connections=connections).told()
        spent = server.processor_seconds() - spent
        after = DATABASE.bare_rate(pool, seconds / 2)
        guess = min(max(told.rate(), 200.0), 4_000.0)
        found.told.answers.extend(told.answers)
        if turn:  # the first turn warms everything up
            found.bare.append((before + after) / 2)
            found.door.append(told.rate())
            found.processor.append(spent / len(share) * 1_000)
    return found


def at_rate(pool: list[Prepared], rate: float, seconds: float) -> Told:
    """Return the answers to submissions that come one after the other, so many a second, whoever has to wait."""
    share = [pool.pop() for _ in range(int(rate * seconds))]
    jobs = [(place / rate, one.attempt, "ask", one.submit) for place, one in enumerate(share)]
    return crowd(jobs, connections=2_000).told()


def deadline(people: Sequence[Prepared], rate: float) -> tuple[list[tuple[float | None, int, str, bytes]], float]:
    """Return the jobs of a last minute and how long it is: half of the submissions in its last tenth, at that rate; a
    save each before; one in twenty comes twice, one in fifty breaks off first and comes again.
    """
    length = len(people) / 2 / rate * 10
    jobs: list[tuple[float | None, int, str, bytes]] = []
    for place, one in enumerate(people):
        early = place % 2 == 0
        at = random.uniform(0.1 * length, 0.9 * length) if early else random.uniform(0.9 * length, length)
        jobs.append((random.uniform(0, min(at, 0.9 * length)), -one.attempt, "ask", one.save))
        if place % 50 == 7:
            jobs.append((at, one.attempt, random.choice(["half", "deaf"]), one.submit))
            at += 0.3
        jobs.append((at, one.attempt, "ask", one.submit))
        if place % 20 == 3:
            jobs.append((at, one.attempt, "ask", one.submit))
    return sorted(jobs, key=lambda job: job[0] or 0.0), length


def verify(told: Told, people: Sequence[Prepared]) -> dict[str, int]:
    """Return what the database holds of what was acknowledged: every slip that was given, with its own hash."""

    connection.close()
    wanted = {one.attempt for one in people}
    found = Submission.objects.filter(attempt__round__gt=0).select_related("attempt__entrant", "attempt__round")
    stored = {one.attempt_id: one for one in found.iterator(2_000) if one.attempt_id in wanted}
    slips: dict[int, set[str]] = {}
    lost = wrong = 0
    for number, status, *_rest, body in told.answers:
        if number < 0 or status not in (200, 409):
            continue
        said = json.loads(body)
        slips.setdefault(number, set()).add(said["slip"])
        row = stored.get(number)
        lost += row is None or row.slip_code != said["slip"]
        wrong += row is not None and computed_sha256(row) != said["sha256"]
    return {
        "people": len(people),
        "acknowledged": len(slips),
        "stored": len(stored),
        "lost": lost,
        "double": sum(len(codes) > 1 for codes in slips.values()),
        "wrong hash": wrong,
    }


def page_cost(round_: Any, times: int = 40) -> dict[str, float]:
    """Return the milliseconds of processor time of the start page and of a paper page, one entrant each time."""

    newest = list(
        Attempt.objects.filter(round=round_, submission=None).select_related("entrant__contest", "round__contest")
        .order_by("-pk")[: times + 1]
    )  # fmt: skip
    addresses = {
        "start page": [f"/du-thi/{round_.contest.slug}/vong/{round_.number}/bat-dau/"] * len(newest),
        "paper": [attempt_address(attempt) for attempt in newest],
    }
    costs = {}
    for name, paths in addresses.items():
        clients = []
        for attempt in newest:
            client, answer = Client(HTTP_HOST="127.0.0.1"), HttpResponse()
            give_entrant(answer, attempt.entrant, at=timezone.now())
            client.cookies.update(answer.cookies)
            clients.append(client)
        assert clients[0].get(paths[0]).status_code == 200, name
        began = time.process_time()
        for client, path in zip(clients[1:], paths[1:], strict=True):
            client.get(path)
        costs[name] = (time.process_time() - began) / (len(newest) - 1) * 1_000
    return costs


def close(round_: Any) -> tuple[float, int, int]:
    """Return the seconds that closing and scoring the round took, how many were submitted, and how many are scored."""

    began = time.perf_counter()
    close_round(round_=round_, by=None, at=round_.closes_at + timedelta(minutes=2))
    seconds = time.perf_counter() - began
    rows = Submission.objects.filter(attempt__round=round_)
    return seconds, rows.count(), rows.exclude(score=None).count()


def burst(server: Server, people: Sequence[Prepared], rate: float, kill: str) -> tuple[Told, float]:
    """Return what the crowd of a last minute was told, and how long that minute was; with a kill in its last tenth."""
    jobs, length = deadline(people, rate)
    running = crowd(jobs, connections=3_000, give_up=90.0)
    if kill != "none":
        running.until(0.95 * length)
        print(f"  SIGKILL of the {kill} in the burst", flush=True)
        if kill == "server":
            server.end(signal.SIGKILL)
            server.start()
        else:
            DATABASE.kill()
            time.sleep(0.5)
            DATABASE.start()
    return running.told(), length


def measure_burst(asked: argparse.Namespace, server: Server, pool: list[Prepared]) -> None:
    """Print the door beside bare SQL, at half of that, above the ceiling, and the last minute itself."""
    people = [pool.pop() for _ in range(asked.entrants)]
    turns = saturation(server, pool, repeats=asked.repeats, connections=asked.connections, seconds=asked.seconds)
    bare, door, ratios = statistics.median(turns.bare), statistics.median(turns.door), turns.ratios()
    print(f"\n| {DATABASE.name} | a second | ratio |\n| --- | --- | --- |")
    print(f"| bare SQL, one transaction a row | {bare:,.0f} | 1 |")
    print(f"| durable submissions through HTTP | {door:,.0f} | {statistics.median(ratios):.2f} ({_list(ratios)}) |")
    print(f"| of these not answered with a slip | {turns.told.errors} | |")
    print(f"processor time of the server for one: {statistics.median(turns.processor):.2f} ms", flush=True)
    half = at_rate(pool, bare / 2, asked.seconds * 2)
    print(
        f"at half the bare rate ({bare / 2:,.0f}/s): p50 {half.percentile(0.5):.0f} ms, p99 "
        f"{half.percentile(0.99):.0f} ms, {half.errors} errors, {half.refusals} told to come again",
        flush=True,
    )
    above = at_rate(pool, door * 1.5, asked.seconds)
    print(
        f"at 1.5 times the ceiling ({door * 1.5:,.0f}/s): p50 {above.percentile(0.5):.0f} ms, p99 "
        f"{above.percentile(0.99):.0f} ms, {above.errors} errors, {above.refusals} told to come again, "
        f"{above.breaks} connections lost",
        flush=True,
    )
    told, length = burst(server, people, bare / 2, asked.kill)
    submits = Told([answer for answer in told.answers if answer[0] > 0])
    print(
        f"a last minute of {length:.0f} s, half of {asked.entrants:,} in its last tenth: p50 "
        f"{submits.percentile(0.5):.0f} ms, p99 {submits.percentile(0.99):.0f} ms, {submits.errors} errors, "
        f"{told.refusals} told to come again, {told.breaks} connections lost"
    )
    print("  " + ", ".join(f"{name} {count:,}" for name, count in verify(told, people).items()), flush=True)


def _list(values: Sequence[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entrants", type=int, default=10_000, help="in the last minute")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--kill", choices=["none", "server", "database"], default="none")
    parser.add_argument("--repeats", type=int, default=3, help="turns of bare SQL and the door")
    parser.add_argument("--seconds", type=float, default=3.0, help="of one turn")
    parser.add_argument("--connections", type=int, default=128, help="at saturation")
    parser.add_argument("--pool", type=int, default=100_000, help="entrants who have begun, in all")
    parser.add_argument("--no-pages", action="store_true", help="leave the cost of pages out")
    asked = parser.parse_args()

    print(f"{DATABASE.name}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before", flush=True)
    DATABASE.start()
    call_command("migrate", verbosity=0)
    round_ = make_round()
    attempts: list[Any] = []
    for size in (1_000, 10_000, asked.pool):
        attempts += add_entrants(round_, size - len(attempts))
        if not asked.no_pages:
            costs = page_cost(round_)
            print(
                f"{size:,} entrants: " + ", ".join(f"{name} {cost:.2f} ms" for name, cost in costs.items()), flush=True
            )
    pool = prepare(attempts)
    connection.close()
    random.shuffle(pool)
    server = Server({**os.environ, "PYTHONPATH": str(HERE.parent / "src")})
    server.start()
    try:
        measure_burst(asked, server, pool)
    except (IndexError, StopIteration):
        sys.exit("The people who have begun are used up: ask for a larger --pool.")
    finally:
        server.end(signal.SIGTERM)
    seconds, submitted, scored = close(round_)
    each = seconds / submitted * 1e6
    print(f"closing: {submitted:,} submitted, {scored:,} scored, {seconds:.1f} s ({each:.0f} µs each)")
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        sys.exit(main())
    finally:
        for process in _started:
            process.kill()
        DATABASE.stop()
        shutil.rmtree(_DATA, ignore_errors=True)
