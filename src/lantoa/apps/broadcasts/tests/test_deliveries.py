"""What is offered to stations, and taken back."""

import pytest
from conftest import NOW

from lantoa.apps.broadcasts.actions.deliveries import cancel_deliveries, offer_to_stations
from lantoa.apps.broadcasts.factories import make_bulletin, make_station
from lantoa.apps.broadcasts.models import Bulletin, Delivery, DeliveryRoute, Station

pytestmark = pytest.mark.django_db


def make_route(station: Station, *, active: bool = True) -> DeliveryRoute:
    return DeliveryRoute.objects.create(station=station, kind=DeliveryRoute.Kind.FOLDER, active=active)


def offered(*stations: Station) -> Bulletin:
    bulletin = make_bulletin(at=NOW, approved=True, stations=stations)
    offer_to_stations(bulletin=bulletin, at=NOW)
    return bulletin


class TestOfferToStations:
    def test_lets_every_station_fetch_and_carries_on_active_routes(self) -> None:
        plain, with_folder, with_closed = make_station(), make_station(), make_station()
        make_route(with_folder)
        make_route(with_closed, active=False)

        bulletin = offered(plain, with_folder, with_closed)

        rows = set(bulletin.deliveries.values_list("station", "route_kind", "state"))
        assert rows == {
            (plain.pk, "download", Delivery.State.SENT),
            (with_closed.pk, "download", Delivery.State.SENT),
            (with_folder.pk, "download", Delivery.State.SENT),
            (with_folder.pk, "folder", Delivery.State.DUE),
        }

    def test_called_again_adds_nothing(self) -> None:
        station = make_station()
        make_route(station)
        bulletin = offered(station)
        assert offer_to_stations(bulletin=bulletin, at=NOW) == []
        assert bulletin.deliveries.count() == 2

    def test_offers_nothing_to_a_closed_station(self) -> None:
        assert offered(make_station(active=False)).deliveries.count() == 0


class TestCancelDeliveries:
    def test_ends_them_all(self) -> None:
        station = make_station()
        make_route(station)
        bulletin = offered(station)
        assert cancel_deliveries(bulletin=bulletin, by=None, at=NOW) == 2
        assert set(bulletin.deliveries.values_list("state", flat=True)) == {Delivery.State.CANCELLED}
        assert cancel_deliveries(bulletin=bulletin, by=None, at=NOW) == 0
