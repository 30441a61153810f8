"""Reads of the bank: banks with their counts, questions as asked for, what one question's page shows."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role, roles_of
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.contests.models import ItemStatistics, Question, QuestionBank
from lantoa.core.viettext import fold

# Who may look at the bank, who writes questions, who reviews them and keeps the banks.
READERS: frozenset[Role] = WHOLE_PROVINCE
WRITERS = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.CONTEST_ORGANISER, Role.EDITOR})
REVIEWERS = WRITERS - {Role.EDITOR}
# An answer that ends within so many days is shown as ending.
ENDS_SOON = timedelta(days=90)
# Below so many times shown the figures of a question say nothing yet.
LEAST_SHOWN = 30
TOO_EASY, TOO_HARD, WEAK = 0.95, 0.25, 0.1


@dataclass(slots=True)
class BankCounts:
    """How many questions a bank has, by state; the approved ones by difficulty."""

    bank: QuestionBank
    states: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    difficulties: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def total(self) -> int:
        return sum(self.states.values())


def banks_with_counts() -> list[BankCounts]:
    """Return every bank by name with its counts. Two queries."""
    found = {bank.pk: BankCounts(bank) for bank in QuestionBank.objects.all()}
    rows = Question.objects.order_by().values_list("bank", "state", "difficulty").annotate(held=Count("pk"))
    for bank, state, difficulty, held in rows:
        found[bank].states[state] += held
        if state == Question.State.APPROVED:
            found[bank].difficulties[difficulty] += held
    return list(found.values())


def questions_named_like(words: str) -> QuerySet[Question]:
    """Return the questions whose text or options hold all the words, accents aside; of a number also that question."""
    rows = Question.objects.select_related("bank", "theme")
    plain = words.strip()
    if plain.isdecimal() and len(plain) < 10:
        return rows.filter(Q(pk=int(plain)) | Q(folded_text__contains=plain))
    for word in fold(words).split():
        rows = rows.filter(folded_text__contains=word)
    return rows


def ended(today: date) -> Q:
    """Return the condition on questions whose answer is no longer right."""
    return Q(valid_to__lt=today)


def ending(today: date) -> Q:
    """Return the condition on questions whose answer ends soon."""
    return Q(valid_to__gte=today, valid_to__lte=today + ENDS_SOON)


def weak() -> Q:
    """Return the condition on questions that do not do: too easy, too hard, or wrong for those who know most."""
    enough = Q(times_shown__gte=LEAST_SHOWN)
    return enough & (Q(share_right__gt=TOO_EASY) | Q(share_right__lt=TOO_HARD) | Q(discrimination__lt=WEAK))


def may_see_key(user: User, question: Question) -> bool:
    """Return whether a user may see the answer: reviewers every one, writers those at their desk (drafts, what waits
    for review) and their own. Keys of a contest to come must not be known to more people than need them.
    """
    roles = roles_of(user)
    if roles & REVIEWERS:
        return True
    at_desk = question.state in (Question.State.DRAFTED, Question.State.IN_REVIEW)
    return bool(roles & WRITERS) and (at_desk or question.written_by_id == user.pk)


def may_change(user: User, question: Question) -> bool:
    """Return whether a user may change the question: who sees its answer, unless it is retired."""
    return question.state != Question.State.RETIRED and may_see_key(user, question)


def may_review(user: User, question: Question) -> bool:
    """Return whether a user may decide on the question: a reviewer who did not write it, while it waits."""
    waits = question.state == Question.State.IN_REVIEW
    return waits and bool(roles_of(user) & REVIEWERS) and question.written_by_id != user.pk


def history_of(question: Question) -> list[AuditEntry]:
    """Return every audited act on the question, the newest first. One query."""
    return list(AuditEntry.objects.filter(subject_type=Question._meta.label_lower, subject_id=str(question.pk)))


def names_of(actors: Collection[str]) -> dict[str, str]:
    """Return the full name of each actor that is an account. One query."""
    return {user.username: str(user) for user in User.objects.filter(username__in=set(actors))}


def statistics_of(question: Question) -> list[ItemStatistics]:
    """Return how the question fared in each round, the newest first. One query."""
    rows = question.statistics.select_related("round__contest")
    return list(rows.order_by(F("round__closes_at").desc()))
