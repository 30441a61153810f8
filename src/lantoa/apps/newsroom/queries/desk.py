"""What waits for one person of the newsroom, in figures."""

from dataclasses import dataclass
from datetime import date

from wagtail.models import Revision

from lantoa.apps.accounts.models import User
from lantoa.apps.newsroom.queries.board import late_states, returned_to, states_of, waiting_for
from lantoa.apps.newsroom.queries.staff import portals_worked_on
from lantoa.apps.newsroom.queries.staleness import stale_among
from lantoa.apps.newsroom.queries.stories import as_object_ids, stories_of


@dataclass(frozen=True, slots=True)
class Desk:
    """How many stories wait for the user, are late at any step, came back to the user, are scheduled, are to be
    looked at anew.
    """

    waiting: int
    late: int
    returned: int
    scheduled: int
    stale: int


def desk_of(user: User, *, today: date) -> Desk:
    """Return what waits for the user in the portals worked on. Six queries."""
    stories = stories_of(portals_worked_on(user))
    states = states_of(stories)
    planned = Revision.objects.filter(approved_go_live_at__isnull=False, object_id__in=as_object_ids(stories))
    return Desk(
        waiting=waiting_for(states, user).count(),
        late=late_states(states, today=today).count(),
        returned=returned_to(states, stories, user).count(),
        scheduled=planned.count(),
        stale=stale_among(stories, today=today).count(),
    )
