"""Small plots side by side, each with its own axis, for indices whose scales cannot be laid over one another."""

from collections.abc import Sequence

from lantoa.core.charts.figure import DEFAULT_WIDTH, ChartError, ChartTable, Figure, chart_key, checked_width
from lantoa.core.charts.panel import draw_panel
from lantoa.core.charts.readings import Panel, checked_panel, mark_words
from lantoa.core.charts.series_words import panel_notes, panel_sentences
from lantoa.core.charts.svg import LINE_HEIGHT, MUTED, Board, wrapped

MOST_PANELS = 12
_LEAST_WIDTH = 320
_GUTTER = 28
OWN_SCALES = "Mỗi hình một thang riêng: không so độ cao giữa các hình."


def multiples(
    title: str,
    panels: Sequence[Panel],
    *,
    width: int = DEFAULT_WIDTH,
    chart_id: str | None = None,
) -> Figure:
    """A figure with up to twelve plots in one picture: one column on a telephone, up to three where it is wide.

    Every plot keeps to the rules of `series_chart` and has its own axis, which the picture says. The table has one row
    for each label of each plot, and one column for each name. Raises ChartError for no plots and for more than twelve.

    >>> from lantoa.core.charts import Mark, Series
    >>> pair = [Series("Quảng Trị", (Mark("2022", 76.43), Mark("2023", 79.46)), emphasised=True)]
    >>> figure = multiples("Hai chỉ số", [Panel("SIPAS", ("2022", "2023"), tuple(pair), unit="%")])
    >>> figure.sentence
    'Hai chỉ số. SIPAS: năm 2023, Quảng Trị 79,46%; so với năm 2022: tăng 3,03 điểm phần trăm.'
    """
    if not panels:
        raise ChartError("Không có số liệu để vẽ biểu đồ.")
    if len(panels) > MOST_PANELS:
        raise ChartError(f"Một hình chỉ nhận tối đa {MOST_PANELS} biểu đồ nhỏ.")
    for panel in panels:
        checked_panel(panel)
    board = Board(chart_key(chart_id, "multiples", title, tuple(panels), width), checked_width(width))
    height = _draw(board, panels)
    sentence = " ".join([f"{title}.", *_sentences(panels)])
    svg = board.finished(height, title=title, description=sentence)
    return Figure(title=title, svg=svg, table=_table(panels), sentence=sentence)


def _draw(board: Board, panels: Sequence[Panel]) -> int:
    columns = min(len(panels), max(1, (board.width + _GUTTER) // (_LEAST_WIDTH + _GUTTER)), 3)
    width = (board.width - _GUTTER * (columns - 1)) // columns
    y = 0
    if len(panels) > 1:
        y = board.lines(0, 14, wrapped(OWN_SCALES, board.width), ink=MUTED)
    for start in range(0, len(panels), columns):
        row = panels[start : start + columns]
        titles = [wrapped(panel.title, width) for panel in row]
        below = y + 14 + LINE_HEIGHT * max(len(lines) for lines in titles)
        bottoms = []
        for column, (panel, lines) in enumerate(zip(row, titles, strict=True)):
            x = column * (width + _GUTTER)
            for at, line in enumerate(lines):
                board.text(x, y + 14 + LINE_HEIGHT * at, line, bold=True, kind="title")
            bottoms.append(draw_panel(board, panel, x=x, y=below - 10, width=width, is_named=True))
        y = max(bottoms) + 24
    return y - 24 + 4


def _names(panels: Sequence[Panel]) -> list[str]:
    return list(dict.fromkeys(series.name for panel in panels for series in panel.series))


def _table(panels: Sequence[Panel]) -> ChartTable:
    names = _names(panels)
    noun = panels[0].noun if len({panel.noun for panel in panels}) == 1 else "mốc"
    header = ("Biểu đồ", noun[:1].upper() + noun[1:], *names)
    rows, notes = [], []
    for panel in panels:
        title = f"{panel.title} ({panel.unit})" if panel.unit else panel.title
        series = {line.name: line for line in panel.series}
        for index, label in enumerate(panel.labels):
            cells = (
                mark_words(series[name].marks[index], panel.shown_decimals) if name in series else "–" for name in names
            )
            rows.append((title, label, *cells))
            notes.append(panel_notes(panel, index))
    if not any(notes):
        return ChartTable(header, tuple(rows))
    return ChartTable((*header, "Ghi chú"), tuple((*row, note) for row, note in zip(rows, notes, strict=True)))


def _sentences(panels: Sequence[Panel]) -> list[str]:
    said = []
    for panel in panels:
        parts = [part.rstrip(".") for part in panel_sentences(panel, is_brief=True)]
        lowered = [part[:1].lower() + part[1:] if not _starts_with_name(part, panel) else part for part in parts]
        said.append(f"{panel.title}: {'; '.join(lowered)}.")
    if any(panel.downwards for panel in panels):
        said.append("Hạng nhỏ hơn là tốt hơn.")
    return said


def _starts_with_name(part: str, panel: Panel) -> bool:
    return any(part.startswith(series.name) for series in panel.series)
