"""Units of a contest in public: one chart and one table for each kind of unit, every share with its head-count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lantoa.apps.agencies.models import AgencyKind
from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.contests.presenters.result_words import share_words, unit_row
from lantoa.apps.contests.queries.public_results import ContestUnit
from lantoa.apps.contests.queries.results import UnitGroup
from lantoa.core.charts import Bar, bar_chart
from lantoa.core.viettext import format_number
from lantoa.portal.presenters.parts import Picture, picture

# A chart of more units than this is a wall; the table holds all of them.
_MOST_BARS = 20


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit among those of its kind."""

    rank: str
    name: str
    participation: str
    attempts: str
    average: str
    note: str
    prize: str = ""


@dataclass(frozen=True, slots=True)
class UnitsOfKind:
    """The units of one kind, with a chart of their participation where there is a head-count to draw it from."""

    label: str
    lines: tuple[UnitLine, ...]
    picture: Picture | None
    with_prizes: bool = False


def units_of_round(groups: Sequence[UnitGroup]) -> tuple[UnitsOfKind, ...]:
    """Return the units of a round by kind."""
    found = []
    for group in groups:
        rows = [unit_row(unit) for unit in group.units]
        lines = tuple(
            UnitLine(row.rank, row.name, row.participation, number(row.attempts), row.average or "—", row.reason)
            for row in rows
        )
        bars = ((unit.agency.short_name, unit.entrants, unit.people) for unit in group.units)
        found.append(UnitsOfKind(group.label, lines, _picture(group.label, bars)))
    return tuple(found)


def units_of_contest(units: Sequence[ContestUnit]) -> tuple[UnitsOfKind, ...]:
    """Return the units over a whole contest by kind, with the prizes their ranks win."""
    found = []
    for kind, label in AgencyKind.choices:
        own = [unit for unit in units if unit.agency.kind == kind]
        if own:
            bars = ((unit.agency.short_name, unit.ranked.count.entrants, unit.ranked.count.people) for unit in own)
            lines = tuple(_line(unit) for unit in own)
            prizes = any(unit.prize for unit in own)
            found.append(UnitsOfKind(str(label), lines, _picture(str(label), bars), prizes))
    return tuple(found)


def _line(unit: ContestUnit) -> UnitLine:
    count = unit.ranked.count
    if count.people is None:
        participation = f"{number(count.entrants)} người thi, chưa có sĩ số"
    else:
        participation = share_words(count.entrants, count.people, "người")
    average = f"{format_number(count.score_sum / count.entrants, 2)} (của {number(count.entrants)} người thi)"
    return UnitLine(
        rank=str(unit.ranked.rank) if unit.ranked.rank else "—",
        name=unit.agency.name,
        participation=participation,
        attempts=number(count.attempts),
        average=average if count.entrants else "—",
        note=unit.ranked.reason,
        prize=unit.prize,
    )


def _picture(label: str, units: Iterable[tuple[str, int, int | None]]) -> Picture | None:
    known = [Bar(name, entrants, people) for name, entrants, people in units if people and entrants <= people]
    if not known:
        return None
    known.sort(key=lambda bar: -(bar.value / (bar.whole or 1)))
    title = f"Tỷ lệ tham gia: {label}"
    if len(known) > _MOST_BARS:
        title += f", {_MOST_BARS} đơn vị cao nhất"
    return picture(bar_chart(title, known[:_MOST_BARS], unit="người thi", noun="đơn vị"))
