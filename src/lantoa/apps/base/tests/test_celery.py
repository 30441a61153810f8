"""The same tasks on Celery: a real Redis and a real worker process, started here, on loopback."""

import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from lantoa.apps.base.factories import MessageFactory
from lantoa.apps.base.models import Message
from lantoa.apps.base.tests.worker_process import worker_process

PATIENCE_SECONDS = 120.0
MESSAGES = 30


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[str]:
    """The address of a Redis of our own, gone with the test."""
    program = shutil.which("redis-server")
    assert program, "redis-server is not installed; on Debian and Ubuntu: apt install redis-server"
    port = _free_port()
    words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(tmp_path)]
    process = subprocess.Popen([program, *words], stdout=subprocess.DEVNULL)
    try:
        _wait_for_port(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


def _wait_for_port(port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def _wait_until_sent(number: int, *processes: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while Message.objects.filter(state=Message.State.SENT).count() < number:
        ended = [process.communicate() for process in processes if process.poll() is not None]
        assert not ended, ended
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.django_db(transaction=True)
class TestCelery:
    def test_delivers_what_the_sweep_hands_on(self, tmp_path: Path, broker: str) -> None:
        MessageFactory.create_batch(MESSAGES)
        celery = worker_process(tmp_path, "--celery", CELERY_BROKER_URL=broker)
        try:
            sweep = worker_process(tmp_path, "--once", CELERY_BROKER_URL=broker)
            out, error = sweep.communicate(timeout=PATIENCE_SECONDS)
            assert (sweep.returncode, f"sweep_outbox {MESSAGES}" in out) == (0, True), error
            _wait_until_sent(MESSAGES, celery)
        finally:
            celery.terminate()
            celery.communicate(timeout=PATIENCE_SECONDS)
        assert len(list((tmp_path / "mail").glob("*.eml"))) == MESSAGES
        assert Counter(Message.objects.values_list("attempts", flat=True)) == {1: MESSAGES}

    def test_says_that_the_broker_is_not_there_and_keeps_every_message(self, tmp_path: Path) -> None:
        MessageFactory()
        gone = f"redis://127.0.0.1:{_free_port()}/0"
        sweep = worker_process(tmp_path, "--once", CELERY_BROKER_URL=gone)
        _, error = sweep.communicate(timeout=PATIENCE_SECONDS)
        assert "sweep_outbox" in error
        assert Message.objects.get().lease_until is None
