"""From the press of the approver to the stations' lists: in the same transaction, on every station, before all else."""

from datetime import timedelta

import pytest
from conftest import NOW
from django.utils import timezone

from lantoa.apps.accounts.factories import user_in
from lantoa.apps.accounts.roles import Role
from lantoa.apps.broadcasts.actions.deciding import approve_bulletin
from lantoa.apps.broadcasts.actions.emergencies import send_emergency
from lantoa.apps.broadcasts.factories import make_bulletin, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, Priority
from lantoa.apps.broadcasts.queries.airings import programmes

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate(NOW)


class TestEmergency:
    def test_stands_on_every_list_as_soon_as_it_is_approved(self) -> None:
        stations = [make_station() for _ in range(5)]
        bulletin = make_bulletin(
            at=NOW, submitted=True, stations=tuple(stations), priority=Priority.EMERGENCY, title="Lũ lên",
            written="Bà con lên chỗ cao ngay.",
        )  # fmt: skip
        at = NOW + timedelta(seconds=30)
        approve_bulletin(bulletin=bulletin, by=user_in(Role.LEADER), at=at)

        for days in programmes(stations, TODAY, TODAY).values():
            assert [(one.bulletin, one.planned_at) for one in days[0].at_once] == [(bulletin, at)]
            assert days[0].airings[0] == days[0].at_once[0]

    def test_sent_by_one_press_is_there_at_once(self) -> None:
        stations = [make_station() for _ in range(3)]
        sent = send_emergency(
            agency=stations[0].agency, title="Lũ lên", written="Bà con lên chỗ cao ngay.", stations=stations,
            valid_until=NOW + timedelta(days=1), key="one press", by=user_in(Role.PROGRAMME_OFFICER), at=NOW,
        )  # fmt: skip
        assert sent.state == Bulletin.State.APPROVED
        assert Airing.objects.filter(bulletin=sent, slot=None, planned_at=NOW).count() == 3
        for days in programmes(stations, TODAY, TODAY).values():
            assert len(days[0].at_once) == 1
