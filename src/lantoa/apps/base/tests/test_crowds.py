"""Crowded networks: slowed down, not locked out; counted exactly, also at the same moment."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection

from lantoa.apps.base.crowds import PRESSES, Way, way_in
from lantoa.apps.base.honeypot import HoneypotMixin, signed_moment

NETWORK = "203.0.113.7"


def _form(at: datetime, *, shown: timedelta) -> HoneypotMixin:
    return HoneypotMixin({"shown_at": signed_moment(at - shown)}, at=at)


def _way(form: HoneypotMixin, at: datetime, *, quick: int = 2, most: int = 5) -> Way:
    return way_in("thử", NETWORK, form, quick=quick, most=most, seconds=3600, at=at)


@pytest.mark.django_db
class TestWayIn:
    def test_lets_the_first_ones_in_at_once_and_those_who_held_the_form_a_minute(self, now: datetime) -> None:
        quick = [_way(_form(now, shown=timedelta(seconds=5)), now) for _ in range(3)]
        held = [_way(_form(now, shown=timedelta(minutes=1)), now) for _ in range(4)]
        assert quick == [Way.IN, Way.IN, Way.WAIT]
        assert held == [Way.IN, Way.IN, Way.IN, Way.FULL]

    def test_takes_each_form_as_often_as_a_press_may_come_where_it_is_crowded(self, now: datetime) -> None:
        form = _form(now, shown=timedelta(minutes=2))
        assert [_way(form, now, quick=0) for _ in range(PRESSES + 1)] == [*[Way.IN] * PRESSES, Way.WAIT]

    def test_lets_nobody_in_with_a_forged_moment(self, now: datetime) -> None:
        form = HoneypotMixin({"shown_at": "1.x:forged"}, at=now)
        assert _way(form, now, quick=0) is Way.WAIT


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_twelve_at_the_same_moment_are_no_more_than_allowed(self, now: datetime) -> None:
        forms = [_form(now, shown=timedelta(minutes=2)) for _ in range(12)]
        gate, given = threading.Barrier(len(forms)), []

        def press(form: HoneypotMixin) -> None:
            try:
                gate.wait(timeout=30)
                given.append(_way(form, now))
            finally:
                connection.close()

        threads = [threading.Thread(target=press, args=(form,)) for form in forms]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (given.count(Way.IN), given.count(Way.FULL)) == (5, 7)
