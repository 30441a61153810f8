"""What public pages on indices depend on."""

from datetime import datetime

from lantoa.apps.base.actions import note_public_change
from lantoa.apps.indices.models import Index


def public_subject(index: Index) -> str:
    """Return what public pages that show this index depend on (base.PublicChange)."""
    return f"index:{index.pk}"


def note_index_change(index: Index, *, at: datetime) -> None:
    """Write down that what the public sees of this index has changed; call it inside the change's own transaction."""
    note_public_change(public_subject(index), "indices", at=at)
