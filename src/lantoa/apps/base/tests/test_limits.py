"""Limits: no more than allowed, also at the same moment; nothing stored that tells who; gone after the window."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection

from lantoa.apps.base.limits import sweep_limits, take
from lantoa.apps.base.models import LimitCount, LimitWindow


@pytest.mark.django_db
class TestTake:
    def test_lets_through_as_many_as_allowed_in_a_window(self, now: datetime) -> None:
        given = [take("thử", "203.0.113.7", most=3, seconds=3600, at=now) for _ in range(5)]
        assert given == [True, True, True, False, False]
        assert take("thử", "203.0.113.8", most=3, seconds=3600, at=now)
        assert take("việc khác", "203.0.113.7", most=3, seconds=3600, at=now)
        assert take("thử", "203.0.113.7", most=3, seconds=3600, at=now + timedelta(hours=1))

    def test_stores_no_address_and_another_hash_in_each_window(self, now: datetime) -> None:
        for hours in range(3):
            take("thử", "203.0.113.7", most=3, seconds=3600, at=now + timedelta(hours=hours))
        digests = set(LimitCount.objects.values_list("digest", flat=True))
        assert len(digests) == 3
        kept = [*LimitCount.objects.values_list(), *LimitWindow.objects.values_list()]
        assert "203.0" not in str(kept)

    def test_leaves_nothing_after_the_window(self, now: datetime) -> None:
        take("thử", "a", most=3, seconds=60, at=now)
        take("thử", "a", most=3, seconds=86_400, at=now)
        assert sweep_limits(at=now + timedelta(seconds=61)) == 1
        assert LimitCount.objects.count() == LimitWindow.objects.count() == 1
        assert sweep_limits(at=now + timedelta(days=2)) == 1
        assert not LimitCount.objects.exists()

    def test_nobody_is_let_through_where_nothing_is_allowed(self, now: datetime) -> None:
        assert not take("thử", "a", most=0, seconds=60, at=now)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_sixteen_presses_at_once_are_no_more_than_allowed(self, now: datetime) -> None:
        gate, given = threading.Barrier(16), []

        def press() -> None:
            try:
                gate.wait(timeout=30)
                given.append(take("thử", "203.0.113.7", most=5, seconds=3600, at=now))
            finally:
                connection.close()

        threads = [threading.Thread(target=press) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(given) == [False] * 11 + [True] * 5
        assert LimitWindow.objects.count() == 1
