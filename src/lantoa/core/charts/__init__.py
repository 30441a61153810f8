"""Accessible charts made on the server: one figure is a picture (SVG), a table and a sentence that say the same."""

from lantoa.core.charts.bars import Bar, bar_chart
from lantoa.core.charts.card import CardText, figure_card
from lantoa.core.charts.figure import ChartError, ChartTable, Figure, shade_level
from lantoa.core.charts.lines import Point, line_chart
from lantoa.core.charts.matrix import coverage_matrix
from lantoa.core.charts.parts import Part, stacked_bar
from lantoa.core.charts.svg import standalone_svg

__all__ = [
    "Bar",
    "CardText",
    "ChartError",
    "ChartTable",
    "Figure",
    "Part",
    "Point",
    "bar_chart",
    "coverage_matrix",
    "figure_card",
    "line_chart",
    "shade_level",
    "stacked_bar",
    "standalone_svg",
]
