"""Where words may stand in a drawing without covering one another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.core.charts.svg import FONT_SIZE, LINE_HEIGHT, text_width


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in whole pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: "Box") -> bool:
        """Whether the two share any pixel."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def text_box(x: int, y: int, text: str, anchor: str = "start") -> Box:
    """The room of one line of text with its base line at y, marks over capitals and letters under the line included."""
    width = text_width(text)
    left = {"start": x, "middle": x - width // 2, "end": x - width}[anchor]
    return Box(left, y - FONT_SIZE + 1, left + width, y + 4)


def spread(wanted: Sequence[int], heights: Sequence[int], *, top: int, bottom: int) -> list[int]:
    """The top of each block, as near as possible to where it is wanted, none over another, none above `top`.

    Blocks that do not fit between top and bottom go on below the bottom.

    >>> spread([50, 40, 52], [20, 20, 20], top=0, bottom=100)
    [60, 40, 80]
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    tops = list(wanted)
    limit = top
    for index in order:
        tops[index] = max(tops[index], limit)
        limit = tops[index] + heights[index]
    limit = max(bottom, top + sum(heights))
    for index in reversed(order):
        tops[index] = min(tops[index], limit - heights[index])
        limit = tops[index]
    return tops


def thinned(labels: Sequence[str], places: Sequence[int], *, left: int, right: int) -> list[tuple[int, int]]:
    """Which labels are written and the middle of each: first and last always, between them as many as fit evenly.

    Gives pairs (index, x); every label stays between `left` and `right`.
    """
    halves = [text_width(label) // 2 + 1 for label in labels]
    xs = [
        min(max(place, left + half), max(right - half, left + half)) for place, half in zip(places, halves, strict=True)
    ]
    last = len(labels) - 1
    distance = places[1] - places[0] if last > 0 else right - left
    every = max(1, math.ceil((2 * max(halves) + 6) / max(distance, 1)))
    kept = [index for index in range(0, last + 1, every) if index in {0, last} or _clear(index, last, xs, halves)]
    if last not in kept:
        kept.append(last)
    if len(kept) > 1 and not _clear(0, kept[1], xs, halves):
        kept = [0] if last == 0 or not _clear(0, last, xs, halves) else [0, last]
    return [(index, xs[index]) for index in kept]


def _clear(one: int, other: int, xs: Sequence[int], halves: Sequence[int]) -> bool:
    return xs[one] + halves[one] + 4 <= xs[other] - halves[other]


def block_height(lines: Sequence[str]) -> int:
    """The height of so many lines of text."""
    return LINE_HEIGHT * len(lines)
