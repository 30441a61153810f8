"""What public pages of the service guide depend on."""

from datetime import datetime

from lantoa.apps.base.actions import note_public_change
from lantoa.apps.services.models import Procedure


def public_subject(procedure: Procedure) -> str:
    """Return what public pages that show this procedure depend on (base.PublicChange)."""
    return f"procedure:{procedure.pk}"


def note_guide_change(*procedures: Procedure, at: datetime) -> None:
    """Write down that the public guide has changed, and these procedures; call it inside the change's transaction."""
    note_public_change("services", *map(public_subject, procedures), at=at)
