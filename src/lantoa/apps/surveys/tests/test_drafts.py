"""Whoever is cut off in the middle goes on where it was: the browser keeps the answers, for that one address."""

from datetime import datetime

import pytest
from conftest import Cast
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.surveys.drafts import draft_of, keep_draft
from lantoa.apps.surveys.factories import SCALE, make_round
from lantoa.apps.surveys.models import SurveyQuestion, SurveyResponse, SurveyRound, Ticket
from lantoa.apps.surveys.models.responses import Channel
from lantoa.apps.surveys.tickets import make_tickets

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def survey_round(cast: Cast, now: datetime) -> SurveyRound:
    """A round with a second page: nine questions more."""
    made = make_round(cast.agency, at=now)
    for place in range(4, 13):
        SurveyQuestion.objects.create(
            questionnaire=made.questionnaire, position=place, code=f"cau-{place}", kind="scale", text=f"Câu số {place}",
            options=SCALE, required=False,
        )  # fmt: skip
    return made


def _path(survey_round: SurveyRound, now: datetime) -> str:
    ((_, secret),) = make_tickets(
        round=survey_round, stratum=survey_round.strata.get(), channel=Channel.LINK, count=1, by=None, at=now
    )
    return reverse("answering:answer", args=[secret])


def _begin(client: Client, path: str) -> None:
    client.post(path, {"trang": "0", "key": "k", "c-hai-long": "2"})


class TestACitizenWhoIsCutOff:
    def test_goes_on_at_the_page_after_the_one_that_was_answered(
        self, survey_round: SurveyRound, now: datetime
    ) -> None:
        client, path = Client(), _path(survey_round, now)
        _begin(client, path)
        again = client.get(path).content.decode()
        assert "làm tiếp từ chỗ đang dở" in again
        assert 'name="c-hai-long" value="2"' in again
        assert 'name="trang" value="1"' in again
        assert not SurveyResponse.objects.exists()

    def test_sends_it_once_and_the_browser_forgets(self, survey_round: SurveyRound, now: datetime) -> None:
        client, path = Client(), _path(survey_round, now)
        _begin(client, path)
        for _ in range(2):
            client.post(path, {"trang": "9", "key": "k", "c-hai-long": "5", "c-tuoi": "tre"})
            client.post(path, {"trang": "2", "key": "k", "c-hai-long": "5", "c-tuoi": "tre"})
        assert SurveyResponse.objects.count() == 1
        assert not client.cookies["dang_do"].value

    def test_may_begin_anew(self, survey_round: SurveyRound, now: datetime) -> None:
        client, path = Client(), _path(survey_round, now)
        _begin(client, path)
        client.post(path, {"tu-dau": "1"})
        assert "làm tiếp" not in client.get(path).content.decode()

    def test_is_seen_at_no_other_ticket_and_in_no_other_browser(self, survey_round: SurveyRound, now: datetime) -> None:
        client, path, other = Client(), _path(survey_round, now), _path(survey_round, now)
        _begin(client, path)
        cookie = client.cookies["dang_do"]
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (path, True, "Lax")
        assert "làm tiếp" not in client.get(other).content.decode()
        assert "làm tiếp" not in Client().get(path).content.decode()

    def test_keeps_what_fits_of_very_long_words(self) -> None:
        answer, words = HttpResponse(), "".join(chr(0x1E00 + place % 250) for place in range(2000))
        keep_draft(answer, path="/tra-loi/x/", answers={"a": ["4"], "b": [words], "c": [words[::-1]]}, place=2)
        assert len(answer.cookies["dang_do"].value) <= 3500
        request = RequestFactory().get("/tra-loi/x/")
        request.COOKIES["dang_do"] = answer.cookies["dang_do"].value
        draft = draft_of(request)
        assert draft
        assert (draft.answers["a"], draft.place) == (["4"], 2)

    def test_is_not_misled_by_a_cookie_that_was_not_made_here(self, survey_round: SurveyRound, now: datetime) -> None:
        client, path = Client(), _path(survey_round, now)
        client.cookies["dang_do"] = "x:y:z"
        assert client.get(path).status_code == 200


