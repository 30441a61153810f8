"""How a due date was counted, in one Vietnamese sentence. Days are written as official documents write them: two digits
for a day below 10 and for January and February (Decree 30/2020/NĐ-CP).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

_DAY = timedelta(days=1)
WEEKEND_NAMES = {5: "Thứ bảy", 6: "Chủ nhật"}
# What the name of a day off given in place of a rest day ends with.
IN_LIEU = "(nghỉ bù)"
# More than this is abbreviated: nobody reads it, and the ends tell enough.
_DAYS_NAMED = 6
_SPANS_NAMED = 6
_NAMES_NAMED = 3


@dataclass(slots=True)
class _Span:
    """Adjacent days off of one sort."""

    first: date
    last: date
    sort: str
    names: list[str] = field(default_factory=list)


def day_words(day: date, *, year: bool = True) -> str:
    """Return the day as documents write it.

    >>> day_words(date(2023, 5, 4)), day_words(date(2023, 2, 27), year=False)
    ('04/5/2023', '27/02')
    """
    month = f"{day.month:02}" if day.month <= 2 else f"{day.month}"
    return f"{day.day:02}/{month}" + (f"/{day.year}" if year else "")


def explain_working_days(
    start: date, end: date, count: int, *, off: Mapping[date, str], worked: Collection[date]
) -> str:
    """Return how so many working days after the start end on the day `end`: the days counted, those passed over by span
    with their names, the due date. `off` are special days off with names, `worked` the weekend days worked in exchange.
    """
    days = [start + number * _DAY for number in range(1, (end - start).days + 1)]
    passed = [day for day in days if day in off or (day.weekday() in WEEKEND_NAMES and day not in worked)]
    counted = sorted(set(days).difference(passed))
    parts = [_counted_words(counted, worked, start.year)]
    if passed:
        parts.append(f"bỏ qua {_passed_words(passed, off, start.year)}")
    parts.append(f"hạn {day_words(end)}")
    return f"{count} ngày làm việc kể từ ngày {day_words(start)}: {'; '.join(parts)}"


def explain_day_count(start: date, last: date, end: date, count: int, reason: str | None) -> str:
    """Return how so many calendar days after the start end on the day `end`, moved from `last` when that is off."""
    begin = f"{count} ngày kể từ ngày {day_words(start)}"
    if reason is None:
        return f"{begin}: hạn {day_words(end)}"
    moved = f"ngày cuối {day_words(last, year=last.year != start.year)} là ngày nghỉ ({reason})"
    return f"{begin}: {moved}, chuyển sang ngày làm việc tiếp theo; hạn {day_words(end)}"


def _counted_words(counted: list[date], worked: Collection[date], year: int) -> str:
    def words(day: date) -> str:
        return ("làm bù " if day in worked else "") + day_words(day, year=day.year != year)

    if len(counted) <= _DAYS_NAMED:
        return "tính " + ", ".join(words(day) for day in counted)
    made_up = [words(day) for day in counted[2:-1] if day in worked]
    ends = f"tính {words(counted[0])}, {words(counted[1])}, …, {words(counted[-1])}"
    return ends + (f" (kể cả {', '.join(made_up)})" if made_up else "")


def _passed_words(passed: list[date], off: Mapping[date, str], year: int) -> str:
    spans = _spans(passed, off)
    if len(spans) <= _SPANS_NAMED:
        return ", ".join(_span_words(span, year) for span in spans)
    special = [span for span in spans if span.sort != "weekend"]
    weekend_days = sum((span.last - span.first).days + 1 for span in spans if span.sort == "weekend")
    shown, left = special[:_SPANS_NAMED], special[_SPANS_NAMED:]
    parts = [_span_words(span, year) for span in shown]
    if left:
        parts.append(f"{sum((span.last - span.first).days + 1 for span in left)} ngày nghỉ lễ, nghỉ bù khác")
    return ", ".join([*parts, f"{weekend_days} ngày Thứ bảy, Chủ nhật"])


def _spans(passed: list[date], off: Mapping[date, str]) -> list[_Span]:
    """Return the days off as spans of adjacent days of one sort: holiday, day in lieu, ordinary weekend."""
    spans: list[_Span] = []
    for (sort, _), group in groupby(
        enumerate(passed), key=lambda entry: (_sort(entry[1], off), entry[1].toordinal() - entry[0])
    ):
        days = [day for _, day in group]
        names = [off.get(day) or WEEKEND_NAMES[day.weekday()] for day in days]
        spans.append(_Span(days[0], days[-1], sort, list(dict.fromkeys(names))))
    return spans


def _sort(day: date, off: Mapping[date, str]) -> str:
    name = off.get(day)
    if name is None:
        return "weekend"
    return "in_lieu" if name.endswith(IN_LIEU) else "holiday"


def _span_words(span: _Span, year: int) -> str:
    names = span.names
    if span.sort == "in_lieu":
        words = IN_LIEU
    elif len(names) > _NAMES_NAMED:
        words = f"({names[0]} … {names[-1]})"
    else:
        words = f"({', '.join(names)})"
    return f"{_days_words(span.first, span.last, year)} {words}"


def _days_words(first: date, last: date, year: int) -> str:
    """Return a span of days, the month and year said once where both ends share it.

    >>> _days_words(date(2023, 5, 2), date(2023, 5, 3), 2023), _days_words(date(2023, 4, 29), date(2023, 5, 1), 2023)
    ('02–03/5', '29/4–01/5')
    """
    end = day_words(last, year=last.year != year)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day:02}–{end}"
    return f"{day_words(first, year=first.year != last.year and first.year != year)}–{end}"
