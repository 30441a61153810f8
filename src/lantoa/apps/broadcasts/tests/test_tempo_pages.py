"""How fast a station reads: timed readings added, removed and learnt from."""

from datetime import datetime
from typing import Any

import pytest
from conftest import Cast
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.models import User
from lantoa.apps.broadcasts.actions.tempo import CannotLearn, add_tempo_reading, learn_station_tempo
from lantoa.apps.broadcasts.factories import make_bulletin, make_station
from lantoa.apps.broadcasts.models import Station, TempoReading
from lantoa.core.speech import reading_seconds

pytestmark = pytest.mark.django_db

TEXTS = [
    "Kính thưa bà con. Sáng mai họp. Mời bà con đến đông đủ.",
    "Bà con nhớ mang theo giấy tờ, căn cước, sổ hộ khẩu, bản vẽ.",
    "Ủy ban nhân dân xã trả kết quả hồ sơ trong ba ngày làm việc kể từ ngày nhận đủ hồ sơ của bà con.",
]


@pytest.fixture
def station(cast: Cast) -> Station:
    return make_station(cast.agency)


def _post(user: User, station: Station, **data: Any) -> HttpResponse:
    client = Client()
    client.force_login(user)
    return client.post(reverse("broadcasts:tempo", args=[station.pk]), data)  # type: ignore[return-value]


class TestTempoPage:
    def test_learns_from_readings_and_says_how_far_they_lie(self, cast: Cast, station: Station, now: datetime) -> None:
        for text in TEXTS:
            seconds = reading_seconds(text, syllables_per_minute=150)
            add_tempo_reading(station=station, text=text, seconds=seconds, read_on=now.date(), by=None, at=now)
        assert _post(cast.editor, station, act="learn").status_code == 302
        station.refresh_from_db()
        assert 148 <= station.syllables_per_minute <= 152 and station.tempo_readings == 3

    def test_takes_a_pasted_text_as_it_is_said(self, cast: Cast, station: Station) -> None:
        data = {"act": "add", "text": "UBND họp lúc 14h ngày 29/3.", "length": "0:12", "read_on": "2023-03-29"}
        assert _post(cast.editor, station, **data).status_code == 302
        reading = TempoReading.objects.get()
        assert "Ủy ban nhân dân" in reading.text and reading.seconds == 12
        assert reading.syllables > 12

    def test_takes_an_approved_bulletin(self, cast: Cast, station: Station, now: datetime) -> None:
        bulletin = make_bulletin(cast.agency, at=now, approved=True, stations=(station,))
        _post(cast.editor, station, act="add", bulletin=bulletin.pk, length="1:05", read_on="2023-03-29")
        assert TempoReading.objects.get().text == bulletin.script

    def test_keeps_what_was_typed_when_the_length_is_none(self, cast: Cast, station: Station) -> None:
        data = {"act": "add", "text": "Lời đã đọc.", "length": "lâu", "read_on": "2023-03-29"}
        answer = _post(cast.editor, station, **data)
        assert answer.status_code == 422 and "Lời đã đọc." in answer.content.decode()

    def test_removes_a_reading(self, cast: Cast, station: Station, now: datetime) -> None:
        made = add_tempo_reading(station=station, text=TEXTS[0], seconds=9, read_on=now.date(), by=None, at=now)
        _post(cast.editor, station, act="remove", reading=made.pk)
        assert not TempoReading.objects.exists()

    def test_says_why_nothing_can_be_learnt(self, station: Station, now: datetime) -> None:
        with pytest.raises(CannotLearn, match="Mới có 0 lần đọc"):
            learn_station_tempo(station=station, by=None, at=now)

    def test_refuses_a_speed_that_nobody_reads_at(self, station: Station, now: datetime) -> None:
        for text in TEXTS:
            seconds = reading_seconds(text, syllables_per_minute=20)
            add_tempo_reading(station=station, text=text, seconds=seconds, read_on=now.date(), by=None, at=now)
        with pytest.raises(CannotLearn, match="không ai đọc như vậy"):
            learn_station_tempo(station=station, by=None, at=now)

    def test_leaves_the_station_of_others_alone(self, cast: Cast, station: Station) -> None:
        _post(cast.leader, station, act="add", text="Lời.", length="0:12", read_on="2023-03-29")
        assert not TempoReading.objects.exists()