class TestACallThatIsInterrupted:
    @pytest.fixture
    def interviewer(self, cast: Cast) -> Client:
        client = Client()
        client.force_login(cast.focal_officer)
        return client

    def test_is_listed_and_goes_on_the_next_day(self, interviewer: Client, survey_round: SurveyRound) -> None:
        stratum = survey_round.strata.get()
        begun = interviewer.post(reverse("surveys:begin_call", args=[stratum.pk]))
        interviewer.post(begun["Location"], {"trang": "0", "key": "k", "c-hai-long": "5"})
        listed = interviewer.get(reverse("surveys:channels", args=[stratum.pk])).content.decode()
        assert "Đang dở" in listed
        call = Ticket.objects.get(channel=Channel.PHONE)
        interviewer.post(reverse("surveys:end_call", args=[call.pk]), {"outcome": "later"})
        assert "Hẹn gọi lại" in interviewer.get(reverse("surveys:channels", args=[stratum.pk])).content.decode()
        again = interviewer.get(begun["Location"]).content.decode()
        assert "Làm tiếp cuộc gọi dở" in again
        assert 'name="c-hai-long" value="5"' in again

    def test_is_over_once_it_was_refused(self, interviewer: Client, survey_round: SurveyRound) -> None:
        stratum = survey_round.strata.get()
        begun = interviewer.post(reverse("surveys:begin_call", args=[stratum.pk]))
        interviewer.post(begun["Location"], {"trang": "0", "key": "k", "c-hai-long": "5"})
        call = Ticket.objects.get(channel=Channel.PHONE)
        interviewer.post(reverse("surveys:end_call", args=[call.pk]), {"outcome": "refused"})
        assert "Làm tiếp" not in interviewer.get(begun["Location"]).content.decode()
        assert "Đang dở" not in interviewer.get(reverse("surveys:channels", args=[stratum.pk])).content.decode()

    def test_that_reached_nobody_may_be_made_again(self, interviewer: Client, survey_round: SurveyRound) -> None:
        stratum = survey_round.strata.get()
        interviewer.post(reverse("surveys:begin_call", args=[stratum.pk]))
        call = Ticket.objects.get(channel=Channel.PHONE)
        interviewer.post(reverse("surveys:end_call", args=[call.pk]), {"outcome": "unreached"})
        assert "có thể gọi lại" in interviewer.get(reverse("surveys:channels", args=[stratum.pk])).content.decode()


class TestTypingPaperForms:
    @pytest.fixture
    def typist(self, cast: Cast) -> Client:
        client = Client()
        client.force_login(cast.focal_officer)
        return client

    def test_proposes_the_next_number_and_says_how_many_answers_there_were(
        self, typist: Client, survey_round: SurveyRound, now: datetime
    ) -> None:
        make_tickets(
            round=survey_round, stratum=survey_round.strata.get(), channel=Channel.PAPER, count=2, by=None, at=now
        )
        address = reverse("surveys:enter_paper", args=[survey_round.pk])
        page = typist.post(address, {"serial": "1", "c-hai-long": "5", "c-tuoi": "1", "key": "a"}, follow=True)
        text = page.content.decode()
        assert "Đã lưu phiếu số 1: 2 câu có trả lời." in text
        assert 'value="2"' in text

    def test_takes_several_digits_without_anything_between(
        self, typist: Client, survey_round: SurveyRound, now: datetime
    ) -> None:
        SurveyQuestion.objects.create(
            questionnaire=survey_round.questionnaire, position=20, code="kenh", kind="multiple", text="Kênh nào?",
            options=SCALE, required=False,
        )  # fmt: skip
        make_tickets(
            round=survey_round, stratum=survey_round.strata.get(), channel=Channel.PAPER, count=1, by=None, at=now
        )
        address = reverse("surveys:enter_paper", args=[survey_round.pk])
        typist.post(address, {"serial": "1", "c-hai-long": "5", "c-kenh": "135", "key": "a"})
        values = SurveyResponse.objects.get().values.filter(question__code="kenh")
        assert sorted(values.values_list("value", flat=True)) == ["1", "3", "5"]

    def test_tells_the_script_which_questions_are_not_asked(self, typist: Client, survey_round: SurveyRound) -> None:
        page = typist.get(reverse("surveys:enter_paper", args=[survey_round.pk])).content.decode()
        assert 'data-if="[[&quot;c-hai-long&quot;, [1, 2]]]"' in page
