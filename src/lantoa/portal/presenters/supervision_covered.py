"""Citizens taking part and supervising on the public page of coverage: counts by agency, small ones hidden."""

from dataclasses import dataclass

from django.urls import reverse

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.coverage.queries.supervision import SupervisionCoverage, SupervisionRow
from lantoa.core.workdays import Window
from lantoa.portal.presenters.feedback_evidence import figure_address
from lantoa.portal.presenters.parts import Link
from lantoa.portal.queries.feedback_evidence import FIGURES

_SMALL, _HIDDEN = "dưới 5", "không nêu"


@dataclass(frozen=True, slots=True)
class SupervisionLine:
    agency: str
    cells: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SupervisionTable:
    """What citizens said in a period, as a table of its own beside the matrix."""

    summary: str
    lines: tuple[SupervisionLine, ...]
    links: tuple[Link, ...]


def supervision_table(found: SupervisionCoverage | None, window: Window, kind: str) -> SupervisionTable | None:
    """Return the table, None where there is nothing to count; every figure opens what counts to it."""
    if found is None:
        return None
    lines = (
        SupervisionLine("Cộng", _cells(found, window, kind=kind)),
        *(SupervisionLine(row.agency.short_name, _cells(row, window, agency=row.agency.slug)) for row in found.rows),
    )
    links = (
        Link("Đọc các phản ánh đã đăng", reverse("portal:feedback_list")),
        Link("Bảng phản hồi của các cơ quan", reverse("portal:feedback_league")),
        Link("Kết quả khảo sát", reverse("portal:surveys")),
    )
    return SupervisionTable(_summary(found), lines, links)


def _cells(
    row: SupervisionCoverage | SupervisionRow, window: Window, *, agency: str = "", kind: str = ""
) -> tuple[Link, ...]:
    return tuple(_cell(name, getattr(row, name), window, agency, kind) for name in FIGURES)


def _cell(name: str, value: int | None, window: Window, agency: str, kind: str) -> Link:
    """Return the figure; what is nothing or hidden opens nothing."""
    if not value:
        return Link(number(0) if value == 0 else _SMALL if agency else _HIDDEN)
    return Link(number(value), figure_address(name, window, agency=agency, kind=kind))


def _summary(found: SupervisionCoverage) -> str:
    return (
        f"Nội dung {found.theme.code}: các cơ quan nhận bao nhiêu phản ánh, kiến nghị trong kỳ, trả lời ra sao, và bao "
        "nhiêu phiếu khảo sát. Bấm vào con số để xem nó từ đâu. Tính riêng, không cộng vào số bài; lượt xem cẩm nang "
        "không đếm vì không theo dõi ai. Số dưới 5 không nêu, cả số cộng để lộ số ấy, để không lần ra người gửi."
    )
