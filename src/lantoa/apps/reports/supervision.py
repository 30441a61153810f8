"""Citizens taking part and supervising in the report, each figure leading to the public page it stands on; a snapshot
taken before they were counted, and one of a programme without a theme on it, have no such section.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone

from lantoa.apps.coverage.queries.supervision import SupervisionRow, supervision_coverage
from lantoa.apps.directives.models import Programme
from lantoa.core.layout import Block, Column, Heading, Paragraph, Run, Table
from lantoa.core.viettext import format_number, format_percent
from lantoa.core.workdays import Window

_MOST_AGENCIES = 20
# Where the figures open: the portal's pages, which reports may not name.
_LEAGUE, _SURVEYS, _COVERAGE = "/phan-anh/cac-co-quan/", "/khao-sat/", "/do-bao-phu/"
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
    return {"short_name": row.agency.short_name, **{name: getattr(row, name) for name in _FIGURES}}


def supervision_blocks(found: dict[str, Any] | None, *, site_url: str, query: str, number: str) -> list[Block]:
    """Return the section, [] for a snapshot without it; `query` keeps the period in its link."""
    if found is None:
        return []
    share = f" ({format_percent(found['on_time'] / found['due'])})" if found["due"] else ""
    text = (
        Run(
            f"{format_number(found['received'])} phản ánh, kiến nghị",
            bold=True,
            link=f"{site_url}{_COVERAGE}{query}#tham-gia-giam-sat",
        ),
        Run(
            f" gửi trong kỳ (nội dung {found['theme']}). Trong {format_number(found['due'])} việc đã trả lời hoặc quá "
            "hạn, "
        ),
        Run(f"{format_number(found['on_time'])} việc đúng hạn{share}", link=f"{site_url}{_LEAGUE}"),
        Run(f"; người dân nói đã giải quyết được {format_number(found['solved'])} việc. "),
        Run(f"{format_number(found['responses'])} phiếu khảo sát", link=f"{site_url}{_SURVEYS}"),
        Run(" đã nhận. Số này tính riêng, không cộng vào số tin, bài; lượt xem cẩm nang không được đếm."),
    )
    return [Heading(2, "Người dân tham gia, giám sát", number), Paragraph(text), _table(found["agencies"])]


def _table(agencies: list[dict[str, Any]]) -> Table:
    columns = (
        Column("Cơ quan", 2.4),
        Column("Đã nhận", align="right"),
        Column("Trả lời hoặc quá hạn", align="right"),
        Column("Đúng hạn", align="right"),
        Column("Đã giải quyết", align="right"),
        Column("Phiếu khảo sát", align="right"),
    )
    rows = tuple((row["short_name"], *(_words(row[name]) for name in _FIGURES)) for row in agencies[:_MOST_AGENCIES])
    note = "Con số dưới 5 không nêu, để không lần ra người gửi."
    if len(agencies) > _MOST_AGENCIES:
        note += f" Trang độ bao phủ có đủ {format_number(len(agencies))} cơ quan."
    return Table(caption="Phản ánh, kiến nghị và khảo sát theo cơ quan", columns=columns, rows=rows, note=note)


def _words(value: int | None) -> str:
    return "dưới 5" if value is None else format_number(value)
