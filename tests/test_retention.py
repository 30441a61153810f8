"""The sweep of retention on the day itself, and when its process is killed in the middle."""

from datetime import datetime, time, timedelta

import pytest
from conftest import NOW
from django.utils import timezone

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.contests.factories import make_contest, make_entrant
from lantoa.apps.contests.models import Entrant
from lantoa.apps.feedback.actions import erasing
from lantoa.apps.feedback.factories import make_feedback
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.privacy.sweeping import sweep_personal_data

DAY = timezone.localdate(NOW)
# The last moment of a day and the first of the next, in Vietnam: seven hours before it is so in UTC.
MIDNIGHT = timezone.make_aware(datetime.combine(DAY + timedelta(days=1), time.min))
TICK = timedelta(microseconds=1)


def _over(day_of: str, count: int = 1) -> list[Feedback]:
    """Return closed pieces of feedback whose data is to be erased from that day on."""
    day = DAY + timedelta(days=1) if day_of == "tomorrow" else DAY
    return [
        make_feedback(at=NOW, contact=f"so{place}@lantoa.example", state=Feedback.State.CLOSED, erase_on=day)
        for place in range(count)
    ]


@pytest.mark.django_db
class TestTheDay:
    def test_begins_at_midnight_in_vietnam(self) -> None:
        _over("tomorrow")
        make_entrant(make_contest(at=NOW), at=NOW, contact="nguoi.thi@lantoa.example")
        Entrant.objects.update(erase_on=DAY + timedelta(days=1))
        assert sweep_personal_data(at=MIDNIGHT - TICK) == 0
        assert sweep_personal_data(at=MIDNIGHT) == 2
        assert sweep_personal_data(at=MIDNIGHT) == 0

    def test_is_the_same_for_a_sweep_that_comes_years_late(self) -> None:
        _over("today")
        assert sweep_personal_data(at=MIDNIGHT + timedelta(days=999)) == 1


@pytest.mark.django_db(transaction=True)
class TestKilled:
    def test_has_lost_nothing_and_goes_on_where_it_stopped(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pieces = _over("today", 3)
        whole, done = erasing.erase_feedback, []

        def dies_in_the_second(**given: object) -> bool:
            erased = whole(**given)  # type: ignore[arg-type]
            done.append(erased)
            if len(done) == 2:
                raise SystemExit  # passes every "except Exception", as a signal does
            return erased

        with monkeypatch.context() as patched, pytest.raises(SystemExit):
            patched.setattr(erasing, "erase_feedback", dies_in_the_second)
            sweep_personal_data(at=NOW)
        left = Feedback.objects.filter(erased_at=None).count()
        assert sweep_personal_data(at=NOW) == left and sweep_personal_data(at=NOW) == 0
        acts = AuditEntry.objects.filter(act="feedback.erase_feedback").values_list("subject_id", flat=True)
        assert sorted(acts) == sorted(str(piece.pk) for piece in pieces)
