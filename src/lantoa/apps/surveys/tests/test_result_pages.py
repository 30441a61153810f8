"""Results in the office: what readers and keepers see, take away and do."""

import io
import zipfile
from datetime import datetime

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.services.factories import make_procedure
from lantoa.apps.surveys.actions.excluding import COVER
from lantoa.apps.surveys.factories import make_response, make_round
from lantoa.apps.surveys.factories_answered import GivenStratum, fill_round
from lantoa.apps.surveys.models import ResponseValue, SurveyResponse, SurveyRound
from lantoa.apps.surveys.queries.results import results_of

pytestmark = pytest.mark.django_db
_PUBLISHED = {"state": SurveyRound.State.PUBLISHED}


@pytest.fixture
def filled(cast: Cast, now: datetime) -> SurveyRound:
    survey_round = make_round(at=now, title="Đợt một", **_PUBLISHED, published_at=now)
    birth = make_procedure(at=now, slug="khai-sinh", plain_title="Đăng ký khai sinh")
    strata = [GivenStratum(cast.agency, birth, 900, 60, 0.9), GivenStratum(cast.other_agency, birth, 400, 50, 0.7)]
    fill_round(survey_round, strata, at=now)
    return survey_round


@pytest.fixture
def keeper(cast: Cast) -> Client:
    return _client(cast.programme_officer)


@pytest.fixture
def reader(cast: Cast) -> Client:
    return _client(cast.leader)


