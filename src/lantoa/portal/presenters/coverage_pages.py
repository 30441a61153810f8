"""The matrix as a page, and the page behind one of its cells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.cells import inert
from lantoa.apps.broadcasts.queries.airings_counted import AiringsCounted
from lantoa.apps.coverage.queries import Cell, CellState, ContestCoverage, InternalCoverage, Matrix
from lantoa.apps.coverage.queries.supervision import SupervisionCoverage
from lantoa.apps.directives.models import Duty, Programme, Theme
from lantoa.apps.harvest.models import Source
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.airings_covered import AiringsTable, airings_table
from lantoa.portal.presenters.contests_covered import ContestTable, contest_table
from lantoa.portal.presenters.coverage import LEGEND, DrawnMatrix, Mark, cell_sentence, drawn_matrix, summary_words
from lantoa.portal.presenters.filters import AskedPeriod, AskedReading, Filter, period_filter
from lantoa.portal.presenters.internal import InternalTable, internal_table
from lantoa.portal.presenters.parts import Card, Empty, Fact, Head, Link, Notice, Pages, Tag, Value, pages_of
from lantoa.portal.presenters.stories import ILLUSTRATIVE_TAG, story_card
from lantoa.portal.presenters.supervision_covered import SupervisionTable, supervision_table
from lantoa.portal.presenters.theme import GivenDuty, given_duties
from lantoa.portal.presenters.words import denominator_words, moment_words, web_address, window_title, window_words

_LEAD = "Mỗi hàng một cơ quan, mỗi cột một nội dung của văn bản. Bấm vào một ô để xem các bài của ô đó."
_STATE_NOTICES = {
    CellState.COVERED: "good",
    CellState.GAP: "illustrative",
    CellState.UNKNOWN: "unknown",
    CellState.NOT_OWED: "plain",
}
_CSV_STATES = {
    CellState.COVERED: "đã có tin, bài",
    CellState.GAP: "trống",
    CellState.UNKNOWN: "chưa rõ",
    CellState.NOT_OWED: "không được giao",
}
_CSV_HEADER = (
    "tu_ngay", "den_ngay", "ma_co_quan", "co_quan", "loai_co_quan", "ma_noi_dung", "noi_dung",
    "trang_thai", "so_bai", "so_bai_dang_lai", "so_bai_da_xac_nhan", "tinh_vao_ma", "tinh_vao_co_quan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CoveragePage:
    head: Head
    notice: Notice | None = None
    empty: Empty | None = None
    filter: Filter | None = None
    window: str = ""
    days: str = ""
    summary: str = ""
    legend: tuple[Mark, ...] = LEGEND
    matrix: DrawnMatrix | None = None
    csv_href: str = ""
    denominator: str = ""
    as_now: bool = False
    internal: InternalTable | None = None
    contests: ContestTable | None = None
    airings: AiringsTable | None = None
    supervision: SupervisionTable | None = None


def _head() -> Head:
    return Head("Độ bao phủ", lead=_LEAD, crumbs=site.trail(Link("Độ bao phủ")))


def coverage_without_programme() -> CoveragePage:
    """Return the page before a programme is confirmed."""
    return CoveragePage(_head(), empty=site.no_programme())


def coverage_page(
    programme: Programme,
    form: AskedReading,
    matrix: Matrix | None,
    internal: InternalCoverage | None = None,
    contests: ContestCoverage | None = None,
    airings: AiringsCounted | None = None,
    supervision: SupervisionCoverage | None = None,
) -> CoveragePage:
    """Return the page of the matrix; without one (the form was filled in wrongly) the form, saying what to mend."""
    asked = period_filter(form, addresses.coverage())
    notice = site.illustrative_notice(programme)
    if matrix is None:
        empty = Empty("Chưa tính được", "Hãy sửa các ô được đánh dấu ở trên rồi bấm “Xem”.")
        return CoveragePage(_head(), notice=notice, filter=asked, empty=empty)
    return CoveragePage(
        head=_head(),
        notice=notice,
        filter=asked,
        empty=None if matrix.rows else _nobody(form),
        window=window_title(matrix.window),
        days=matrix.window.label if matrix.window.name else "",
        summary=summary_words(matrix),
        matrix=drawn_matrix(matrix, form.query) if matrix.rows else None,
        csv_href=addresses.coverage_csv(_csv_query(form)),
        denominator=denominator_words(matrix.denominator),
        as_now=form.as_now,
        internal=internal_table(internal, form.data.get("loai", "")),
        contests=contest_table(contests, form.data.get("loai", "")),
        airings=airings_table(airings, form.query),
        supervision=supervision_table(supervision, matrix.window, form.data.get("loai", "")),
    )


def _nobody(form: AskedPeriod) -> Empty:
    if form.data.get("loai"):
        return Empty(
            "Không có cơ quan nào thuộc loại này",
            "Chương trình không giao việc cho loại cơ quan đã chọn, và trong kỳ không có bài nào của loại ấy.",
            (Link("Xem mọi loại cơ quan", addresses.coverage(form.query)),),
        )
    return Empty(
        "Chưa có cơ quan nào để tính",
        "Chương trình đã xác nhận nhưng chưa giao việc cho cơ quan nào và chưa thu được bài nào trong kỳ.",
        (Link("Xem các nội dung của chương trình", addresses.home() + "#noi-dung"),),
    )


def _csv_query(form: AskedPeriod) -> str:
    kind = form.data.get("loai", "")
    if not kind:
        return form.query
    return f"{form.query}&loai={kind}" if form.query else f"?loai={kind}"


def csv_rows(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    """Yield the header and a line per cell of an agency as known then: the figures of the matrix, in the same words.

    The last two columns say in whose row the line is counted: its own, unless the matrix is read as now.
    """
    yield _CSV_HEADER
    start, end = matrix.window.start.isoformat(), matrix.window.end.isoformat()
    parts = [(row.agency, part) for row in matrix.rows for part in row.parts or (row,)]
    for counted, part in parts:
        agency, under = part.agency, (counted.slug, counted.name)
        for cell in part.cells:
            counts = (str(cell.articles), str(cell.reposts), str(cell.confirmed))
            names = (agency.slug, agency.name, agency.get_kind_display(), cell.theme.code, cell.theme.title)
            texts = [inert(name) for name in (*names, *under)]
            yield (start, end, *texts[:5], _CSV_STATES[cell.state], *counts, *texts[5:])


@dataclass(frozen=True, slots=True)
class CellPage:
    head: Head
    notice: Notice | None
    state: Notice
    filter: Filter
    window: str
    duties: tuple[GivenDuty, ...]
    sources: tuple[Fact, ...]
    cards: tuple[Card, ...]
    pages: Pages
    links: tuple[Link, ...]


def cell_page(
    programme: Programme,
    agency: Agency,
    theme: Theme,
    *,
    form: AskedPeriod,
    cell: Cell | None,
    duties: Iterable[Duty],
    sources: Iterable[Source],
    page: Page[Any],
    query: QueryDict,
) -> CellPage:
    """Return the page behind the cell of one agency and one theme."""
    crumbs = site.trail(
        Link("Độ bao phủ", addresses.coverage(form.query)),
        Link(agency.short_name, addresses.of_agency(agency, form.query)),
        Link(theme.code),
    )
    state = cell.state if cell else CellState.NOT_OWED
    return CellPage(
        head=Head(f"{agency.short_name}: {theme.code}. {theme.title}", crumbs=crumbs),
        notice=site.illustrative_notice(programme),
        state=Notice(_STATE_NOTICES[state], cell_sentence(agency, cell)),
        filter=period_filter(form, addresses.of_cell(agency, theme)),
        window=window_words(form.window),
        duties=given_duties(duties),
        sources=source_facts(sources),
        cards=tuple(story_card(article, programme) for article in page.object_list),
        pages=pages_of(page, query=query, noun="bài"),
        links=(
            Link(f"Mọi bài của nội dung {theme.code}", addresses.of_theme(theme)),
            Link(f"Trang của {agency.short_name}", addresses.of_agency(agency, form.query)),
        ),
    )


def source_facts(sources: Iterable[Source]) -> tuple[Fact, ...]:
    """Return the sources that were read, each with its state and the last reading."""
    return tuple(
        Fact(
            source.name,
            (
                Value(
                    source.url,
                    href=web_address(source.url),
                    outside=True,
                    note=_reading(source),
                    tags=_source_tags(source),
                ),
            ),
        )
        for source in sources
    )


def _source_tags(source: Source) -> tuple[Tag, ...]:
    return (ILLUSTRATIVE_TAG,) if source.illustrative else ()


def _reading(source: Source) -> str:
    state = source.get_state_display()
    return f"{state}, đọc lần cuối lúc {moment_words(source.read_at)}" if source.read_at else state
