from datetime import date, datetime
from pathlib import Path

import pytest
from conftest import Cast
from pytest_django import Settings

from lantoa.apps.contests.actions import publish_result
from lantoa.apps.contests.factories import make_contest, make_entrant
from lantoa.apps.contests.factories_played import play_round
from lantoa.apps.contests.models import Contest, Headcount, RoundResult
from lantoa.apps.contests.queries.published import different_entrants, published_rounds, results_in, units_of
from lantoa.core.workdays import Window

pytestmark = pytest.mark.django_db
YEAR = Window(date(2023, 1, 1), date(2024, 12, 31))


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONTESTS_DIR = tmp_path


@pytest.fixture
def contest(now: datetime, cast: Cast) -> Contest:
    """Two rounds: three people of two agencies in the first, one of them in the second, which is not published."""
    found = make_contest(at=now, rounds=2, agency=cast.agency)
    Headcount.objects.create(contest=found, agency=cast.agency, people=8, source="Báo cáo")
    people = [make_entrant(found, at=now, agency=agency) for agency in (cast.agency, cast.agency, cast.other_agency)]
    play_round(found, people)
    play_round(found, people[:1], number=2, published=False)
    return found


class TestPublishedRounds:
    def test_reads_published_results_only(self, contest: Contest) -> None:
        (found,) = published_rounds(results_in(YEAR))
        officials = found.audiences["officials"]
        assert (found.entrants, found.attempts, found.perfect) == (3, 3, 3)
        assert (officials.questions, officials.scores) == (5, {5: 3})

    def test_leaves_out_rounds_that_ended_at_another_time(self, contest: Contest) -> None:
        assert published_rounds(results_in(Window(date(2022, 1, 1), date(2022, 12, 31)))) == []

    def test_takes_the_newest_published_version(self, contest: Contest, now: datetime) -> None:
        round_ = contest.rounds.get(number=1)
        values = {"round": round_, "figures": {}, "file": "", "sha256": "", "made_at": now, "reason": "đáp án sai"}
        newer = RoundResult.objects.create(version=2, published_at=now, **values)
        RoundResult.objects.create(version=3, **values)
        assert [found.result for found in published_rounds(results_in(YEAR))] == [newer]


class TestUnitsOf:
    def test_has_no_rate_without_a_head_count(self, contest: Contest, cast: Cast) -> None:
        first, second = units_of(results_in(YEAR))
        assert (first.agency, first.share, second.people, second.share) == (cast.agency, 0.25, None, None)


class TestDifferentEntrants:
    def test_counts_a_person_once_over_rounds(self, contest: Contest, now: datetime) -> None:
        second = contest.rounds.get(number=2).results.get()
        publish_result(result=second, open_irregularities=0, by=None, at=second.made_at)
        results = list(results_in(YEAR))
        assert sum(found.entrants for found in published_rounds(results)) == 4
        assert different_entrants(results) == {contest.pk: 3}
