"""The worker as it is: its loop, its queues in the database, its end; and the process itself."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from lantoa.apps.base.factories import MessageFactory
from lantoa.apps.base.models import Message
from lantoa.apps.base.serving import serve
from lantoa.apps.base.tasks import deliver_messages
from lantoa.apps.base.tests.worker_process import environment_of, worker_process
from lantoa.apps.base.working import Worker

# A process that does not come this far in that time has another fault than the one looked for.
PATIENCE_SECONDS = 60.0


@pytest.fixture
def queued(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """The queue in the database, as in life."""
    tasks = {name: dict(backend) for name, backend in settings.TASKS.items()}
    tasks["work"]["BACKEND"] = "django_tasks_db.DatabaseBackend"
    settings.TASKS = tasks
    settings.MAIL_DIR = tmp_path
    yield


def _wait_until_sent(number: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while Message.objects.filter(state=Message.State.SENT).count() < number:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("queued")
class TestWorker:
    def test_sweeps_and_runs_the_queue_until_nothing_is_left(self, tmp_path: Path) -> None:
        MessageFactory.create_batch(3)
        lines: list[str] = []
        Worker(every_seconds=1.0, say=lines.append).run_once()
        assert len(list(tmp_path.iterdir())) == 3
        assert len(lines) == 1
        assert "sweep_outbox 3" in lines[0]
        assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL

    def test_goes_on_after_a_task_that_fails(self, tmp_path: Path) -> None:
        deliver_messages.enqueue([1], "không phải thời điểm")
        MessageFactory()
        Worker(every_seconds=1.0, say=lambda line: None).run_once()
        assert len(list(tmp_path.iterdir())) == 1
        assert set(DBTaskResult.objects.values_list("status", flat=True)) == {
            TaskResultStatus.FAILED,
            TaskResultStatus.SUCCESSFUL,
        }

    def test_works_beside_others_until_it_is_stopped(self, tmp_path: Path) -> None:
        workers = [Worker(every_seconds=0.05, say=lambda line: None) for _ in range(2)]
        threads = [threading.Thread(target=worker.run) for worker in workers]
        for thread in threads:
            thread.start()
        try:
            MessageFactory.create_batch(30)
            _wait_until_sent(30)
        finally:
            for worker in workers:
                worker.stop()
            for thread in threads:
                thread.join()
        assert len(list(tmp_path.iterdir())) == 30
        assert set(Message.objects.values_list("attempts", flat=True)) == {1}

    def test_takes_over_what_a_dead_worker_held(self, tmp_path: Path) -> None:
        """A task row that stays RUNNING for ever, and a lease that has run out, are what a killed worker leaves."""
        message = MessageFactory(lease_until=timezone.now() - timedelta(seconds=1), attempts=1)
        DBTaskResult.objects.create(
            args_kwargs={"args": [[message.pk], "2023-06-01T00:00:00+00:00"], "kwargs": {}}, backend_name="work",
            task_path=deliver_messages.module_path, status=TaskResultStatus.RUNNING, started_at=timezone.now(),
            exception_class_path="", traceback="",
        )  # fmt: skip
        Worker(every_seconds=1.0, say=lambda line: None).run_once()
        assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.django_db(transaction=True)
class TestWorkCommand:
    def test_does_what_is_due_and_ends(self, tmp_path: Path) -> None:
        MessageFactory.create_batch(2)
        done = worker_process(tmp_path, "--once")
        out, error = done.communicate(timeout=PATIENCE_SECONDS)
        assert (done.returncode, error) == (0, "")
        assert "sweep_outbox 2" in out
        assert Message.objects.filter(state=Message.State.SENT).count() == 2

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_ends_in_good_order_when_it_is_told_to(self, tmp_path: Path, number: int) -> None:
        MessageFactory()
        process = worker_process(tmp_path, "--every", "0.2")
        _wait_until_sent(1)
        process.send_signal(number)
        _, error = process.communicate(timeout=PATIENCE_SECONDS)
        assert (process.returncode, error) == (0, "")

    def test_asks_for_the_broker_that_celery_needs(self) -> None:
        with pytest.raises(CommandError, match="CELERY_BROKER_URL"):
            call_command("work", "--celery")

    def test_refuses_to_run_without_a_pause(self) -> None:
        with pytest.raises(CommandError, match="--every"):
            call_command("work", "--every", "0")


class TestServe:
    def test_starts_the_worker_anew_and_ends_it_with_the_server(self, tmp_path: Path) -> None:
        started = tmp_path / "started"
        web = [sys.executable, "-c", _SERVER, str(started)]
        side = [sys.executable, "-c", "import sys; open(sys.argv[1], 'a').write('x')", str(started)]
        assert serve(web, side, environment=os.environ, pause_seconds=0.1) == 7

    def test_ends_both_when_it_is_told_to(self, tmp_path: Path) -> None:
        started = tmp_path / "started"
        wait = [sys.executable, "-c", f"import time; open({str(started)!r}, 'a').write('x'); time.sleep(600)"]
        code = f"from lantoa.apps.base.serving import serve; serve({wait!r}, {wait!r}, environment={{}})"
        environment = environment_of(tmp_path)
        process = subprocess.Popen([sys.executable, "-c", code], env=environment, start_new_session=True)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not started.exists() or len(started.read_text()) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.terminate()
        assert process.wait(timeout=PATIENCE_SECONDS) == 0
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)


# Ends with status 7 once the worker beside it has been started three times.
_SERVER = """
import pathlib, sys, time
file = pathlib.Path(sys.argv[1])
while not file.exists() or len(file.read_text()) < 3:
    time.sleep(0.05)
sys.exit(7)
"""
