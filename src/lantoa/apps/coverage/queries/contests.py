"""Contests as coverage of its own kind: who organised them, on what, who took part. Never mixed with articles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from lantoa.apps.contests.models import Contest, Question, RoundPool
from lantoa.apps.contests.queries.published import (
    PublishedRound,
    UnitFigures,
    published_rounds,
    results_in,
    units_of,
)
from lantoa.apps.coverage.queries.matrix import register_order
from lantoa.apps.directives.models import Programme, Theme
from lantoa.core.workdays import Window


@dataclass(frozen=True, slots=True)
class ContestRow:
    """One contest: how many different questions its published rounds took from each theme, and those rounds.

    `questions` follows the themes of the coverage; all zero while no round of it is published.
    """

    contest: Contest
    questions: tuple[int, ...]
    rounds: tuple[PublishedRound, ...]

    @property
    def entrants(self) -> int:
        """Return the entrants of its published rounds; who entered several counts in each."""
        return sum(round_.entrants for round_ in self.rounds)

    @property
    def attempts(self) -> int:
        return sum(round_.attempts for round_ in self.rounds)


@dataclass(frozen=True, slots=True)
class ContestCoverage:
    """The contests of a programme in a period, by organiser as in the matrix; the units that took part in them."""

    themes: tuple[Theme, ...]
    rows: tuple[ContestRow, ...]
    units: tuple[UnitFigures, ...]

    @property
    def rounds(self) -> tuple[PublishedRound, ...]:
        """Return the published rounds of all contests."""
        return tuple(round_ for row in self.rows for round_ in row.rounds)

    @property
    def entrants(self) -> int:
        return sum(row.entrants for row in self.rows)

    @property
    def attempts(self) -> int:
        return sum(row.attempts for row in self.rows)

    @property
    def agencies(self) -> int:
        """Return how many agencies organised a contest."""
        return len({row.contest.agency_id for row in self.rows})

    def contests_on(self, theme: Theme) -> int:
        """Return how many contests asked about a theme."""
        place = self.themes.index(theme)
        return sum(row.questions[place] > 0 for row in self.rows)


def contest_coverage(programme: Programme, window: Window) -> ContestCoverage:
    """Return the announced contests with a round in the period; figures only of rounds that ended in it and whose
    results are published. Six queries, whatever the numbers.
    """
    themes = tuple(programme.themes.all())
    published = published_rounds(results_in(window).filter(round__contest__programme=programme))
    of_contest: dict[int, list[PublishedRound]] = defaultdict(list)
    for round_ in published:
        of_contest[round_.contest.pk].append(round_)
    asked = _questions_by_theme(published)
    contests = _contests_in(programme, window, of_contest)
    rows = tuple(
        ContestRow(
            contest,
            tuple(len(asked[contest.pk, theme.pk]) for theme in themes),
            tuple(of_contest[contest.pk]),
        )
        for contest in sorted(contests, key=lambda contest: (register_order(contest.agency), contest.pk))
    )
    return ContestCoverage(themes, rows, tuple(units_of(round_.result for round_ in published)))


def _contests_in(programme: Programme, window: Window, published: Mapping[int, object]) -> list[Contest]:
    """Return what was announced and has a round in the period; a contest called off only for what was published."""
    zone = timezone.get_current_timezone()
    rounds_in = Q(
        rounds__opens_at__lt=datetime.combine(window.end + timedelta(days=1), time.min, tzinfo=zone),
        rounds__closes_at__gte=datetime.combine(window.start, time.min, tzinfo=zone),
    )
    running = Q(called_off_at=None) & rounds_in
    found = Contest.objects.public().filter(running | Q(pk__in=list(published)), programme=programme)
    return list(found.select_related("agency", "portal").distinct())


def _questions_by_theme(published: Iterable[PublishedRound]) -> dict[tuple[int, int], set[int]]:
    """Return the questions of the sealed pools of these rounds, by contest and theme; two queries."""
    contests = {round_.round.pk: round_.contest.pk for round_ in published}
    asked_in: dict[int, set[int]] = defaultdict(set)
    for round_id, pool in RoundPool.objects.filter(round__in=contests).values_list("round", "pool"):
        for question in pool:
            asked_in[question["number"]].add(contests[round_id])
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for number, theme in Question.objects.filter(pk__in=asked_in, theme__isnull=False).values_list("pk", "theme"):
        for contest in asked_in[number]:
            found[contest, theme].add(number)
    return found
