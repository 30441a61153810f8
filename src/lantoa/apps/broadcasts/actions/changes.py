"""What public pages on bulletins depend on."""

from datetime import datetime

from lantoa.apps.base.actions import note_public_change
from lantoa.apps.broadcasts.models import Bulletin


def public_subject(bulletin: Bulletin) -> str:
    """Return what public pages that show this bulletin depend on (base.PublicChange)."""
    return f"bulletin:{bulletin.pk}"


def note_bulletin_change(bulletin: Bulletin, *, at: datetime) -> None:
    """Write down that what the public hears of this bulletin has changed; call it inside the change's transaction."""
    note_public_change(public_subject(bulletin), "broadcasts", at=at)
