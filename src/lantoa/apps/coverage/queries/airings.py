"""Airings on loudspeakers as coverage of its own kind: what reports say was played. Never mixed with articles."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import State
from lantoa.apps.broadcasts.models import Airing
from lantoa.apps.broadcasts.queries.airings_counted import (
    AiringsCounted,
    BulletinPlayed,
    airings_counted,
    airings_in,
    bulletins_played,
    played_airings,
)
from lantoa.apps.coverage.queries.matrix import register_order
from lantoa.apps.directives.models import Programme
from lantoa.core.officialdoc import Channel
from lantoa.core.workdays import Window

# So many bulletins are told behind a duty; the list of airings has the others.
_MOST_BULLETINS = 10


def airing_coverage(programme: Programme, window: Window, *, at: datetime, kind: str = "") -> AiringsCounted:
    """Return what was played of the programme in the period, on stations of one kind of agency if asked; agencies in
    the order of the matrix. Eight queries, nine for one kind.
    """
    agencies = Agency.objects.filter(kind=kind) if kind else None
    found = airings_counted(window, programme=programme, agencies=agencies, at=at)
    return replace(found, rows=tuple(sorted(found.rows, key=lambda row: register_order(row.agency))))


@dataclass(frozen=True, slots=True)
class AiringEvidence:
    """What was played that answers a duty over loudspeakers: ready to be looked at, never a confirmation by itself."""

    assignment: Assignment
    airings: int
    bulletins: tuple[BulletinPlayed, ...]
    more_bulletins: int


def airings_answering(assignment: Assignment) -> QuerySet[Airing]:
    """Return the airings that answer the duty: on a station of its agency, of a bulletin on its theme. No query yet."""
    asked = airings_in(agencies=[assignment.agency])
    return asked.filter(bulletin__themes=assignment.duty.theme_id)


def airing_evidence(assignment: Assignment) -> AiringEvidence | None:
    """Return the confirmed airings that answer a duty over loudspeakers, None for a duty of another channel. At most
    four queries.
    """
    if assignment.duty.channel != Channel.LOUDSPEAKER.value:
        return None
    asked = airings_answering(assignment)
    counted = played_airings(asked).aggregate(
        airings=Count("pk", distinct=True), bulletins=Count("bulletin", distinct=True)
    )
    shown = bulletins_played(asked, most=_MOST_BULLETINS) if counted["airings"] else []
    return AiringEvidence(assignment, counted["airings"], tuple(shown), counted["bulletins"] - len(shown))


@dataclass(frozen=True, slots=True)
class DutyHeard:
    """A duty over loudspeakers that nobody has confirmed yet, with the airings that answer it."""

    assignment: Assignment
    airings: int
    bulletins: int


def duties_heard(programme: Programme) -> list[DutyHeard]:
    """Return the duties over loudspeakers that were answered by airings and wait for an officer's word, by agency in
    the order of the matrix. Two queries.
    """
    waiting = (
        Assignment.objects.of_programme(programme)
        .owed()
        .exclude(state=State.CONFIRMED)
        .filter(duty__channel=Channel.LOUDSPEAKER.value)
        .select_related("agency", "duty__theme")
    )
    places: Sequence[Assignment] = list(waiting)
    if not places:
        return []
    played = played_airings(airings_in(programme=programme)).filter(bulletin__themes__programme=programme).order_by()
    rows = played.values_list("station__agency", "bulletin__themes").annotate(
        airings=Count("pk", distinct=True), bulletins=Count("bulletin", distinct=True)
    )
    heard = {(agency, theme): (airings, bulletins) for agency, theme, airings, bulletins in rows}
    found = [
        DutyHeard(row, *heard[row.agency_id, row.duty.theme_id])
        for row in places
        if (row.agency_id, row.duty.theme_id) in heard
    ]
    return sorted(found, key=lambda duty: (register_order(duty.assignment.agency), duty.assignment.duty.theme.position))
