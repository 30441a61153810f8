"""A person's word on questions that look alike."""

from datetime import datetime

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.contests.models import DifferentQuestions, Question


@transaction.atomic
def tell_apart(*, first: Question, second: Question, by: Actor, at: datetime) -> DifferentQuestions:
    """Return the remembered word that the two are different questions; they are not shown as alike again."""
    low, high = sorted((first, second), key=lambda question: question.pk)
    known, made = DifferentQuestions.objects.get_or_create(
        first=low,
        second=high,
        defaults={"decided_by": by if isinstance(by, User) else None, "decided_at": at},
    )
    if made:
        record_act("contests.tell_questions_apart", subject=low, by=by, at=at, detail={"other": high.pk})
    return known
