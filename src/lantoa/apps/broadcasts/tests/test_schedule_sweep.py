"""What the sweep of programmes closes and places anew."""

from datetime import timedelta

import pytest
from conftest import NOW
from pytest_django import DjangoAssertNumQueries

from lantoa.apps.broadcasts.actions.airings import place_airings
from lantoa.apps.broadcasts.actions.stations import remove_slot, save_slot, set_station_active
from lantoa.apps.broadcasts.factories import make_bulletin, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, Placement, Priority
from lantoa.apps.broadcasts.schedule_sweep import sweep_airings

pytestmark = pytest.mark.django_db


def placed(**values: object) -> Bulletin:
    station = make_station()
    given = {"at": NOW, "approved": True, "stations": (station,), "priority": Priority.PRIORITY, **values}
    bulletin = make_bulletin(station.agency, **given)  # type: ignore[arg-type]
    place_airings(bulletin=bulletin, by=None, at=NOW)
    return bulletin


class TestSweepAirings:
    def test_closes_what_was_withdrawn_and_what_is_over(self) -> None:
        withdrawn, shorter, kept = placed(), placed(), placed()
        Bulletin.objects.filter(pk=withdrawn.pk).update(
            state=Bulletin.State.WITHDRAWN, withdrawn_at=NOW, withdrawn_reason="Sai ngày"
        )
        Bulletin.objects.filter(pk=shorter.pk).update(valid_until=NOW + timedelta(days=2))
        assert sweep_airings(at=NOW) == 14 + 10
        assert set(withdrawn.airings.values_list("state", "state_reason")) == {
            ("cancelled", "Bản tin đã rút: Sai ngày")
        }  # fmt: skip
        assert shorter.airings.filter(state_reason="Bản tin đã hết hạn phát.").count() == 10
        assert kept.airings.filter(state=Airing.State.PLANNED).count() == 14

    def test_gives_another_time_to_what_lost_its_slot(self) -> None:
        bulletin = placed(airings_at_most=4)
        station = bulletin.stations.get()
        station.slots.first().delete()
        assert sweep_airings(at=NOW) == 1
        assert bulletin.airings.filter(state=Airing.State.PLANNED, slot__isnull=False).count() == 4
        assert sweep_airings(at=NOW) == 0

    def test_asks_two_queries_when_nothing_is_due(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        placed()
        with django_assert_num_queries(2):
            assert sweep_airings(at=NOW) == 0


class TestSlots:
    def test_take_their_airings_along_when_they_change(self) -> None:
        bulletin = placed(airings_at_most=2)
        station = bulletin.stations.get()
        slot = station.slots.order_by("starts")[1]
        save_slot(station=station, slot=slot, values={"starts": slot.starts.replace(minute=30)}, by=None, at=NOW)
        assert bulletin.airings.filter(slot=slot, planned_at__minute=30).count() == 1
        remove_slot(slot=slot, by=None, at=NOW)
        assert not bulletin.airings.filter(slot=slot, state=Airing.State.PLANNED).exists()
        assert bulletin.airings.filter(state=Airing.State.PLANNED).count() == 2

    def test_of_a_station_out_of_use_are_closed_with_the_reason(self) -> None:
        bulletin = placed()
        station = bulletin.stations.get()
        set_station_active(station=station, active=False, by=None, at=NOW)
        assert not bulletin.airings.filter(state=Airing.State.PLANNED).exists()
        assert Placement.objects.get().reason == "Đài đang ngừng hoạt động."
        assert sweep_airings(at=NOW) == 0
        set_station_active(station=station, active=True, by=None, at=NOW)
        assert bulletin.airings.filter(state=Airing.State.PLANNED).count() == 14
