"""Citizens taking part and supervising in the report, each figure leading to the public page it stands on; a snapshot
taken before they were counted, and one of a programme without a theme on it, have no such section.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from lantoa.apps.coverage.queries.supervision import SupervisionRow, supervision_coverage
from lantoa.apps.directives.models import Programme
from lantoa.core.layout import Block, Column, Heading, Paragraph, Run, Table
from lantoa.core.viettext import format_number, format_percent
from lantoa.core.workdays import Window

_MOST_AGENCIES = 20
# Where the figures open: the portal's pages, which reports may not name.
_EVIDENCE, _COVERAGE = "/phan-anh/can-cu/", "/do-bao-phu/"
_ASKED = {"received": "da-nhan", "due": "den-han", "on_time": "dung-han", "solved": "da-xong", "responses": "phieu"}
_FIGURES = ("received", "due", "on_time", "solved", "responses")


def supervision_figures(programme: Programme, window: Window, *, at: datetime) -> dict[str, Any] | None:
    """Return the figures of feedback and surveys in the window, None where there are none. Eight queries at most."""
    found = supervision_coverage(programme, window, on=timezone.localdate(at))
    if found is None:
        return None
    return {
        "theme": found.theme.code,
        **{name: getattr(found, name) for name in _FIGURES},
        "agencies": [_agency(row) for row in found.rows],
    }


def _agency(row: SupervisionRow) -> dict[str, Any]:
    return {
        "short_name": row.agency.short_name,
        "slug": row.agency.slug,
        **{name: getattr(row, name) for name in _FIGURES},
    }


def supervision_blocks(
    found: dict[str, Any] | None, *, site_url: str, query: str, window: Mapping[str, str], number: str
) -> list[Block]:
    """Return the section, [] for a snapshot without it; every figure opens what counts to it, `query` keeps the period
    of the whole page.
    """
    if found is None:
        return []
    open_at = _Opens(site_url, window)
    due, on_time = found["due"], found["on_time"]
    share = f" ({format_percent(on_time / due)})" if due and on_time is not None else ""
    text = (
        *open_at.run("received", found, bold=True),
        Run(" phản ánh, kiến nghị ", bold=True),
        Run("gửi trong kỳ", link=f"{site_url}{_COVERAGE}{query}#tham-gia-giam-sat"),
        Run(f" (nội dung {found['theme']}). Trong "),
        *open_at.run("due", found),
        Run(" việc đã trả lời hoặc quá hạn, "),
        *open_at.run("on_time", found),
        Run(f" việc đúng hạn{share}; người dân nói đã giải quyết được "),
        *open_at.run("solved", found),
        Run(" việc. "),
        *open_at.run("responses", found),
        Run(
            " phiếu khảo sát đã nhận. Số này tính riêng, không cộng vào số tin, bài; lượt xem cẩm nang không được đếm."
        ),
    )
    table = _table(found["agencies"], open_at)
    return [Heading(2, "Người dân tham gia, giám sát", number), Paragraph(text), table]


@dataclass(frozen=True, slots=True)
class _Opens:
    """Where the figures of one period open."""

    site_url: str
    window: Mapping[str, str]

    def run(self, name: str, row: Mapping[str, Any], *, bold: bool = False) -> tuple[Run, ...]:
        """Return the figure as a link to its evidence; what is nothing or hidden, and what an older snapshot has
        of an agency without its slug, is words only.
        """
        value, slug = row[name], row.get("slug", "")
        asked = {"so": _ASKED[name], "tu": self.window["start"], "den": self.window["end"]}
        known = bool(value) and (bool(slug) or "short_name" not in row)
        link = f"{self.site_url}{_EVIDENCE}?{urlencode(asked | ({'co_quan': slug} if slug else {}))}" if known else None
        return (Run(_words(value, total="short_name" not in row), bold=bold, link=link),)


def _table(agencies: list[dict[str, Any]], open_at: _Opens) -> Table:
    columns = (
        Column("Cơ quan", 2.4),
        Column("Đã nhận", align="right"),
        Column("Trả lời hoặc quá hạn", align="right"),
        Column("Đúng hạn", align="right"),
        Column("Đã giải quyết", align="right"),
        Column("Phiếu khảo sát", align="right"),
    )
    rows = tuple(
        (row["short_name"], *(open_at.run(name, row) for name in _FIGURES)) for row in agencies[:_MOST_AGENCIES]
    )
    note = "Con số dưới 5 không nêu, cả số cộng để lộ số ấy, để không lần ra người gửi."
    if len(agencies) > _MOST_AGENCIES:
        note += f" Trang độ bao phủ có đủ {format_number(len(agencies))} cơ quan."
    return Table(caption="Phản ánh, kiến nghị và khảo sát theo cơ quan", columns=columns, rows=rows, note=note)


def _words(value: int | None, *, total: bool) -> str:
    if value is None:
        return "(không nêu)" if total else "dưới 5"
    return format_number(value)
