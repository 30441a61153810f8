"""Feedback that may be on the same matter: near in time, of the same place, and in like words."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from lantoa.apps.feedback.alike import likenesses
from lantoa.apps.feedback.models import Feedback

# How far apart two may be sent, how many are looked at; below the least likeness they share little but common words.
_DAYS = 60
_MOST_READ = 300
_LEAST = 0.15


@dataclass(frozen=True, slots=True)
class Likely:
    """One piece that may be on the same matter, and how alike the words are, 0 to 1."""

    feedback: Feedback
    likeness: float


def likely_duplicates(feedback: Feedback, *, most: int = 5) -> list[Likely]:
    """Return pieces that may be on the same matter, the likest first: of the same place, of its sector where it names
    none. Joined ones stand under what they went to.

    One query; reads at most 300 of the two months before and after, whatever the table holds.
    """
    span = timedelta(days=_DAYS)
    same = Q(place=feedback.place_id) if feedback.place_id else Q(sector=feedback.sector_id)
    rows = list(
        Feedback.objects.filter(same, sent_at__range=(feedback.sent_at - span, feedback.sent_at + span))
        .filter(joined_to=None, erased_at=None)
        .exclude(pk=feedback.pk)
        .select_related("agency", "place", "sector")
        .defer("clock_words", "public_words", "public_answer")
        .order_by("-sent_at", "-pk")[:_MOST_READ]
    )
    found = zip(rows, likenesses(feedback.words, [row.words for row in rows]), strict=True)
    alike = [Likely(row, value) for row, value in found if value >= _LEAST]
    return sorted(alike, key=lambda one: (-one.likeness, one.feedback.pk))[:most]
