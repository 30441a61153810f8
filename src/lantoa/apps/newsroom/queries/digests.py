"""Reads of internal digests: who sees and makes them, what they lack, how far they were read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import OWN_AGENCY, WHOLE_PROVINCE, Role, roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.directives.models import Theme
from lantoa.apps.directives.queries import current_programme
from lantoa.apps.newsroom.models import DigestItem, DigestQuestion, DigestReceipt, InternalDigest
from lantoa.core.officialdoc import Channel
from lantoa.core.viettext import fold

QUESTIONS = 3
MIN_CHOICES, MAX_CHOICES = 2, 5
PREFIX = "/ban-tin-noi-bo/"
# Whoever writes and sends digests of every agency; officers of an agency those of their own.
KEEPERS = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})
MAKERS = KEEPERS | OWN_AGENCY


def digest_path(digest: InternalDigest) -> str:
    """Return the path at which officials read a digest; nobody can guess it."""
    return f"{PREFIX}{digest.nonce}/"


def digests_seen_by(user: User | AnonymousUser) -> QuerySet[InternalDigest]:
    """Return the digests the user may look at, newest month first: all for whoever sees the whole province, else those
    of the own agency. At most two queries a user object before the one of the rows.
    """
    rows = InternalDigest.objects.select_related("agency").order_by("-month", "agency__name", "pk")
    if roles_of(user) & WHOLE_PROVINCE:
        return rows
    agency = agency_of(user)
    return rows.filter(agency=agency) if agency else rows.none()


def makes_digests_of(user: User | AnonymousUser, agency: Agency) -> bool:
    """Return whether the user writes, sends and closes digests of that agency."""
    roles = roles_of(user)
    return bool(roles & KEEPERS) or bool(roles & OWN_AGENCY and agency_of(user) == agency)


def sees_readers(user: User | AnonymousUser, digest: InternalDigest) -> bool:
    """Return whether the user reads the names of those who have read: only officers of that very agency do."""
    return bool(roles_of(user) & OWN_AGENCY) and agency_of(user) == digest.agency


def with_counts(rows: QuerySet[InternalDigest]) -> QuerySet[InternalDigest]:
    """Return the digests with `reader_count` and `item_count`, counted by the database with the rows."""

    def counted(model: type[DigestItem] | type[DigestReceipt]) -> Coalesce:
        # One count a row, never the two tables joined with each other.
        own = model._default_manager.filter(digest=OuterRef("pk")).order_by().values("digest")
        return Coalesce(Subquery(own.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)

    return rows.annotate(reader_count=counted(DigestReceipt), item_count=counted(DigestItem))


def lacking(digest: InternalDigest) -> list[str]:
    """Return, in sentences, what has to be added before the digest can be sent; [] when nothing. Two queries."""
    told = [] if digest.items.exists() else ["Bản tin chưa có mục nào."]
    questions = list(digest.questions.all())
    if len(questions) != QUESTIONS:
        told.append(f"Bản tin cần đúng {QUESTIONS} câu hỏi, hiện có {len(questions)}.")
    for question in questions:
        told += _lacking_of(question)
    return told


def _lacking_of(question: DigestQuestion) -> list[str]:
    count = len(question.choices)
    if not MIN_CHOICES <= count <= MAX_CHOICES:
        return [f"Câu hỏi {question.position} cần từ {MIN_CHOICES} đến {MAX_CHOICES} câu trả lời, hiện có {count}."]
    if question.right >= count:
        return [f"Câu hỏi {question.position} chưa chọn câu trả lời đúng."]
    if not question.explanation:
        return [f"Câu hỏi {question.position} chưa có lời giải thích."]
    return []


def assignments_answered_by(digest: InternalDigest) -> QuerySet[Assignment]:
    """Return the open assignments of the agency that ask for internal communication on a theme the digest speaks of,
    once it was sent.
    """
    if digest.state != InternalDigest.State.SENT:
        return Assignment.objects.none()
    themes = digest.items.exclude(theme=None).values("theme")
    return (
        Assignment.objects.of_agency(digest.agency)
        .open()
        .filter(duty__channel=Channel.INTERNAL.value, duty__theme__in=themes)
        .select_related("duty__theme", "agency")
        .order_by("duty__theme__position", "pk")
    )


def answers_assignment(digest: InternalDigest, assignment: Assignment) -> bool:
    """Return whether the digest speaks of the theme of an assignment that asks for internal communication."""
    duty = assignment.duty
    return duty.channel == Channel.INTERNAL.value and digest.items.filter(theme=duty.theme_id).exists()


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question and how many of the readers chose each of its choices."""

    question: DigestQuestion
    chosen: tuple[int, ...]
    readers: int

    @property
    def right(self) -> int:
        """Return how many chose the right one."""
        return self.chosen[self.question.right] if self.question.right < len(self.chosen) else 0

    @property
    def share_right(self) -> float | None:
        """Return the share of the readers who were right, 0-1; None while nobody has read."""
        return self.right / self.readers if self.readers else None


