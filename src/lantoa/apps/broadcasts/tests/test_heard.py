"""What the public may hear: drafts, unlisted and withdrawn bulletins never, a bulletin not before its time."""

from datetime import datetime, timedelta

import pytest
from conftest import Cast

from lantoa.apps.broadcasts.factories import make_airing, make_bulletin, make_sound, make_station
from lantoa.apps.broadcasts.models import Airing, Bulletin, Sound
from lantoa.apps.broadcasts.queries.heard import (
    airings_ahead,
    emergencies_in_force,
    heard_at,
    heard_bulletins,
    heard_file,
    heard_sound,
    listed_bulletins,
    next_change,
    with_sounds,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class TestHeardBulletins:
    def test_leaves_out_whatever_is_not_approved_and_listed(self, now: datetime) -> None:
        make_bulletin(at=now - DAY, slug="nhap")
        make_bulletin(at=now - DAY, slug="trinh", submitted=True)
        make_bulletin(at=now - DAY, slug="khong-dang", approved=True, listed=False)
        make_bulletin(
            at=now - DAY, slug="rut", approved=True, state="withdrawn", withdrawn_at=now, withdrawn_reason="sai số"
        )
        make_bulletin(at=now + DAY, slug="chua-den", approved=True)
        make_bulletin(at=now - DAY, slug="dang-phat", approved=True)
        make_bulletin(at=now - 30 * DAY, slug="da-qua", approved=True)
        assert [found.slug for found in heard_bulletins(at=now)] == ["dang-phat", "da-qua"]

    def test_keeps_to_what_an_agency_wrote_or_plays(self, cast: Cast, now: datetime) -> None:
        station = make_station(cast.agency)
        make_bulletin(cast.other_agency, at=now, slug="cho-dai", approved=True, stations=(station,))
        make_bulletin(cast.agency, at=now, slug="cua-minh", approved=True)
        make_bulletin(cast.other_agency, at=now, slug="noi-khac", approved=True)
        found = heard_at(heard_bulletins(at=now), cast.agency)
        assert {row.slug for row in found} == {"cho-dai", "cua-minh"}


class TestEmergenciesInForce:
    def test_ends_with_its_time(self, now: datetime) -> None:
        found = make_bulletin(at=now - DAY, approved=True, priority="emergency", valid_until=now + DAY)
        known = heard_bulletins(at=now)
        assert list(emergencies_in_force(known, at=now)) == [found]
        assert not emergencies_in_force(known, at=now + DAY)

    def test_tells_when_the_clock_changes_the_page(self, now: datetime) -> None:
        make_bulletin(at=now - DAY, approved=True, valid_until=now + DAY)
        assert next_change(listed_bulletins(), at=now) is None
        make_bulletin(at=now - DAY, approved=True, priority="emergency", valid_until=now + 2 * DAY)
        assert next_change(listed_bulletins(), at=now) == now + 2 * DAY
        make_bulletin(at=now + DAY / 2, approved=True)
        assert next_change(listed_bulletins(), at=now) == now + DAY / 2


class TestHeardSound:
    def test_gives_the_chosen_sound_of_what_was_approved(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now, approved=True)
        make_sound(bulletin, at=now)
        assert heard_sound(with_sounds(heard_bulletins(at=now)).get()) is None
        chosen = make_sound(bulletin, at=now, chosen=True)
        assert heard_sound(with_sounds(heard_bulletins(at=now)).get()) == chosen

    def test_gives_none_that_says_something_else(self, now: datetime) -> None:
        make_sound(make_bulletin(at=now, approved=True), at=now, chosen=True, script_sha256="f" * 64)
        assert heard_sound(with_sounds(heard_bulletins(at=now)).get()) is None

    def test_gives_a_recording_once_somebody_has_confirmed_what_it_says(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now, approved=True)
        chosen = make_sound(bulletin, at=now, chosen=True, kind="recording", script_sha256="")
        assert heard_sound(with_sounds(heard_bulletins(at=now)).get()) is None
        Sound.objects.update(script_sha256=bulletin.script_sha256)
        assert heard_sound(with_sounds(heard_bulletins(at=now)).get()) == chosen


class TestHeardFile:
    def test_is_gone_when_the_bulletin_is_withdrawn(self, now: datetime) -> None:
        bulletin = make_bulletin(at=now, approved=True, slug="tin")
        sound = make_sound(bulletin, at=now, chosen=True, mp3_sha256="ab" * 32)
        assert heard_file("tin", "abababab", form="mp3", at=now) == sound
        assert heard_file("tin", "abababac", form="mp3", at=now) is None
        assert heard_file("tin", "abababab", form="opus", at=now) is None
        Bulletin.objects.update(state="withdrawn", withdrawn_at=now, withdrawn_reason="sai số")
        assert heard_file("tin", "abababab", form="mp3", at=now) is None


class TestAiringsAhead:
    def test_gives_what_is_still_planned(self, cast: Cast, now: datetime) -> None:
        station = make_station(cast.agency)
        bulletin = make_bulletin(at=now, approved=True)
        later = make_airing(bulletin, station, planned_at=now + 2 * DAY)
        soon = make_airing(bulletin, station, planned_at=now + DAY)
        make_airing(bulletin, station, planned_at=now - DAY)
        make_airing(bulletin, station, planned_at=now + 3 * DAY, state=Airing.State.CANCELLED, state_reason="đổi giờ")
        assert list(airings_ahead(bulletin, at=now)) == [soon, later]
