"""What an agency has to do, in the order in which it should be done."""

from dataclasses import dataclass
from datetime import date, timedelta

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import OPEN, State

SOON_DAYS = 7
# Finished work is looked up seldom; so many of the latest stand folded at the foot.
FINISHED_NAMED = 50
_FINISHED = (State.CONFIRMED, State.CANCELLED, State.REFUSED)


@dataclass(frozen=True, slots=True)
class MyWork:
    """The assignments of one agency, each in exactly one list. `finished` is the latest of `finished_count`."""

    returned: list[Assignment]
    late: list[Assignment]
    soon: list[Assignment]
    unreceived: list[Assignment]
    doing: list[Assignment]
    waiting: list[Assignment]
    finished: list[Assignment]
    finished_count: int

    @property
    def to_do(self) -> int:
        """Return how many wait for the agency itself."""
        return sum(len(rows) for rows in (self.returned, self.late, self.soon, self.unreceived, self.doing))


def my_work(agency: Agency | None, *, today: date) -> MyWork:
    """Return what the agency was given, drafts aside: returned first, then late, due within SOON_DAYS, not received,
    under way; then what waits for others, and what is finished. Nothing for None. Four queries.
    """
    given = (
        Assignment.objects.of_agency(agency).given().select_related("agency", "duty__theme", "delegated_from__agency")
    )
    lists: dict[str, list[Assignment]] = {
        name: [] for name in ("returned", "late", "soon", "unreceived", "doing", "waiting")
    }
    for row in given.exclude(state__in=_FINISHED).prefetch_related("proofs").order_by("urgency", "due_date", "pk"):
        lists[_list_of(row, today)].append(row)
    finished = given.filter(state__in=_FINISHED).order_by("-pk")
    return MyWork(**lists, finished=list(finished[:FINISHED_NAMED]), finished_count=finished.count())


def _list_of(row: Assignment, today: date) -> str:
    if row.state == State.RETURNED:
        return "returned"
    if row.state not in OPEN:
        return "waiting"
    if row.is_late(today):
        return "late"
    if row.due_date is not None and row.due_date <= today + timedelta(days=SOON_DAYS):
        return "soon"
    if row.state == State.SENT:
        return "unreceived"
    return "waiting" if row.state in {State.EXTENSION_ASKED, State.DELEGATED} else "doing"


def unreceived_by(agency: Agency | None) -> int:
    """Return how many assignments the agency has not said that it received. One query."""
    return Assignment.objects.of_agency(agency).filter(state=State.SENT).count()
