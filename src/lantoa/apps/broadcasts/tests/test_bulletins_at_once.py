"""The same press from many devices at the same moment, and many people at one bulletin; on both databases."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import NOW
from django.db import connection

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.broadcasts.actions.bulletins import (
    BulletinValues,
    CannotDecide,
    ChangedMeanwhile,
    approve_bulletin,
    change_bulletin,
    make_bulletin,
    take_story,
)
from lantoa.apps.broadcasts.factories import make_bulletin as stored_bulletin
from lantoa.apps.broadcasts.factories import make_station
from lantoa.apps.broadcasts.models import Bulletin, Item
from lantoa.apps.broadcasts.queries.bulletin_values import values_of
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story

DEVICES = 6


def _at_once(work: Callable[[int], object]) -> list[object]:
    """Return what each device got, errors among them."""
    gate, given = threading.Barrier(DEVICES), []

    def one(place: int) -> None:
        try:
            gate.wait(timeout=30)
            given.append(work(place))
        except Exception as error:
            given.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(DEVICES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_one_press_makes_one_bulletin(self) -> None:
        agency = AgencyFactory()
        values = BulletinValues("Bản tin sáng", NOW, NOW + timedelta(days=1))

        given = _at_once(
            lambda _place: make_bulletin(agency=agency, values=values, key="1", written="Lời.", by=None, at=NOW)
        )

        assert given == [Bulletin.objects.get()] * DEVICES
        assert Item.objects.count() == 1

    def test_a_story_is_taken_once(self) -> None:
        bulletin, story = stored_bulletin(at=NOW, written=""), make_story(make_column(make_portal(at=NOW)), at=NOW)
        given = _at_once(lambda _place: take_story(bulletin=bulletin, story=story, by=None, at=NOW))
        assert given == [Item.objects.get()] * DEVICES

    def test_a_bulletin_is_approved_once(self) -> None:
        station = make_station()
        bulletin = stored_bulletin(station.agency, at=NOW, submitted=True, stations=(station,), airings_at_most=3)

        given = _at_once(lambda _place: approve_bulletin(bulletin=bulletin, by=None, at=NOW))

        assert sorted(type(one).__name__ for one in given) == ["Bulletin", *[CannotDecide.__name__] * (DEVICES - 1)]
        assert bulletin.airings.count() == 3

    def test_one_of_many_who_change_the_same_version_is_stored_and_the_others_are_told(self) -> None:
        bulletin = stored_bulletin(at=NOW)
        values = values_of(bulletin)

        def changes(place: int) -> Bulletin:
            named = replace(values, title=f"Tên {place}")
            at = NOW + timedelta(seconds=1 + place)
            return change_bulletin(bulletin=bulletin, values=named, by=None, at=at, version=NOW)

        given = _at_once(changes)
        stored = [one for one in given if isinstance(one, Bulletin)]
        assert [one.title for one in stored] == [Bulletin.objects.get().title]
        assert sum(isinstance(one, ChangedMeanwhile) for one in given) == DEVICES - 1
