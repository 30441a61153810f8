"""Axes that do not flatter: round ticks, ranks from 1 at the top, and words where an axis does not begin at zero."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from lantoa.core.viettext import format_number

_MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Axis:
    """Ticks from the first to the last value of the axis, and the pixels they are spread over (`start` to `end`)."""

    ticks: tuple[Decimal, ...]
    start: int
    end: int

    @property
    def is_cut(self) -> bool:
        """Whether the axis leaves out what lies between zero and its first tick."""
        return self.ticks[0] > 0

    def place(self, value: float) -> int:
        """The pixel of a value."""
        first, last = float(self.ticks[0]), float(self.ticks[-1])
        return self.start + round((self.end - self.start) * (value - first) / (last - first))

    def tick_words(self) -> list[str]:
        """The ticks as text, all with the decimals that the finest of them needs."""
        needed = max(_decimals(tick) for tick in self.ticks)
        return [format_number(tick, needed) for tick in self.ticks]


def value_ticks(values: Sequence[float], *, lowest: float | None, highest: float | None) -> tuple[Decimal, ...]:
    """Round ticks that hold all values: from the scale's start, or from higher up where that would waste half the room.

    The axis never shows less than a fifth of the highest value, so that a small change stays small.

    >>> [str(tick) for tick in value_ticks([61.26, 51.1], lowest=0, highest=100)]
    ['50', '55', '60', '65']
    >>> [str(tick) for tick in value_ticks([0.2493], lowest=0, highest=1)]
    ['0', '0.05', '0.1', '0.15', '0.2', '0.25']
    """
    start = Decimal(str(lowest or 0))
    low, high = (Decimal(str(value)) for value in (min(values, default=0), max(values, default=0)))
    start = min(start, low)
    slack = max(high / 5 - (high - low), Decimal(0)) / 2
    first, last = low - slack, high + slack
    cut = high > low and first - start > (high - start) / 2
    step = _step((last - first) if cut else (high - start))
    bottom = (first // step) * step if cut else start
    top = _ceiling(last if cut else high, step)
    ticks = [bottom, *_multiples(bottom, top, step)]
    if highest is not None and high <= Decimal(str(highest)) < ticks[-1]:
        ticks[-1] = Decimal(str(highest))
    if len(ticks) < 2:
        ticks.append(ticks[0] + step)
    return tuple(_plain(tick) for tick in _apart(ticks, step))


def rank_ticks(ranks: Sequence[float], *, highest: float | None) -> tuple[Decimal, ...]:
    """Ticks of ranks, from 1 to how many are ranked (`highest`), or to a round number above all ranks.

    >>> [str(tick) for tick in rank_ticks([41, 59], highest=63)]
    ['1', '20', '40', '63']
    """
    worst = Decimal(str(max(*ranks, highest or 0, 2))) if ranks else Decimal(str(highest or 2))
    step = max(_step(worst), Decimal(1))
    last = worst if highest is not None else _ceiling(worst, step)
    ticks = [Decimal(1), *(tick for tick in _multiples(Decimal(0), last, step) if tick > 1)]
    if ticks[-1] != last:
        ticks.append(last)
    return tuple(_plain(tick) for tick in _apart(ticks, step))


def _step(span: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten that cuts the span into at most five."""
    if span <= 0:
        return Decimal(1)
    power = Decimal(10) ** math.floor(math.log10(span / _MOST_STEPS))
    return next(factor * power for factor in map(Decimal, (1, 2, 5, 10, 20)) if factor * power * _MOST_STEPS >= span)


def _ceiling(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value(ROUND_CEILING) * step


def _multiples(above: Decimal, last: Decimal, step: Decimal) -> list[Decimal]:
    """The multiples of step over `above`, up to `last`."""
    tick = (above // step) * step + step
    found = []
    while tick <= last:
        found.append(tick)
        tick += step
    return found


def _apart(ticks: list[Decimal], step: Decimal) -> list[Decimal]:
    """Without the ticks that would stand too near the first or the last, which stay."""
    first, last = ticks[0], ticks[-1]
    return [first, *(tick for tick in ticks[1:-1] if min(tick - first, last - tick) >= step / 2), last]


def _plain(tick: Decimal) -> Decimal:
    return Decimal(f"{tick.normalize():f}")


def _decimals(tick: Decimal) -> int:
    exponent = tick.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
