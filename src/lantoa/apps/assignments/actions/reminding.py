"""Writes of the ladder: one agency of one programme at a time, in one transaction that says and notes that it said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.actions.notices import tell_agency, tell_officers
from lantoa.apps.assignments.actions.planning import ensure_plan
from lantoa.apps.assignments.digests import (
    Urgency,
    agencies_in,
    count_pressed,
    digest_of,
    facts_of,
    superior_report,
    urgency_of,
)
from lantoa.apps.assignments.ladder import Ladder, Step
from lantoa.apps.assignments.models import Assignment, Notice
from lantoa.apps.assignments.queries import working_calendar
from lantoa.apps.assignments.queries.reminders import ladder_of, pressed_under, soon_until, worded
from lantoa.apps.assignments.states import OPEN
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.directives.models import Programme

Reached = dict[Assignment, list[Step]]
Spoken = Sequence[tuple[Urgency, Assignment]]


@dataclass(slots=True)
class Rung:
    """One programme's ladder in one run of the sweep, with the agencies named in the day's reports to superiors."""

    programme: Programme
    ladder: Ladder
    reported: dict[str, frozenset[str]] = field(default_factory=dict)


@transaction.atomic
def climb(*, rung: Rung | None, programme: int, agency: int, at: datetime) -> bool:
    """Return whether the agency was reminded now.

    Takes the steps of the ladder that the agency's assignments have reached since their last ones, says them in one
    digest of the day, and sets when to look again; all in one transaction with the rows held, so that whoever is killed
    or comes second loses and repeats nothing. Where no digest may be said now (night, day off, before its hour, said
    already today) the steps stay for the next digest. Without a ladder (reminders off) nobody is looked at again.

    Cost: a constant number of queries and one for each next moment, a few more for a report to the superior.
    """
    rows = Assignment.objects.filter(duty__theme__programme=programme, agency=agency)
    if rung is None:
        rows.filter(remind_at__lte=at).update(remind_at=None)
        return False
    wanted = rows.filter(Q(state__in=OPEN) | Q(remind_at__lte=at))
    held = list(worded(wanted).select_for_update(of=("self",)).order_by("pk"))
    looked_at = [row for row in held if row.remind_at and row.remind_at <= at]
    reached = _reached(looked_at, rung.ladder, at)
    said = _may_say(reached, rung, at) and _say(reached, held, rung, at)
    _look_again(looked_at, reached, rung.ladder, said=said, at=at)
    return said


def remind_agencies(*, programme: Programme, agencies: Iterable[int], by: User, at: datetime) -> int:
    """Return how many of these agencies were reminded now, on an officer's word, of all that is late, due soon or not
    received; none where nothing of that kind is open, and none that has had its digest of the day.

    The steps of the ladder stay as they are. In the quiet hours the mails wait for their end. One transaction and one
    audit entry an agency.
    """
    ladder = ladder_of(ensure_plan(programme=programme), working_calendar())
    return sum(_remind_now(programme, agency, ladder, by=by, at=at) for agency in sorted(set(agencies)))


@transaction.atomic
def _remind_now(programme: Programme, agency: int, ladder: Ladder, *, by: User, at: datetime) -> bool:
    today = timezone.localdate(at)
    rows = Assignment.objects.of_programme(programme).open().filter(agency=agency)
    held = list(worded(rows).select_for_update(of=("self",)).order_by("pk"))
    soon = soon_until(ladder, today)
    classed = [(urgency_of(row, today=today, soon_until=soon), row) for row in held]
    spoken = [(urgency, row) for urgency, row in classed if urgency is not Urgency.NONE]
    return bool(spoken) and _say_digest(spoken, len(held) - len(spoken), programme, ladder, by=by, at=at)


def _reached(rows: Iterable[Assignment], ladder: Ladder, at: datetime) -> Reached:
    found: Reached = {}
    for row in rows:
        after = row.reminded_at or row.sent_at
        if after and (steps := ladder.reached(facts_of(row), after=after, until=at)):
            found[row] = steps
    return found


def _may_say(reached: Reached, rung: Rung, at: datetime) -> bool:
    """Return whether today's digest may be said now. What an act alone brought up after the digest's hour waits for the
    next one: nobody is written to while an officer is still at work on it.
    """
    today = rung.ladder.digest_moment(timezone.localdate(at))
    return rung.ladder.speaks(at) and any(row.remind_at and row.remind_at <= today for row in reached)


def _say(reached: Reached, held: list[Assignment], rung: Rung, at: datetime) -> bool:
    today = timezone.localdate(at)
    spoken: list[tuple[Urgency, Assignment]] = []
    for row, steps in reached.items():
        soon = row.due_date or today if any(step.from_due for step in steps) else today
        spoken.append((urgency_of(row, today=today, soon_until=soon), row))
    others = sum(row.state in OPEN for row in held) - len(spoken)
    if not _say_digest(spoken, others, rung.programme, rung.ladder, by=None, at=at):
        return False
    if any(step.superior for steps in reached.values() for step in steps):
        _report(held[0].agency, rung, at)
    return True


def _say_digest(spoken: Spoken, others: int, programme: Programme, ladder: Ladder, *, by: Actor, at: datetime) -> bool:
    """Return whether the digest was said: one an agency and day, whoever asks for it."""
    today, agency = timezone.localdate(at), spoken[0][1].agency
    digest = digest_of(
        spoken, programme=programme, agency_name=agency.name, others=others, today=today, calendar=ladder.calendar
    )
    if not tell_agency(
        programme=programme,
        agency=agency,
        kind=Notice.Kind.DIGEST,
        key=f"digest:{programme.pk}:{agency.pk}:{today:%Y-%m-%d}",
        subject=digest.subject,
        text=digest.text,
        at=at,
        hours=ladder.hours,
    ):
        return False
    detail = {"programme": programme.pk, "assignments": [row.pk for _, row in spoken[:100]], "spoken": len(spoken)}
    record_act("assignments.remind_agency", subject=agency, by=by, at=at, detail=detail)
    return True


def _report(agency: Agency, rung: Rung, at: datetime) -> None:
    """Tell the superior once a day which of its agencies lag; the first of them that is reminded brings all with it."""
    key = f"superior:{rung.programme.pk}:{agency.parent_id or 'officers'}:{timezone.localdate(at):%Y-%m-%d}"
    if key not in rung.reported and not _say_report(key, agency, rung, at, alone=False):
        rung.reported[key] = agencies_in(Notice.objects.get(key=key).text)
    if agency.name not in rung.reported[key]:  # changed just after the report had been said
        _say_report(f"{key}:{agency.pk}", agency, rung, at, alone=True)


def _say_report(key: str, agency: Agency, rung: Rung, at: datetime, *, alone: bool) -> bool:
    if Notice.objects.filter(key=key).exists():
        return False
    programme, today = rung.programme, timezone.localdate(at)
    superior = Agency.objects.get(pk=agency.parent_id) if agency.parent_id else None
    rows = pressed_under(superior, programme=programme, ladder=rung.ladder, at=at)
    pressed = count_pressed([row for row in rows if not alone or row.agency_id == agency.pk], today=today)
    to, below = (superior.name, "cơ quan trực thuộc") if superior else ("cán bộ chương trình", "cơ quan")
    report = superior_report(pressed, programme=programme, to=to, below=below, today=today)
    told = {"programme": programme, "kind": Notice.Kind.SUPERIOR, "subject": report.subject, "text": report.text}
    said = (
        tell_agency(agency=superior, key=key, at=at, hours=rung.ladder.hours, with_link=False, **told)  # type: ignore[arg-type]
        if superior
        else tell_officers(key=key, at=at, **told)  # type: ignore[arg-type]
    )
    if said:
        rung.reported[key] = agencies_in(report.text) | {agency.name}
    return said


def _look_again(looked_at: list[Assignment], reached: Reached, ladder: Ladder, *, said: bool, at: datetime) -> None:
    """Note up to when steps have been taken, and the next moment to look: of the next step, or of the next digest for
    what could not be said now. One query for each moment: assignments of an agency share a few due dates.
    """
    places: dict[tuple[datetime | None, bool], list[int]] = {}
    for row in looked_at:
        put_off = row in reached and not said
        look = ladder.next_digest(at) if put_off else ladder.next_moment(facts_of(row), after=at)
        places.setdefault((look, row in reached and said), []).append(row.pk)
    for (look, taken), keys in places.items():
        values = {"remind_at": look, "reminded_at": at} if taken else {"remind_at": look}
        Assignment.objects.filter(pk__in=keys).order_by().update(**values)
