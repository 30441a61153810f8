"""Whatever stands in the cells: reading, comparing and looking raise nothing and store nothing."""

import pytest
from conftest import make_cast
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from lantoa.apps.base.guard_tables import Sheet
from lantoa.apps.indices.models import IndexImport, Value
from lantoa.apps.indices.presenters.imports import row_words
from lantoa.apps.indices.queries.import_base import ImportBase, import_base
from lantoa.apps.indices.queries.import_plan import import_plan
from lantoa.apps.indices.queries.import_proposal import proposed_mapping
from lantoa.apps.indices.queries.left_over import left_over_rows
from lantoa.apps.indices.tables.headings import COMPONENT, ENTITY, GROUP, RANK, VALUE, YEAR
from lantoa.apps.indices.tables.mapping import FACTORS, Mapping, SheetMapping, mapping_of
from lantoa.apps.indices.tables.pasted import NoTable, pasted_table
from lantoa.apps.indices.tests.import_tables import World, make_world
from rights.stage import undone

pytestmark = pytest.mark.django_db

_LIKELY = [
    "", "-", "…", "N/A", "Quảng Trị", "Tỉnh Quảng Trị", "TP. Đà Nẵng", "Quảng Bình", "Cả nước", "Xứ Lạ", "61,26",
    "61.26", "1.234,5", "4.969", "86.25%", "161", "-3", "0", "1", "2", "3", "41/63", "Hạng 2", "Nhóm 1", "IV",
    "2021", "2022", "1999", "Tổng điểm", "Gia nhập", "Tỉnh", "Điểm", "Xếp hạng", "Năm", "Thành phần", "p1",
    "9" * 30, "1e5", "NaN", "\x00", "٣", "²",
]  # fmt: skip
_CELLS = st.one_of(st.sampled_from(_LIKELY), st.text(max_size=20))
_ROWS = st.lists(st.lists(_CELLS, min_size=4, max_size=4), max_size=8)
_ROLES = [
    "",
    ENTITY,
    YEAR,
    COMPONENT,
    VALUE,
    RANK,
    GROUP,
    "number:tong",
    "rank:tong",
    "group:tong",
    "number:p1",
    "rank:khong",
]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker):  # type: ignore[no-untyped-def]
    with django_db_blocker.unblock(), undone():
        world = make_world(make_cast().programme_officer)
        text = "Tỉnh\tTổng điểm\tHạng\nQuảng Trị\t61,26\t2\nĐà Nẵng\t68,5\t1"
        world.enter(world.paste(text))
        yield world, import_base(world.index)


def _kept(world: World, rows: list[list[str]], mapping: Mapping) -> IndexImport:
    return IndexImport(
        edition=world.edition, sheets=[{"name": "", "rows": rows}], mapping=mapping.as_json(), source=None
    )


def _look(world: World, base: ImportBase, rows: list[list[str]], mapping: Mapping) -> None:
    kept = _kept(world, rows, mapping)
    plan = import_plan(base, kept)
    row_words(kept, plan.rows)
    left_over_rows(kept, plan)
    assert len(plan.sha256) == 64
    assert mapping_of(mapping.as_json()) == mapping
    for value in plan.values:
        assert value.new.number is None or value.new.number.is_finite()
        assert value.new.rank is None or 1 <= value.new.rank <= 3


class TestAnyCells:
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(rows=_ROWS)
    def test_are_proposed_and_looked_at(self, world: tuple[World, ImportBase], rows: list[list[str]]) -> None:
        there, base = world
        before = Value.objects.count()
        mapping = proposed_mapping(base, there.edition, [Sheet("2022", rows)])
        with connection.execute_wrapper(_no_writes):
            _look(there, base, rows, mapping)
        assert Value.objects.count() == before

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        rows=_ROWS,
        roles=st.permutations(_ROLES),
        first=st.integers(0, 9),
        absence=st.sampled_from(["", "withheld", "not_found"]),
        factor=st.sampled_from(FACTORS),
        accept=st.booleans(),
    )
    def test_are_looked_at_whatever_the_columns_mean(
        self,
        world: tuple[World, ImportBase],
        rows: list[list[str]],
        roles: list[str],
        first: int,
        absence: str,
        factor: str,
        accept: bool,
    ) -> None:
        there, base = world
        sheet = SheetMapping(True, there.edition.pk, first, ("a", "b", "c", "d"), tuple(roles[:4]))
        with connection.execute_wrapper(_no_writes):
            _look(there, base, rows, Mapping((sheet,), absence, factor, accept))

    @settings(max_examples=150, deadline=None)
    @given(st.text(alphabet=st.one_of(st.sampled_from('\t\n,;|" 1a'), st.characters()), max_size=200))
    def test_pasted_are_a_table_or_refused(self, text: str) -> None:
        try:
            sheet = pasted_table(text)
        except NoTable:
            return
        assert len({len(row) for row in sheet.rows}) == 1


def _no_writes(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
    raise AssertionError(f"asked of the database: {sql[:80]}")
