"""Reads of public feedback: only what was moderated, only in the wording for the public."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import counted_together
from lantoa.apps.base.capped import CappedPaginator
from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackStep
from lantoa.apps.search.queries import search_keys
from lantoa.apps.search.storage import NoIndex
from lantoa.apps.services.models import Sector

PAGE_SIZE = 20
_FEED_WINDOW, _MOST_IN_FEED = 200, 30
UNDER_WAY, ANSWERED, SOLVED, NOT_SOLVED = "dang-giai-quyet", "da-tra-loi", "da-xong", "chua-xong"
STATES = {
    UNDER_WAY: "đang giải quyết",
    ANSWERED: "đã trả lời hoặc kết thúc",
    SOLVED: "người dân nói đã giải quyết được",
    NOT_SOLVED: "người dân nói chưa giải quyết được hết",
}
_ASKED = {
    UNDER_WAY: Q(state__in=Feedback.OPEN_STATES),
    ANSWERED: ~Q(state__in=Feedback.OPEN_STATES),
    SOLVED: Q(solved=Feedback.Solved.SOLVED),
    NOT_SOLVED: Q(solved__in=(Feedback.Solved.PARTLY, Feedback.Solved.NOT_SOLVED)),
}
# What anybody may read of the course of things: that it happened, never what was said.
_SHOWN_STEPS = frozenset(FeedbackStep.Kind) - {
    FeedbackStep.Kind.NOTE, FeedbackStep.Kind.LISTED, FeedbackStep.Kind.UNLISTED, FeedbackStep.Kind.JOINED,
    FeedbackStep.Kind.PARTED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedFeedback:
    """What the reader asked for; None and "" ask for everything."""

    words: str = ""
    sector: Sector | None = None
    agency: Agency | None = None
    place: Agency | None = None
    state: str = ""
    year: int | None = None
    oldest_first: bool = False

    @property
    def is_narrowing(self) -> bool:
        return any((self.words, self.sector, self.agency, self.place, self.state, self.year))


def feedback_asked(asked: AskedFeedback, *, today: date) -> QuerySet[Feedback] | Sequence[Feedback]:
    """Return the public feedback that fits, newest first unless asked otherwise; for words the best answers, at most
    as many as a search gives. Agencies and places count those that went into them.
    """
    rows = Feedback.objects.public().select_related("sector", "agency", "place")
    if asked.sector:
        rows = rows.filter(sector=asked.sector)
    for name, agency in (("agency", asked.agency), ("place", asked.place)):
        if agency:
            rows = rows.filter(**{f"{name}__in": counted_together(agency, on=today)})
    if asked.state:
        rows = rows.filter(_ASKED[asked.state])
    if asked.year:
        rows = rows.filter(sent_at__gte=_new_year(asked.year), sent_at__lt=_new_year(asked.year + 1))
    rows = rows.order_by("sent_at", "pk") if asked.oldest_first else rows.order_by("-sent_at", "-pk")
    return _with_words(rows, asked.words, today=today) if asked.words else rows


def newest_listed(asked: AskedFeedback, *, today: date) -> list[Feedback]:
    """Return what was listed last, among the newest that fit: what is moderated long after it was sent comes first."""
    rows = feedback_asked(replace(asked, oldest_first=False), today=today)[:_FEED_WINDOW]
    return sorted(rows, key=lambda row: (row.listed_at or row.sent_at, row.pk), reverse=True)[:_MOST_IN_FEED]


def _new_year(year: int) -> datetime:
    return datetime.combine(date(year, 1, 1), time.min, tzinfo=timezone.get_current_timezone())


def _with_words(rows: QuerySet[Feedback], words: str, *, today: date) -> QuerySet[Feedback] | Sequence[Feedback]:
    try:
        _, keys = search_keys(words, today=today, chosen={"kind": "feedback"})
    except NoIndex:
        for word in words.split()[:8]:
            rows = rows.filter(_holds(word.lower()) | _holds(word.capitalize()))
        return rows
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _holds(word: str) -> Q:
    """Return the filter on the wording for the public; SQLite knows capital letters of ASCII only."""
    return Q(public_title__contains=word) | Q(public_words__contains=word)


def feedback_page_of(rows: QuerySet[Feedback] | Sequence[Feedback], number: str | None) -> Page[Feedback]:
    """Return one page of the list; the nearest for a number that makes no sense."""
    return CappedPaginator(rows, PAGE_SIZE).get_page(number)


def joined_counts(rows: Iterable[Feedback]) -> dict[int, int]:
    """Return how many others were joined to each of these; those without any are left out. One query."""
    counted = Feedback.objects.filter(joined_to__in=[row.pk for row in rows]).values("joined_to")
    pairs = counted.annotate(some=Count("pk")).order_by().values_list("joined_to", "some")
    return {pk: some for pk, some in pairs if pk is not None}


def public_feedback(code: str) -> Feedback | None:
    """Return the public piece of feedback of a code; None for one that is not public. One query."""
    rows = Feedback.objects.public().select_related("sector", "agency", "place", "procedure")
    return rows.filter(code=code).first()


def public_steps(feedback: Feedback) -> list[FeedbackStep]:
    """Return what happened, in order, as far as anybody may know it; the words stay in the database. One query."""
    steps = feedback.steps.filter(shown=True, kind__in=_SHOWN_STEPS).select_related("agency").defer("words")
    return list(steps.order_by("at", "pk"))


def listed_photos(feedback: Feedback) -> list[Attachment]:
    """Return the photos that somebody has looked at and listed. One query."""
    return list(_listed().filter(feedback=feedback))


def listed_photo(sha256: str) -> Attachment | None:
    """Return a photo that stands on a public page now, None for every other file. One query."""
    return _listed().filter(sha256=sha256, feedback__listing=Feedback.Listing.LISTED, feedback__joined_to=None).first()


def _listed() -> QuerySet[Attachment]:
    return Attachment.objects.filter(kind=Attachment.Kind.PHOTO, state=Attachment.State.KEPT, listed=True)


def first_year() -> int | None:
    """Return the year of the oldest public piece, None for none. One query on the index."""
    moment = Feedback.objects.public().order_by("sent_at", "pk").values_list("sent_at", flat=True).first()
    return timezone.localtime(moment).year if moment else None
