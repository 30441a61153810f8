"""How many people of a unit may enter: given by the organisers, or by the unit itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.contests.actions.drafting import CannotChange
from lantoa.apps.contests.models import Contest, Headcount


@dataclass(frozen=True, slots=True)
class GivenHeadcount:
    """The head-count of a unit with who says so; `people` None takes it away."""

    agency: Agency
    people: int | None
    source: str = ""


@transaction.atomic
def set_headcounts(*, contest: Contest, given: Iterable[GivenHeadcount], by: Actor, at: datetime) -> int:
    """Return how many head-counts are new, changed or taken away. CannotChange once all results are published, or for
    a head-count without a source.
    """
    found = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if found.called_off_at or (found.rounds.exists() and not found.rounds.filter(published_at=None).exists()):
        raise CannotChange("Cuộc thi đã kết thúc nên sĩ số không thay đổi được nữa.")
    rows = list(given)
    known = {row.agency_id: row for row in found.headcounts.filter(agency__in=[row.agency for row in rows])}
    changes = []
    for row in rows:
        old = known.get(row.agency.pk)
        if (old.people if old else None) == row.people and (old.source if old else "") == row.source:
            continue
        if row.people is not None and not row.source.strip():
            raise CannotChange(f"{row.agency.name}: hãy ghi nguồn của sĩ số.")
        _store(found, row)
        changes.append({"agency": row.agency.slug, "was": old.people if old else None, "is": row.people})
    if changes:
        record_act("contests.set_headcounts", subject=found, by=by, at=at, detail={"changes": changes})
    return len(changes)


def _store(contest: Contest, row: GivenHeadcount) -> None:
    if row.people is None:
        Headcount.objects.filter(contest=contest, agency=row.agency).delete()
        return
    Headcount.objects.update_or_create(
        contest=contest, agency=row.agency, defaults={"people": row.people, "source": row.source.strip()}
    )
