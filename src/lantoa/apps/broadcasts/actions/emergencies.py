"""The emergency bulletin: from one short form to the stations' lists in one act."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.actions.bulletins import make_bulletin
from lantoa.apps.broadcasts.actions.deciding import approve_bulletin, submit_bulletin
from lantoa.apps.broadcasts.models import Bulletin, Priority, Station
from lantoa.apps.broadcasts.queries.bulletin_values import BulletinValues
from lantoa.apps.broadcasts.queries.keepers import may_approve


@transaction.atomic
def send_emergency(
    *,
    agency: Agency,
    title: str,
    written: str,
    stations: Sequence[Station],
    valid_until: datetime,
    key: str,
    by: User,
    at: datetime,
    accepted: Collection[str] = (),
    illustrative: bool = False,
) -> Bulletin:
    """Return the emergency bulletin: on the stations' lists where whoever sends it may approve alone, else waiting for
    an approver. Once for a key. CannotDecide, with nothing stored, where the words cannot be read or nobody hears them.
    """
    values = BulletinValues(
        title=title,
        valid_from=at,
        valid_until=valid_until,
        priority=Priority.EMERGENCY,
        stations=stations,
        greeting="",
        sign_off="",
    )
    bulletin = make_bulletin(
        agency=agency, values=values, key=key, by=by, at=at, written=written, illustrative=illustrative
    )
    if bulletin.state != Bulletin.State.DRAFT:
        return bulletin
    bulletin = submit_bulletin(bulletin=bulletin, by=by, at=at)
    if not may_approve(by, bulletin):
        return bulletin
    return approve_bulletin(bulletin=bulletin, by=by, at=at, accepted=accepted)
