"""Citizens taking part and supervising on the public page of coverage: counts by agency, small ones hidden."""

from dataclasses import dataclass

from django.urls import reverse

from lantoa.apps.base.templatetags.vietnamese import number, percent
from lantoa.apps.coverage.queries.supervision import SupervisionCoverage
from lantoa.portal.presenters.parts import Link

_SMALL = "dưới 5"


@dataclass(frozen=True, slots=True)
class SupervisionLine:
    agency: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SupervisionTable:
    """What citizens said in a period, as a table of its own beside the matrix."""

    summary: str
    lines: tuple[SupervisionLine, ...]
    links: tuple[Link, ...]


def supervision_table(found: SupervisionCoverage | None) -> SupervisionTable | None:
    """Return the table, None where there is nothing to count."""
    if found is None:
        return None
    lines = tuple(
        SupervisionLine(
            row.agency.short_name,
            tuple(_words(value) for value in (row.received, row.due, row.on_time, row.solved, row.responses)),
        )
        for row in found.rows
    )
    links = (
        Link("Đọc các phản ánh đã đăng", reverse("portal:feedback_list")),
        Link("Bảng phản hồi của các cơ quan", reverse("portal:feedback_league")),
        Link("Kết quả khảo sát", reverse("portal:surveys")),
    )
    return SupervisionTable(_summary(found), lines, links)


def _words(value: int | None) -> str:
    return _SMALL if value is None else number(value)


def _summary(found: SupervisionCoverage) -> str:
    on_time = f" ({percent(found.on_time / found.due)})" if found.due else ""
    return (
        f"Nội dung {found.theme.code}: trong kỳ các cơ quan nhận {number(found.received)} phản ánh, kiến nghị; trong "
        f"{number(found.due)} việc đã trả lời hoặc đã quá hạn, {number(found.on_time)} việc đúng hạn{on_time}; người "
        f"dân nói đã giải quyết được {number(found.solved)} việc; {number(found.responses)} phiếu khảo sát. Tính "
        "riêng, không cộng vào số bài; lượt xem cẩm nang không đếm vì không theo dõi ai."
    )
