"""The writing thread: what it tells when the database or its process goes away."""

import json
import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connection

from lantoa.apps.contests.door import SubmissionDoor
from lantoa.apps.contests.door.rows import Outcome, Row
from lantoa.apps.contests.door.storing import store
from lantoa.apps.contests.door.tests.conftest import Caller
from lantoa.apps.contests.door.writer import GroupWriter
from lantoa.apps.contests.models import Attempt, Submission

pytestmark = pytest.mark.django_db(transaction=True)
Begin = Callable[[int], list[Attempt]]


class Failing:
    """Stores rows, but for the first times, when it raises; how often it was called."""

    def __init__(self, error: BaseException, times: int) -> None:
        self.error, self.left, self.calls = error, times, 0

    def __call__(self, rows: Sequence[Row], *, at: int) -> list[Outcome]:
        self.calls += 1
        if self.left:
            self.left -= 1
            raise self.error
        return store(rows, at=at)


@pytest.fixture
def with_store(caller: Caller) -> Callable[[Any], Caller]:
    def make(store_rows: Any) -> Caller:
        caller.door.writer.stop()
        caller.door = SubmissionDoor(
            lambda *_: [], writer=GroupWriter(store_rows=store_rows, clock=caller.clock), clock=caller.clock
        )
        return caller

    return make


class TestDatabaseGone:
    def test_asks_to_come_again_and_takes_the_same_key_then(
        self, begin: Begin, with_store: Callable[[Any], Caller]
    ) -> None:
        [attempt] = begin(1)
        caller = with_store(Failing(OperationalError("gone"), times=2))
        refused = caller.submit(attempt)
        assert (refused.status, json.loads(refused.body)["busy"]) == (503, True)
        assert int(refused.header("Retry-After")) >= 1
        assert caller.submit(attempt).status == 200
        caller.door.writer.stop()

    def test_tries_once_more_over_a_new_connection(self, begin: Begin, with_store: Callable[[Any], Caller]) -> None:
        [attempt] = begin(1)
        caller = with_store(Failing(OperationalError("restarted"), times=1))
        assert caller.submit(attempt).status == 200
        caller.door.writer.stop()

    def test_keeps_the_answers_in_the_page_that_sends_them_again(
        self, begin: Begin, with_store: Callable[[Any], Caller]
    ) -> None:
        [attempt] = begin(1)
        caller = with_store(Failing(OperationalError("gone"), times=2))
        page = caller.submit(attempt, {"2": ["a", "c"], "p": "25000"}, HTTP_ACCEPT="text/html")
        assert page.status == 503
        for field in ('name="key" value="0123456789abcdef"', 'name="2" value="c"', 'name="p" value="25000"'):
            assert field in page.text
        assert "Gửi lại bài" in page.text
        caller.door.writer.stop()


class TestThread:
    def test_goes_on_after_whatever_went_wrong(self, begin: Begin, with_store: Callable[[Any], Caller]) -> None:
        [attempt] = begin(1)
        caller = with_store(Failing(SystemExit(), times=1))
        assert caller.submit(attempt).status == 503
        assert caller.submit(attempt).status == 200
        caller.door.writer.stop()

    def test_writes_what_waits_together_in_few_commits(self, begin: Begin, with_store: Callable[[Any], Caller]) -> None:
        attempts = begin(40)
        counted = Failing(SystemExit(), times=0)
        caller = with_store(counted)
        with ThreadPoolExecutor(max_workers=40) as pool:
            replies = list(pool.map(caller.submit, attempts))
        assert {reply.status for reply in replies} == {200}
        assert counted.calls < 40
        caller.door.writer.stop()


class TestProcess:
    def test_loses_and_doubles_nothing_when_it_is_killed(self, begin: Begin, caller: Caller) -> None:
        attempts = begin(40)
        acknowledged: dict[int, set[str]] = {}
        for cut in (3, 17, 40):
            for line in _pressed_in_a_child(caller, attempts, killed_after=cut):
                number, slip = line.split()
                acknowledged.setdefault(int(number), set()).add(slip)
        assert acknowledged == {pk: {slip} for pk, slip in Submission.objects.values_list("attempt_id", "slip_code")}
        assert len(acknowledged) == 40


def _pressed_in_a_child(caller: Caller, attempts: Sequence[Attempt], *, killed_after: int) -> list[str]:
    """Return what a child process acknowledged, a line each, in which everybody presses, killed after so many."""
    connection.close()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            _press(caller, attempts, writing)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        lines = [line for _, line in zip(range(killed_after), told, strict=False)]
        os.kill(child, signal.SIGKILL)
        lines += told.readlines()
    os.waitpid(child, 0)
    return lines


def _press(caller: Caller, attempts: Sequence[Attempt], writing: int) -> None:
    def press(attempt: Attempt) -> None:
        reply = caller.submit(attempt)
        if reply.status == 200:
            os.write(writing, f"{attempt.pk} {json.loads(reply.body)['slip']}\n".encode())

    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(press, attempts))
