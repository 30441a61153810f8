"""A sweep of reminders killed at random, or run twice at once, loses no reminder and says none twice: real processes, a
real database, SIGKILL.
"""

import multiprocessing
import random
import signal
import threading
import time
from datetime import UTC, date, datetime
from multiprocessing.process import BaseProcess

import pytest
from django.db import connections

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import Contact
from lantoa.apps.assignments.actions import ensure_plan
from lantoa.apps.assignments.factories import AssignmentFactory
from lantoa.apps.assignments.models import Assignment, Notice, ReceiptLink
from lantoa.apps.assignments.sweeping import sweep_reminders
from lantoa.apps.base.models import Message
from lantoa.apps.directives.factories import DutyFactory, ThemeFactory

SENT = datetime(2023, 6, 1, 8, 0, tzinfo=UTC)
# 7:35 in Vietnam on days of the usual ladder, for assignments due on 15/6: before, on and after the due date.
MORNINGS = [datetime(2023, 6, day, 0, 35, tzinfo=UTC) for day in (5, 8, 12, 15, 22)]
AGENCIES = 24
KILLS_A_MORNING = 3
# A child that says nothing for so long has another fault than the one looked for.
PATIENCE_SECONDS = 30.0


def _sweep_on(at: datetime) -> None:
    """What the worker does: sweep, again and again."""
    while True:
        sweep_reminders(at=at)


def _in_a_process(at: datetime) -> BaseProcess:
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=_sweep_on, args=(at,))
    process.start()
    return process


def _wait_for_notices(number: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while Notice.objects.count() < number:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def _said() -> list[tuple[object, ...]]:
    return list(Notice.objects.order_by("key").values_list("key", "agency", "kind", "subject", "text", "at"))


def _mailed() -> list[tuple[object, ...]]:
    return list(Message.objects.order_by("key").values_list("key", "to", "subject", "due_at"))


def _places() -> list[tuple[object, ...]]:
    return list(Assignment.objects.order_by("pk").values_list("pk", "remind_at", "reminded_at"))


def _forget_everything() -> None:
    for model in (Notice, Message, ReceiptLink):
        model.objects.all().delete()
    Assignment.objects.update(remind_at=SENT, reminded_at=SENT)


@pytest.fixture
def given(transactional_db: None) -> int:
    """Give two assignments to every agency, one of them not received; return the number of agencies."""
    superior = AgencyFactory(name="UBND tỉnh")
    Contact.objects.create(agency=superior, name="Văn phòng", email="van-phong@tinh.example")
    theme = ThemeFactory()
    ensure_plan(programme=theme.programme)
    duties = [DutyFactory(theme=theme), DutyFactory(theme=theme, on_air=True)]
    times = {"sent_at": SENT, "remind_at": SENT, "reminded_at": SENT}
    for place in range(AGENCIES):
        agency = AgencyFactory(parent=superior if place % 2 else None)
        Contact.objects.create(agency=agency, name="Văn thư", email=f"van-thu-{place}@co-quan.example")
        AssignmentFactory(duty=duties[0], agency=agency, due_date=date(2023, 6, 15), received=True, **times)
        AssignmentFactory(duty=duties[1], agency=agency, **times)
    return AGENCIES


def _undisturbed() -> tuple[list[tuple[object, ...]], ...]:
    for at in MORNINGS:
        while sweep_reminders(at=at):
            pass
    found = _said(), _mailed(), _places()
    _forget_everything()
    return found


@pytest.mark.django_db(transaction=True)
class TestKilledSweep:
    def test_loses_no_reminder_and_says_none_twice(self, given: int) -> None:
        undisturbed = _undisturbed()
        # Every morning a digest each; on the 8th and the 22nd one report to the superior and one to the officers too.
        assert len(undisturbed[0]) == given * len(MORNINGS) + 4

        chance, killed_on_the_way = random.Random(3), 0
        for at in MORNINGS:
            before = Notice.objects.count()
            for number in sorted(chance.sample(range(1, given), KILLS_A_MORNING)):
                process = _in_a_process(at)
                _wait_for_notices(before + number)
                time.sleep(chance.random() / 200)
                process.kill()
                process.join()
                assert process.exitcode == -signal.SIGKILL
                killed_on_the_way += Notice.objects.count() < before + given
                self._check_what_is_stored()
            sweep_reminders(at=at)
        assert (_said(), _mailed(), _places()) == undisturbed
        assert ReceiptLink.objects.count() == given * len(MORNINGS)
        assert killed_on_the_way, "every sweep had ended before it was killed, so nothing was shown"

    def _check_what_is_stored(self) -> None:
        """Whatever is in the database is whole, at every moment: each digest with its mail."""
        assert Notice.objects.filter(kind="digest", mails=None).count() == 0


@pytest.mark.django_db(transaction=True)
class TestSweepsAtOnce:
    def test_say_together_what_one_says_alone(self, given: int) -> None:
        undisturbed = _undisturbed()
        for at in MORNINGS:
            start, counts = threading.Barrier(3), []

            def sweep(at: datetime = at, start: threading.Barrier = start, counts: list[int] = counts) -> None:
                start.wait()
                try:
                    counts.append(sweep_reminders(at=at))
                finally:
                    connections.close_all()

            workers = [threading.Thread(target=sweep) for _ in range(3)]
            for worker in workers:
                worker.start()
            for worker in workers:
                worker.join()
            assert sum(counts) == given
            assert len(counts) == 3
        assert (_said(), _mailed(), _places()) == undisturbed
