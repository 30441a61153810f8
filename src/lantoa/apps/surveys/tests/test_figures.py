"""Figures of surveys for stories: of published rounds only; why there is none."""

from datetime import datetime

import pytest
from conftest import Cast

from lantoa.apps.newsroom.figures import FigureSource, NoFigure, figure_sources
from lantoa.apps.surveys import figures
from lantoa.apps.surveys.factories import make_round
from lantoa.apps.surveys.factories_answered import GivenStratum, fill_round
from lantoa.apps.surveys.models import SurveyRound
from lantoa.apps.surveys.searching import SURVEYS

pytestmark = pytest.mark.django_db
SOURCES = [figures.satisfaction_by_question, figures.satisfaction_by_agency, figures.satisfaction_over_rounds]


@pytest.fixture
def later(cast: Cast, now: datetime) -> SurveyRound:
    """Two published rounds of two agencies, the later after the earlier."""
    published = {"state": SurveyRound.State.PUBLISHED, "published_at": now}
    earlier = make_round(at=now, title="Đợt một", **published)
    later = make_round(at=now, title="Đợt hai", previous=earlier, illustrative=True, **published)
    for place, one in enumerate((earlier, later)):
        strata = [GivenStratum(agency, None, 900, 60, 0.8) for agency in (cast.agency, cast.other_agency)]
        fill_round(one, strata, at=now, seed=place)
    return later


class TestFigures:
    def test_are_offered_to_stories(self) -> None:
        assert {source.key for source in SOURCES} <= set(figure_sources())

    @pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
    def test_are_drawn_of_the_round_and_question_that_were_chosen(
        self, later: SurveyRound, source: FigureSource
    ) -> None:
        options = {"round": later.slug, "question": f"{later.slug}/hai-long"}
        figure = source.draw(options)
        assert "minh họa" in figure.title
        assert "%" in figure.sentence
        assert source.note and "phiếu trả lời được tính" in source.note(options)
        assert any(code for choice in source.choices() for code, _ in choice.values)

    @pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.key)
    def test_are_none_before_publication(self, later: SurveyRound, source: FigureSource) -> None:
        SurveyRound.objects.update(state=SurveyRound.State.CLOSED)
        with pytest.raises(NoFigure):
            source.draw({"round": later.slug, "question": f"{later.slug}/hai-long"})

    def test_over_rounds_hold_both(self, later: SurveyRound) -> None:
        rows = figures.satisfaction_over_rounds.draw({"question": f"{later.slug}/hai-long"}).table.rows
        assert [row[0] for row in rows] == ["Đợt một", "Đợt hai"]

    def test_say_what_to_choose_again_where_the_question_is_gone(self, later: SurveyRound) -> None:
        with pytest.raises(NoFigure, match="hãy chọn lại câu hỏi"):
            figures.satisfaction_by_agency.draw({"question": f"{later.slug}/khong-co"})


class TestSearching:
    def test_finds_published_rounds_by_what_they_asked(self, later: SurveyRound) -> None:
        found = {document.title: document for document in SURVEYS.documents(None)}
        assert set(found) == {"Đợt một", "Đợt hai"}
        assert "Ông/bà hài lòng đến mức nào?" in found["Đợt hai"].text
        assert "Chờ lâu." not in found["Đợt hai"].text
        SurveyRound.objects.filter(pk=later.pk).update(state=SurveyRound.State.CLOSED)
        assert [document.title for document in SURVEYS.documents([str(later.pk)])] == []
