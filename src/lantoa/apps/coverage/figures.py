"""What coverage offers to stories as figures (settings.FIGURE_SOURCES): of the confirmed programme, as it is now.

Every bar that is a part of something is drawn with its whole; what cannot be told is left out of both and said so.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from lantoa.apps.agencies.models import AgencyKind
from lantoa.apps.assignments.queries import board_rows, tally
from lantoa.apps.coverage.queries import CellState, Matrix, articles_per_week, coverage_matrix
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.newsroom.figures import ILLUSTRATIVE, Choice, FigureSource, NoFigure
from lantoa.core.charts import Bar, Figure, Part, Point, bar_chart, line_chart, stacked_bar
from lantoa.core.workdays import Window, WindowKind, reporting_window

# More bars than this are a list nobody reads; the title then says how many there are.
_MOST_AGENCIES = 15
_PERIODS = (
    WindowKind.YEAR,
    WindowKind.QUARTER_1,
    WindowKind.QUARTER_2,
    WindowKind.SIX_MONTHS,
    WindowKind.QUARTER_3,
    WindowKind.NINE_MONTHS,
    WindowKind.QUARTER_4,
)


def _programme() -> Programme:
    found = Programme.objects.filter(state=Programme.State.CONFIRMED).order_by("-year", "-id").first()
    if found is None:
        raise NoFigure("Chưa có chương trình nào được xác nhận nên chưa có số liệu.")
    return found


def _period_choices() -> tuple[Choice, ...]:
    try:
        year = _programme().year
    except NoFigure:
        return (Choice("period", "Kỳ", ()),)
    names = tuple((kind.value, reporting_window(kind, year).name or "") for kind in _PERIODS)
    return (Choice("period", "Kỳ", names),)


def _theme_choices() -> tuple[Choice, ...]:
    try:
        themes = tuple((str(theme.pk), str(theme)) for theme in _programme().themes.all())
    except NoFigure:
        themes = ()
    return (Choice("theme", "Nội dung", themes), *_period_choices())


def _window(programme: Programme, options: Mapping[str, Any]) -> Window:
    kind = options.get("period") or WindowKind.YEAR.value
    if kind not in {period.value for period in _PERIODS}:
        raise NoFigure("Kỳ đã chọn không có; hãy chọn lại kỳ.")
    return reporting_window(kind, programme.year)


def _matrix(options: Mapping[str, Any]) -> tuple[Programme, Matrix]:
    programme = _programme()
    return programme, coverage_matrix(programme, _window(programme, options))


def _title(words: str, programme: Programme, window: Window) -> str:
    name = window.name or window.label
    marked = f" · {ILLUSTRATIVE}" if programme.illustrative else ""
    return f"{words}, {name[:1].lower()}{name[1:]}{marked}"


def _draw_themes(options: Mapping[str, Any]) -> Figure:
    programme, matrix = _matrix(options)
    bars = [
        Bar(str(total.theme), total.agencies_covering, total.agencies_owing - total.agencies_unknown)
        for total in matrix.totals
        if total.agencies_owing > total.agencies_unknown
    ]
    if not bars:
        raise NoFigure("Chưa có nội dung nào được giao cho cơ quan có nguồn đọc được.")
    title = _title("Cơ quan đã có tin, bài theo từng nội dung", programme, matrix.window)
    return bar_chart(title, bars, unit="cơ quan", noun="nội dung")


def _draw_kinds(options: Mapping[str, Any]) -> Figure:
    programme, matrix = _matrix(options)
    covered: dict[str, int] = defaultdict(int)
    told: dict[str, int] = defaultdict(int)
    for row in matrix.rows:
        covered[row.agency.kind] += row.owed_in(CellState.COVERED)
        told[row.agency.kind] += row.owed - row.owed_in(CellState.UNKNOWN)
    bars = [Bar(str(kind.label), covered[kind], told[kind]) for kind in AgencyKind if told[kind]]
    if not bars:
        raise NoFigure("Chưa có việc nào được giao cho cơ quan có nguồn đọc được.")
    title = _title("Việc đã có tin, bài theo loại cơ quan", programme, matrix.window)
    return bar_chart(title, bars, unit="ô “cơ quan × nội dung”", noun="loại cơ quan")


def _draw_weeks(options: Mapping[str, Any]) -> Figure:
    programme = _programme()
    window = _window(programme, options)
    weeks = articles_per_week(programme, window, until=timezone.localdate())
    if len(weeks) < 2:
        raise NoFigure("Kỳ này chưa qua hai tuần nên chưa vẽ được đường theo tuần.")
    title = _title("Số tin, bài mỗi tuần (ghi ngày thứ Hai)", programme, window)
    return line_chart(title, [Point(_day(monday), articles) for monday, articles in weeks], unit="tin, bài")


def _day(monday: date) -> str:
    return f"{monday.day}/{monday.month}"


def _theme(programme: Programme, options: Mapping[str, Any]) -> Theme:
    chosen = str(options.get("theme", ""))
    found = programme.themes.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
    if found is None:
        raise NoFigure("Nội dung đã chọn không thuộc chương trình đang thực hiện; hãy chọn lại nội dung.")
    return found


def _draw_theme(options: Mapping[str, Any]) -> Figure:
    programme, matrix = _matrix(options)
    theme = _theme(programme, options)
    place = matrix.themes.index(theme)
    found = [
        (row.agency.short_name, row.cells[place].articles)
        for row in matrix.rows
        if row.cells[place].state in (CellState.COVERED, CellState.GAP)
    ]
    if not found:
        raise NoFigure("Nội dung này chưa có cơ quan nào được giao mà đọc được nguồn.")
    first = sorted(found, key=lambda entry: -entry[1])[:_MOST_AGENCIES]
    among = f" ({len(first)} cơ quan nhiều nhất trong {len(found)})" if len(found) > len(first) else ""
    title = _title(f"Tin, bài về nội dung {theme}{among}", programme, matrix.window)
    return bar_chart(title, [Bar(name, articles) for name, articles in first], unit="tin, bài", noun="cơ quan")


def _draw_duties(options: Mapping[str, Any]) -> Figure:
    programme = _programme()
    found = tally(board_rows(programme), today=timezone.localdate())
    if not found.owed:
        raise NoFigure("Chưa có việc nào được gửi cho cơ quan.")
    parts = [
        Part("Đã xác nhận", found.confirmed),
        Part("Đã làm, chờ xác nhận", found.fulfilled),
        Part("Đang làm", found.in_hand),
        Part("Chưa nhận", found.unreceived),
        Part("Từ chối", found.refused),
    ]
    marked = f" · {ILLUSTRATIVE}" if programme.illustrative else ""
    return stacked_bar(f"Việc đã giao đang ở bước nào{marked}", parts, unit="việc")


themes_covered = FigureSource(
    "coverage.themes", "Cơ quan đã có tin, bài theo từng nội dung", _period_choices, _draw_themes
)
kinds_covered = FigureSource("coverage.kinds", "Tỷ lệ phủ theo loại cơ quan", _period_choices, _draw_kinds)
articles_by_week = FigureSource("coverage.weeks", "Số tin, bài mỗi tuần", _period_choices, _draw_weeks)
agencies_of_theme = FigureSource("coverage.theme", "Các cơ quan về một nội dung", _theme_choices, _draw_theme)
states_of_duties = FigureSource("coverage.duties", "Việc đã giao đang ở bước nào", lambda: (), _draw_duties)
