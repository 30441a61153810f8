"""How long answers really took, by sector: what to expect, not what is promised. Counted in the database."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from lantoa.apps.feedback.queries.league_figures import figures_of
from lantoa.apps.services.models import Sector


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """The answers to feedback of one sector: how many took so many working days, the waits for the citizen off."""

    sector: Sector
    days: Counter[int]


def answer_times(*, first: date, last: date) -> list[AnswerTimes]:
    """Return the answers to what was sent in the period by sector, in the order of the sectors; every answer counts, a
    second one after reopening too. Its cost is that of the league.
    """
    days: dict[int, Counter[int]] = defaultdict(Counter)
    for one in figures_of(first, last).values():
        for sector, counts in one.days.items():
            days[sector].update(counts)
    sectors = Sector.objects.filter(pk__in=days).order_by("position", "name", "pk")
    return [AnswerTimes(sector, days[sector.pk]) for sector in sectors]
