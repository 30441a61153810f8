"""Background entry points of the broadcasts. A task may run twice or never: the rows tell what is left to do."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django_tasks import task

from lantoa.apps.broadcasts.actions.carrying import carry_claimed
from lantoa.apps.broadcasts.actions.sounds import SoundClaim, make_claimed


@task(backend="work")
def make_sound(pk: int, lease: str) -> str:
    """Return the state of the sound of a claim after one try, empty where the claim no longer holds it."""
    sound = make_claimed(claim=SoundClaim(pk, datetime.fromisoformat(lease)), clock=timezone.now)
    return sound.state if sound else ""


@task(backend="work")
def carry_packages(keys: Sequence[int], lease: str) -> int:
    """Return how many packages of a claim were carried or taken back; `lease` is the claim's end in ISO 8601."""
    return carry_claimed(keys=keys, lease=datetime.fromisoformat(lease), clock=timezone.now)