@dataclass(frozen=True, slots=True)
class DigestResults:
    """How far a digest was read; `share` needs the number of officials, which is never guessed."""

    readers: int
    officials: int | None
    questions: tuple[QuestionResult, ...]

    @property
    def share(self) -> float | None:
        """Return readers among officials, at most 1; None where nobody has said how many officials there are."""
        return min(1.0, self.readers / self.officials) if self.officials else None

    @property
    def waiting(self) -> int | None:
        """Return how many officials have not read yet; None where their number is unknown."""
        return max(0, self.officials - self.readers) if self.officials is not None else None


def digest_results(digest: InternalDigest) -> DigestResults:
    """Return how far the digest was read and what was answered. Two queries."""
    given: Sequence[list[int]] = list(digest.receipts.order_by().values_list("answers", flat=True))
    results = []
    for place, question in enumerate(digest.questions.all()):
        answers = [row[place] for row in given if place < len(row)]
        chosen = tuple(answers.count(choice) for choice in range(len(question.choices)))
        results.append(QuestionResult(question, chosen, len(answers)))
    return DigestResults(len(given), digest.officials, tuple(results))


def digest_of_month(agency: Agency, month: date) -> InternalDigest | None:
    """Return the digest of the agency for that month, None where there is none yet. One query."""
    return InternalDigest.objects.filter(agency=agency, month=month.replace(day=1)).first()


def with_state(rows: QuerySet[InternalDigest], state: str, today: date) -> QuerySet[InternalDigest]:
    """Return the digests that are drafted, take receipts, or are closed ("drafted", "open", "closed")."""
    if state == "drafted":
        return rows.filter(state=InternalDigest.State.DRAFTED)
    sent = rows.filter(state=InternalDigest.State.SENT)
    if state == "closed":
        return sent.filter(Q(closed_at__isnull=False) | Q(closes_on__lt=today) | Q(names_erased_at__isnull=False))
    still = Q(closes_on=None) | Q(closes_on__gte=today)
    return sent.filter(still, closed_at=None, names_erased_at=None)


def digests_filtered(
    rows: QuerySet[InternalDigest], *, today: date, month: date | None = None, agency: str = "", state: str = ""
) -> QuerySet[InternalDigest]:
    """Return the digests of a month, of agencies whose names hold these words, in a state; each only if given."""
    if month:
        rows = rows.filter(month=month.replace(day=1))
    if agency:
        rows = rows.filter(agency__folded_names__contains=fold(agency))
    return with_state(rows, state, today) if state else rows


def themes_for_items() -> QuerySet[Theme]:
    """Return the themes an item may speak of: those of the programme in hand."""
    programme = current_programme()
    return Theme.objects.filter(programme=programme).order_by("position")
