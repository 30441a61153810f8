"""Internal communication on the public page: how many digests, on which themes, how widely read; no name."""

from dataclasses import dataclass, replace

from lantoa.apps.base.templatetags.vietnamese import number, percent
from lantoa.apps.coverage.queries import InternalCoverage, InternalRow


@dataclass(frozen=True, slots=True)
class InternalLine:
    """One agency: a word for each theme, then its digests and how far they were read."""

    label: str
    cells: tuple[str, ...]
    digests: str
    read: str


@dataclass(frozen=True, slots=True)
class InternalTable:
    """What agencies told their own officials, as a table of its own beside the matrix."""

    summary: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[InternalLine, ...]


def internal_table(found: InternalCoverage | None, kind: str = "") -> InternalTable | None:
    """Return the table, of one kind of agency if asked; None where no agency sent a digest in the period."""
    if found is not None and kind:
        found = replace(found, rows=tuple(row for row in found.rows if row.agency.kind == kind))
    if found is None or not found.rows:
        return None
    summary = (
        f"{number(found.digests)} bản tin của {number(found.agencies)} cơ quan gửi cho cán bộ của mình trong kỳ, "
        f"{number(found.receipts)} lượt xác nhận đã đọc. Tính riêng, không cộng vào số bài."
    )
    columns = tuple((theme.code, theme.title) for theme in found.themes)
    return InternalTable(summary, columns, tuple(_line(row) for row in found.rows))


def _line(row: InternalRow) -> InternalLine:
    cells = tuple(number(cell.digests) if cell.digests else "–" for cell in row.cells)
    read = (
        f"{number(row.receipts)}/{number(row.officials)} ({percent(row.share)})"
        if row.officials
        else (f"{number(row.receipts)}, chưa rõ tổng số")
    )
    return InternalLine(row.agency.short_name, cells, number(row.digests), read)
