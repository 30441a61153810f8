"""Surveys in public: no number before publication, every number with its denominators after it."""

from datetime import datetime

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.indices.factories import EntityFactory, make_index, make_series
from lantoa.apps.services.factories import make_procedure
from lantoa.apps.surveys.actions.excluding import CannotChangeResponse, exclude_response
from lantoa.apps.surveys.factories import make_response, make_round
from lantoa.apps.surveys.factories_answered import GivenStratum, fill_round
from lantoa.apps.surveys.models import SurveyRound
from lantoa.apps.surveys.queries.results import results_of

pytestmark = pytest.mark.django_db
_PAGE = "/khao-sat/dot-mot/"


@pytest.fixture
def filled(cast: Cast, now: datetime) -> SurveyRound:
    survey_round = make_round(at=now, slug="dot-mot", title="Đợt một", agency=None)
    birth = make_procedure(at=now, slug="khai-sinh", plain_title="Đăng ký khai sinh")
    house = make_procedure(at=now, slug="nha-o", plain_title="Cấp phép xây nhà")
    strata = [
        GivenStratum(cast.agency, birth, 900, 60, 0.9),
        GivenStratum(cast.agency, house, 300, 40, 0.9),
        GivenStratum(cast.other_agency, birth, 400, 50, 0.5),
    ]
    fill_round(survey_round, strata, at=now, opened=40)
    return survey_round


def _publish(survey_round: SurveyRound) -> None:
    SurveyRound.objects.filter(pk=survey_round.pk).update(
        state=SurveyRound.State.PUBLISHED, published_at=survey_round.closes_at
    )


def _text(client: Client, address: str = _PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


class TestBeforePublication:
    def test_a_round_tells_no_number(self, client: Client, filled: SurveyRound) -> None:
        for state in ("open", "closed"):
            SurveyRound.objects.filter(pk=filled.pk).update(state=state)
            page = _text(client)
            assert "Chưa có kết quả" in page
            assert "%" not in page.partition("<main")[2].partition("</main>")[0]
            assert client.get(f"{_PAGE}so-lieu.csv").status_code == 404

    def test_a_draft_is_not_there(self, client: Client, filled: SurveyRound) -> None:
        SurveyRound.objects.filter(pk=filled.pk).update(state="draft")
        assert client.get(_PAGE).status_code == 404
        assert "Đợt một" not in _text(client, "/khao-sat/")


class TestSurvey:
    def test_says_the_result_in_words_with_denominators_and_method(self, client: Client, filled: SurveyRound) -> None:
        _publish(filled)
        page, results = _text(client), results_of(filled)
        for words in (
            "người được hỏi thì khoảng",
            f"{results.responses} phiếu trả lời được tính",
            "Theo cơ quan",
            "Theo thủ tục",
            "Trọng số của một phiếu",
            "để riêng, không cộng vào con số nào ở trên",
        ):
            assert words in page

    def test_shows_no_free_answer(self, client: Client, filled: SurveyRound) -> None:
        _publish(filled)
        assert "Chờ lâu." not in _text(client)
        assert "Chờ lâu." not in _text(client, f"{_PAGE}so-lieu.csv")

    def test_marks_what_is_illustrative(self, client: Client, filled: SurveyRound) -> None:
        SurveyRound.objects.filter(pk=filled.pk).update(illustrative=True)
        _publish(filled)
        page = _text(client)
        assert "Số liệu minh họa" in page
        assert "số liệu minh họa</h3>" in page
        assert "Số liệu minh họa" in _text(client, f"{_PAGE}so-lieu.csv")

    def test_hides_what_few_answered_and_says_why(
        self, client: Client, filled: SurveyRound, cast: Cast, now: datetime
    ) -> None:
        few = make_procedure(at=now, slug="ho-tich", plain_title="Ghi chú ly hôn")
        fill_round(filled, [GivenStratum(cast.agency, few, 80, 7)], at=now, seed=3)
        _publish(filled)
        page = _text(client)
        assert "dưới 30 câu trả lời nên không nêu" in page
        assert "không suy ngược được" in page

    def test_stands_beside_the_round_before_once_that_is_published(
        self, client: Client, filled: SurveyRound, cast: Cast, now: datetime
    ) -> None:
        later = make_round(at=now, slug="dot-hai", title="Đợt hai", previous=filled)
        fill_round(later, [GivenStratum(cast.agency, None, 900, 60, 0.3)], at=now, seed=5)
        _publish(later)
        assert "So với Đợt một" not in _text(client, "/khao-sat/dot-hai/")
        _publish(filled)
        page = _text(client, "/khao-sat/dot-hai/")
        assert "So với Đợt một" in page
        assert "khác biệt rõ" in page

    def test_changes_no_more_by_a_single_response(
        self, client: Client, filled: SurveyRound, cast: Cast, now: datetime
    ) -> None:
        _publish(filled)
        before = results_of(filled).responses
        assert f"{before} phiếu trả lời được tính" in _text(client)
        response = filled.responses.filter(excluded_at=None).exclude(channel="open").first()
        assert response
        with pytest.raises(CannotChangeResponse):
            exclude_response(response=response, reason="nhập trùng", by=cast.administrator, at=now)
        assert f"{before} phiếu trả lời được tính" in _text(client)

    def test_asks_no_more_for_more_responses(
        self, client: Client, filled: SurveyRound, cast: Cast, now: datetime
    ) -> None:
        _publish(filled)
        _text(client)
        with CaptureQueriesContext(connection) as few:
            _text(client)
        fill_round(filled, [GivenStratum(cast.other_agency, None, 300, 90)], at=now, seed=9)
        with CaptureQueriesContext(connection) as many:
            _text(client)
        assert len(many) == len(few)


class TestSurveys:
    def test_lists_rounds_by_what_one_can_do(self, client: Client, filled: SurveyRound, now: datetime) -> None:
        page = _text(client, "/khao-sat/")
        assert "Đã khóa, chờ công bố" in page or "Đang hỏi ý kiến" in page
        _publish(filled)
        assert "Đã công bố kết quả" in _text(client, "/khao-sat/")

    def test_says_so_where_there_is_none(self, client: Client, cast: Cast) -> None:
        assert "Chưa có đợt khảo sát nào" in _text(client, "/khao-sat/")


class TestSmallRound:
    def test_of_a_handful_of_responses_tells_how_many_and_nothing_else(
        self, client: Client, cast: Cast, now: datetime
    ) -> None:
        survey_round = make_round(cast.agency, at=now, slug="dot-mot")
        for _ in range(3):
            make_response(survey_round, at=now, answers={"hai-long": "5", "tuoi": "tre"})
        _publish(survey_round)
        page = _text(client)
        assert "Dưới 30 câu trả lời nên không nêu kết quả." in page
        assert "<svg" not in page.partition("<main")[2]


class TestIndexBeside:
    def test_stands_beside_the_question_and_leads_both_ways(
        self, client: Client, filled: SurveyRound, now: datetime
    ) -> None:
        index = make_index("sipas")
        home = EntityFactory.create(is_home=True)
        make_series(index, home, {2022: "81.5"}, at=now)
        filled.questionnaire.questions.filter(code="hai-long").update(index_slug="sipas")
        _publish(filled)
        page = _text(client)
        assert "SIPAS 2022" in page
        assert "81,5" in page
        assert "không nói bên nào là nguyên nhân" in page
        assert _PAGE in _text(client, "/chi-so/sipas/2022/")
