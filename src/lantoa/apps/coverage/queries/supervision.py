"""Citizens taking part and supervising, as coverage of its own kind: feedback answered, surveys. Never mixed with
articles; visits to the service guide are not counted at all, because nobody is followed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lantoa.apps.agencies.models import Agency
from lantoa.apps.coverage.queries.asked import theme_for
from lantoa.apps.coverage.queries.matrix import register_order
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.feedback.queries.league import SMALL, league
from lantoa.apps.surveys.queries.counted import responses_counted
from lantoa.core.workdays import Window


@dataclass(frozen=True, slots=True)
class SupervisionRow:
    """One agency: what it received, answered or should have, answered in time, had judged solved; survey responses.

    A figure is None where it is so small that one may know the person.
    """

    agency: Agency
    received: int | None
    due: int | None
    on_time: int | None
    solved: int | None
    responses: int | None


@dataclass(frozen=True, slots=True)
class SupervisionCoverage:
    """What citizens said in a period, on the theme of the programme that asks for it. A total is None where it would
    give away a figure that is hidden.
    """

    theme: Theme
    rows: tuple[SupervisionRow, ...]
    received: int | None
    due: int | None
    on_time: int | None
    solved: int | None
    responses: int | None


def supervision_coverage(
    programme: Programme, window: Window, *, on: date, kind: str = ""
) -> SupervisionCoverage | None:
    """Return it by agency in the order of the matrix, of one kind if asked; None for a programme without a theme on
    taking part and supervising, and where nobody said anything. At most eight queries.
    """
    theme = theme_for(programme, about="supervision")
    if theme is None:
        return None
    found = league(first=window.start, last=window.end, on=on, as_now=False)
    standings = {row.agency: row for row in (*found.ranked, *found.below)}
    responses = responses_counted(window.start, window.end)
    agencies = [one for one in {**standings, **responses} if not kind or one.kind == kind]
    if not agencies:
        return None
    rows = []
    for agency in sorted(agencies, key=register_order):
        row = standings.get(agency)
        said = figure_shown(responses.get(agency, 0))
        if row is None:
            rows.append(SupervisionRow(agency, 0, 0, 0, 0, said))
            continue
        received, due, on_time, solved = map(figure_shown, (row.received, row.due, row.on_time, row.solved))
        rows.append(SupervisionRow(agency, received, due, on_time, solved, said))
    known = [standings[one] for one in agencies if one in standings]
    return SupervisionCoverage(
        theme,
        tuple(rows),
        received=total_shown(row.received for row in known),
        due=total_shown(row.due for row in known),
        on_time=total_shown(row.on_time for row in known),
        solved=total_shown(row.solved for row in known),
        responses=total_shown(responses.get(one, 0) for one in agencies),
    )


def total_shown(numbers: Iterable[int]) -> int | None:
    """Return the sum of the figures; None where what is left of it after those that are shown gives a hidden one away.

    >>> total_shown([9, 3]), total_shown([9, 1, 1]), total_shown([9, 1, 3]), total_shown([9, 0])
    (None, None, 13, 9)
    """
    given = list(numbers)
    hidden = [number for number in given if figure_shown(number) is None]
    gives_away = len(hidden) == 1 or (hidden and sum(hidden) in (len(hidden), len(hidden) * (SMALL - 1)))
    return None if gives_away else sum(given)


def figure_shown(number: int) -> int | None:
    """Return the figure, None where one may know the person behind it."""
    return number if not 0 < number < SMALL else None
