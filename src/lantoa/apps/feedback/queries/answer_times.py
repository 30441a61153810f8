"""How long answers really took, by sector: what to expect, not what is promised. Counted in the database."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from lantoa.apps.feedback.models import FeedbackStep
from lantoa.apps.feedback.queries.league import sent_within
from lantoa.apps.services.models import Sector


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """The answers to feedback of one sector: how many took so many working days, the waits for the citizen off."""

    sector: Sector
    days: Counter[int]


def answer_times(*, first: date, last: date) -> list[AnswerTimes]:
    """Return the answers to what was sent in the period by sector, in the order of the sectors; every answer counts, a
    second one after reopening too. Two queries, whose cost grows with the feedback of the period.
    """
    answers = FeedbackStep.objects.filter(
        kind=FeedbackStep.Kind.ANSWERED, feedback__in=sent_within(first, last), detail__has_key="days"
    ).order_by()
    days: dict[int, Counter[int]] = defaultdict(Counter)
    for row in answers.values("feedback__sector", "detail__days").annotate(count=Count("pk")):
        days[row["feedback__sector"]][int(row["detail__days"])] += row["count"]
    sectors = Sector.objects.filter(pk__in=days).order_by("position", "name", "pk")
    return [AnswerTimes(sector, days[sector.pk]) for sector in sectors]
