"""When an approved bulletin is to be played."""

from datetime import timedelta

import pytest
from conftest import NOW

from lantoa.apps.broadcasts.actions.airings import place_airings
from lantoa.apps.broadcasts.factories import make_bulletin, make_station
from lantoa.apps.broadcasts.models import Priority

pytestmark = pytest.mark.django_db


class TestPlaceAirings:
    def test_of_an_emergency_begin_at_once(self) -> None:
        station = make_station()
        bulletin = make_bulletin(at=NOW, approved=True, stations=(station,), priority=Priority.EMERGENCY)

        place_airings(bulletin=bulletin, by=None, at=NOW)

        first = bulletin.airings.order_by("planned_at")[0]
        assert (first.planned_at, first.slot) == (NOW, None)
        assert bulletin.airings.count() == 14

    def test_of_a_priority_bulletin_stand_in_every_slot_up_to_its_limits(self) -> None:
        station = make_station()
        bulletin = make_bulletin(
            at=NOW, approved=True, stations=(station,), priority=Priority.PRIORITY, airings_at_most=3, airings_a_day=1
        )

        place_airings(bulletin=bulletin, by=None, at=NOW)
        place_airings(bulletin=bulletin, by=None, at=NOW)

        airings = list(bulletin.airings.all())
        assert len({airing.day for airing in airings}) == len(airings) == 3
        assert all(NOW <= airing.planned_at < NOW + timedelta(days=7) for airing in airings)

    def test_of_a_routine_bulletin_are_left_to_the_stations_of_other_agencies(self) -> None:
        mine, theirs = make_station(), make_station()
        bulletin = make_bulletin(mine.agency, at=NOW, approved=True, stations=(mine, theirs))

        place_airings(bulletin=bulletin, by=None, at=NOW)

        assert {airing.station for airing in bulletin.airings.all()} == {mine}
