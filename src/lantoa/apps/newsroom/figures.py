"""Where the numbers of a story's figure come from: settings.FIGURE_SOURCES names a function for each kind of figure.

An app above the newsroom offers its data by such a function; the newsroom asks it without knowing it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from lantoa.core.charts import Figure

# Stands in the title of a figure whose numbers are not real; shown wherever the figure is.
ILLUSTRATIVE = "số liệu minh họa"


class NoFigure(Exception):
    """The figure cannot be drawn now; the message, in Vietnamese, says why."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing an editor chooses for a figure ("theme", "Nội dung"), and the values to choose from."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FigureSource:
    """A kind of figure: its key and Vietnamese name, what an editor chooses, the function that draws it as it is now.

    `draw` is given the choices made ({"theme": "T3"}) and raises NoFigure; `choices` is asked when a form is shown.
    `note` gives the publications that the numbers come from, for what is not counted here; it raises NoFigure too.
    """

    key: str
    label: str
    choices: Callable[[], tuple[Choice, ...]]
    draw: Callable[[Mapping[str, Any]], Figure]
    note: Callable[[Mapping[str, Any]], str] | None = None


@cache
def figure_sources() -> Mapping[str, FigureSource]:
    """Return the kinds of figures of this installation by their keys."""
    found = (import_string(path) for path in settings.FIGURE_SOURCES)
    return {source.key: source for source in found}
