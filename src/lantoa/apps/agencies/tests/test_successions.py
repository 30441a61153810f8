"""Under which agency the figures of an earlier one are counted when read as of a later day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from lantoa.apps.agencies.factories import AgencyFactory, SuccessionFactory, shipped_register
from lantoa.apps.agencies.models import Agency, Succession
from lantoa.apps.agencies.queries import counted_together, counted_under, parts_of

THEN = date(2023, 3, 29)
SPRING = date(2025, 3, 1)
NOW = date(2026, 1, 15)
Kind = Succession.Kind


@pytest.fixture(scope="class")
def register(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), shipped_register():
        yield


def _ended(name: str = "Sở Cũ") -> Agency:
    return AgencyFactory(name=name, valid_to=date(2025, 2, 28))


def _follow(agency: Agency, *steps: tuple[Agency | None, Kind]) -> None:
    for successor, kind in steps:
        SuccessionFactory(predecessor=agency, successor=successor, kind=kind, on=SPRING)


def _under(agency: Agency, on: date = NOW) -> Agency:
    return counted_under([agency], on=on)[agency.pk]


@pytest.mark.usefixtures("register", "db")
class TestShippedRegister:
    def _slugs(self, on: date) -> dict[str, str]:
        agencies = list(Agency.objects.all())
        under = counted_under(agencies, on=on)
        return {agency.slug: under[agency.pk].slug for agency in agencies}

    def test_counts_each_agency_of_2023_under_itself_in_2023(self) -> None:
        agencies = list(Agency.objects.valid_on(THEN))
        assert counted_under(agencies, on=THEN) == {agency.pk: agency for agency in agencies}

    @pytest.mark.parametrize(
        ("earlier", "later"),
        [
            ("so-tttt", "so-khcn-moi"),  # merged, then once more; the press functions that moved decide nothing
            ("so-ldtbxh", "so-noi-vu-moi"),
            ("con-co", "dac-khu-con-co"),  # the one district that became one commune
            ("bao-quang-tri", "bao-ptth-quang-tri-moi"),
        ],
    )
    def test_follows_the_legal_person_over_every_step(self, earlier: str, later: str) -> None:
        assert self._slugs(NOW)[earlier] == later

    @pytest.mark.parametrize("slug", ["hai-lang", "vinh-linh", "dong-ha"])
    def test_leaves_a_district_among_many_communes_as_it_is(self, slug: str) -> None:
        assert self._slugs(NOW)[slug] == slug
        assert not Agency.objects.get(slug=slug).is_valid_on(NOW)

    def test_puts_each_agency_of_2023_in_exactly_one_row_that_is_its_own(self) -> None:
        agencies = list(Agency.objects.valid_on(THEN))
        under = counted_under(agencies, on=NOW)
        assert set(under) == {agency.pk for agency in agencies}
        assert len(set(under.values())) < len(agencies)
        again = counted_under(under.values(), on=NOW)
        assert {row.pk: again[row.pk] for row in under.values()} == {row.pk: row for row in under.values()}

    def test_takes_two_queries_for_the_whole_register(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        agencies = list(Agency.objects.all())
        with django_assert_num_queries(2):
            counted_under(agencies, on=NOW)


@pytest.mark.django_db
class TestCountedUnder:
    def test_asks_nothing_when_all_exist_on_the_day(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        agency = AgencyFactory()
        with django_assert_num_queries(0):
            assert counted_under([agency], on=NOW) == {agency.pk: agency}
            assert counted_under([], on=NOW) == {}

    @pytest.mark.parametrize("kind", [Kind.RENAMED, Kind.MERGED, Kind.LEVEL_ENDED, Kind.FUNCTIONS_MOVED])
    def test_follows_the_one_successor(self, kind: Kind) -> None:
        old, new = _ended(), AgencyFactory(valid_from=SPRING)
        _follow(old, (new, kind))
        assert _under(old) == new
        assert _under(old, on=THEN) == old

    def test_does_not_follow_a_succession_of_a_later_day(self) -> None:
        old, new = _ended(), AgencyFactory(valid_from=date(2027, 1, 1))
        SuccessionFactory(predecessor=old, successor=new, on=date(2027, 1, 1))
        assert _under(old) == old
        assert _under(old, on=date(2027, 1, 1)) == new

    def test_prefers_the_legal_person_to_where_functions_went(self) -> None:
        old, person, functions = _ended(), AgencyFactory(), AgencyFactory()
        _follow(old, (functions, Kind.FUNCTIONS_MOVED), (person, Kind.MERGED))
        assert _under(old) == person

    @pytest.mark.parametrize("kind", [Kind.ABOLISHED, Kind.LEVEL_ENDED])
    def test_takes_who_received_the_functions_of_one_that_ended_without_successor(self, kind: Kind) -> None:
        old, functions = _ended(), AgencyFactory()
        _follow(old, (None, kind), (functions, Kind.FUNCTIONS_MOVED))
        assert _under(old) == functions

    def test_leaves_it_open_when_no_source_names_into_whom_it_merged(self) -> None:
        old, functions = _ended(), AgencyFactory()
        _follow(old, (None, Kind.MERGED), (functions, Kind.FUNCTIONS_MOVED))
        assert _under(old) == old

    def test_leaves_one_split_among_several_as_it_is(self) -> None:
        old = _ended()
        _follow(old, (AgencyFactory(), Kind.SPLIT), (AgencyFactory(), Kind.SPLIT))
        assert _under(old) == old

    def test_leaves_one_of_whose_parts_only_one_is_known_as_it_is(self) -> None:
        old = _ended()
        _follow(old, (AgencyFactory(), Kind.SPLIT))
        assert _under(old) == old

    def test_follows_a_split_whose_parts_came_together_again(self) -> None:
        old, left, right, new = _ended(), _ended("Sở Trái"), _ended("Sở Phải"), AgencyFactory()
        _follow(old, (left, Kind.SPLIT), (right, Kind.SPLIT))
        _follow(left, (new, Kind.MERGED))
        _follow(right, (new, Kind.RENAMED))
        assert _under(old) == new

    def test_leaves_a_chain_that_ends_nowhere_as_it_is(self) -> None:
        old, middle = _ended(), _ended("Sở Giữa")
        _follow(old, (middle, Kind.RENAMED))
        _follow(middle, (None, Kind.ABOLISHED))
        assert (_under(old), _under(middle)) == (old, middle)

    def test_does_not_run_in_a_circle(self) -> None:
        one, two = _ended("Sở Một"), _ended("Sở Hai")
        _follow(one, (two, Kind.RENAMED))
        _follow(two, (one, Kind.RENAMED), (AgencyFactory(), Kind.MERGED))
        assert (_under(one), _under(two)) == (one, two)

    def test_follows_a_long_chain(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        chain = [AgencyFactory(valid_to=date(2020, 1, 1)) for _ in range(60)] + [AgencyFactory()]
        for earlier, later in pairwise(chain):
            SuccessionFactory(predecessor=earlier, successor=later, kind=Kind.RENAMED, on=date(2020, 1, 2))
        with django_assert_num_queries(2):
            assert _under(chain[0]) == chain[-1]


@pytest.mark.django_db
class TestCountedTogether:
    def test_names_the_predecessors_after_the_agency_itself(self) -> None:
        first, second, new = _ended("Sở Một"), _ended("Sở Hai"), AgencyFactory()
        _ended("Sở Khác")
        _follow(first, (new, Kind.MERGED))
        _follow(second, (new, Kind.MERGED))
        together = counted_together(new, on=NOW)
        assert together[0] == new
        assert set(together) == {first, second, new}
        assert counted_together(first, on=NOW) == [first]
        assert counted_together(new, on=THEN) == [new]


_KINDS = st.sampled_from(list(Kind))
_AGENCIES = 8
_LIFE = st.tuples(st.booleans(), st.integers(0, 3))
_ROWS = st.lists(
    st.tuples(st.integers(0, _AGENCIES - 1), st.none() | st.integers(0, _AGENCIES - 1), _KINDS, st.integers(0, 3)),
    max_size=16,
    unique_by=lambda row: row[:3],
)


@pytest.mark.django_db
class TestAnyRegister:
    """Whatever the rows say, circles and contradictions included."""

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(_LIFE, min_size=_AGENCIES, max_size=_AGENCIES), _ROWS, st.data())
    def test_counts_each_agency_in_one_row_and_keeps_every_total(
        self, lives: list[tuple[bool, int]], rows: list[tuple[int, int | None, Kind, int]], data: st.DataObject
    ) -> None:
        with transaction.atomic():
            agencies = [
                AgencyFactory(valid_to=SPRING + timedelta(days=100 * year) if ends else None) for ends, year in lives
            ]
            Succession.objects.bulk_create(
                Succession(
                    predecessor=agencies[earlier],
                    successor=None if later is None else agencies[later],
                    kind=kind,
                    on=SPRING + timedelta(days=100 * year),
                )
                for earlier, later, kind, year in rows
            )
            under = counted_under(agencies, on=NOW)
            assert set(under) == {agency.pk for agency in agencies}
            for agency in agencies:
                row = under[agency.pk]
                assert row.is_valid_on(NOW) or row == agency
                if agency.is_valid_on(NOW):
                    assert row == agency
                assert _under(agency) == row  # asked alone it says the same
            again = counted_under(under.values(), on=NOW)
            assert all(again[row.pk] == row for row in under.values())
            figures = data.draw(st.lists(st.integers(0, 50), min_size=_AGENCIES, max_size=_AGENCIES))
            totals: Counter[int] = Counter()
            for agency, figure in zip(agencies, figures, strict=True):
                totals[under[agency.pk].pk] += figure
            assert totals.total() == sum(figures)
            transaction.set_rollback(True)


@pytest.mark.django_db
class TestParts:
    def test_are_the_agencies_that_exist_and_took_its_place_together(self) -> None:
        old, middle, one, other = _ended(), _ended("Sở Giữa"), AgencyFactory(), AgencyFactory()
        _follow(old, (middle, Kind.SPLIT), (one, Kind.SPLIT))
        _follow(middle, (other, Kind.RENAMED))
        assert parts_of([old], on=NOW) == {old.pk: frozenset({one.pk, other.pk})}

    def test_are_none_where_one_of_them_is_unknown_or_gone(self) -> None:
        old, open_one = _ended(), _ended("Sở Khác")
        _follow(old, (AgencyFactory(), Kind.SPLIT), (_ended("Sở Mất"), Kind.SPLIT))
        _follow(open_one, (AgencyFactory(), Kind.LEVEL_ENDED), (None, Kind.LEVEL_ENDED))
        assert parts_of([old, open_one], on=NOW) == {old.pk: frozenset(), open_one.pk: frozenset()}

    def test_end_in_a_circle_of_rows(self) -> None:
        one, other = _ended(), _ended("Sở Khác")
        _follow(one, (other, Kind.RENAMED))
        _follow(other, (one, Kind.RENAMED))
        assert parts_of([one], on=NOW) == {one.pk: frozenset()}

    def test_ask_nothing_of_agencies_that_exist(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        agency = AgencyFactory()
        with django_assert_num_queries(0):
            assert parts_of([agency], on=NOW) == {}
