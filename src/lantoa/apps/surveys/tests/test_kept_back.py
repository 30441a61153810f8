"""Nobody sees what was answered in two states that differ by one response: neither while a round runs nor later."""

import re
from datetime import datetime

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.models import User
from lantoa.apps.surveys.actions.correcting import AnsweredAlone, correct_entry, entry_differences
from lantoa.apps.surveys.actions.excluding import CannotChangeResponse, exclude_response, readmit_response
from lantoa.apps.surveys.factories import make_response, make_round, make_ticket
from lantoa.apps.surveys.factories_answered import GivenStratum, fill_round
from lantoa.apps.surveys.models import ResponseValue, SurveyResponse, SurveyRound

pytestmark = pytest.mark.django_db
State = SurveyRound.State
PAGES = ("results", "rounds_compared", "open_answers")
OF_KEEPERS = ("responses",)


@pytest.fixture
def running(cast: Cast, now: datetime) -> SurveyRound:
    survey_round = make_round(at=now, title="Đợt đang chạy")
    fill_round(
        survey_round, [GivenStratum(cast.agency, None, 900, 60), GivenStratum(cast.other_agency, None, 400, 50)], at=now
    )
    return survey_round


def _looked(user: User, survey_round: SurveyRound) -> dict[str, str]:
    """What somebody sees of a round on every page and in every file, but for counts of responses and what is random."""
    client = Client()
    client.force_login(user)
    addresses = [reverse(f"surveys:{name}", args=[survey_round.pk]) for name in (*PAGES, *OF_KEEPERS)]
    addresses += [
        reverse("surveys:question_result", args=[survey_round.pk, code]) for code in ("hai-long", "tuoi", "vi-sao")
    ]
    addresses += [
        reverse(f"surveys:{name}", args=[survey_round.pk, form])
        for name in ("results_file", "responses_file")
        for form in ("csv",)
    ]
    return {address: _stable(client.get(address)) for address in addresses}


def _stable(answer: object) -> str:
    text = answer.content.decode(errors="replace") + answer.headers.get("Location", "")  # type: ignore[attr-defined]
    text = re.sub(r"[\d.]+ phiếu trả lời trên [\d.]+ phiếu mời", "", text)
    return re.sub(r'csrf\w*"? value="[^"]+"|nonce="[^"]+"|csrfToken[^,]+|[A-Za-z0-9]{64}', "", text)


class TestWhileARoundRuns:
    @pytest.mark.parametrize("role", ["administrator", "programme_officer", "editor", "leader", "verifier"])
    def test_nobody_sees_more_than_how_many_have_answered(
        self, cast: Cast, running: SurveyRound, now: datetime, role: str
    ) -> None:
        user = getattr(cast, role)
        before = _looked(user, running)
        make_response(running, at=now, answers={"hai-long": "1", "vi-sao": "Bị quát ở quầy.", "tuoi": "lon"})
        assert _looked(user, running) == before
        assert any("chỉ nêu số phiếu" in page for page in before.values())

    def test_a_stored_paper_form_answered_alone_cannot_be_guessed(self, cast: Cast, now: datetime) -> None:
        survey_round = make_round(cast.agency, at=now)
        response = make_response(survey_round, at=now, answers={"hai-long": "1", "tuoi": "tre"})
        SurveyResponse.objects.filter(pk=response.pk).update(channel="paper")
        response.refresh_from_db()
        with pytest.raises(AnsweredAlone):
            entry_differences(response=response, answers={"hai-long": "1"})
        with pytest.raises(AnsweredAlone):
            correct_entry(response=response, answers={"hai-long": "5"}, by=cast.focal_officer, at=now)
        assert ResponseValue.objects.get(question__code="hai-long").value == "1"

    def test_the_page_of_entry_says_so_and_compares_nothing(self, cast: Cast, now: datetime) -> None:
        survey_round = make_round(cast.agency, at=now)
        ticket = make_ticket(survey_round, at=now, channel="paper", serial=7)
        response = SurveyResponse.objects.create(
            ticket=ticket, round=survey_round, stratum=ticket.stratum, channel="paper", key="k", received_at=now
        )
        question = survey_round.questionnaire.questions.get(code="hai-long")
        ResponseValue.objects.create(response=response, question=question, value="1")
        client = Client()
        client.force_login(cast.focal_officer)
        pages = [
            client.post(
                reverse("surveys:enter_paper", args=[survey_round.pk]),
                {"serial": "7", "c-hai-long": guess, "thay": "1"},
            )
            for guess in ("1", "5")
        ]
        assert all(page.status_code == 422 and "chỉ người ấy biết" in page.content.decode() for page in pages)
        response.refresh_from_db()
        assert response.values.get().value == "1"


class TestOnceClosed:
    def test_keepers_alone_look_until_it_is_published(self, cast: Cast, running: SurveyRound) -> None:
        SurveyRound.objects.filter(pk=running.pk).update(state=State.CLOSED)
        running.refresh_from_db()
        leader, keeper = (_looked(user, running) for user in (cast.leader, cast.programme_officer))
        address = reverse("surveys:results", args=[running.pk])
        assert "người hài lòng" not in leader[address]
        assert "đang xem lại" in leader[address]
        assert "Trọng số một phiếu" in keeper[address]

    def test_no_response_is_taken_out_or_in_once_it_is_published(
        self, cast: Cast, running: SurveyRound, now: datetime
    ) -> None:
        counted, out = (
            SurveyResponse.objects.filter(round=running, excluded_at__isnull=is_in).first() for is_in in (True, False)
        )
        if out is None:
            SurveyResponse.objects.filter(pk=counted.pk).update(excluded_at=now, excluded_reason="thử")  # type: ignore[union-attr]
            counted, out = SurveyResponse.objects.filter(round=running, excluded_at=None).first(), counted
        SurveyRound.objects.filter(pk=running.pk).update(state=State.PUBLISHED, published_at=now)
        before = _looked(cast.leader, running)
        with pytest.raises(CannotChangeResponse, match="đã công bố"):
            exclude_response(response=counted, reason="nhập trùng", by=cast.programme_officer, at=now)  # type: ignore[arg-type]
        with pytest.raises(CannotChangeResponse, match="đã công bố"):
            readmit_response(response=out, by=cast.programme_officer, at=now)  # type: ignore[arg-type]
        assert _looked(cast.leader, running) == before

    def test_an_earlier_round_that_is_not_published_is_not_set_beside(
        self, cast: Cast, running: SurveyRound, now: datetime
    ) -> None:
        later = make_round(at=now, title="Đợt sau", previous=running, state=State.PUBLISHED, published_at=now)
        assert (
            "chưa nối với đợt trước nào"
            in _looked(cast.leader, later)[reverse("surveys:rounds_compared", args=[later.pk])]
        )
