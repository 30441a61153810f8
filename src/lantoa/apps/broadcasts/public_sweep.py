"""The sweep that says when the time of an approved bulletin has come, so that whoever reads the log of public changes
(the search index, page caches) hears of it: at that moment nobody acts.
"""

from datetime import datetime, timedelta

from django.db import transaction

from lantoa.apps.base.models import PublicChange
from lantoa.apps.broadcasts.actions.changes import note_bulletin_change, public_subject
from lantoa.apps.broadcasts.queries.heard import heard_bulletins

# So far back is looked: longer than a worker stands still, shorter than the log of changes is kept.
_BACK = timedelta(days=3)


def sweep_begun_bulletins(*, at: datetime) -> int:
    """Return how many bulletins began since the last look, each noted once. At most three queries and one for each."""
    begun = list(heard_bulletins(at=at).filter(valid_from__gt=at - _BACK))
    if not begun:
        return 0
    noted: dict[str, datetime] = {}
    changes = PublicChange.objects.filter(subject__in=[public_subject(row) for row in begun]).order_by("at")
    noted.update(changes.values_list("subject", "at"))
    fresh = [row for row in begun if noted.get(public_subject(row), row.valid_from - _BACK) < row.valid_from]
    with transaction.atomic():
        for bulletin in fresh:
            note_bulletin_change(bulletin, at=at)
    return len(fresh)
