"""Reads for the officers' work: the board, what is counted above it, one piece with its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackStep, Handover
from lantoa.apps.feedback.models.feedback import FeedbackQuerySet

State = Feedback.State


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """What waits for somebody, of the feedback a person sees."""

    late: int
    today: int
    new: int
    asked_back: int
    unassigned: int
    flagged: int


def late_on(day: date) -> Q:
    """Return the condition on feedback whose answer, or whose acknowledgement, is overdue on that day."""
    unacknowledged = Q(state=State.NEW, acknowledged_at=None, acknowledge_by__lt=day)
    return Q(joined_to=None) & (Q(state__in=[State.NEW, State.ACKNOWLEDGED], answer_by__lt=day) | unacknowledged)


def due_on(day: date) -> Q:
    """Return the condition on feedback of which something is due on that very day."""
    unacknowledged = Q(state=State.NEW, acknowledged_at=None, acknowledge_by=day)
    return Q(joined_to=None) & (Q(state__in=[State.NEW, State.ACKNOWLEDGED], answer_by=day) | unacknowledged)


def board_counts(seen: FeedbackQuerySet, *, on: date) -> BoardCounts:
    """Return what waits for somebody; what was joined waits with the one it went to. One query over what is open."""
    counts = (
        seen.open()
        .order_by()
        .aggregate(
            late=Count("pk", filter=late_on(on)),
            today=Count("pk", filter=due_on(on)),
            new=Count("pk", filter=Q(state=State.NEW)),
            asked_back=Count("pk", filter=Q(state=State.ASKED_BACK)),
            unassigned=Count("pk", filter=Q(agency=None)),
            flagged=Count("pk", filter=~Q(flags=[])),
        )
    )
    return BoardCounts(**counts)


def board_rows(keys: Sequence[int]) -> list[Feedback]:
    """Return the feedback with these keys, in their order, with what the lines of the board say of it. One query.

    Keys are sorted and cut into pages first: sorting whole rows costs the words of every one that is open.
    """
    rows = Feedback.objects.select_related("sector", "place", "agency").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def steps_of(feedback: Feedback) -> list[FeedbackStep]:
    """Return the whole history in order, with who and which agency. One query."""
    return list(feedback.steps.select_related("by", "agency").order_by("at", "pk"))


def handovers_of(feedback: Feedback) -> list[Handover]:
    """Return the hand-overs, the newest first. One query."""
    return list(feedback.handovers.select_related("agency"))


def one_feedback(seen: QuerySet[Feedback]) -> QuerySet[Feedback]:
    """Return the feedback with everything the page of one shows."""
    files = Prefetch("attachments", Attachment.objects.order_by("position", "pk"))
    return seen.select_related(
        "sector", "place", "agency", "about_agency", "procedure", "contact", "joined_to"
    ).prefetch_related(files)


def listed_handovers(seen: QuerySet[Feedback]) -> QuerySet[Handover]:
    """Return the hand-overs of the feedback a person sees, with what a list says of them."""
    return Handover.objects.filter(feedback__in=seen.order_by()).select_related("feedback__sector", "agency")


def failed_handovers(seen: QuerySet[Feedback]) -> QuerySet[Handover]:
    """Return the hand-overs that failed: somebody has to look at each."""
    return listed_handovers(seen).filter(state=Handover.State.FAILED)
