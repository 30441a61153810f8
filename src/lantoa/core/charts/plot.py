"""Where everything of one plot of lines stands: the axis, the labels, the room for names and for breaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.core.charts.axis import Axis, rank_ticks, value_ticks
from lantoa.core.charts.looks import Look, looks_of
from lantoa.core.charts.places import block_height
from lantoa.core.charts.readings import NO_DATA, Mark, Panel, Series, broken_before, mark_words
from lantoa.core.charts.svg import text_width, wrapped

KEY = 20  # the marker before a name
_CUT = 16  # room of the break sign under the first tick


@dataclass(frozen=True, slots=True)
class Plot:
    """Where everything of one panel stands.

    The drawing goes from `x` to `outer`, the readings stand at `xs` between `left` and `right`, the words of breaks
    from `band` on, the plot between `top` and `base`. A named plot says its title with each reading.
    """

    panel: Panel
    looks: tuple[Look, ...]
    axis: Axis
    xs: tuple[int, ...]
    x: int
    left: int
    right: int
    outer: int
    band: int
    top: int
    base: int
    is_named: bool = False

    def place(self, index: int, value: float) -> tuple[int, int]:
        """The pixel of a value at a label."""
        return self.xs[index], self.axis.place(value)


def axis_words(panel: Panel, axis: Axis) -> str:
    """What the axis measures and, where it is not what one expects, how it runs."""
    unit = panel.unit[:1].upper() + panel.unit[1:]
    if panel.downwards:
        return f"{unit or 'Thứ hạng'}: 1 ở trên cùng"
    start = f"trục từ {axis.tick_words()[0]}" if axis.is_cut else ""
    return " · ".join(part for part in (unit, start) if part)


def name_lines(series: Series, panel: Panel, room: int) -> list[str]:
    """The name of a line with its latest reading, in lines no wider than the room."""
    last = latest(series.marks)
    if last is None:
        return wrapped(f"{series.name}: {NO_DATA}", room)
    mark = series.marks[last]
    when = "" if last == len(panel.labels) - 1 else f" ({mark.label})"
    return wrapped(f"{series.name}: {mark_words(mark, panel.shown_decimals)}{when}", room)


def plot_of(
    panel: Panel, x: int, y: int, width: int, *, is_named: bool = False, ticks: tuple[Decimal, ...] | None = None
) -> Plot:
    """The plot of a panel so wide, with its upper left corner at (x, y); without `ticks` they follow the readings."""
    outer = x + width
    room = _names_room(panel, width)
    height = min(max(width // 2, 190), 340)
    ticks = ticks or axis_ticks(panel)
    draft = Axis(ticks, 0, 1)
    tick_room = max(text_width(words) for words in draft.tick_words()) + 8
    left, right = x + tick_room, outer - room
    xs = _spaced(panel, left, right)
    band = y + 4 + block_height(caption_lines(panel, draft, width))
    stops = sum(block_height(lines) for _, _, lines in break_notes(panel, xs, x, outer))
    top = band + stops + 24  # room for the text of a reading at the top
    base = top + height
    floor = base - _CUT if draft.is_cut and not panel.downwards else base
    axis = Axis(ticks, top, base) if panel.downwards else Axis(ticks, floor, top)
    looks = tuple(looks_of([series.emphasised for series in panel.series]))
    return Plot(panel, looks, axis, tuple(xs), x, left, right, outer, band, top, base, is_named)


def caption_lines(panel: Panel, axis: Axis, width: int) -> list[str]:
    """The words over the axis in lines; none when there is nothing to say."""
    words = axis_words(panel, axis)
    return wrapped(words, width) if words else []


def axis_ticks(panel: Panel) -> tuple[Decimal, ...]:
    """The ticks that hold every reading of the panel."""
    values = [mark.value for series in panel.series for mark in series.marks if mark.value is not None]
    if panel.downwards:
        return rank_ticks(values, highest=panel.highest)
    return value_ticks(values, lowest=panel.lowest, highest=panel.highest)


def _names_room(panel: Panel, width: int) -> int:
    if not any(series.name for series in panel.series):
        return 14
    widest = max(text_width(" ".join(name_lines(series, panel, width))) for series in panel.series)
    return min(widest + KEY, max(120, width * 3 // 10)) + 14


def _spaced(panel: Panel, left: int, right: int) -> list[int]:
    first, last = left + 12, right - 6
    steps = len(panel.labels) - 1
    if not steps:
        return [(first + last) // 2]
    return [first + round((last - first) * index / steps) for index in range(steps + 1)]


def break_notes(panel: Panel, xs: Sequence[int], x: int, outer: int) -> list[tuple[int, int, list[str]]]:
    """For each break the x of its rule, the x where its words begin, and the words in lines."""
    notes = []
    for index, reason in sorted(broken_before(panel).items()):
        rule = (xs[index - 1] + xs[index]) // 2 if index else xs[0] - 8
        start = max(min(rule + 5, outer - 150), x)
        notes.append((rule, start, wrapped(f"{panel.labels[index]}: {reason}", outer - start)))
    return notes


def latest(marks: Sequence[Mark]) -> int | None:
    """Index of the last reading that has a value."""
    return next((index for index in reversed(range(len(marks))) if marks[index].value is not None), None)
