"""Background entry points of the base. A task may run twice or never: the rows tell what is left to do."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django_tasks import task

from lantoa.apps.base.actions import Claim, deliver_claimed
from lantoa.apps.base.transports import open_transport


@task(backend="work")
def deliver_messages(keys: Sequence[int], lease: str) -> int:
    """Return the number of messages sent of one claim; `lease` is the claim's end in ISO 8601."""
    claim = Claim(tuple(keys), datetime.fromisoformat(lease))
    with open_transport() as transport:
        return deliver_claimed(claim=claim, transport=transport, clock=timezone.now).sent
