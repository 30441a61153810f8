"""Coverage in words and pictures: the matrix, its charts, the cards of the themes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.templatetags.vietnamese import number, percent
from lantoa.apps.coverage.queries import Cell, CellState, Matrix, Row, ThemeTotal
from lantoa.core.charts import Bar, Part, Point, bar_chart, line_chart, stacked_bar
from lantoa.portal.presenters import addresses
from lantoa.portal.presenters.parts import Card, Picture, Stat, picture
from lantoa.portal.presenters.words import articles_words, share_words

# More columns than this do not fit a screen: the matrix becomes a region that scrolls by itself.
_MAX_COLUMNS = 10
_WIDE_PICTURE = 560


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of the drawn matrix, or one entry of its legend."""

    state: str
    mark: str
    words: str
    code: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    code: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class DrawnRow:
    label: str
    href: str
    total: str
    cells: tuple[Mark, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    rows: tuple[DrawnRow, ...]


@dataclass(frozen=True, slots=True)
class DrawnMatrix:
    """The matrix as its component takes it."""

    caption: str
    corner: str
    total_label: str
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    totals: tuple[DrawnRow, ...]

    @property
    def wide(self) -> bool:
        return len(self.columns) > _MAX_COLUMNS

    @property
    def width(self) -> int:
        return len(self.columns) + 2


LEGEND = (
    Mark("covered", "3", "số bài đã tính được"),
    Mark("gap", "", "trống: được giao, đã đọc nguồn, chưa thấy bài"),
    Mark("unknown", "?", "chưa rõ: được giao, không đọc được nguồn nào"),
    Mark("not_owed", "–", "văn bản không giao cho cơ quan này"),
)


def drawn_matrix(matrix: Matrix, query: str) -> DrawnMatrix:
    """Return the matrix with a link behind every cell that says something; `query` carries the period."""
    columns = tuple(Column(theme.code, theme.title, addresses.of_theme(theme)) for theme in matrix.themes)
    groups = tuple(
        Group(label, tuple(_drawn_row(row, query) for row in rows))
        for label, rows in groupby(matrix.rows, key=lambda row: row.agency.get_kind_display())
    )
    return DrawnMatrix(
        caption=f"Số bài của từng cơ quan theo từng nội dung, {matrix.window.label}.",
        corner="Cơ quan",
        total_label="Phủ",
        columns=columns,
        groups=groups,
        totals=_drawn_totals(matrix),
    )


def _drawn_row(row: Row, query: str) -> DrawnRow:
    return DrawnRow(
        row.agency.short_name,
        addresses.of_agency(row.agency, query),
        f"{number(row.owed_in(CellState.COVERED))}/{number(row.owed)}" if row.owed else "–",
        tuple(cell_mark(row.agency, cell, query) for cell in row.cells),
        note=added_up_words(row),
    )


def added_up_words(row: Row) -> str:
    """Return which agencies as known then stand in a row that is read as now, "" where it is only itself."""
    return f"gồm: {', '.join(agency.short_name for agency in row.added_up)}" if row.added_up else ""


def cell_mark(agency: Agency, cell: Cell, query: str) -> Mark:
    """Return what a cell shows, what it says to those who hear it, and the way to its articles."""
    code = cell.theme.code
    if cell.state is CellState.NOT_OWED:
        return Mark("not_owed", "–", "không được giao", code)
    href = addresses.of_cell(agency, cell.theme, query)
    if cell.state is CellState.COVERED:
        told = articles_words(cell.articles, cell.reposts) + ("" if cell.owed else ", ngoài việc được giao")
        if (owing := cell.agencies_owing()) > 1:
            told += f", {number(cell.agencies_owing(CellState.COVERED))}/{number(owing)} cơ quan khi đó đã có bài"
        return Mark("covered", number(cell.articles), f"{agency.short_name}, {code}: {told}", code, href)
    mark = "trống" if cell.state is CellState.GAP else "chưa rõ"
    return Mark(cell.state.value, mark, f"{agency.short_name}, {code}: {mark}", code, href)


def _drawn_totals(matrix: Matrix) -> tuple[DrawnRow, ...]:
    def cells(words: Iterable[str]) -> tuple[Mark, ...]:
        return tuple(Mark("total", mark, mark, theme.code) for theme, mark in zip(matrix.themes, words, strict=True))

    covered, owed = matrix.owed_in(CellState.COVERED), matrix.cells_owed
    totals = matrix.totals
    return (
        DrawnRow("Số bài", "", number(matrix.articles), cells(number(total.articles) for total in totals)),
        DrawnRow(
            "Cơ quan đã có bài / cần có",
            "",
            f"{number(covered)}/{number(owed)}",
            cells(f"{number(total.agencies_covering)}/{number(total.agencies_owing)}" for total in totals),
        ),
    )


def cell_sentence(agency: Agency, cell: Cell | None) -> str:
    """Return what is known of one agency on one theme in the period."""
    if cell is None or cell.state is CellState.NOT_OWED:
        return (
            f"Văn bản không giao nội dung này cho {agency.short_name}, "
            "và trong kỳ không có bài nào của cơ quan được tính."
        )
    if cell.state is CellState.COVERED:
        told = f"{agency.short_name} đã có {articles_words(cell.articles, cell.reposts)} về nội dung này trong kỳ"
        return f"{told}, cộng của {number(len(cell.parts))} cơ quan khi đó." if cell.parts else f"{told}."
    if cell.state is CellState.GAP:
        return (
            f"Khoảng trống: đã đọc nguồn của {agency.short_name} nhưng chưa thấy bài nào về nội dung này trong kỳ. "
            "Bài đăng ở nơi khác, hoặc bài không ghi ngày, thì chưa tính được."
        )
    return (
        f"Chưa rõ: {agency.short_name} được giao nội dung này nhưng chưa đọc được nguồn nào của cơ quan, "
        "nên chưa thể kết luận."
    )


def theme_card(total: ThemeTotal, owed_states: Iterable[CellState]) -> Card:
    """Return the card of a theme: articles, and a dot for every agency that owes it."""
    theme = total.theme
    dots = sorted(owed_states, key=list(CellState).index)
    return Card(
        title=theme.title,
        href=addresses.of_theme(theme),
        code=theme.code,
        figure=number(total.articles),
        figure_unit="bài",
        dots=tuple(dot.value for dot in dots),
        dots_words=agencies_sentence(total),
    )


def theme_cards(matrix: Matrix) -> tuple[Card, ...]:
    """Return a card per theme, in the order of the directive."""
    return tuple(
        theme_card(total, (row.cells[position].state for row in matrix.rows if row.cells[position].owed))
        for position, total in enumerate(matrix.totals)
    )


def agencies_sentence(total: ThemeTotal) -> str:
    """Return how many agencies covered a theme, of those that should have, and how many cannot be told."""
    if not total.agencies_owing:
        return "Chưa giao cho cơ quan nào."
    gaps = total.agencies_owing - total.agencies_covering - total.agencies_unknown
    parts = [f"{number(total.agencies_covering)}/{number(total.agencies_owing)} cơ quan đã có bài"]
    parts += [f"{number(gaps)} còn trống"] if gaps else []
    parts += [f"{number(total.agencies_unknown)} chưa rõ"] if total.agencies_unknown else []
    return ", ".join(parts) + "."


def stats(matrix: Matrix) -> tuple[Stat, ...]:
    """Return the four figures that say how it stands."""
    read = matrix.denominator
    covering = sum(bool(row.articles) for row in matrix.rows)
    told = matrix.cells_owed - matrix.owed_in(CellState.UNKNOWN)
    covered = matrix.owed_in(CellState.COVERED)
    return (
        Stat(number(matrix.articles), "bài đã tính", f"{number(matrix.confirmed_articles)} bài đã có người xác nhận"),
        Stat(
            percent(matrix.share_covered),
            "tỷ lệ phủ",
            f"{number(covered)}/{number(told)} ô “cơ quan × nội dung” đã có bài, không kể ô chưa rõ",
        ),
        Stat(
            f"{number(covering)}/{number(len(matrix.rows))}", "cơ quan đã có bài", "ít nhất một bài được tính trong kỳ"
        ),
        Stat(
            f"{number(read.sources_reachable)}/{number(read.sources)}",
            "nguồn đọc được",
            f"{number(read.pages)} trang đã đọc",
        ),
    )


def state_picture(matrix: Matrix) -> Picture | None:
    """Return the share of covered, missing and unknown cells; None while nothing is owed."""
    if not matrix.cells_owed:
        return None
    parts = [
        Part("Đã có bài", matrix.owed_in(CellState.COVERED)),
        Part("Khoảng trống", matrix.owed_in(CellState.GAP)),
        Part("Chưa rõ", matrix.owed_in(CellState.UNKNOWN)),
    ]
    return picture(stacked_bar("Các ô “cơ quan × nội dung”", parts, unit="ô", chart_id="phu"))


def themes_picture(matrix: Matrix) -> Picture | None:
    """Return the articles of each theme as bars; None for a programme without themes.

    An article may answer several themes, so that what the bars add up to are not articles but their mentions.
    """
    if not matrix.totals:
        return None
    bars = [Bar(f"{total.theme.code}. {total.theme.title}", total.articles) for total in matrix.totals]
    return picture(bar_chart("Số bài theo nội dung", bars, unit="lượt bài", noun="nội dung", chart_id="noi-dung-bai"))


def weeks_picture(weeks: list[tuple[date, int]]) -> Picture | None:
    """Return the articles per week as a line, in a narrow and a wide drawing; None with fewer than two weeks."""
    if len(weeks) < 2:
        return None
    points = [Point(f"{monday.day}/{monday.month}", articles) for monday, articles in weeks]
    title = "Số bài theo tuần (ghi ngày thứ Hai)"
    narrow = line_chart(title, points, unit="bài", chart_id="tuan")
    return picture(narrow, line_chart(title, points, unit="bài", width=_WIDE_PICTURE, chart_id="tuan-rong"))


def coverage_pictures(matrix: Matrix, *, weeks: list[tuple[date, int]]) -> tuple[tuple[Picture, ...], ...]:
    """Return the drawings of the coverage in two columns; what there is nothing to draw of is left out."""
    columns = ((state_picture(matrix), weeks_picture(weeks)), (themes_picture(matrix),))
    drawn = (tuple(figure for figure in column if figure) for column in columns)
    return tuple(column for column in drawn if column)


def summary_words(matrix: Matrix) -> str:
    """Return the coverage of the period in one sentence."""
    covered, gaps, unknown = (matrix.owed_in(state) for state in (CellState.COVERED, CellState.GAP, CellState.UNKNOWN))
    return (
        f"{share_words(matrix)}: {number(matrix.articles)} bài của {number(len(matrix.rows))} cơ quan; "
        f"{number(covered)} ô đã có bài, {number(gaps)} ô trống, {number(unknown)} ô chưa rõ."
    )
