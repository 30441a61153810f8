"""Results and shortcomings (kết quả và hạn chế): what the coverage shows as done, missing, or not known."""

from dataclasses import dataclass

from lantoa.apps.base.templatetags.vietnamese import number, percent
from lantoa.apps.coverage.queries import CellState, Matrix, Row, ThemeTotal
from lantoa.apps.directives.models import Programme
from lantoa.portal.presenters import addresses, coverage, site
from lantoa.portal.presenters.filters import AskedPeriod, Filter, period_filter
from lantoa.portal.presenters.parts import Empty, Head, Link, Notice, Picture, Stat, Tag
from lantoa.portal.presenters.words import denominator_words, window_words

_MOST_AGENCIES = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, with the way to what it stands on."""

    title: str
    href: str
    text: str
    tags: tuple[Tag, ...] = ()
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class ResultsPage:
    head: Head
    notice: Notice | None = None
    empty: Empty | None = None
    filter: Filter | None = None
    window: str = ""
    sentence: str = ""
    stats: tuple[Stat, ...] = ()
    done: tuple[Finding, ...] = ()
    missing: tuple[Finding, ...] = ()
    unknown: tuple[Finding, ...] = ()
    pictures: tuple[tuple[Picture, ...], ...] = ()
    denominator: str = ""
    coverage_href: str = ""


def _head() -> Head:
    lead = "Việc tuyên truyền đã làm được gì, còn thiếu gì và điều gì chưa biết; mỗi con số mở ra bài và minh chứng."
    return Head("Kết quả và hạn chế", lead=lead, crumbs=site.trail(Link("Kết quả và hạn chế")))


def results_without_programme() -> ResultsPage:
    """Return the page before a programme is confirmed."""
    return ResultsPage(_head(), empty=site.no_programme())


def results_page(
    programme: Programme, matrix: Matrix, *, form: AskedPeriod, pictures: tuple[tuple[Picture, ...], ...]
) -> ResultsPage:
    """Return what the coverage of the period shows, theme by theme and agency by agency."""
    return ResultsPage(
        head=_head(),
        notice=site.illustrative_notice(programme),
        filter=period_filter(form, addresses.results()),
        window=window_words(matrix.window),
        sentence=results_sentence(matrix),
        stats=coverage.stats(matrix),
        done=tuple(_done(matrix, total) for total in matrix.totals if total.articles),
        missing=tuple(_missing(matrix, place, form.query) for place in _gaps(matrix)),
        unknown=_unknown([row for row in matrix.rows if row.owed_in(CellState.UNKNOWN)], form.query),
        pictures=pictures,
        denominator=denominator_words(matrix.denominator),
        coverage_href=addresses.coverage(form.query),
    )


def results_sentence(matrix: Matrix) -> str:
    """Return the outcome in two sentences: the share with its denominator, then the gaps and what is not known."""
    covered, gaps, unknown = (matrix.owed_in(state) for state in (CellState.COVERED, CellState.GAP, CellState.UNKNOWN))
    if matrix.share_covered is None:
        return "Chưa đọc được nguồn nào của các cơ quan được giao, nên chưa thể nói kết quả."
    told = covered + gaps
    sentence = (
        f"Đã có bài ở {number(covered)}/{number(told)} phần việc “cơ quan × nội dung” kiểm tra được "
        f"({percent(matrix.share_covered)})."
    )
    rest = [f"{number(gaps)} phần việc còn trống"] if gaps else []
    rest += [f"{number(unknown)} chưa kiểm tra được"] if unknown else []
    return f"{sentence} {' và '.join(rest)}." if rest else sentence


def _done(matrix: Matrix, total: ThemeTotal) -> Finding:
    return Finding(
        f"{total.theme.code}. {total.theme.title}",
        addresses.of_theme(total.theme) + "#bai",
        f"{number(total.articles)} bài; {coverage.agencies_sentence(total)}",
    )


def _gaps(matrix: Matrix) -> list[int]:
    """Return the places of the themes with gaps, the largest gap first."""

    def gaps(place: int) -> int:
        return sum(row.cells[place].owed and row.cells[place].state is CellState.GAP for row in matrix.rows)

    return sorted(
        (place for place in range(len(matrix.themes)) if gaps(place)), key=lambda place: (-gaps(place), place)
    )


def _missing(matrix: Matrix, place: int, query: str) -> Finding:
    theme = matrix.themes[place]
    cells = [(row.agency, row.cells[place]) for row in matrix.rows]
    silent = [agency for agency, cell in cells if cell.owed and cell.state is CellState.GAP]
    shown = tuple(
        Tag(agency.short_name, "plain", addresses.of_cell(agency, theme, query)) for agency in silent[:_MOST_AGENCIES]
    )
    hidden = len(silent) - len(shown)
    return Finding(
        f"{theme.code}. {theme.title}",
        addresses.of_theme(theme),
        f"{number(len(silent))} cơ quan được giao, đã đọc nguồn nhưng chưa thấy bài.",
        shown,
        Link(f"Xem cả {number(len(silent))} cơ quan", addresses.of_theme(theme) + "#bao-phu") if hidden else None,
    )


def _unknown(rows: list[Row], query: str) -> tuple[Finding, ...]:
    if not rows:
        return ()
    parts = sum(row.owed_in(CellState.UNKNOWN) for row in rows)
    text = (
        f"{number(parts)} phần việc được giao cho các cơ quan này chưa kiểm tra được, vì chưa đọc được nguồn tin nào "
        "của họ. Chưa biết không có nghĩa là chưa làm."
    )
    tags = tuple(Tag(row.agency.short_name, "plain", addresses.of_agency(row.agency, query)) for row in rows)
    return (Finding(f"{number(len(rows))} cơ quan chưa kiểm tra được", addresses.coverage(query), text, tags),)
