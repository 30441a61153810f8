"""What waits for a moderator, and what is proposed as wording."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackStep
from lantoa.apps.feedback.queries.work import holding_words
from lantoa.apps.services.models import Sector
from lantoa.core.analysis.personal_words import Found, personal_words, without_personal_words

_TITLE_SYLLABLES = 16
# By the word in the address: what it says on the page, and its condition.
QUEUES: dict[str, tuple[str, Q]] = {
    "": ("Chờ duyệt đăng", Q(listing=Feedback.Listing.WAITING, joined_to=None)),
    "tra-loi": (
        "Đã đăng, chờ đăng trả lời",
        Q(listing=Feedback.Listing.LISTED, answered_at__isnull=False, public_answer="", joined_to=None),
    ),
    "dang": ("Đang đăng", Q(listing=Feedback.Listing.LISTED)),
    "khong": ("Không đăng", Q(listing=Feedback.Listing.UNLISTED)),
    "nhap": ("Đã nhập với phản ánh khác", Q(joined_to__isnull=False)),
}


def waiting_answers(*, queue: str, sector: Sector | None, words: str) -> QuerySet[Feedback]:
    """Return the pieces of a queue: those that wait the oldest first, the others the newest first. Erased ones have
    nothing to be read and are left out.
    """
    rows = Feedback.objects.filter(QUEUES.get(queue, QUEUES[""])[1], erased_at=None)
    rows = rows.filter(sector=sector) if sector else rows
    if words:
        rows = holding_words(rows, words.strip())
    order = ("sent_at", "pk") if queue in {"", "tra-loi"} else ("-sent_at", "-pk")
    return rows.select_related("sector", "agency", "place", "joined_to").order_by(*order)


@dataclass(frozen=True, slots=True)
class Wording:
    """What is proposed for the public: title, words and answer without what looks personal; and what was taken out."""

    title: str
    words: str
    answer: str
    found: tuple[Found, ...]


def proposed_wording(feedback: Feedback) -> Wording:
    """Return the wording that stands already, or a proposal: the citizen's words and the last answer, without what
    looks like a name, a number or an address of somebody. One query.
    """
    answer = (
        FeedbackStep.objects.filter(feedback=feedback, kind=FeedbackStep.Kind.ANSWERED, shown=True)
        .order_by("-at", "-pk")
        .values_list("words", flat=True)
        .first()
    ) or ""
    words = without_personal_words(feedback.words)
    return Wording(
        title=feedback.public_title or _first_words(words),
        words=feedback.public_words or words,
        answer=feedback.public_answer or without_personal_words(answer),
        found=personal_words(feedback.words) + personal_words(answer),
    )


def photos_of(feedback: Feedback) -> list[Attachment]:
    """Return the photos that can be shown, in their order."""
    kept = Attachment.objects.filter(feedback=feedback, kind=Attachment.Kind.PHOTO, state=Attachment.State.KEPT)
    return list(kept.order_by("position"))


def _first_words(words: str) -> str:
    """Return the first sentence, cut after so many syllables."""
    first = words.replace("\n", " ").split(". ")[0].rstrip(". ")
    syllables = first.split()
    if len(syllables) <= _TITLE_SYLLABLES:
        return first
    return " ".join(syllables[:_TITLE_SYLLABLES]) + "…"
