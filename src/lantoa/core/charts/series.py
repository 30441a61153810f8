"""Lines over years that stop where a method changes and where there is no value."""

from collections.abc import Sequence

from lantoa.core.charts.figure import DEFAULT_WIDTH, Figure, chart_key, checked_width
from lantoa.core.charts.panel import draw_panel
from lantoa.core.charts.readings import Break, Panel, Series, checked_panel
from lantoa.core.charts.series_words import panel_sentences, panel_table
from lantoa.core.charts.svg import Board


def series_chart(
    title: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    unit: str,
    noun: str = "năm",
    breaks: Sequence[Break] = (),
    downwards: bool = False,
    lowest: float | None = None,
    highest: float | None = None,
    decimals: int = 2,
    width: int = DEFAULT_WIDTH,
    chart_id: str | None = None,
) -> Figure:
    """A figure with up to six lines over the same labels; nothing is ever drawn where nothing was measured.

    A line stops at breaks and at absences; the table and the sentence give the reasons. `downwards` is a rank axis, 1
    at the top, down to `highest` (how many are ranked). A value axis that does not begin at zero says so. `noun` is one
    step of the labels. Raises ChartError for no series, for more than six, for marks that do not follow the labels and
    for negative values.

    >>> from lantoa.core.charts import Mark
    >>> line = Series("Quảng Trị", (Mark("2021", 63.33), Mark("2022", 61.26)), emphasised=True)
    >>> print(series_chart("PCI", ["2021", "2022"], [line], unit="điểm").sentence)
    PCI. Năm 2022, Quảng Trị 61,26 điểm. So với năm 2021: giảm 2,07 điểm.
    """
    panel = checked_panel(
        Panel(title, tuple(labels), tuple(series), tuple(breaks), unit, downwards, decimals, lowest, highest, noun)
    )
    board = Board(chart_key(chart_id, "series", panel, width), checked_width(width))
    height = draw_panel(board, panel, x=0, y=0, width=width)
    sentence = " ".join([f"{title}.", *panel_sentences(panel)])
    svg = board.finished(height, title=title, description=sentence)
    return Figure(title=title, svg=svg, table=panel_table(panel), sentence=sentence)
