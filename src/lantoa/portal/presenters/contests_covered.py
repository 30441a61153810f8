"""Contests on the public pages of coverage: who organised which, on what, who took part; published rounds only."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.templatetags.vietnamese import number, percent
from lantoa.apps.contests.queries.published import UnitFigures
from lantoa.apps.coverage.queries import ContestCoverage, ContestRow
from lantoa.portal.presenters.parts import Link

# More units than this are read in the list of results itself.
_MOST_UNITS = 20


@dataclass(frozen=True, slots=True)
class ContestLine:
    """One contest: where it is, who organises it, a word for each theme, its published figures."""

    link: Link
    organiser: str
    cells: tuple[str, ...]
    rounds: str
    entrants: str
    attempts: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: entrants with their denominator, and attempts."""

    label: str
    entrants: str
    attempts: str


@dataclass(frozen=True, slots=True)
class ContestTable:
    """The contests of a period as a table of its own beside the matrix; the units with the highest rates."""

    summary: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[ContestLine, ...]
    units: tuple[UnitLine, ...]
    units_note: str


def contest_table(found: ContestCoverage | None, kind: str = "") -> ContestTable | None:
    """Return the table, of one kind of organiser and of unit if asked; None where no contest had a round."""
    if found is not None and kind:
        found = replace(
            found,
            rows=tuple(row for row in found.rows if row.contest.agency.kind == kind),
            units=tuple(unit for unit in found.units if unit.agency.kind == kind),
        )
    if found is None or not (found.rows or found.units):
        return None
    shown = found.units[:_MOST_UNITS]
    more = f"{number(len(shown))} trong {number(len(found.units))} đơn vị, tỷ lệ cao xếp trước. " if shown else ""
    return ContestTable(
        _summary(found),
        tuple((theme.code, theme.title) for theme in found.themes),
        tuple(_contest_line(row) for row in found.rows),
        tuple(_unit_line(unit) for unit in shown),
        f"{more}Người thi và sĩ số cộng theo từng vòng; không có tỷ lệ khi chưa biết sĩ số.",
    )


def _summary(found: ContestCoverage) -> str:
    marked = " (số liệu minh họa)" if any(row.contest.illustrative for row in found.rows) else ""
    return (
        f"{number(len(found.rows))} cuộc thi của {number(found.agencies)} cơ quan có vòng thi trong kỳ; "
        f"{number(len(found.rounds))} vòng đã công bố kết quả, {number(found.entrants)} người thi, "
        f"{number(found.attempts)} lượt thi{marked}. Người thi nhiều vòng được tính ở mỗi vòng. "
        "Tính riêng, không cộng vào số bài."
    )


def _contest_line(row: ContestRow) -> ContestLine:
    cells = tuple(number(questions) if questions else "–" for questions in row.questions)
    told = (number(row.entrants), number(row.attempts)) if row.rounds else ("chưa công bố", "chưa công bố")
    link = Link(row.contest.title, row.contest.public_address)
    return ContestLine(link, row.contest.agency.short_name, cells, number(len(row.rounds)), *told)


def _unit_line(unit: UnitFigures) -> UnitLine:
    return UnitLine(unit.agency.short_name, _entrants_words(unit), number(unit.attempts))


def _entrants_words(unit: UnitFigures) -> str:
    if not unit.people:
        return f"{number(unit.entrants)}, chưa có sĩ số"
    return f"{number(unit.entrants)}/{number(unit.people)} ({percent(unit.share)})"


@dataclass(frozen=True, slots=True)
class AgencyContests:
    """The contests an agency organised in a period, and how many of its people took part in any."""

    links: tuple[Link, ...]
    sentence: str


def agency_contests(found: ContestCoverage | None, agencies: Sequence[Agency]) -> AgencyContests | None:
    """Return the part of these agencies (one of the register, as known then) in contests; None without any."""
    if found is None:
        return None
    links = [row.contest for row in found.rows if row.contest.agency in agencies]
    units = [unit for unit in found.units if unit.agency in agencies]
    if not links and not units:
        return None
    told = "; ".join(
        f"{unit.agency.short_name} có {_entrants_words(unit)} người thi, {number(unit.attempts)} lượt thi"
        for unit in units
    )
    sentence = (
        f"{told}. Người thi và sĩ số cộng theo từng vòng đã công bố kết quả trong kỳ."
        if told
        else "Trong các vòng đã công bố kết quả trong kỳ, đơn vị chưa có người thi."
    )
    return AgencyContests(tuple(Link(contest.title, contest.public_address) for contest in links), sentence)
