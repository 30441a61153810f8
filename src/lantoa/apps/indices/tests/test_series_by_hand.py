"""Series of made-up tables against looking every cell up in the table itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from conftest import NOW
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.apps.indices.factories import EntityFactory, IndexSourceFactory, make_edition, make_index, make_scale
from lantoa.apps.indices.models import Absence, Entity, Index, Value, Vintage
from lantoa.apps.indices.queries import EntityLine, edition_sheet, home_standings, index_series, ranking
from lantoa.core.scoring import Change, NoChange

pytestmark = pytest.mark.django_db

numbers = st.integers(1000, 9999).map(lambda hundredths: Decimal(hundredths) / 100)
# A cell: nothing, an absence, or a number and perhaps a rank; with an older number that was corrected, and another
# source's number beside it.
cells = st.one_of(
    st.none(),
    st.just("absent"),
    st.tuples(
        numbers, st.one_of(st.none(), st.integers(1, 40)), st.one_of(st.none(), numbers), st.one_of(st.none(), numbers)
    ),
)
# A year: is it open, does its scale differ from that before, did its method change, of how many, and its cells.
years = st.tuples(
    st.booleans(), st.sampled_from([False, False, True]), st.sampled_from([False, False, True]),
    st.sampled_from([None, 40, 63]), st.tuples(cells, cells),
)  # fmt: skip
tables = st.lists(years, min_size=1, max_size=5)
few = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def taken_back() -> Iterator[None]:
    """Hold what one example stores, and take it back after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def store(table: list[Any], entities: list[Entity]) -> Index:
    """Return an index that holds the table, one row a year from 2001."""
    index = make_index(f"bang-{Index.objects.count()}")
    told, other = IndexSourceFactory(), IndexSourceFactory()
    for place, (is_open, new_scale, new_method, of, row) in enumerate(table):
        if new_scale:
            make_scale(index)
        edition = make_edition(
            index, 2001 + place, at=NOW if is_open else None, ranked_count=of,
            method_break=new_method, method_break_note="cách khác" if new_method else "",
        )  # fmt: skip
        first, second = (
            Vintage.objects.create(
                edition=edition, number=number, kind=kind, reason="sửa", entered_at=NOW, key=f"{edition.pk}-{number}"
            )
            for number, kind in ((1, "first"), (2, "correction"))
        )
        total = edition.scale.components.get(parent=None)
        for entity, cell in zip(entities, row, strict=True):
            keys = {"edition": edition, "entity": entity, "component": total}
            if cell is None:
                continue
            if cell == "absent":
                Value.objects.create(**keys, source=told, vintage=first, absence=Absence.WITHHELD)
                continue
            number, rank, old, beside = cell
            if old is not None:
                Value.objects.create(**keys, source=told, vintage=first, number=old, superseded_by=second)
            Value.objects.create(**keys, source=told, vintage=second, number=number, rank=rank)
            if beside is not None:
                Value.objects.create(**keys, source=other, vintage=first, number=beside, preferred=False)
    return index


def expected_change(table: list[Any], which: int, before: int, after: int) -> tuple[Decimal | None, int | None]:
    """Return points and ranks between two rows of the table, by the rules as the explanation tells them."""
    _, _, _, of, row = table[after]
    one, other = table[before][4][which], row[which]
    if (
        after - before > 1
        or table[after][1]
        or table[after][2]
        or not isinstance(one, tuple)
        or not isinstance(other, tuple)
    ):
        return None, None
    same_count = of is not None and table[before][3] == of
    ranks = one[1] - other[1] if same_count and None not in (one[1], other[1]) else None
    return other[0] - one[0], ranks


def check_line(line: EntityLine, table: list[Any], which: int, shown: list[int]) -> None:
    for position, place in enumerate(shown):
        cell, found = table[place][4][which], line.cells[position]
        if not isinstance(cell, tuple):
            assert found.value is None
            assert found.reason == ("Chưa có số liệu" if cell is None else "Nơi công bố không nêu")
            continue
        number, rank, old, beside = cell
        assert (found.number, found.rank, found.reason) == (number, rank, "")
        assert [one.number for one in found.corrected] == ([] if old is None else [old])
        assert [one.number for one in found.others] == ([] if beside in (None, number) else [beside])
        assert [one.number for one in found.agreeing] == ([number] if beside == number else [])
    assert line.changes[0] is None
    for position, (before, after) in enumerate(pairwise(shown), start=1):
        points, ranks = expected_change(table, which, before, after)
        change = line.changes[position]
        if points is None and ranks is None:
            assert isinstance(change, NoChange)
        else:
            assert isinstance(change, Change)
            assert (change.points, change.ranks) == (points, ranks)


class TestIndexSeries:
    @few
    @given(tables)
    def test_is_the_table_cell_by_cell_and_its_changes(self, table: list[Any]) -> None:
        with taken_back():
            entities = EntityFactory.create_batch(2)
            index = store(table, entities)
            for public in (True, False):
                shown = [place for place, year in enumerate(table) if year[0] or not public]
                series = index_series(index, entities, public=public)
                assert [edition.year_measured - 2001 for edition in series.editions] == shown
                for which, line in enumerate(series.lines):
                    if shown:
                        check_line(line, table, which, shown)
                stops = [
                    after
                    for before, after in pairwise(shown)
                    if after - before > 1 or table[after][1] or table[after][2]
                ]
                assert [edition.year_measured - 2001 for edition, _ in series.breaks] == stops

    @few
    @given(tables)
    def test_says_the_same_as_sheets_standings_and_rankings(self, table: list[Any]) -> None:
        with taken_back():
            Entity.objects.update(is_home=False)
            home, other = EntityFactory(home=True), EntityFactory()
            index = store(table, [home, other])
            series = index_series(index, [home, other])
            for position, edition in enumerate(series.editions):
                total = edition_sheet(edition, home).rows[0]
                assert (total.own, total.change) == (series.lines[0].cells[position], series.lines[0].changes[position])
                told = [one for line in series.lines if (one := line.cells[position]).value or one.absent]
                assert sorted(map(repr, (one.cell for one in ranking(edition)))) == sorted(map(repr, told))
            standings = [one for one in home_standings() if one.index == index]
            assert len(standings) == bool(series.editions)
            for one in standings:
                position = series.editions.index(one.edition)
                assert (one.cell, one.change) == (series.lines[0].cells[position], series.lines[0].changes[position])
                assert all(
                    cell.value is None and cell.absent is None for cell in series.lines[0].cells[position + 1 :]
                ) or (not any(cell.value or cell.absent for cell in series.lines[0].cells))
