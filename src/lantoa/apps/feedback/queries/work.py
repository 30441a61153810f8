"""Reads for the officers' work: the board, what is counted above it, one piece with its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from lantoa.apps.base.capped import counted
from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackStep, Handover
from lantoa.apps.feedback.models.feedback import UNENDED, FeedbackQuerySet
from lantoa.core.viettext import fold

State = Feedback.State
# So many of the newest pieces are searched for words; whoever looks for older ones names the days.
MOST_SEARCHED = 5_000


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """What waits for somebody, each counted as far as `base.capped.counted` does."""

    late: int
    today: int
    new: int
    asked_back: int
    unassigned: int
    flagged: int


def late_on(day: date) -> Q:
    """Return the condition on feedback whose answer, or whose acknowledgement, is overdue on that day."""
    return UNENDED & Q(next_due__lt=day)


def due_on(day: date) -> Q:
    """Return the condition on feedback of which that very day is the next due day."""
    return UNENDED & Q(next_due=day)


def board_counts(work: FeedbackQuerySet, *, on: date) -> BoardCounts:
    """Return what waits for somebody; what was joined waits with the one it went to. Six queries on indexes."""
    rows = work.filter(UNENDED)
    return BoardCounts(
        late=counted(rows.filter(late_on(on))),
        today=counted(rows.filter(due_on(on))),
        new=counted(rows.filter(state=State.NEW)),
        asked_back=counted(rows.filter(state=State.ASKED_BACK)),
        unassigned=counted(rows.filter(agency=None, state__in=Feedback.OPEN_STATES)),
        flagged=counted(rows.filter(flagged=True, state__in=Feedback.OPEN_STATES)),
    )


def holding_words(rows: FeedbackQuerySet, words: str) -> FeedbackQuerySet:
    """Return the piece of that code, whatever its age; else those of the newest 5 000 that hold the words. One query
    to know the code.
    """
    code = words.upper()
    if Feedback.objects.filter(code=code).exists():
        return rows.filter(code=code)
    newest = rows.order_by("-sent_at", "-pk").values("pk")[:MOST_SEARCHED]
    return rows.filter(pk__in=newest).filter(Q(code__icontains=words) | Q(folded__contains=fold(words)))


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
    rows = Handover.objects.select_related("feedback__sector", "agency")
    return rows.filter(Exists(seen.order_by().filter(pk=OuterRef("feedback")))) if seen.query.where else rows


def failed_handovers(seen: QuerySet[Feedback]) -> QuerySet[Handover]:
    """Return the hand-overs that failed: somebody has to look at each."""
    return listed_handovers(seen).filter(state=Handover.State.FAILED)
