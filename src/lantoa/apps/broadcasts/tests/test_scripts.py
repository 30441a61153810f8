"""What a bulletin says: by its agency's style, words and decisions, and what was decided at single places."""

from datetime import date, datetime

import pytest
from conftest import Cast

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.factories import make_bulletin, make_station
from lantoa.apps.broadcasts.models import Bulletin, HouseStyle, Item, Language, LexiconEntry, ReadingDecision
from lantoa.apps.broadcasts.queries.scripts import (
    reading_day,
    reading_seconds_at,
    script_of,
    spoken_text,
    way_of_reading,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(cast: Cast) -> Agency:
    return cast.agency


@pytest.fixture
def bulletin(agency: Agency, now: datetime) -> Bulletin:
    return make_bulletin(agency, at=now, written="Ngày 04/3, XYZQ họp 1.004 người. XYZQ mời bà con.")


def _text(bulletin: Bulletin) -> str:
    return script_of(bulletin, on=reading_day(bulletin)).text


class TestScript:
    def test_has_the_greeting_the_items_and_the_sign_off_in_order(self, bulletin: Bulletin) -> None:
        Bulletin.objects.filter(pk=bulletin.pk).update(sign_off="Xin chào bà con.")
        Item.objects.create(bulletin=bulletin, position=2, title="Sau", written="Mục sau.")
        bulletin.refresh_from_db()
        script = script_of(bulletin, on=reading_day(bulletin))
        assert [piece.kind for piece in script.pieces] == ["greeting", "item", "item", "sign_off"]
        assert script.text.split("\n\n")[0] == "Kính thưa bà con."
        assert script.text.endswith("Mục sau.\n\nXin chào bà con.")
        assert [one.written for one in script.unknown] == ["XYZQ", "XYZQ"]

    def test_uses_the_style_of_the_agency_before_that_of_the_province(self, bulletin: Bulletin, agency: Agency) -> None:
        HouseStyle.objects.update_or_create(agency=None, defaults={"thousand": "ngàn"})
        assert "một ngàn không trăm linh bốn" in _text(bulletin)
        HouseStyle.objects.create(agency=agency, zero_tens="lẻ")
        assert "một nghìn không trăm lẻ bốn" in _text(bulletin)

    def test_uses_the_words_of_the_agency_that_are_valid_on_its_day(self, bulletin: Bulletin, agency: Agency) -> None:
        LexiconEntry.objects.create(agency=None, written="XYZQ", spoken="ban của tỉnh")
        assert "ban của tỉnh họp" in _text(bulletin)
        past = LexiconEntry.objects.create(
            agency=agency, written="XYZQ", spoken="ban của xã", valid_to=date(2000, 1, 1)
        )
        assert "ban của xã" not in _text(bulletin)
        LexiconEntry.objects.filter(pk=past.pk).update(valid_to=None)
        assert "ban của xã họp" in _text(bulletin) and "ban của tỉnh" not in _text(bulletin)

    def test_follows_decisions_until_they_are_revoked(self, bulletin: Bulletin, agency: Agency, now: datetime) -> None:
        ReadingDecision.objects.create(written="XYZQ", spoken="xê dê quê", decided_at=now)
        ReadingDecision.objects.create(agency=agency, written="XYZQ", spoken="ban quản lý", decided_at=now)
        assert _text(bulletin).count("ban quản lý") == 2
        ReadingDecision.objects.filter(agency=agency).update(revoked_at=now)
        assert _text(bulletin).count("xê dê quê") == 2

    def test_does_not_use_the_ways_of_another_agency(self, bulletin: Bulletin, cast: Cast) -> None:
        LexiconEntry.objects.create(agency=cast.other_agency, written="XYZQ", spoken="ban của người khác")
        assert "người khác" not in _text(bulletin)

    def test_says_at_one_place_what_was_decided_there(self, bulletin: Bulletin) -> None:
        item = bulletin.items.get()
        start = item.written.rindex("XYZQ")
        item.places = [{"start": start, "written": "XYZQ", "spoken": "ban quản lý"}]
        item.save(update_fields=["places"])
        assert _text(bulletin).endswith("XYZQ họp một nghìn không trăm linh bốn người. ban quản lý mời bà con.")

    def test_leaves_a_language_that_no_program_reads_as_it_is(self, bulletin: Bulletin) -> None:
        bulletin.language = Language.objects.filter(spoken_by_program=False)[0]
        assert "04/3" in _text(bulletin)

    def test_is_the_approved_one_once_approved(self, agency: Agency, now: datetime) -> None:
        approved = make_bulletin(agency, at=now, approved=True, written="Lời khác.")
        assert spoken_text(approved) == approved.script

    def test_costs_as_many_queries_for_many_items_as_for_one(
        self, bulletin: Bulletin, django_assert_num_queries: object
    ) -> None:
        for place in range(2, 12):
            Item.objects.create(bulletin=bulletin, position=place, title="Mục", written="Ngày 04/3.")
        day = reading_day(bulletin)
        with django_assert_num_queries(4):  # type: ignore[operator]
            script_of(bulletin, on=day)

    def test_of_the_province_has_no_agency(self, now: datetime) -> None:
        ReadingDecision.objects.create(written="XYZQ", spoken="xê dê quê", decided_at=now)
        assert way_of_reading(None, on=now.date()).decisions == {"XYZQ": "xê dê quê"}


class TestReadingTime:
    def test_follows_the_speed_and_the_pauses_of_the_station(self, agency: Agency) -> None:
        station = make_station(agency, syllables_per_minute=60, pause_factor=2)
        slow = reading_seconds_at("Một hai. Ba bốn.", station)
        station.pause_factor = 0
        assert reading_seconds_at("Một hai. Ba bốn.", station) == 4 < slow
