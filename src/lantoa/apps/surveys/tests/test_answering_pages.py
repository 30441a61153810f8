"""Pages of whoever answers: without script, page by page, calm where nothing can be answered."""

import re
from datetime import timedelta

import pytest
from conftest import NOW, Cast
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.base.honeypot import signed_moment
from lantoa.apps.surveys.actions.rounds import close_round
from lantoa.apps.surveys.desk_codes import desk_path, read_desk_code
from lantoa.apps.surveys.factories import make_round
from lantoa.apps.surveys.models import SurveyResponse, SurveyRound, Ticket
from lantoa.apps.surveys.tickets import make_tickets
from lantoa.apps.surveys.views import starting


@pytest.fixture
def survey_round(cast: Cast) -> SurveyRound:
    return make_round(cast.agency, at=timezone.now())


@pytest.fixture
def address(survey_round: SurveyRound) -> str:
    stratum = survey_round.strata.get()
    ((_ticket, secret),) = make_tickets(
        round=survey_round, stratum=stratum, channel="link", count=1, by=None, at=timezone.now()
    )
    return reverse("answering:answer", args=[secret])


def _hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


@pytest.mark.django_db
class TestAnswering:
    def test_goes_page_by_page_to_the_thanks(self, client: Client, address: str) -> None:
        page = client.get(address).content.decode()
        assert "Ông/bà hài lòng đến mức nào?" in page
        assert "Vì sao?" not in page  # stands on a page after the one it depends on
        assert "Không hỏi họ tên" in page
        assert "<script" not in page
        page = client.post(address, {**_hidden(page), "c-hai-long": "1"}).content.decode()
        assert "Vì sao?" in page
        assert "Xin đừng ghi họ tên" in page
        answer = client.post(address, {**_hidden(page), "c-vi-sao": "Chờ lâu.", "c-tuoi": "tre"})
        assert (answer.status_code, answer["Location"]) == (303, f"{address}cam-on/")
        response = SurveyResponse.objects.get()
        assert response.values.get(question__code="vi-sao").text == "Chờ lâu."
        assert response.consent_version == "1"
        assert response.entered_by is None
        assert "Đã nhận câu trả lời" in client.get(answer["Location"]).content.decode()
        assert "đã được trả lời" in client.get(address).content.decode()

    def test_asks_nothing_that_the_answers_rule_out(self, client: Client, address: str) -> None:
        page = client.get(address).content.decode()
        page = client.post(address, {**_hidden(page), "c-hai-long": "5"}).content.decode()
        assert "Vì sao?" not in page
        assert "Nhóm tuổi?" in page

    def test_keeps_what_was_chosen_when_something_is_missing_and_on_the_way_back(
        self, client: Client, address: str
    ) -> None:
        first = client.get(address).content.decode()
        missing = client.post(address, _hidden(first))
        assert missing.status_code == 422
        assert "Câu 1: Mời ông/bà trả lời câu này." in missing.content.decode()
        second = client.post(address, {**_hidden(first), "c-hai-long": "2"}).content.decode()
        sent = {**_hidden(second), "c-vi-sao": "Lời <b>của</b> tôi", "lui": "1"}
        back = client.post(address, sent).content.decode()
        assert re.search(r'value="2" checked', back)
        assert 'name="c-vi-sao" value="Lời &lt;b&gt;của&lt;/b&gt; tôi"' in back

    def test_takes_the_same_press_twice_as_one(self, client: Client, address: str) -> None:
        page = client.get(address).content.decode()
        page = client.post(address, {**_hidden(page), "c-hai-long": "5"}).content.decode()
        sent = {**_hidden(page), "c-tuoi": "tre"}
        assert [client.post(address, sent).status_code for _ in range(2)] == [303, 303]
        calm = client.post(address, {**sent, "key": "another"})
        assert (calm.status_code, SurveyResponse.objects.count()) == (200, 1)
        assert "đã được trả lời" in calm.content.decode()

    def test_is_kept_by_no_cache_and_notes_the_opening(self, client: Client, address: str) -> None:
        assert client.get(address)["Cache-Control"] == "no-store"
        assert Ticket.objects.get().opened_at is not None

    def test_is_calm_where_nothing_can_be_answered(
        self, client: Client, address: str, survey_round: SurveyRound
    ) -> None:
        for path, status, words in [
            (reverse("answering:answer", args=["khong-co"]), 404, "Không tìm thấy phiếu mời"),
            (reverse("answering:desk", args=["khong-co"]), 410, "Mã đã hết giờ"),
            (reverse("answering:open_page", args=[survey_round.slug]), 404, "Không có đợt khảo sát nào"),
        ]:
            answer = client.get(path)
            assert (answer.status_code, words in answer.content.decode()) == (status, True)
        close_round(survey_round=survey_round, by=None, at=timezone.now())
        over = client.get(address)
        assert (over.status_code, "Khảo sát đã kết thúc" in over.content.decode()) == (410, True)

    @pytest.mark.parametrize("place", ["-1", "999", "99999999", "x", ""])
    def test_survives_a_place_that_is_none(self, client: Client, address: str, place: str) -> None:
        assert client.post(address, {"trang": place, "key": "k"}).status_code in {200, 422}


