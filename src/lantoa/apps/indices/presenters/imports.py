"""What the preview of a table says of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.apps.indices.models import Absence, IndexImport, Value
from lantoa.apps.indices.presenters.numbers import group_text, number_text, rank_text
from lantoa.apps.indices.queries.import_plan import ImportPlan, PlannedRow, State
from lantoa.apps.indices.queries.import_rows import Severity
from lantoa.apps.indices.queries.new_values import NewValue

STATES = {State.NEW: "mới", State.CHANGED: "thay đổi", State.SAME: "không đổi"}
LEFT = "không nhập"
SEVERITIES = {
    Severity.ERROR: "lỗi",
    Severity.DOUBT: "nghi ngờ",
    Severity.WARNING: "cần xem",
    Severity.NOTE: "ghi chú",
}
# What the list of rows can be narrowed to, by the word in the address.
FILTERS = {
    "": "Mọi dòng",
    "moi": "Có giá trị mới",
    "doi": "Có giá trị thay đổi",
    "giu": "Không đổi",
    "bo": "Không nhập",
    "xem": "Cần xem lại",
}


@dataclass(frozen=True, slots=True)
class ValueWords:
    """One value in words: of which component, what it is, what it was ("" for a new one)."""

    component: str
    state: str
    new: str
    old: str


@dataclass(frozen=True, slots=True)
class RowWords:
    """One row of the table in words."""

    where: str
    who: str
    state: str
    values: tuple[ValueWords, ...]
    problems: tuple[tuple[str, str, str], ...]


def value_words(value: NewValue | Value, decimals: int, of: int | None) -> str:
    """Return a value in words: number, rank, group, or why there is none."""
    if value.absence:
        return f"không có giá trị: {Absence(value.absence).label}"
    said = []
    if value.number is not None:
        said.append(number_text(value.number, decimals))
    if value.rank is not None:
        said.append(rank_text(value.rank, value.ranked_count or of))
    if value.group is not None:
        said.append(group_text(value.group))
    return ", ".join(said)


def narrowed(plan: ImportPlan, wanted: str) -> list[PlannedRow]:
    """Return the rows that a filter asks for, those with the worst problems first, else as they stand in the file."""
    order = list(Severity)
    rows = sorted(plan.rows, key=lambda row: order.index(row.severity) if row.severity else len(order))
    if wanted == "bo":
        return [row for row in rows if not row.goes_in]
    if wanted == "xem":
        return [row for row in rows if row.problems]
    states = {"moi": State.NEW, "doi": State.CHANGED}
    if wanted in states:
        return [row for row in rows if row.goes_in and any(one.state is states[wanted] for one in row.values)]
    if wanted == "giu":
        return [row for row in rows if row.state is State.SAME]
    return rows


def row_words(kept: IndexImport, rows: Sequence[PlannedRow]) -> list[RowWords]:
    """Return the rows in words."""
    return [_row(kept, row) for row in rows]


def _row(kept: IndexImport, row: PlannedRow) -> RowWords:
    sheet = kept.sheets[row.sheet]["name"]
    who = row.entity.short_name if row.entity else row.words or "(trống)"
    values = []
    if row.edition:
        who = f"{who} · {row.edition.year_measured}"
        decimals, of = row.edition.scale.decimals, row.edition.ranked_count
        values = [
            ValueWords(
                one.new.component.short_name,
                STATES[one.state],
                value_words(one.new, decimals, of),
                value_words(one.old, decimals, of) if one.old and one.state is State.CHANGED else "",
            )
            for one in row.values
        ]
    problems = tuple((SEVERITIES[one.severity], one.column, one.message) for one in row.problems)
    return RowWords(
        f"{sheet}, dòng {row.line}" if sheet else f"Dòng {row.line}",
        who,
        STATES[row.state] if row.state else LEFT,
        tuple(values),
        problems,
    )
