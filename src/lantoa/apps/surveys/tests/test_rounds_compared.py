"""Two rounds are compared where they asked the same of the same people, and where not the page says why."""

from datetime import datetime

import pytest
from conftest import Cast

from lantoa.apps.surveys.factories import SCALE, make_response, make_round
from lantoa.apps.surveys.models import SurveyQuestion, SurveyRound
from lantoa.apps.surveys.presenters.office_results import compared_rows
from lantoa.apps.surveys.presenters.result_pictures import main_over_rounds
from lantoa.apps.surveys.queries.results import results_of
from lantoa.apps.surveys.queries.rounds_compared import compared_results

pytestmark = pytest.mark.django_db


def _round(cast: Cast, now: datetime, content: int, of: int = 40) -> SurveyRound:
    """A round with a question to those who were not satisfied, which all of them answered."""
    made = make_round(cast.agency, at=now, least_shown=5, state=SurveyRound.State.PUBLISHED, published_at=now)
    SurveyQuestion.objects.create(
        questionnaire=made.questionnaire, position=4, code="xin-loi", kind="scale", text="Được xin lỗi chưa?",
        options=SCALE, satisfied_from="4", only_if=[["hai-long", ["1", "2"]]],
    )  # fmt: skip
    for place in range(of):
        make_response(made, at=now, answers={"hai-long": "5"} if place < content else {"hai-long": "1", "xin-loi": "4"})
    return made


@pytest.fixture
def pair(cast: Cast, now: datetime) -> tuple[SurveyRound, SurveyRound]:
    return _round(cast, now, 10), _round(cast, now, 34)


def _rows(pair: tuple[SurveyRound, SurveyRound]):
    compared = compared_results(*(results_of(one) for one in pair))
    return dict(zip(("hai-long", "xin-loi"), compared_rows(compared), strict=True))


class TestComparedRows:
    def test_say_what_is_clear_where_nothing_changed(self, pair: tuple[SurveyRound, SurveyRound]) -> None:
        row = _rows(pair)["hai-long"]
        assert row.clear
        assert "khác biệt rõ" in row.change

    def test_conclude_nothing_where_the_wording_changed(self, pair: tuple[SurveyRound, SurveyRound]) -> None:
        pair[0].questionnaire.questions.filter(code="hai-long").update(text="Ông/bà thấy thế nào?")
        row = _rows(pair)["hai-long"]
        assert not row.clear
        assert "không kết luận, vì lời hỏi khác nhau" in row.change
        assert "“Ông/bà thấy thế nào?”" in row.remark
        earlier, later = (results_of(one) for one in pair)
        picture = main_over_rounds(later, [compared_results(earlier, later)])
        assert picture
        assert "(hỏi bằng lời khác)" in picture.svg or "(hỏi bằng lời khác)" in str(picture.table.rows)

    def test_compare_no_question_whose_people_were_chosen_by_another_question(
        self, pair: tuple[SurveyRound, SurveyRound]
    ) -> None:
        assert "điểm phần trăm" in _rows(pair)["xin-loi"].change or "không đổi" in _rows(pair)["xin-loi"].change
        first = pair[0].questionnaire.questions.get(code="hai-long")
        first.options = [*SCALE, {"value": "kb", "words": "không biết"}]
        first.save()
        rows = _rows(pair)
        assert "thang điểm của hai đợt khác nhau" in rows["hai-long"].remark
        assert "quyết định ai được hỏi câu này" in rows["xin-loi"].remark
        assert not rows["xin-loi"].change
