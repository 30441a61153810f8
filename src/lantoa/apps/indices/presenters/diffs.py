"""Comparisons as tables of words: the same for a page and for a workbook. The first row is the heading."""

from collections.abc import Iterable

from lantoa.apps.indices.models import Edition, Value, Vintage
from lantoa.apps.indices.presenters.numbers import change_text, value_text
from lantoa.apps.indices.queries.diffs import EditionDiffRow, VintageDiffRow
from lantoa.core.scoring import Change

_NONE = "chưa có số liệu"


def edition_diff_table(
    before: Edition, after: Edition, rows: Iterable[EditionDiffRow], *, by_change: bool = False
) -> list[list[str]]:
    """Return the rows of two editions; `by_change`: the largest differences first, those without one last."""
    found = sorted(rows, key=_size) if by_change else rows
    heading = ["Đối tượng", "Thành phần", f"Năm {before.year_measured}", f"Năm {after.year_measured}", "Thay đổi"]
    return [
        heading,
        *(
            [
                row.entity.short_name,
                row.component.short_name,
                _words(row.before),
                _words(row.after),
                change_text(row.change, after.scale),
            ]
            for row in found
        ),
    ]


def _size(row: EditionDiffRow) -> tuple[bool, float]:
    points = row.change.points if isinstance(row.change, Change) else None
    return points is None, -abs(float(points or 0))


def vintage_diff_table(first: Vintage, second: Vintage, rows: Iterable[VintageDiffRow]) -> list[list[str]]:
    """Return the values that differ between two vintages."""
    heading = ["Đối tượng", "Thành phần", f"Sau đợt {first.number}", f"Sau đợt {second.number}", "Nguồn", "Vì sao"]
    return [
        heading,
        *(
            [
                row.entity.short_name,
                row.component.short_name,
                _words(row.before),
                _words(row.after),
                row.source.title,
                (row.after.vintage.reason if row.after else "") or ("thêm mới" if row.before is None else ""),
            ]
            for row in rows
        ),
    ]


def _words(value: Value | None) -> str:
    return _NONE if value is None else value_text(value)
