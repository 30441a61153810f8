"""How one series is told from another: by its shape, its dashes and its name, and only then by its colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.core.charts.svg import SERIES, SHAPES

_DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 4", "12 4")
_EMPHASISED_DASHES = ("", "10 3", "3 2")
# The quieter colours first: grey, olive, plum, green, orange.
_QUIET = (SERIES[4], SERIES[2], SERIES[3], SERIES[5], SERIES[1])


@dataclass(frozen=True, slots=True)
class Look:
    """Shape of the markers with their radius, colour, width and dashes of the line."""

    shape: str
    radius: int
    ink: str
    width: int
    dash: str


def looks_of(emphasised: Sequence[bool]) -> list[Look]:
    """One look for each series, in order: the emphasised thick and in the first colour, the others quieter."""
    looks: list[Look] = []
    loud = quiet = 0
    for index, is_loud in enumerate(emphasised):
        shape = SHAPES[index % len(SHAPES)]
        if is_loud:
            dash = _EMPHASISED_DASHES[loud % len(_EMPHASISED_DASHES)]
            looks.append(Look(shape, 4, SERIES[0], 3, dash))
            loud += 1
        else:
            looks.append(Look(shape, 3, _QUIET[quiet % len(_QUIET)], 2, _DASHES[(quiet + 1) % len(_DASHES)]))
            quiet += 1
    return looks
