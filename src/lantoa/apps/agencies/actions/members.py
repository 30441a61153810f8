"""Writes on who speaks for an agency."""

from datetime import datetime

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency, Membership
from lantoa.apps.base.actions import record_act


@transaction.atomic
def name_member(*, user: User, agency: Agency, by: User | None, at: datetime) -> Membership:
    """Return the membership by which the user speaks for the agency from now on."""
    membership, changed = Membership.objects.update_or_create(user=user, defaults={"agency": agency})
    record_act("agencies.name_member", subject=membership, by=by, at=at, detail={"agency": agency.slug, "new": changed})
    return membership
