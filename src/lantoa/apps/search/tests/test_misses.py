"""Searches in vain: counted together, never with anything of a person, gone after a year."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from lantoa.apps.search import misses
from lantoa.apps.search.asking import read_question
from lantoa.apps.search.misses import Miss, MissCounter, miss_of, sweep_search_misses
from lantoa.apps.search.models import SearchMiss
from lantoa.apps.search.queries import Found
from lantoa.apps.search.vain import searched_in_vain

DAY = date(2026, 11, 27)


def nothing(text: str, **values: object) -> Found:
    return Found(read_question(text), **values)  # type: ignore[arg-type]


def miss(words: str, *, day: date = DAY) -> Miss:
    found = miss_of(nothing(words), day=day)
    assert found is not None
    return found


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
        for words in ("nghị định 118 năm 2025", "quy hoạch đô thị", "công văn 300"):
            assert miss(words)


@pytest.mark.django_db
class TestCounter:
    def test_writes_at_once_on_a_quiet_site_and_together_on_a_busy_one(self, now: datetime) -> None:
        counter = MissCounter()
        counter.note(miss("nuôi trâu"), at=now)
        assert SearchMiss.objects.get().times == 1
        with CaptureQueriesContext(connection) as asked:
            for _ in range(50):
                counter.note(miss("nuôi trâu"), at=now + timedelta(seconds=5))
            counter.note(miss("nuôi bò"), at=now + timedelta(seconds=5))
        assert not asked.captured_queries
        counter.note(miss("nuôi trâu"), at=now + timedelta(seconds=10))
        assert dict(SearchMiss.objects.values_list("words", "times")) == {"nuôi trâu": 52, "nuôi bò": 1}

    def test_takes_a_few_statements_however_many_words(self, now: datetime) -> None:
        counter = MissCounter()
        counter.note(miss("một từ"), at=now)
        for place in range(100):
            counter.note(miss(f"chăn nuôi loại {place}"), at=now)
        with CaptureQueriesContext(connection) as asked:
            counter.write(at=now)
        assert len(asked) < 10

    def test_stops_at_so_many_words_a_day(self, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(misses, "_MOST_A_DAY", 3)
        counter = MissCounter()
        counter.note(miss("một từ"), at=now)
        for place in range(5):
            counter.note(miss(f"loại {place}"), at=now)
        counter.note(miss("một từ"), at=now)
        counter.write(at=now)
        assert SearchMiss.objects.count() == 3
        assert SearchMiss.objects.get(words="một từ").times == 2

    def test_never_fails_a_search(self, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
        def locked(_waiting: object) -> None:
            raise DatabaseError("database is locked")

        monkeypatch.setattr(misses, "count_misses", locked)
        MissCounter().note(miss("nuôi trâu"), at=now)
        assert not SearchMiss.objects.exists()


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
