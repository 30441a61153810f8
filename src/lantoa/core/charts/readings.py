"""What the charts of indices are made of: readings with their reasons, lines of readings, places where a line stops."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.core.charts.figure import ChartError
from lantoa.core.viettext import format_number

NO_DATA = "không có số liệu"
MOST_SERIES = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading: its number and how it is printed ("61,26"), or no number and the reason why there is none.

    `label` says when or whose; `note` is what a reader must know beside it ("đã sửa", "hai nguồn khác nhau").
    """

    label: str
    value: float | None
    text: str = ""
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A line of readings of one entity, in the order of the chart's labels, one each."""

    name: str
    marks: tuple[Mark, ...]
    emphasised: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A line stops before this label, and no change is computed over it; the reason should be short."""

    before: str
    reason: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The lines of one plot with the axis they share; `downwards` is a rank axis, with 1 at the top.

    `lowest` and `highest` are the ends of the published scale (of a rank axis: how many are ranked), None if unknown.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    breaks: tuple[Break, ...] = ()
    unit: str = ""
    downwards: bool = False
    decimals: int = 2
    lowest: float | None = None
    highest: float | None = None
    noun: str = "năm"

    @property
    def shown_decimals(self) -> int:
        """How many decimals a value without text of its own is written with; ranks have none."""
        return 0 if self.downwards else self.decimals


@dataclass(frozen=True, slots=True)
class DotRow:
    """One row of a dot chart: the readings of several on one thing; a mark's label says whose it is.

    `highest` is the maximum of this row's own scale, None if it has none of its own.
    """

    label: str
    marks: tuple[Mark, ...]
    highest: float | None = None


def checked_panel(panel: Panel, *, most: int = MOST_SERIES) -> Panel:
    """The panel as it came; raises ChartError where it cannot be drawn without guessing."""
    if not panel.labels or not panel.series:
        raise ChartError("Không có số liệu để vẽ biểu đồ.")
    if len(set(panel.labels)) < len(panel.labels):
        raise ChartError("Có mốc lặp lại trên trục ngang.")
    if len(panel.series) > most:
        raise ChartError(f"Biểu đồ này chỉ nhận tối đa {most} đường.")
    for series in panel.series:
        if tuple(mark.label for mark in series.marks) != tuple(panel.labels):
            raise ChartError(f"“{series.name}”: mỗi mốc trên trục ngang phải có đúng một số liệu, theo đúng thứ tự.")
        checked_marks(series.marks)
    for stop in panel.breaks:
        if stop.before not in panel.labels:
            raise ChartError(f"Chỗ ngắt “{stop.before}” không có trên trục ngang.")
    return panel


def checked_marks(marks: Sequence[Mark]) -> None:
    """Raises ChartError for a value that is negative or not a number."""
    for mark in marks:
        if mark.value is not None and (not math.isfinite(mark.value) or mark.value < 0):
            raise ChartError(f"Số liệu “{mark.value}” không vẽ được: phải là số không âm.")


def mark_words(mark: Mark, decimals: int) -> str:
    """The reading as text: as printed, else with so many decimals; where there is none, the reason.

    >>> mark_words(Mark("2022", 61.26), 2), mark_words(Mark("2023", None, reason="chỉ xếp 30 tỉnh đầu"), 2)
    ('61,26', 'chỉ xếp 30 tỉnh đầu')
    """
    if mark.value is not None:
        return mark.text or format_number(mark.value, decimals)
    if mark.text and mark.reason:
        return f"{mark.text} ({mark.reason})"
    return mark.text or mark.reason or NO_DATA


def value_words(mark: Mark, panel: Panel) -> str:
    """A value with its unit as a sentence has it: "61,26 điểm", "79,46%", "hạng 41"; an absence is its reason."""
    return with_unit(mark_words(mark, panel.shown_decimals), mark, panel.unit, downwards=panel.downwards)


def with_unit(words: str, mark: Mark, unit: str, *, downwards: bool) -> str:
    """The words of a reading with the unit, unless the unit already stands in them."""
    if mark.value is None or not unit or unit in words:
        return words
    if downwards:
        return f"{unit} {words}"
    return f"{words}{unit}" if unit == "%" else f"{words} {unit}"


def difference(one: float, other: float) -> Decimal:
    """One less the other, exact in the decimals that both have.

    >>> difference(61.26, 63.33)
    Decimal('-2.07')
    """
    return Decimal(str(one)) - Decimal(str(other))


def amount_words(amount: Decimal, panel: Panel) -> str:
    """The size of a difference with the unit of differences: "2,07 điểm", "3,03 điểm phần trăm", "18 bậc"."""
    if panel.downwards:
        return f"{format_number(abs(amount))} bậc"
    unit = "điểm phần trăm" if panel.unit == "%" else panel.unit
    return f"{format_number(abs(amount), panel.shown_decimals)} {unit}".strip()


def is_nothing(amount: Decimal, panel: Panel) -> bool:
    """Whether a difference is nothing in the decimals that are printed."""
    return not round(amount, panel.shown_decimals)


def broken_before(panel: Panel) -> dict[int, str]:
    """Index of a label → why the line stops before it."""
    found: dict[int, str] = {}
    for stop in panel.breaks:
        index = panel.labels.index(stop.before)
        found[index] = f"{found[index]}; {stop.reason}" if index in found else stop.reason
    return found


def runs_of(marks: Sequence[Mark], breaks: dict[int, str]) -> list[list[int]]:
    """The indexes that one unbroken line joins, from left to right; a lone reading is a run of one.

    >>> runs_of([Mark("1", 5), Mark("2", 6), Mark("3", None), Mark("4", 7), Mark("5", 8)], {4: "thang mới"})
    [[0, 1], [3], [4]]
    """
    runs: list[list[int]] = []
    for index, mark in enumerate(marks):
        if mark.value is None:
            continue
        if runs and runs[-1][-1] == index - 1 and index not in breaks:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