def _client(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def _text(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"surveys:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


class TestResults:
    def test_say_to_keepers_that_they_are_provisional_until_published(
        self, keeper: Client, filled: SurveyRound
    ) -> None:
        assert "số tạm tính" not in _text(keeper, "results", filled.pk)
        SurveyRound.objects.filter(pk=filled.pk).update(state="closed")
        assert "số tạm tính" in _text(keeper, "results", filled.pk)

    def test_show_figure_interval_denominators_and_weights(self, reader: Client, filled: SurveyRound) -> None:
        page = _text(reader, "results", filled.pk)
        responses = results_of(filled).responses
        assert f"{responses} trả lời trên {responses} người được hỏi câu này" in page
        assert "<svg" in page
        assert "Trọng số một phiếu" in page

    def test_of_a_question_open_how_it_was_computed(self, reader: Client, filled: SurveyRound) -> None:
        page = _text(reader, "question_result", filled.pk, "hai-long")
        for words in ("Theo cơ quan", "Theo nhóm: Nhóm tuổi", "người hài lòng ÷", "cỡ mẫu tương đương theo Kish"):
            assert words in page

    def test_of_a_round_without_responses_say_so(self, reader: Client, now: datetime) -> None:
        empty = make_round(at=now, **_PUBLISHED, published_at=now)
        assert "Chưa có ai trả lời câu này." in _text(reader, "results", empty.pk)

    def test_offer_no_single_responses_to_readers(self, reader: Client, filled: SurveyRound) -> None:
        assert reverse("surveys:responses", args=[filled.pk]) not in _text(reader, "results", filled.pk)


class TestRoundsCompared:
    def test_tell_each_question_and_why_others_are_not_compared(
        self, reader: Client, filled: SurveyRound, cast: Cast, now: datetime
    ) -> None:
        later = make_round(at=now, title="Đợt hai", previous=filled, **_PUBLISHED, published_at=now)
        fill_round(later, [GivenStratum(cast.agency, None, 900, 60, 0.3)], at=now, seed=5)
        page = _text(reader, "rounds_compared", later.pk)
        assert "khác biệt rõ" in page
        assert "không hỏi cùng những nhóm mẫu" in page
        later.questionnaire.questions.filter(code="hai-long").update(satisfied_from="3")
        assert "mức được tính là hài lòng của hai đợt khác nhau" in _text(reader, "rounds_compared", later.pk)

    def test_say_what_to_do_where_there_is_no_earlier_round(self, reader: Client, filled: SurveyRound) -> None:
        assert "chưa nối với đợt trước nào" in _text(reader, "rounds_compared", filled.pk)


class TestFiles:
    def test_of_results_hold_every_figure_and_no_formula(self, reader: Client, filled: SurveyRound, cast: Cast) -> None:
        cast.agency.name = "=HYPERLINK(1)"
        cast.agency.save()
        answer = reader.get(reverse("surveys:results_file", args=[filled.pk, "csv"]))
        text = answer.content.decode("utf-8-sig")
        assert "'=HYPERLINK(1)" in text
        assert ",=HYPERLINK" not in text

    def test_of_results_are_workbooks_too(self, reader: Client, filled: SurveyRound) -> None:
        answer = reader.get(reverse("surveys:results_file", args=[filled.pk, "xlsx"]))
        names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
        assert "xl/worksheets/sheet1.xml" in names

    def test_of_responses_hold_neither_serial_nor_time_and_are_written_down(
        self, keeper: Client, filled: SurveyRound
    ) -> None:
        answer = keeper.get(reverse("surveys:responses_file", args=[filled.pk, "csv"]))
        text = answer.content.decode("utf-8-sig")
        assert "Cơ quan,Thủ tục,Cách hỏi,hai-long,vi-sao,tuoi" in text
        assert "2023" not in text
        assert AuditEntry.objects.filter(act="surveys.export_responses").count() == 1

    def test_of_responses_warn_of_groups_that_are_too_small(self, keeper: Client, cast: Cast, now: datetime) -> None:
        survey_round = make_round(cast.agency, at=now, **_PUBLISHED, published_at=now)
        make_response(survey_round, at=now, answers={"hai-long": "5", "tuoi": "tre"})
        answer = keeper.get(reverse("surveys:responses_file", args=[survey_round.pk, "csv"]))
        assert "Cẩn thận: 1 phiếu" in answer.content.decode()


class TestExclude:
    def test_takes_a_response_out_of_every_figure_and_back(self, keeper: Client, filled: SurveyRound) -> None:
        SurveyRound.objects.filter(pk=filled.pk).update(state="closed")
        response = SurveyResponse.objects.filter(round=filled, excluded_at=None).first()
        assert response
        before = results_of(filled)
        keeper.post(reverse("surveys:exclude_response", args=[response.pk]), {"reason": "nhập trùng"})
        after = results_of(filled)
        assert (after.responses, after.excluded) == (before.responses - 1, before.excluded + 1)
        keeper.post(reverse("surveys:readmit_response", args=[response.pk]))
        assert results_of(filled).responses == before.responses

    def test_asks_for_a_reason_and_keeps_what_was_typed(self, keeper: Client, filled: SurveyRound) -> None:
        SurveyRound.objects.filter(pk=filled.pk).update(state="closed")
        response = SurveyResponse.objects.filter(round=filled, excluded_at=None).first()
        assert response
        answer = keeper.post(reverse("surveys:exclude_response", args=[response.pk]), {"reason": ""})
        assert answer.status_code == 422
        response.refresh_from_db()
        assert response.excluded_at is None


class TestOpenAnswers:
    def test_are_shown_without_names_and_numbers(self, reader: Client, cast: Cast, now: datetime) -> None:
        survey_round = make_round(cast.agency, at=now, **_PUBLISHED, published_at=now)
        words = "Hỏi ông Trần Văn Bình, số 0905 123 456."
        make_response(survey_round, at=now, answers={"hai-long": "1", "vi-sao": words})
        page = _text(reader, "open_answers", survey_round.pk)
        assert "Bình" not in page
        assert "0905" not in page
        assert "[tên người]" in page

    def test_tell_nobody_who_looks_for_a_number(self, reader: Client, cast: Cast, now: datetime) -> None:
        survey_round = make_round(cast.agency, at=now, **_PUBLISHED, published_at=now)
        make_response(survey_round, at=now, answers={"hai-long": "1", "vi-sao": "Chờ lâu, gọi 0905 123 456."})
        address = reverse("surveys:open_answers", args=[survey_round.pk])
        assert "Chờ lâu" in reader.get(address, {"q": "Chờ lâu"}).content.decode()
        assert "Chờ lâu" not in reader.get(address, {"q": "0905 123 456"}).content.decode()

    def test_are_covered_for_good_where_a_keeper_says_so(self, keeper: Client, cast: Cast, now: datetime) -> None:
        survey_round = make_round(cast.agency, at=now, **_PUBLISHED, published_at=now)
        make_response(survey_round, at=now, answers={"hai-long": "1", "vi-sao": "Anh Tư ở quầy 3 quát."})
        value = ResponseValue.objects.exclude(text="").get()
        address = reverse("surveys:cover_words", args=[value.pk])
        assert keeper.post(address, {"words": "không có"}).status_code == 422
        keeper.post(address, {"words": "Anh Tư"})
        value.refresh_from_db()
        assert value.text == f"{COVER} ở quầy 3 quát."
        assert "Anh Tư" not in str(AuditEntry.objects.get(act="surveys.cover_words").detail)


class TestLists:
    @pytest.mark.parametrize("name", ["responses", "open_answers"])
    def test_ask_no_more_for_more_rows(
        self, keeper: Client, filled: SurveyRound, cast: Cast, now: datetime, name: str
    ) -> None:
        _text(keeper, name, filled.pk)
        with CaptureQueriesContext(connection) as few:
            _text(keeper, name, filled.pk)
        fill_round(filled, [GivenStratum(cast.other_agency, None, 300, 70, 0.1)], at=now, seed=4)
        with CaptureQueriesContext(connection) as many:
            _text(keeper, name, filled.pk)
        assert len(many) == len(few)
