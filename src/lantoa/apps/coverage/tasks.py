"""Background entry points of harvest and coverage. A task may run twice or never: the rows tell what is left to do."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django_tasks import task

from lantoa.apps.base.origin import WORKER, acting_from
from lantoa.apps.base.outbound import OutboundClient
from lantoa.apps.coverage.actions import compare_articles
from lantoa.apps.harvest.actions import SourceClaim, harvest_sources, take_held_sources


@task(backend="work", queue_name="harvest")
def read_sources(keys: Sequence[int], lease: str) -> int:
    """Return the number of pages read of one claim's sources, after what follows: re-posts, themes. `lease` is the
    claim's end in ISO 8601.
    """
    claim = SourceClaim(tuple(keys), datetime.fromisoformat(lease))
    sources = take_held_sources(claim, at=timezone.now())
    if not sources:
        return 0
    with acting_from(WORKER):
        with OutboundClient() as client:
            done = harvest_sources(sources, client=client, clock=timezone.now)
        compare_articles(clock=timezone.now)
    return done.pages_read
