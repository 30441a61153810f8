from datetime import datetime
from pathlib import Path

import pytest
from conftest import Cast
from pytest_django import Settings

from lantoa.apps.contests import figures
from lantoa.apps.contests.factories import make_contest, make_entrant
from lantoa.apps.contests.factories_played import play_round
from lantoa.apps.contests.models import Contest, Headcount
from lantoa.apps.newsroom.figures import NoFigure, figure_sources

pytestmark = pytest.mark.django_db
SOURCES = [figures.entrants_by_round, figures.scores_of_round, figures.units_of_contest]


@pytest.fixture
def contest(now: datetime, cast: Cast, settings: Settings, tmp_path: Path) -> Contest:
    settings.CONTESTS_DIR = tmp_path
    found = make_contest(at=now, rounds=2, agency=cast.agency, illustrative=True)
    Headcount.objects.create(contest=found, agency=cast.agency, people=8, source="Báo cáo")
    people = [make_entrant(found, at=now, agency=agency) for agency in (cast.agency, cast.other_agency)]
    play_round(found, people, wrong=1)
    play_round(found, people[:1], number=2, published=False)
    return found


class TestSources:
    def test_are_switched_on_in_the_settings(self) -> None:
        assert set(figure_sources().values()) >= set(SOURCES)

    @pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
    def test_say_why_before_a_result_is_published(self, source: figures.FigureSource, now: datetime) -> None:
        contest = make_contest(at=now)
        with pytest.raises(NoFigure):
            source.draw({"contest": str(contest.pk), "round": str(contest.rounds.get().pk)})
        assert source.choices()[0].values == ()

    def test_draw_published_rounds_only(self, contest: Contest) -> None:
        drawn = figures.entrants_by_round.draw({"contest": str(contest.pk)})
        assert drawn.table.rows == (("Tuần 1", "2"),)
        assert "số liệu minh họa" in drawn.title

    def test_draw_scores_among_all_entrants(self, contest: Contest) -> None:
        round_ = contest.rounds.get(number=1)
        drawn = figures.scores_of_round.draw({"round": str(round_.pk), "audience": "officials"})
        assert "4 điểm" in str(drawn.table.rows) and "100" in drawn.sentence

    def test_draw_only_units_with_a_head_count(self, contest: Contest, cast: Cast) -> None:
        drawn = figures.units_of_contest.draw({"contest": str(contest.pk), "kind": cast.agency.kind})
        assert [row[0] for row in drawn.table.rows] == [cast.agency.short_name]
        with pytest.raises(NoFigure, match="sĩ số"):
            figures.units_of_contest.draw({"contest": str(contest.pk), "kind": cast.other_agency.kind})
