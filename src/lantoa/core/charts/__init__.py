"""Accessible charts made on the server: one figure is a picture (SVG), a table and a sentence that say the same."""

from lantoa.core.charts.bars import Bar, bar_chart
from lantoa.core.charts.card import CardText, figure_card, shows_picture
from lantoa.core.charts.dots import dot_chart
from lantoa.core.charts.figure import ChartError, ChartTable, Figure, shade_level
from lantoa.core.charts.intervals import Stretch, interval_chart
from lantoa.core.charts.lines import Point, line_chart
from lantoa.core.charts.matrix import coverage_matrix
from lantoa.core.charts.multiples import multiples
from lantoa.core.charts.parts import Part, stacked_bar
from lantoa.core.charts.readings import Break, DotRow, Mark, Panel, Series
from lantoa.core.charts.series import series_chart
from lantoa.core.charts.slope import slope_chart
from lantoa.core.charts.strip import strip_chart
from lantoa.core.charts.svg import standalone_svg
from lantoa.core.charts.wording import reworded

__all__ = [
    "Bar",
    "Break",
    "CardText",
    "ChartError",
    "ChartTable",
    "DotRow",
    "Figure",
    "Mark",
    "Panel",
    "Part",
    "Point",
    "Series",
    "Stretch",
    "bar_chart",
    "coverage_matrix",
    "dot_chart",
    "figure_card",
    "interval_chart",
    "line_chart",
    "multiples",
    "reworded",
    "series_chart",
    "shade_level",
    "shows_picture",
    "slope_chart",
    "stacked_bar",
    "standalone_svg",
    "strip_chart",
]
