"""Writing down whom people ask about their data."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import note_public_change, record_act
from lantoa.apps.privacy.models import WhomToAsk


@transaction.atomic
def say_whom_to_ask(*, values: Mapping[str, str], by: User, at: datetime) -> WhomToAsk:
    """Return whom to ask, as it now stands on the public data map. The trail says that it was changed, not to whom."""
    row, _made = WhomToAsk.objects.update_or_create(pk=1, defaults=dict(values))
    record_act("privacy.say_whom_to_ask", subject=row, by=by, at=at)
    note_public_change("whom_to_ask", at=at)
    return row
