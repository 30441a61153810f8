"""What the league says of each agency, for officers and for everybody: small counts hidden, few pieces not ranked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from lantoa.apps.feedback.queries.answer_times import AnswerTimes
from lantoa.apps.feedback.queries.league import SMALL, League, Standing, median_of, quantile_of
from lantoa.core.charts import Bar, Figure, bar_chart
from lantoa.core.viettext import format_number

_MOST_BARS = 20
TOO_FEW = "chưa đủ"
_MOST = Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class LeagueLine:
    """One agency in words."""

    rank: str
    agency: str
    received: str
    on_time: str
    interval: str
    days: str
    reopened: str
    solved: str


@dataclass(frozen=True, slots=True)
class LeaguePage:
    """The league in lines, and its picture, None where nobody can be ranked."""

    ranked: list[LeagueLine]
    below: list[LeagueLine]
    figure: Figure | None
    minimum: int
    received: int
    illustrative: str


def league_page(found: League) -> LeaguePage:
    """Return the league as pages show it. No queries."""
    shared = {row.rank for row in found.ranked if sum(other.rank == row.rank for other in found.ranked) > 1}
    return LeaguePage(
        [_line(row, found.minimum, shared=row.rank in shared) for row in found.ranked],
        [_line(row, found.minimum, shared=False) for row in found.below],
        _figure(found.ranked),
        found.minimum,
        found.received,
        _illustrative_words(found),
    )


def _illustrative_words(found: League) -> str:
    """Return what to say of made-up feedback among what is counted, empty where there is none. Not how much: that would
    tell how few the real pieces are.
    """
    if not found.illustrative:
        return ""
    counted = "Mọi" if found.illustrative == found.received else "Một phần"
    return f"{counted} phản ánh tính ở đây là minh họa, không phải của người dân có thật."


def _line(row: Standing, minimum: int, *, shared: bool) -> LeagueLine:
    return LeagueLine(
        rank="" if row.rank is None else f"{row.rank}{' (đồng hạng)' if shared else ''}",
        agency=row.agency.short_name,
        received=small_words(row.received),
        on_time=TOO_FEW if row.share is None else _percent(row.share),
        interval="" if row.interval is None else f"{_percent(row.interval.low)} – {_percent(row.interval.high)}",
        days=days_words(row.days, minimum),
        reopened=small_words(row.reopened),
        solved=TOO_FEW
        if row.judged < minimum
        else f"{_percent(row.solved / row.judged)} của {row.judged} lượt đánh giá",
    )


@dataclass(frozen=True, slots=True)
class TimesLine:
    """How long answers of one sector took."""

    sector: str
    half: str
    nine_in_ten: str
    answers: str


def times_lines(rows: Iterable[AnswerTimes], minimum: int) -> list[TimesLine]:
    """Return how long answers took by sector; those with too few of them say so."""
    lines = []
    for row in rows:
        total = sum(row.days.values())
        half, most = (median_of(row.days), quantile_of(row.days, _MOST)) if total >= minimum else (None, None)
        lines.append(
            TimesLine(
                row.sector.name,
                TOO_FEW if half is None else format_number(half, 1),
                TOO_FEW if most is None else format_number(most),
                small_words(total),
            )
        )
    return lines


def days_words(days: Counter[int], minimum: int) -> str:
    """Return within how many working days half and nine tenths of the answers came, and of how many answers that is.

    >>> days_words(Counter({3: 8, 5: 1, 20: 1}), 10), days_words(Counter({3: 9}), 10)
    ('3,0; 9/10 trong 5 (10 lượt)', 'chưa đủ')
    """
    total, half = sum(days.values()), median_of(days)
    if total < minimum or half is None:
        return TOO_FEW
    return f"{format_number(half, 1)}; 9/10 trong {quantile_of(days, _MOST)} ({format_number(total)} lượt)"


def small_words(count: int) -> str:
    """Return a count as it is shown: those from one to four are not told apart.

    >>> small_words(0), small_words(3), small_words(1200)
    ('0', 'dưới 5', '1.200')
    """
    return f"dưới {SMALL}" if 0 < count < SMALL else format_number(count, 0)


def _percent(share: float) -> str:
    return f"{format_number(100 * share, 0)}%"


def _figure(rows: Iterable[Standing]) -> Figure | None:
    bars = [Bar(row.agency.short_name, row.on_time, row.due) for row in rows][:_MOST_BARS]
    if not bars:
        return None
    return bar_chart("Trả lời đúng hạn", bars, unit="phản ánh", noun="cơ quan")
