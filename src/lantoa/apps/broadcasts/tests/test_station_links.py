"""The secret in a station's addresses."""

import pytest
from django.conf import LazySettings

from lantoa.apps.broadcasts.factories import StationFactory
from lantoa.apps.broadcasts.station_links import station_address, station_of, station_path, station_token

pytestmark = pytest.mark.django_db


class TestStationToken:
    def test_leads_back_to_its_station_only(self) -> None:
        mine, other = StationFactory(), StationFactory()
        assert station_of(station_token(mine)) == mine
        assert station_token(mine) != station_token(other)

    def test_is_useless_after_a_new_key(self) -> None:
        station = StationFactory()
        old = station_token(station)
        station.key_version += 1
        station.save(update_fields=["key_version"])
        assert station_of(old) is None
        assert station_of(station_token(station)) == station

    def test_is_useless_for_a_station_that_is_closed(self) -> None:
        assert station_of(station_token(StationFactory(active=False))) is None

    def test_is_useless_under_another_secret(self, settings: LazySettings) -> None:
        token = station_token(StationFactory())
        settings.SECRET_KEY = "another"
        assert station_of(token) is None

    @pytest.mark.parametrize("token", ["", "1.1", "~", "1.1~x", "1.1~" + "x" * 43, "9" * 500, "١.1~x", "\x00~\x00"])
    def test_that_was_not_made_here_leads_nowhere(self, token: str) -> None:
        StationFactory()
        assert station_of(token) is None

    def test_of_one_station_cannot_be_turned_into_that_of_another(self) -> None:
        mine, other = StationFactory(), StationFactory()
        _, _, signature = station_token(mine).partition("~")
        assert station_of(f"{other.pk}.1~{signature}") is None


class TestStationAddress:
    def test_is_whole_and_can_be_typed(self, settings: LazySettings) -> None:
        settings.WAGTAILADMIN_BASE_URL = "https://lantoa.example.vn/"
        station = StationFactory()
        address = station_address(station, "rss.xml")
        assert address == f"https://lantoa.example.vn{station_path(station)}rss.xml"
        assert address.isascii()
        assert "/may-phat/" in address
