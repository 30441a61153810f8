import logging
import threading
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError

from lantoa.apps.base.actions import note_public_change
from lantoa.apps.base.models import PublicChange
from lantoa.portal.page_cache.changes import ChangeLog, ChangeWatcher, last_row, rows_after
from lantoa.portal.page_cache.tests.stand import Behind, Clock, Stand

AT = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


class Rows:
    """A log of changes as a reader of the database sees it: numbers whose transaction has been committed."""

    def __init__(self) -> None:
        self.there: dict[int, str] = {}

    def last(self) -> int:
        return max(self.there, default=0)

    def after(self, number: int) -> list[tuple[int, str]]:
        return sorted((at, subject) for at, subject in self.there.items() if at > number)


@pytest.fixture
def rows() -> Rows:
    return Rows()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(rows: Rows, clock: Clock) -> ChangeLog:
    return ChangeLog(last_row=rows.last, rows_after=rows.after, clock=clock)


class TestChangeLog:
    def test_knows_nothing_at_first_and_then_gives_each_change_once(self, log: ChangeLog, rows: Rows) -> None:
        rows.there = {1: "pages"}
        assert log.news() is None
        assert log.news() == []
        rows.there |= {2: "coverage", 3: "storypage:4"}
        assert log.news() == ["coverage", "storypage:4"]
        assert log.news() == []

    def test_gives_a_change_that_is_committed_after_a_later_one(self, log: ChangeLog, rows: Rows) -> None:
        rows.there = {1: "pages"}
        log.news()
        rows.there[4] = "storypage:4"
        assert log.news() == ["storypage:4"]
        rows.there[2] = "storypage:2"
        assert log.news() == ["storypage:2"]
        rows.there[3] = "storypage:3"
        assert log.news() == ["storypage:3"]
        assert log.news() == []

    def test_gives_a_change_that_was_not_yet_committed_when_it_began(self, log: ChangeLog, rows: Rows) -> None:
        rows.there = {9: "pages"}
        log.news()
        rows.there[8] = "storypage:8"
        assert log.news() == ["storypage:8"]

    def test_gives_up_waiting_for_a_number_of_a_transaction_that_failed(
        self, log: ChangeLog, rows: Rows, clock: Clock
    ) -> None:
        rows.there = {1: "pages"}
        log.news()
        rows.there[3] = "pages"
        log.news()
        clock.time += 301
        rows.there[4] = "coverage"
        assert log.news() == ["coverage"]
        assert log._missing == {}

    def test_begins_anew_when_the_log_was_emptied_or_has_jumped(self, log: ChangeLog, rows: Rows) -> None:
        rows.there = {50: "pages"}
        log.news()
        rows.there = {1: "pages"}
        assert log.news() is None
        rows.there[900_000] = "pages"
        assert log.news() is None
        assert log.news() == []


class TestWatcher:
    def test_survives_a_database_that_does_not_answer(self, rows: Rows, caplog: pytest.LogCaptureFixture) -> None:
        stand = Stand(Behind())
        answers = [True]

        def last() -> int:
            if not answers[0]:
                raise DatabaseError("mất kết nối")
            return rows.last()

        watcher = ChangeWatcher(stand.store, log=ChangeLog(last_row=last, rows_after=rows.after, clock=stand.clock))
        watcher.look()
        stand.ask()
        # a minute without a database: the page is too old to be trusted, and the next look brings what was missed
        answers[0] = False
        rows.there[1] = "pages"
        with caplog.at_level(logging.WARNING):
            watcher.look()
            watcher.look()
        assert len(caplog.records) == 1
        stand.passes(61, watched=False)
        stand.ask()
        assert len(stand.behind.made) == 2
        answers[0] = True
        watcher.look()
        stand.ask()
        assert len(stand.behind.made) == 3

    @pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
    def test_starts_again_when_its_thread_is_gone(self, rows: Rows) -> None:
        looked = threading.Semaphore(0)
        crash = [True]

        def last() -> int:
            looked.release()
            if crash[0]:
                raise SystemExit  # nothing but an exception of this kind ends the thread
            return rows.last()

        stand = Stand(Behind())
        watcher = ChangeWatcher(stand.store, log=ChangeLog(last_row=last, rows_after=rows.after))
        watcher.ensure_running()
        assert looked.acquire(timeout=10)
        assert watcher._thread is not None
        watcher._thread.join(10)
        crash[0] = False
        watcher.ensure_running()
        assert looked.acquire(timeout=10)
        assert watcher._thread.is_alive()
        watcher.stop()


@pytest.mark.django_db(transaction=True)
class TestDatabase:
    @pytest.fixture(autouse=True)
    def a_row_before(self) -> None:
        """Keep the log from being empty: from nothing to a row far on, as sequences give, any number may be missing."""
        note_public_change("earlier", at=AT)

    def test_tells_what_an_action_noted(self) -> None:
        log = ChangeLog()
        assert log.news() is None
        note_public_change("storypage:5", "pages", at=AT)
        assert log.news() == ["storypage:5", "pages"]
        assert last_row() == PublicChange.objects.latest("pk").pk
        assert rows_after(last_row()) == []

    def test_is_watched_by_a_thread_until_the_page_is_made_anew(self) -> None:
        stand = Stand(Behind(subjects=["storypage:5"]))
        heard = threading.Event()
        begun = threading.Event()
        stand.store.clear, clear = (lambda: (clear(), begun.set())), stand.store.clear
        changed = stand.store.changed
        stand.store.changed = lambda subjects: (changed(subjects), heard.set())
        watcher = ChangeWatcher(stand.store, every_seconds=0.01)
        watcher.ensure_running()
        try:
            assert begun.wait(10)
            stand.ask()
            note_public_change("storypage:5", at=AT)
            assert heard.wait(10)
            stand.ask()
            assert len(stand.behind.made) == 2
        finally:
            watcher.stop()
