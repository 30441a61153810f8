"""A contest with people who have begun, and a door in front of nothing, whose writer ends with the test."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from lantoa.apps.contests.door import SubmissionDoor
from lantoa.apps.contests.door.writer import GroupWriter
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant
from lantoa.apps.contests.models import Attempt
from lantoa.apps.contests.tokens import attempt_address

KEY = "0123456789abcdef"


@dataclass
class Clock:
    """The time the server has, in milliseconds; tests set it."""

    at: int

    def __call__(self) -> int:
        return self.at


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for known, value in self.headers if known == name), "")

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Caller:
    """Sends requests to a door as a browser would."""

    door: SubmissionDoor
    clock: Clock
    passed_on: list[str] = field(default_factory=list)

    def post(self, path: str, fields: Any = (), *, body: bytes | None = None, **environ: Any) -> Reply:
        content = urlencode(fields, doseq=True).encode() if body is None else body
        told: list[Any] = []
        whole = {
            "REQUEST_METHOD": "POST",
            "PATH_INFO": path,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(content)),
            "wsgi.input": io.BytesIO(content),
            "wsgi.url_scheme": "http",
            "HTTP_HOST": "localhost",
            "REMOTE_ADDR": "192.0.2.7",
            **environ,
        }
        answer = self.door(whole, lambda status, headers: told.extend((status, headers)))
        return Reply(int(told[0].split()[0]), told[1], b"".join(answer))

    def submit(self, attempt: Attempt, fields: Any = (), *, key: str = KEY, **environ: Any) -> Reply:
        given = {"key": key, "1": "b", **dict(fields)}
        return self.post(f"{attempt_address(attempt)}nop/", given, **{"HTTP_ACCEPT": "application/json", **environ})

    def save(self, attempt: Attempt, fields: Any = (), *, version: int = 1, **environ: Any) -> Reply:
        given = {"v": version, "1": "b", **dict(fields)}
        return self.post(f"{attempt_address(attempt)}luu/", given, HTTP_ACCEPT="application/json", **environ)


@pytest.fixture
def begin(now: datetime) -> Callable[[int], list[Attempt]]:
    """Return the function that gives so many attempts of different people, begun two hours after `now` and open for
    half an hour.
    """

    def make(people: int) -> list[Attempt]:
        contest = make_contest(at=now)
        round_ = contest.rounds.get()
        return [
            make_attempt(make_entrant(contest, at=now), round_, started_at=now + timedelta(hours=2))
            for _ in range(people)
        ]

    return make


@pytest.fixture
def caller(now: datetime) -> Iterator[Caller]:
    clock = Clock(round((now + timedelta(hours=2, minutes=10)).timestamp() * 1000))
    passed_on: list[str] = []

    def behind(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        passed_on.append(environ["PATH_INFO"])
        start_response("204 No Content", [])
        return []

    door = SubmissionDoor(behind, writer=GroupWriter(clock=clock), clock=clock)
    yield Caller(door, clock, passed_on)
    door.writer.stop()
