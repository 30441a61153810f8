"""What was submitted in a round, row after row, and the units that entered for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lantoa.apps.agencies.models import Agency
from lantoa.apps.contests.models import Round, Submission
from lantoa.apps.contests.models.contest import Audience

_CHUNK = 2_000
_FIELDS = (
    "pk", "attempt__entrant_id", "attempt__entrant__code", "attempt__entrant__audience", "attempt__entrant__agency_id",
    "attempt__number", "attempt__paper", "attempt__started_at", "received_at", "answers", "slip_code", "slip_sha256",
    "score", "excluded_reason", "excluded_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Handed:
    """One submission with what its result needs of attempt and entrant; no name, no contact."""

    pk: int
    entrant_pk: int
    code: str
    audience: str
    agency_pk: int | None
    number: int
    paper: list[dict[str, Any]]
    started_at: datetime
    received_at: datetime
    answers: dict[str, Any]
    slip: str
    slip_sha256: str
    score: int | None
    excluded_reason: str
    excluded_at: datetime | None


def handed_in(round_id: int) -> Iterator[Handed]:
    """Yield the submissions of a round, excluded ones too, in the order of their attempts. One query for each 2 000, so
    that what the database hands over at once stays small.
    """
    rows = Submission.objects.filter(attempt__round_id=round_id).order_by("pk").values_list(*_FIELDS)
    last = 0
    while found := list(rows.filter(pk__gt=last)[:_CHUNK]):
        yield from (Handed(*row) for row in found)
        last = found[-1][0]


def units_of(round_: Round) -> dict[int, tuple[Agency, int | None]]:
    """Return the units of a round by primary key, each with its head-count (None: nobody said): those with a
    head-count, and those for which an official submitted. Two queries.
    """
    people = dict(round_.contest.headcounts.values_list("agency_id", "people"))
    entered = (
        Submission.objects.filter(attempt__round=round_, attempt__entrant__audience=Audience.OFFICIALS)
        .exclude(attempt__entrant__agency=None)
        .order_by()
        .values_list("attempt__entrant__agency_id", flat=True)
        .distinct()
    )
    agencies = Agency.objects.filter(pk__in=set(people) | set(entered))
    return {agency.pk: (agency, people.get(agency.pk)) for agency in agencies.order_by("slug")}