def _press(client: Client, path: str, *, seconds: int = 10) -> str:
    answer = client.post(path, {"shown_at": signed_moment(timezone.now() - timedelta(seconds=seconds))})
    return str(answer.headers.get("Location", answer.status_code))


@pytest.mark.django_db
class TestTheDesk:
    def test_gives_each_who_scans_a_ticket_of_its_stratum(self, survey_round: SurveyRound) -> None:
        stratum = survey_round.strata.get()
        path = desk_path(stratum, at=timezone.now())
        assert Client().get(path).status_code == 200
        assert not Ticket.objects.exists()  # looking is not taking
        found = {_press(Client(), path) for _ in range(3)}
        assert len(found) == 3
        assert set(Ticket.objects.values_list("channel", "stratum")) == {("desk", stratum.pk)}

    def test_gives_the_same_browser_the_same_ticket_until_it_is_answered(
        self, client: Client, survey_round: SurveyRound
    ) -> None:
        path = desk_path(survey_round.strata.get(), at=timezone.now())
        first = _press(client, path)
        assert _press(client, path) == first
        page = client.post(first, {**_hidden(client.get(first).content.decode()), "c-hai-long": "5"}).content.decode()
        client.post(first, {**_hidden(page), "c-tuoi": "tre"})
        assert _press(client, path) != first  # the tablet at the desk serves the next person
        poster = desk_path(survey_round.strata.get(), at=timezone.now(), poster=True)
        client.post(_press(client, path), {})
        assert client.get(poster).status_code == 303

    def test_has_codes_that_are_soon_over_and_cannot_be_forged(self, survey_round: SurveyRound) -> None:
        stratum = survey_round.strata.get()
        signed = desk_path(stratum, at=NOW).rstrip("/").rpartition("/")[2]
        for minutes, good in [(0, True), (20, True), (31, False), (-11, False)]:
            assert bool(read_desk_code(signed, at=NOW + timedelta(minutes=minutes))) == good
        assert read_desk_code(signed.replace(f"{stratum.pk}.", f"{stratum.pk + 1}."), at=NOW) is None
        poster = desk_path(stratum, at=NOW, poster=True).rstrip("/").rpartition("/")[2]
        assert read_desk_code(poster, at=NOW + timedelta(days=30))


@pytest.mark.django_db
class TestTheOpenPage:
    def test_gives_one_ticket_a_browser(self, client: Client, survey_round: SurveyRound) -> None:
        SurveyRound.objects.update(open_to_all=True)
        path = reverse("answering:open_page", args=[survey_round.slug])
        first = _press(client, path)
        assert {_press(client, path), client.get(path)["Location"]} == {first}
        assert list(Ticket.objects.values_list("channel", "stratum")) == [("open", None)]

    def test_stores_nothing_for_a_program(self, client: Client, survey_round: SurveyRound) -> None:
        SurveyRound.objects.update(open_to_all=True)
        path = reverse("answering:open_page", args=[survey_round.slug])
        assert _press(client, path, seconds=0) == "422"
        trapped = {"shown_at": signed_moment(timezone.now() - timedelta(seconds=9)), "website": "https://x.example"}
        assert client.post(path, trapped).status_code == 422
        assert not Ticket.objects.exists()

    def test_is_limited_for_each_network(self, survey_round: SurveyRound, monkeypatch: pytest.MonkeyPatch) -> None:
        SurveyRound.objects.update(open_to_all=True)
        monkeypatch.setattr(starting, "ON_THE_OPEN_PAGE", (2, 4))
        path = reverse("answering:open_page", args=[survey_round.slug])
        assert [_press(Client(), path) for _ in range(3)][2] == "422"
        assert Ticket.objects.count() == 2
        given = [_press(Client(), path, seconds=90) for _ in range(3)]  # slowed down, not locked out
        assert (given[2], Ticket.objects.count()) == ("429", 4)
