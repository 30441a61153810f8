"""Where a contest stands by the clock: in preparation, announced, running, over."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, Max, Min, OuterRef, Q, QuerySet, Value, When

from lantoa.apps.contests.models import Contest, Round


class ContestState(models.TextChoices):
    """The states in the words of the screens."""

    DRAFTED = "drafted", "đang soạn"
    COMING = "coming", "đã công bố, sắp mở"
    RUNNING = "running", "đang thi"
    WAITING = "waiting", "chờ kết quả"
    DONE = "done", "đã có kết quả"
    CALLED_OFF = "called_off", "đã hủy"


def with_states(contests: QuerySet[Contest], *, at: datetime) -> QuerySet[Any]:
    """Return the contests with `state`, `first_opens_at`, `last_closes_at` and `rounds_count` beside each row. Between
    two rounds a contest is running. No query of its own.
    """
    unpublished = Round.objects.filter(contest=OuterRef("pk"), published_at=None)
    state = Case(
        When(~Q(called_off_at=None), then=Value(ContestState.CALLED_OFF)),
        When(announced_at=None, then=Value(ContestState.DRAFTED)),
        When(first_opens_at__gt=at, then=Value(ContestState.COMING)),
        When(last_closes_at__gt=at, then=Value(ContestState.RUNNING)),
        When(Exists(unpublished), then=Value(ContestState.WAITING)),
        default=Value(ContestState.DONE),
        output_field=models.CharField(),
    )
    return contests.annotate(
        first_opens_at=Min("rounds__opens_at"),
        last_closes_at=Max("rounds__closes_at"),
        rounds_count=models.Count("rounds"),
    ).annotate(state=state)


def contest_state(contest: Contest, *, at: datetime) -> ContestState:
    """Return where one contest stands. One query."""
    found = with_states(Contest.objects.filter(pk=contest.pk), at=at).values_list("state", flat=True).get()
    return ContestState(found)


def listed_contests(*, at: datetime) -> QuerySet[Any]:
    """Return all contests for the list of the office: who is at work first, then the newest."""
    return (
        with_states(Contest.objects.all(), at=at)
        .select_related("agency", "portal")
        .order_by(F("last_closes_at").desc(nulls_first=True), "-pk")
    )
