"""Workers killed at random lose no message and send none twice: real processes, a real database, SIGKILL."""

import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from lantoa.apps.base.factories import MessageFactory
from lantoa.apps.base.models import Message
from lantoa.apps.base.tests.mail_server import MailServer
from lantoa.apps.base.tests.worker_process import worker_process

MESSAGES = 60
KILLS = 3
# A worker that does not come this far in that time has another fault than the one looked for.
PATIENCE_SECONDS = 120.0


def _kill_when(reached: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not reached() and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "the worker ended before it could be killed"


def _let_the_leases_run_out() -> None:
    """Nobody else may take what the dead held before; here the time passes at once."""
    past = timezone.now() - timedelta(seconds=1)
    Message.objects.filter(lease_until__gte=past).update(lease_until=past)


def _kill_again_and_again(data: Path, gone: Callable[[], int], **environment: str) -> None:
    """Kill worker after worker, each a few messages further on; then let one end its work."""
    moments = random.Random(300)
    for _ in range(KILLS):
        goal = gone() + moments.randrange(3, 12)
        process = worker_process(data, "--every", "0.1", **environment)
        _kill_when(lambda goal=goal: gone() >= goal, process)  # type: ignore[misc]
        _let_the_leases_run_out()
    last = worker_process(data, "--once", **environment)
    out, error = last.communicate(timeout=PATIENCE_SECONDS)
    assert last.returncode == 0, out + error
    assert set(Message.objects.values_list("state", "lease_until")) == {(Message.State.SENT, None)}


@pytest.mark.django_db(transaction=True)
class TestKilledWorker:
    def test_loses_no_file_and_writes_none_twice(self, tmp_path: Path) -> None:
        MessageFactory.create_batch(MESSAGES)
        folder = tmp_path / "mail"

        def written() -> list[Path]:
            return list(folder.glob("*.eml"))

        _kill_again_and_again(tmp_path, lambda: len(written()))
        assert len(written()) == MESSAGES
        assert all(file.read_bytes().endswith(b"\n") or file.stat().st_size for file in written())

    def test_shows_no_mail_twice_in_a_mailbox(self, tmp_path: Path) -> None:
        """Between the server's 250 and our commit a mail may go out again; by its Message-ID it is the same one."""
        addresses = {message.to for message in MessageFactory.create_batch(MESSAGES)}
        with MailServer() as server:
            mail = f"smtp://127.0.0.1:{server.port}"
            _kill_again_and_again(tmp_path, lambda: len(server.taken), LANTOA_MAIL=mail)
            taken = list(server.taken)
        names = Counter(str(mail["Message-ID"]) for mail in taken)
        assert len(names) == MESSAGES
        assert {str(mail["To"]) for mail in taken} == addresses
        # No more than the one mail in hand goes out again for each kill.
        assert sum(names.values()) - MESSAGES <= KILLS


@pytest.mark.django_db(transaction=True)
class TestTwoWorkersAtOnce:
    def test_send_each_message_once(self, tmp_path: Path) -> None:
        MessageFactory.create_batch(MESSAGES)
        with MailServer() as server:
            mail = f"smtp://127.0.0.1:{server.port}"
            workers = [worker_process(tmp_path, "--once", LANTOA_MAIL=mail) for _ in range(2)]
            ended = [worker.communicate(timeout=PATIENCE_SECONDS) for worker in workers]
            # What one worker has claimed the other leaves alone, and may end before it is sent.
            assert [worker.returncode for worker in workers] == [0, 0], ended
            names = Counter(str(mail["Message-ID"]) for mail in server.taken)
        assert set(names.values()) == {1}
        assert len(names) == Message.objects.filter(state=Message.State.SENT).count() == MESSAGES
