"""Writes of the log of public changes."""

from datetime import datetime

from lantoa.apps.base.models import PublicChange


def note_public_change(*subjects: str, at: datetime) -> None:
    """Write down that these subjects of public pages have changed; call it inside the change's own transaction.

    A subject is a kind and a key ("story:12"), or a kind alone ("coverage") for all of it. One query.
    """
    PublicChange.objects.bulk_create(PublicChange(subject=subject, at=at) for subject in dict.fromkeys(subjects))
