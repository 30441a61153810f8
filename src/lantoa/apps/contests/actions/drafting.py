"""Preparing a contest: made from a template, then filled in part by part until it is announced."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.contests.models import Contest, Prize, QuestionBank, Quota, Round
from lantoa.apps.contests.queries.templates import ContestTemplate
from lantoa.apps.directives.models import Programme
from lantoa.apps.newsroom.models import PortalPage

_LAST_SECOND = timedelta(seconds=1)


class CannotChange(ValueError):
    """The contest cannot be changed so; the message, in Vietnamese, says why and what to do."""


def lock_draft(contest: Contest) -> Contest:
    """Return the contest, locked; CannotChange once it is announced. Call it inside the transaction."""
    found = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if found.announced_at:
        raise CannotChange("Cuộc thi đã được công bố nên thể lệ đã niêm phong; hãy dùng “Thay đổi thể lệ”.")
    return found


@transaction.atomic
def draft_contest(
    *,
    template: ContestTemplate,
    title: str,
    slug: str,
    programme: Programme,
    portal: PortalPage,
    agency: Agency,
    opens_at: datetime,
    banks: Mapping[str, QuestionBank],
    by: User,
    at: datetime,
) -> Contest:
    """Return a new contest after a template: its rounds from `opens_at` on, papers from the banks given by audience,
    prizes without amounts.
    """
    contest = Contest.objects.create(
        title=title, slug=slug, programme=programme, portal=portal, agency=agency, made_at=at, made_by=by,
        illustrative=programme.illustrative, **template.values,
    )  # fmt: skip
    rounds = _weekly_rounds(
        contest,
        first=1,
        rounds=template.rounds,
        days=template.round_days,
        title=template.round_title,
        opens_at=opens_at,
    )
    for round_ in rounds:
        for audience in contest.audiences():
            if bank := banks.get(audience):
                Quota.objects.create(round=round_, audience=audience, bank=bank, questions=template.questions)
    for row in template.prizes:
        for rank, name in enumerate(row["names"], start=1):
            Prize.objects.create(
                contest=contest, winner=row["winner"], audience=row.get("audience", ""), name=name,
                first_rank=rank, last_rank=rank,
            )  # fmt: skip
    record_act("contests.draft_contest", subject=contest, by=by, at=at, detail={"template": template.code})
    return contest


@transaction.atomic
def change_draft(*, contest: Contest, values: Mapping[str, Any], by: Actor, at: datetime) -> Contest:
    """Return the contest with these fields changed; CannotChange once it is announced."""
    found = lock_draft(contest)
    changed = sorted(name for name, value in values.items() if getattr(found, name) != value)
    for name in changed:
        setattr(found, name, values[name])
    if changed:
        found.save(update_fields=changed)
        record_act("contests.change_draft", subject=found, by=by, at=at, detail={"fields": changed})
    return found


@transaction.atomic
def add_rounds(
    *, contest: Contest, rounds: int, days: int, title: str, opens_at: datetime, by: Actor, at: datetime
) -> list[Round]:
    """Return new rounds after those there are, each of so many days and each opening when the one before has closed."""
    found = lock_draft(contest)
    last = found.rounds.order_by("-number").first()
    made = _weekly_rounds(
        found, first=last.number + 1 if last else 1, rounds=rounds, days=days, title=title, opens_at=opens_at
    )
    record_act("contests.add_rounds", subject=found, by=by, at=at, detail={"rounds": rounds, "days": days})
    return made


def _weekly_rounds(
    contest: Contest, *, first: int, rounds: int, days: int, title: str, opens_at: datetime
) -> list[Round]:
    """A round closes a second before the next one opens: "23:59:59" is how rules write it."""
    made = []
    for place in range(rounds):
        opens = opens_at + timedelta(days=days * place)
        number = first + place
        closes = opens + timedelta(days=days) - _LAST_SECOND
        made.append(
            Round.objects.create(
                contest=contest, number=number, title=f"{title} {number}", opens_at=opens, closes_at=closes
            )
        )
    return made


@transaction.atomic
def change_round(
    *, round_: Round, title: str, opens_at: datetime, closes_at: datetime, by: Actor, at: datetime
) -> Round:
    """Return the round with another name or time."""
    contest = lock_draft(round_.contest)
    round_.title, round_.opens_at, round_.closes_at = title, opens_at, closes_at
    round_.save(update_fields=["title", "opens_at", "closes_at"])
    record_act("contests.change_round", subject=contest, by=by, at=at, detail={"round": round_.number})
    return round_


@transaction.atomic
def remove_round(*, round_: Round, by: Actor, at: datetime) -> None:
    """Remove a round and its quotas; those after it move up a number."""
    contest = lock_draft(round_.contest)
    number = round_.number
    round_.delete()
    for later in contest.rounds.filter(number__gt=number).order_by("number"):
        later.number -= 1
        later.save(update_fields=["number"])
    record_act("contests.remove_round", subject=contest, by=by, at=at, detail={"round": number})


@transaction.atomic
def delete_draft(*, contest: Contest, by: Actor, at: datetime) -> None:
    """Remove a contest that was never announced, with all that was prepared for it."""
    found = lock_draft(contest)
    record_act("contests.delete_draft", subject=found, by=by, at=at, detail={"title": found.title})
    found.delete()
