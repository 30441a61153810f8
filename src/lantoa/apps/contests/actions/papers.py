"""What papers are made of, what is won, who may not enter: the lists of a contest in preparation."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.contests.actions.drafting import lock_draft
from lantoa.apps.contests.models import Barred, Contest, Prize, QuestionBank, Quota, Round
from lantoa.apps.privacy.contacts import contact_sha256


@transaction.atomic
def set_quota(
    *, round_: Round, audience: str, bank: QuestionBank, difficulty: str, questions: int, by: Actor, at: datetime
) -> Quota:
    """Return the quota of a round: so many questions of a bank and difficulty; an existing one gets the new count."""
    contest = lock_draft(round_.contest)
    quota, _ = Quota.objects.update_or_create(
        round=round_, audience=audience, bank=bank, difficulty=difficulty, defaults={"questions": questions}
    )
    detail = {"round": round_.number, "audience": audience, "bank": bank.pk, "questions": questions}
    record_act("contests.set_quota", subject=contest, by=by, at=at, detail=detail)
    return quota


@transaction.atomic
def remove_quota(*, quota: Quota, by: Actor, at: datetime) -> None:
    """Remove a quota of a round."""
    contest = lock_draft(quota.round.contest)
    detail = {"round": quota.round.number, "audience": quota.audience, "bank": quota.bank_id}
    quota.delete()
    record_act("contests.remove_quota", subject=contest, by=by, at=at, detail=detail)


@transaction.atomic
def copy_quotas(*, round_: Round, by: Actor, at: datetime) -> int:
    """Return how many other rounds have now the quotas of this one, and no others."""
    contest = lock_draft(round_.contest)
    others = list(contest.rounds.exclude(pk=round_.pk))
    quotas = list(round_.quotas.all())
    Quota.objects.filter(round__in=others).delete()
    for other in others:
        Quota.objects.bulk_create(
            Quota(
                round=other,
                audience=quota.audience,
                bank_id=quota.bank_id,
                difficulty=quota.difficulty,
                questions=quota.questions,
            )
            for quota in quotas
        )
    record_act("contests.copy_quotas", subject=contest, by=by, at=at, detail={"from": round_.number})
    return len(others)


@transaction.atomic
def add_prize(*, contest: Contest, prize: Prize, by: Actor, at: datetime) -> Prize:
    """Return the prize, stored with the contest."""
    found = lock_draft(contest)
    prize.contest = found
    prize.save()
    record_act("contests.add_prize", subject=found, by=by, at=at, detail={"name": prize.name})
    return prize


@transaction.atomic
def remove_prize(*, prize: Prize, by: Actor, at: datetime) -> None:
    """Remove a prize."""
    found = lock_draft(prize.contest)
    record_act("contests.remove_prize", subject=found, by=by, at=at, detail={"name": prize.name})
    prize.delete()


@transaction.atomic
def bar_people(*, contest: Contest, people: Iterable[tuple[str, str, str]], by: Actor, at: datetime) -> int:
    """Return how many people are newly barred: name, contact in its one way of writing, reason. Only the keyed hash of
    a contact is kept. Allowed until the contest is called off: who helps later is barred later.
    """
    added = 0
    for name, contact, reason in people:
        _, made = Barred.objects.get_or_create(
            contest=contest, contact_sha256=contact_sha256(contact), defaults={"name": name, "reason": reason}
        )
        added += made
    if added:
        record_act("contests.bar_people", subject=contest, by=by, at=at, detail={"people": added})
    return added


@transaction.atomic
def unbar(*, barred: Barred, by: Actor, at: datetime) -> None:
    """Let somebody enter who was barred."""
    found = lock_draft(barred.contest)
    record_act("contests.unbar", subject=found, by=by, at=at, detail={"name": barred.name})
    barred.delete()
