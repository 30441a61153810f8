"""Opening an edition to the public, and taking it back."""

from datetime import datetime

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.indices.actions.changes import note_index_change
from lantoa.apps.indices.actions.storing import CannotChangeIndex
from lantoa.apps.indices.models import Edition
from lantoa.apps.indices.queries.opening import obstacles


def _locked(edition: Edition) -> Edition:
    return Edition.objects.select_for_update(of=("self",)).select_related("index", "source").get(pk=edition.pk)


@transaction.atomic
def open_edition(*, edition: Edition, by: Actor, at: datetime) -> Edition:
    """Return the edition, shown in public from now on; CannotChangeIndex while something stands in the way
    (queries.opening.obstacles). One that is open already stays as it is.
    """
    found = _locked(edition)
    if found.opened_at:
        return found
    if reasons := obstacles(found):
        raise CannotChangeIndex(" ".join(reasons))
    found.opened_at = at
    found.save(update_fields=["opened_at"])
    detail = {"edition": str(found), "illustrative": found.illustrative}
    record_act("indices.open_edition", subject=found, by=by, at=at, detail=detail)
    note_index_change(found.index, at=at)
    return found


@transaction.atomic
def hide_edition(*, edition: Edition, reason: str, by: Actor, at: datetime) -> Edition:
    """Return the edition, no longer shown in public; CannotChangeIndex without a reason."""
    found = _locked(edition)
    if not reason.strip():
        raise CannotChangeIndex("Hãy ghi vì sao rút kỳ này về.")
    if found.opened_at is None:
        return found
    opened_at, found.opened_at = found.opened_at, None
    found.save(update_fields=["opened_at"])
    detail = {"edition": str(found), "reason": reason.strip(), "opened_at": opened_at.isoformat()}
    record_act("indices.hide_edition", subject=found, by=by, at=at, detail=detail)
    note_index_change(found.index, at=at)
    return found
