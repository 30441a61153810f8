"""Sweeps: what is due is found, held, handed on; a sweep that fails stops nobody."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from lantoa.apps.base import sweeping
from lantoa.apps.base.factories import MessageFactory
from lantoa.apps.base.models import Message
from lantoa.apps.base.sweeping import run_sweeps, sweep_finished_tasks, sweep_outbox


def broken_sweep(*, at: datetime) -> int:
    raise RuntimeError("hỏng")


def whole_sweep(*, at: datetime) -> int:
    return 3


class TestRunSweeps:
    def test_goes_on_after_one_that_fails(self, now: datetime, caplog: pytest.LogCaptureFixture) -> None:
        names = [f"{__name__}.broken_sweep", f"{__name__}.whole_sweep", "lantoa.khong_co.sweep"]
        assert run_sweeps(names, at=now) == {"whole_sweep": 3}
        assert caplog.text.count("Traceback") == 2

    def test_finds_every_sweep_of_the_settings(self, db: None, now: datetime, settings: Settings) -> None:
        found = run_sweeps(settings.SWEEPS, at=now)
        assert list(found) == [name.rpartition(".")[2] for name in settings.SWEEPS]


@pytest.mark.django_db
class TestSweepOutbox:
    @pytest.fixture(autouse=True)
    def folder(self, settings: Settings, tmp_path: Path) -> Path:
        settings.MAIL_DIR = tmp_path
        return tmp_path

    def test_sends_what_is_due_through_the_task(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sweeping, "BATCH", 2)
        MessageFactory.create_batch(5)
        assert sweep_outbox(at=timezone.now()) == 5
        assert len(list(folder.iterdir())) == 5
        assert set(Message.objects.values_list("state", flat=True)) == {Message.State.SENT}
        assert sweep_outbox(at=timezone.now()) == 0

    def test_gives_back_what_it_could_not_hand_on(self, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        class _NoQueue:
            def enqueue(self, *args: object) -> None:
                raise ConnectionError("không có hàng đợi")

        MessageFactory()
        monkeypatch.setattr(sweeping, "deliver_messages", _NoQueue())
        with pytest.raises(ConnectionError):
            sweep_outbox(at=now)
        assert Message.objects.due(now).count() == 1


@pytest.mark.django_db
class TestSweepFinishedTasks:
    def _row(self, **values: object) -> DBTaskResult:
        return DBTaskResult.objects.create(
            args_kwargs={"args": [], "kwargs": {}}, task_path="lantoa.apps.base.tasks.deliver_messages",
            backend_name="work", exception_class_path="", traceback="", **values,
        )  # fmt: skip

    def test_clears_old_rows_and_says_of_a_killed_task_that_it_failed(self, now: datetime) -> None:
        done, failed = TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED
        old = self._row(status=done, finished_at=now - timedelta(days=2))
        kept = self._row(status=failed, finished_at=now - timedelta(days=2))
        killed = self._row(status=TaskResultStatus.RUNNING, started_at=now - timedelta(hours=7))
        running = self._row(status=TaskResultStatus.RUNNING, started_at=now - timedelta(hours=1))
        waiting = self._row(status=TaskResultStatus.READY)
        assert sweep_finished_tasks(at=now) == 1
        states = dict(DBTaskResult.objects.values_list("pk", "status"))
        assert old.pk not in states
        assert (states[kept.pk], states[killed.pk], states[running.pk]) == (failed, failed, TaskResultStatus.RUNNING)
        assert states[waiting.pk] == TaskResultStatus.READY


class TestDatabaseLog:
    def test_is_looked_at_every_ten_minutes(
        self, now: datetime, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.DATA_DIR = tmp_path
        monkeypatch.setattr(sweeping, "empty_database_log", lambda: True)
        moments = [now + timedelta(seconds=seconds) for seconds in (0, 5, 599, 600)]
        assert [sweeping.sweep_database_log(at=at) for at in moments] == [1, 0, 0, 1]
