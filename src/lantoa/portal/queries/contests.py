"""Contests as readers may see them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from lantoa.apps.contests.models import Contest, Round, RoundPool, RulesVersion
from lantoa.apps.contests.queries.states import ContestState, with_states
from lantoa.portal.queries.portals import AskedPortal

# Rounds whose next edge decides how long a page holds; the earliest of them is enough.
_NEXT = 50


def public_contests(portal: AskedPortal | None, *, at: datetime) -> QuerySet[Any]:
    """Return the announced contests of a portal, with their states; the default portal of the province lists those of
    all portals. One query before that of the rows.
    """
    contests = Contest.objects.public().select_related("agency")
    if portal is not None and not portal.page.sites_rooted_here.filter(is_default_site=True).exists():
        contests = contests.filter(portal=portal.page)
    return with_states(contests, at=at).prefetch_related("rounds")


def contests_in(contests: QuerySet[Any], *states: ContestState) -> QuerySet[Any]:
    """Return those in these states: what comes soonest first, what is over the latest first."""
    coming = ContestState.COMING in states or ContestState.RUNNING in states
    order = ("last_closes_at", "pk") if coming else ("-last_closes_at", "-pk")
    return contests.filter(state__in=states).order_by(*order)


@dataclass(frozen=True, slots=True)
class PublicContest:
    """One contest with its rounds, the version of its rules in force, all versions, and the commitments of rounds."""

    contest: Any
    state: ContestState
    rounds: tuple[Round, ...]
    versions: tuple[RulesVersion, ...]
    pools: dict[int, str]

    @property
    def version(self) -> RulesVersion:
        return self.versions[-1]


def public_contest(portal: AskedPortal | None, slug: str, *, at: datetime) -> PublicContest | None:
    """Return an announced contest of the portal, None for none. Five queries."""
    contest = public_contests(portal, at=at).filter(slug=slug).first()
    if contest is None:
        return None
    rounds = tuple(contest.rounds.all())
    pools = dict(RoundPool.objects.filter(round__in=rounds).values_list("round_id", "sha256"))
    return PublicContest(contest, ContestState(contest.state), rounds, tuple(contest.rules_versions.all()), pools)


def next_edge(contests: Any, *, at: datetime) -> datetime | None:
    """Return the next moment at which a round of these contests opens or closes, None where nothing is to come. One
    query.
    """
    rounds = Round.objects.filter(contest__in=contests, contest__called_off_at=None, closes_at__gt=at)
    edges = rounds.order_by("closes_at").values_list("opens_at", "closes_at")[:_NEXT]
    return min((edge for edge in chain.from_iterable(edges) if edge > at), default=None)
