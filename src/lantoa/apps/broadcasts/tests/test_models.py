"""What the database itself refuses about broadcasts."""

from datetime import time, timedelta

import pytest
from conftest import NOW
from django.db import IntegrityError, transaction

from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_sound, make_station
from lantoa.apps.broadcasts.models import Bulletin, Delivery, HouseStyle, PlayReport, ReadingDecision, Slot, Sound

pytestmark = pytest.mark.django_db


def refused(name: str, make: object) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()  # type: ignore[operator]


class TestBulletin:
    def test_is_valid_for_a_time(self) -> None:
        refused("valid_for_a_time", lambda: make_bulletin(at=NOW, valid_until=NOW))

    def test_has_its_script_once_it_is_approved(self) -> None:
        refused("has_its_script", lambda: make_bulletin(at=NOW, state=Bulletin.State.APPROVED, approved_at=NOW))

    def test_is_made_once_whatever_comes_twice(self) -> None:
        make_bulletin(at=NOW, key="one press")
        refused("key", lambda: make_bulletin(at=NOW, key="one press"))


class TestSound:
    def test_is_chosen_once_a_bulletin_and_only_when_made(self) -> None:
        bulletin = make_bulletin(at=NOW, approved=True)
        make_sound(bulletin, at=NOW, chosen=True)
        refused("sound_one_chosen|sound.bulletin", lambda: make_sound(bulletin, at=NOW, chosen=True))
        refused("chosen_is_made", lambda: make_sound(make_bulletin(at=NOW), at=NOW, made=False, chosen=True))

    def test_says_why_it_failed(self) -> None:
        refused("has_problem", lambda: make_sound(make_bulletin(at=NOW), at=NOW, made=False, state=Sound.State.FAILED))


class TestAiring:
    def test_is_planned_once_for_a_station_and_time(self) -> None:
        station = make_station()
        bulletin = make_bulletin(at=NOW, approved=True, stations=(station,))
        make_airing(bulletin, station, planned_at=NOW)
        refused("airing", lambda: make_airing(bulletin, station, planned_at=NOW))

    def test_says_why_it_was_not_played(self) -> None:
        station = make_station()
        bulletin = make_bulletin(at=NOW, approved=True)
        refused("has_reason", lambda: make_airing(bulletin, station, planned_at=NOW, state="missed"))


class TestPlayReport:
    def test_says_why_it_fits_no_airing(self) -> None:
        station = make_station()
        values = {"station": station, "played_at": NOW, "reported_at": NOW, "how": PlayReport.How.LOG, "key": "1"}
        refused("has_problem", lambda: PlayReport.objects.create(**values))


class TestRest:
    def test_styles_and_decisions_of_the_province_stand_once(self) -> None:
        HouseStyle.objects.create()
        refused("house_style", lambda: HouseStyle.objects.create())
        decided = {"written": "QTV", "spoken": "truyền hình Quảng Trị", "decided_at": NOW}
        ReadingDecision.objects.create(**decided, revoked_at=NOW)
        ReadingDecision.objects.create(**decided)
        refused("reading_?decision", lambda: ReadingDecision.objects.create(**decided))

    def test_a_delivery_stands_once_for_each_way(self) -> None:
        station, bulletin = make_station(), make_bulletin(at=NOW, approved=True)
        Delivery.objects.create(bulletin=bulletin, station=station, due_at=NOW)
        refused("delivery", lambda: Delivery.objects.create(bulletin=bulletin, station=station, due_at=NOW))

    def test_a_slot_is_on_air_on_its_weekdays_within_its_time(self) -> None:
        day = NOW.date()
        slot = Slot(starts=time(5), minutes=15, weekdays=[day.isoweekday()], valid_from=day, valid_to=day)

        assert slot.is_on(day)
        assert not slot.is_on(day + timedelta(days=1))
        assert not slot.is_on(day - timedelta(days=7))
