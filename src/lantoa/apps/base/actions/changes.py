"""Writes of the log of public changes."""

from datetime import datetime, timedelta

from django.db.models import Max

from lantoa.apps.base.models import PublicChange

_KEPT = timedelta(days=7)
# The newest rows stay whatever their age: readers look back over them, and the clock of a row may be another's.
_ALWAYS_KEPT = 1_000


def note_public_change(*subjects: str, at: datetime) -> None:
    """Write down that these subjects of public pages have changed; call it inside the change's own transaction.

    A subject is a kind and a key ("story:12"), or a kind alone ("coverage") for all of it. One query.
    """
    PublicChange.objects.bulk_create(PublicChange(subject=subject, at=at) for subject in dict.fromkeys(subjects))


def trim_public_changes(*, at: datetime) -> int:
    """Return the number of rows older than a week that were cleared away; the newest thousand always stay. Two queries.

    A reader that has not looked for so long sees that the oldest row is past its own position, and begins anew.
    """
    newest = PublicChange.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return PublicChange.objects.filter(at__lt=at - _KEPT, pk__lte=newest - _ALWAYS_KEPT).delete()[0]
