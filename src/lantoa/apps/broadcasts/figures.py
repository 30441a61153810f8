"""What airings offer to stories as figures (settings.FIGURE_SOURCES): of the confirmed programme, as it is now.

Only airings that a report confirms are drawn as played; those that nobody confirmed are in the whole of each bar.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lantoa.apps.broadcasts.queries.airings_counted import AiringsCounted, airings_counted, airings_per_week
from lantoa.apps.directives.models import Programme
from lantoa.apps.newsroom.figures import ILLUSTRATIVE, Choice, FigureSource, NoFigure
from lantoa.core.charts import Bar, Figure, Point, bar_chart, line_chart
from lantoa.core.workdays import Window, WindowKind, reporting_window

# More bars than this are a list nobody reads; the title then says how many there are.
_MOST_STATIONS = 15
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
    return (Choice("period", "Kỳ", tuple((kind.value, reporting_window(kind, year).name or "") for kind in _PERIODS)),)


def _asked(options: Mapping[str, Any]) -> tuple[Programme, Window, AiringsCounted]:
    programme = _programme()
    kind = options.get("period") or WindowKind.YEAR.value
    if kind not in {period.value for period in _PERIODS}:
        raise NoFigure("Kỳ đã chọn không có; hãy chọn lại kỳ.")
    window = reporting_window(kind, programme.year)
    found = airings_counted(window, programme=programme, at=timezone.now())
    if not found.tally.played:
        raise NoFigure("Trong kỳ chưa có lượt phát nào được xác nhận nên chưa có gì để vẽ.")
    return programme, window, found


def _title(words: str, window: Window, found: AiringsCounted) -> str:
    name = window.name or window.label
    marked = f" · {ILLUSTRATIVE}" if found.illustrative else ""
    return f"{words}, {name[:1].lower()}{name[1:]}{marked}"


def _draw_weeks(options: Mapping[str, Any]) -> Figure:
    programme, window, found = _asked(options)
    weeks = airings_per_week(window, until=timezone.localdate(), programme=programme)
    if len(weeks) < 2:
        raise NoFigure("Kỳ này chưa qua hai tuần nên chưa vẽ được đường theo tuần.")
    title = _title("Lượt phát trên loa mỗi tuần (ghi ngày thứ Hai)", window, found)
    return line_chart(
        title, [Point(f"{monday.day}/{monday.month}", count) for monday, count in weeks], unit="lượt phát"
    )


def _draw_stations(options: Mapping[str, Any]) -> Figure:
    _, window, found = _asked(options)
    due = sorted((row for row in found.stations if row.tally.due), key=lambda row: -row.tally.played)
    shown = due[:_MOST_STATIONS]
    among = f" ({len(shown)} đài nhiều nhất trong {len(due)})" if len(due) > len(shown) else ""
    bars = [Bar(row.station.name, row.tally.played, row.tally.due) for row in shown]
    title = _title(f"Lượt đã phát trên lượt đến giờ theo đài{among}", window, found)
    return bar_chart(title, bars, unit="lượt phát", noun="đài")


def _note(options: Mapping[str, Any]) -> str:
    _, _, found = _asked(options)
    return (
        f"báo phát của {found.stations_heard} đài (cán bộ xác nhận, tệp nhật ký hoặc máy phát báo); "
        "lượt phát tính vào ngày trong lịch"
    )


airings_by_week = FigureSource(
    "broadcasts.weeks", "Phát thanh: lượt phát mỗi tuần", _period_choices, _draw_weeks, _note
)
airings_by_station = FigureSource(
    "broadcasts.stations", "Phát thanh: lượt phát theo đài", _period_choices, _draw_stations, _note
)
