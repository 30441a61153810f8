"""Searches in vain: counted together, never with anything of a person, gone after a year."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from lantoa.apps.search import misses
from lantoa.apps.search.asking import read_question
from lantoa.apps.search.misses import Miss, MissCounter, found_words, miss_of, sweep_search_misses
from lantoa.apps.search.models import SearchMiss
from lantoa.apps.search.queries import Found
from lantoa.apps.search.vain import Since, searched_in_vain, searched_since

DAY = date(2026, 11, 27)
EVERYBODY = count(1)


def nothing(text: str, **values: object) -> Found:
    return Found(read_question(text), **values)  # type: ignore[arg-type]


def miss(words: str, *, day: date = DAY) -> Miss:
    found = miss_of(nothing(words), day=day)
    assert found is not None
    return found


def somebody() -> str:
    """Return a connection that nobody has had yet."""
    return f"203.0.113.{next(EVERYBODY)}"


def told() -> dict[str, tuple[int, int]]:
    return {row.words: (row.times, row.found_times) for row in SearchMiss.objects.all()}


class TestMissOf:
    def test_joins_ways_of_typing_the_same(self) -> None:
        assert miss("Làm  giấy NUÔI trâu").folded == miss("lam giay nuoi trau").folded == "lam giay nuoi trau"

    def test_leaves_out_what_was_found(self) -> None:
        assert miss_of(nothing("khai sinh", total=3), day=DAY) is None
        poor = miss_of(nothing("khai sinh trên tàu", total=3, loosely=True), day=DAY)
        assert poor is not None and poor.kind == "poor"

    @pytest.mark.parametrize(
        "words",
        [
            "Nguyễn Văn An mất sổ đỏ",
            "nguyen van an",
            "trần quốc hùng lừa đảo",
            "le hoang lam mat so do",
            "ông sáu trưởng thôn nhận tiền",
            "so nha 12 duong le loi",
            "0905 123 456",
            "cccd 045123456789",
            "lan@example.vn",
            "tra cứu 12345678",
            "a",
            "219",
            "?!",
            "x" * 101,
        ],
    )
    def test_drops_what_could_name_somebody_or_says_nothing(self, words: str) -> None:
        assert miss_of(nothing(words), day=DAY) is None

    def test_keeps_years_documents_and_towns(self) -> None:
        for words in (
            "nghị định 118 năm 2025",
            "quy hoạch đô thị",
            "công văn 300",
            "phan anh duong hong",
            "le phi truoc ba",
            "phạm vi áp dụng",
            "đường lê lợi ngập",
            "trợ cấp bà mẹ đơn thân",
        ):
            assert miss(words)


@pytest.mark.django_db
class TestCounter:
    def test_writes_at_once_on_a_quiet_site_and_together_on_a_busy_one(self, now: datetime) -> None:
        counter = MissCounter()
        counter.note(miss("nuôi trâu"), who=somebody(), at=now)
        assert SearchMiss.objects.get().times == 1
        with CaptureQueriesContext(connection) as asked:
            for _ in range(50):
                counter.note(miss("nuôi trâu"), who=somebody(), at=now + timedelta(seconds=5))
            counter.note(miss("nuôi bò"), who=somebody(), at=now + timedelta(seconds=5))
        assert not asked.captured_queries
        counter.note(miss("nuôi trâu"), who=somebody(), at=now + timedelta(seconds=10))
        assert dict(SearchMiss.objects.values_list("words", "times")) == {"nuôi trâu": 52, "nuôi bò": 1}

    def test_takes_a_few_statements_however_many_words(self, now: datetime) -> None:
        counter = MissCounter()
        counter.note(miss("một từ"), who=somebody(), at=now)
        for place in range(100):
            counter.note(miss(f"chăn nuôi loại {place}"), who=somebody(), at=now)
        with CaptureQueriesContext(connection) as asked:
            counter.write(at=now)
        assert len(asked) < 12

    def test_stops_at_so_many_words_a_day(self, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(misses, "_MOST_A_DAY", 3)
        counter = MissCounter()
        counter.note(miss("một từ"), who=somebody(), at=now)
        for place in range(5):
            counter.note(miss(f"loại {place}"), who=somebody(), at=now)
        counter.note(miss("một từ"), who=somebody(), at=now)
        counter.write(at=now)
        assert SearchMiss.objects.count() == 3
        assert SearchMiss.objects.get(words="một từ").times == 2

    def test_never_fails_a_search(self, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        def locked(_waiting: object) -> None:
            raise DatabaseError("database is locked")

        monkeypatch.setattr(misses, "count_misses", locked)
        MissCounter().note(miss("nuôi trâu"), who=somebody(), at=now)
        assert not SearchMiss.objects.exists()


@pytest.mark.django_db
class TestOnePerson:
    def test_counts_once_a_day_for_the_same_words_through_every_process(self, now: datetime) -> None:
        for _ in range(3):
            counter = MissCounter()
            for _ in range(5):
                counter.note(miss("nuôi trâu"), who="203.0.113.7", at=now)
            counter.write(at=now)
        MissCounter().note(miss("nuôi trâu"), who="203.0.113.8", at=now)
        assert told() == {"nuôi trâu": (2, 0)}

    def test_counts_no_more_than_so_many_words_of_a_list(self, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(misses, "_MOST_OF_ONE", 4)
        counter = MissCounter()
        for place in range(9):
            counter.note(miss(f"quảng cáo {place}"), who="203.0.113.7", at=now)
        counter.note(miss("nuôi trâu"), who="203.0.113.8", at=now)
        counter.write(at=now)
        assert SearchMiss.objects.count() == 5


@pytest.mark.django_db
class TestFound:
    def test_is_counted_of_words_once_searched_for_in_vain_only(self, now: datetime) -> None:
        missed_on = DAY - timedelta(days=3)
        SearchMiss.objects.create(day=missed_on, folded="nuoi trau", words="nuôi trâu", kind="nothing", times=4)
        counter = MissCounter()
        for words in ("nuôi trâu", "khai sinh"):
            folded = found_words(nothing(words, total=2))
            for who in ("203.0.113.7", "203.0.113.7", "203.0.113.8"):
                counter.note_found(folded, day=DAY, who=who, at=now)
        counter.write(at=now)
        assert [(row.day, row.times, row.found_times) for row in SearchMiss.objects.order_by("day")] == [
            (missed_on, 4, 0),
            (DAY, 0, 2),
        ]

    def test_is_nothing_where_not_all_words_were_found(self) -> None:
        assert found_words(nothing("nuôi trâu", total=2, loosely=True)) == found_words(nothing("nuôi trâu")) == ""

    def test_is_told_beside_what_was_in_vain_before_and_since(self) -> None:
        rows: tuple[tuple[int, dict[str, Any]], ...] = (
            (40, {"times": 90}),
            (9, {"times": 5}),
            (5, {"times": 50, "found_times": 50}),
            (2, {"times": 1, "found_times": 6}),
        )
        for days, values in rows:
            day = DAY - timedelta(days=days)
            SearchMiss.objects.create(day=day, folded="nuoi trau", words="nuôi trâu", kind="nothing", **values)
        asked = {"nuoi trau": DAY - timedelta(days=5), "nuoi bo": DAY}
        assert searched_since(asked) == {
            "nuoi trau": Since("nuôi trâu", 5, 1, 6),
            "nuoi bo": Since("nuoi bo", 0, 0, 0),
        }


@pytest.mark.django_db
class TestReading:
    def test_hides_what_fewer_than_three_searched_for(self) -> None:
        for words, times, day in (
            ("nuôi bò", 2, DAY),
            ("nuôi trâu", 2, DAY),
            ("nuôi trâu", 1, DAY - timedelta(days=1)),
        ):
            SearchMiss.objects.create(day=day, folded=words, words=words, kind="nothing", times=times)
        found = searched_in_vain(DAY - timedelta(days=30), DAY)
        assert [(one.words, one.times, one.nothing, one.last_on) for one in found] == [("nuôi trâu", 3, 3, DAY)]

    def test_forgets_after_a_year(self, now: datetime) -> None:
        for days in (364, 367):
            day = now.date() - timedelta(days=days)
            SearchMiss.objects.create(day=day, folded="a", words="a", kind="nothing", times=9)
        assert sweep_search_misses(at=now) == 1
