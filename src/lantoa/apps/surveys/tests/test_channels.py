"""Ways of asking in the office: tickets to take away, messages, calls, paper; and the counts of each."""

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from conftest import NOW, Cast
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.surveys.actions.answering import answer, note_outcome
from lantoa.apps.surveys.actions.rounds import close_round
from lantoa.apps.surveys.factories import make_response, make_round, make_ticket
from lantoa.apps.surveys.models import Stratum, SurveyResponse, SurveyRound, Ticket
from lantoa.apps.surveys.queries.rates import round_rates
from lantoa.apps.surveys.tickets import make_tickets, ticket_at


@pytest.fixture
def survey_round(cast: Cast) -> SurveyRound:
    return make_round(cast.agency, at=timezone.now())


@pytest.fixture
def stratum(survey_round: SurveyRound) -> Stratum:
    return survey_round.strata.get()


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast.focal_officer)
    return client


def _secrets(text: str) -> list[str]:
    return re.findall(r"/tra-loi/([\w-]{32})/", text)


@pytest.mark.django_db
class TestLinks:
    def test_are_given_once_as_a_table(self, officer: Client, stratum: Stratum) -> None:
        address = reverse("surveys:make_links", args=[stratum.pk])
        answer_ = officer.post(address, {"count": "3", "form": "csv"})
        assert "no-store" in answer_["Cache-Control"]
        rows = list(csv.reader(io.StringIO(answer_.content.decode("utf-8-sig"))))
        assert len(rows) == 4
        assert {ticket_at(secret) for secret in _secrets(answer_.content.decode())} == set(Ticket.objects.all())
        workbook = openpyxl.load_workbook(io.BytesIO(officer.post(address, {"count": "2", "form": "xlsx"}).content))
        assert len(_secrets("\n".join(str(row[1].value) for row in workbook.active.iter_rows()))) == 2  # type: ignore[union-attr]

    def test_cannot_be_formulas(self, officer: Client, stratum: Stratum) -> None:
        stratum.agency.name = "=1+1"
        stratum.agency.save()
        text = officer.post(reverse("surveys:make_links", args=[stratum.pk]), {"count": "1", "form": "csv"}).content
        assert b",'=1+1," in text

    def test_are_refused_once_the_round_is_closed(self, officer: Client, stratum: Stratum) -> None:
        close_round(survey_round=stratum.round, by=None, at=timezone.now())
        address = reverse("surveys:make_links", args=[stratum.pk])
        assert officer.post(address, {"count": "1", "form": "csv"}).status_code == 422
        assert not Ticket.objects.exists()


@pytest.mark.django_db
class TestInvitations:
    def test_go_to_each_contact_once_and_stand_nowhere_else(self, officer: Client, stratum: Stratum) -> None:
        address = reverse("surveys:invite", args=[stratum.pk])
        sent = {"contacts": "Lan@lantoa.example\n0905 123 456\n\nlan@lantoa.example", "key": "k"}
        for _ in range(2):  # a double press
            assert officer.post(address, sent).status_code == 302
        assert sorted(Message.objects.values_list("channel", "to")) == [
            ("email", "lan@lantoa.example"), ("sms", "0905123456")
        ]  # fmt: skip
        assert Ticket.objects.count() == 2
        for message in Message.objects.all():
            assert message.delete_at == message.made_at + timedelta(days=2)
            (secret,) = _secrets(message.text)
            assert ticket_at(secret)
            assert not re.search(r"\d{3,}", message.key)  # no key of a row
        short = Message.objects.get(channel="sms").text
        assert short.isascii() and len(short) <= 160
        trail = "".join(str(entry.detail) for entry in AuditEntry.objects.all())
        assert "lantoa.example" not in trail and "0905" not in trail

    def test_say_which_lines_are_no_contacts_and_send_nothing(self, officer: Client, stratum: Stratum) -> None:
        address = reverse("surveys:invite", args=[stratum.pk])
        page = officer.post(address, {"contacts": "lan@lantoa.example\nkhông phải", "key": "k"})
        assert page.status_code == 422
        assert "Dòng 2" in page.content.decode()
        assert "lan@lantoa.example" in page.content.decode()
        assert not Message.objects.exists()


@pytest.mark.django_db
class TestPrinted:
    def test_slips_have_each_a_number_and_a_code(self, officer: Client, stratum: Stratum) -> None:
        page = officer.post(reverse("surveys:print_slips", args=[stratum.pk]), {"count": "9", "on_sheet": "8"})
        text = page.content.decode()
        assert text.count("<svg") == 9
        assert text.count('class="slips slips--8"') == 2
        assert "Số 9" in text
        assert set(Ticket.objects.values_list("channel", flat=True)) == {"desk"}

    def test_paper_says_where_to_go_on(self, officer: Client, stratum: Stratum) -> None:
        text = officer.post(reverse("surveys:print_paper", args=[stratum.pk]), {"count": "2"}).content.decode()
        assert text.count("chuyển sang câu 3") == 6  # after 3, 4 and 5, on both forms
        assert "Chỉ trả lời nếu câu 1 trả lời “rất không hài lòng” hoặc “không hài lòng”." in text
        assert "Phiếu số 2" in text

    def test_the_screen_shows_a_code_that_changes(self, officer: Client, stratum: Stratum) -> None:
        text = officer.get(reverse("surveys:desk_screen", args=[stratum.pk])).content.decode()
        assert 'data-again="300"' in text and "survey_desk.js" in text
        assert not Ticket.objects.exists()


@pytest.mark.django_db
class TestCalls:
    def test_are_asked_one_question_at_a_time(self, officer: Client, stratum: Stratum, cast: Cast) -> None:
        page = officer.get(officer.post(reverse("surveys:begin_call", args=[stratum.pk]))["Location"])
        call = Ticket.objects.get()
        assert (call.channel, call.serial) == ("phone", 1)
        assert "Tôi không ghi tên và số máy" in page.content.decode()
        address = reverse("surveys:call", args=[call.pk])
        text = officer.post(address, {"trang": "0", "key": "k", "c-hai-long": "5"}).content.decode()
        assert "Nhóm tuổi?" in text and "Vì sao?" not in text
        assert officer.post(address, {"trang": "2", "key": "k", "c-hai-long": "5", "c-tuoi": "tre"}).status_code == 302
        assert SurveyResponse.objects.get().entered_by == cast.focal_officer

    def test_end_without_answers_and_come_back(self, officer: Client, stratum: Stratum) -> None:
        officer.post(reverse("surveys:begin_call", args=[stratum.pk]))
        call = Ticket.objects.get()
        officer.post(reverse("surveys:end_call", args=[call.pk]), {"outcome": "later"})
        page = officer.get(reverse("surveys:channels", args=[stratum.pk])).content.decode()
        assert f'href="{reverse("surveys:call", args=[call.pk])}"' in page

    def test_of_another_agency_are_not_there(self, client: Client, cast: Cast, stratum: Stratum) -> None:
        client.force_login(cast.stranger)
        ticket = make_ticket(stratum.round, at=NOW, channel="phone", serial=1)
        for name, pk in [("channels", stratum.pk), ("call", ticket.pk)]:
            assert client.get(reverse(f"surveys:{name}", args=[pk])).status_code == 404


@pytest.mark.django_db
class TestPaper:
    def _entry(self, officer: Client, survey_round: SurveyRound, **typed: str) -> str:
        sent = {"serial": "1", "key": "k", **{name.replace("_", "-"): value for name, value in typed.items()}}
        page = officer.post(reverse("surveys:enter_paper", args=[survey_round.pk]), sent)
        return str(page.headers.get("Location", page.content.decode()))

    @pytest.fixture(autouse=True)
    def _form(self, stratum: Stratum) -> None:
        make_tickets(round=stratum.round, stratum=stratum, channel="paper", count=1, by=None, at=timezone.now())

    def test_is_typed_in_by_digits(self, officer: Client, survey_round: SurveyRound) -> None:
        self._entry(officer, survey_round, c_hai_long="4", c_tuoi="2", c_vi_sao="chữ thừa")
        values = SurveyResponse.objects.get().values.values_list("question__code", "value")
        assert sorted(values) == [("hai-long", "4"), ("tuoi", "lon")]

    def test_keeps_what_was_typed_where_a_digit_is_wrong(self, officer: Client, survey_round: SurveyRound) -> None:
        page = self._entry(officer, survey_round, c_hai_long="4", c_tuoi="3")
        assert "Ghi số từ 1 đến 2." in page
        assert 'name="c-hai-long" value="4"' in page
        assert not SurveyResponse.objects.exists()

    def test_typed_twice_is_compared_and_can_be_put_right(self, officer: Client, survey_round: SurveyRound) -> None:
        self._entry(officer, survey_round, c_hai_long="4", c_tuoi="2")
        assert "/nhap-phieu/" in self._entry(officer, survey_round, key="k2", c_hai_long="4", c_tuoi="2")
        page = self._entry(officer, survey_round, key="k2", c_hai_long="5", c_tuoi="2")
        assert "khác lần này ở câu 1." in page
        self._entry(officer, survey_round, key="k2", c_hai_long="5", c_tuoi="2", thay="1")
        assert SurveyResponse.objects.get().values.get(question__code="hai-long").value == "5"
        assert AuditEntry.objects.filter(act="surveys.correct_entry").count() == 1

    def test_put_right_with_words_has_a_day_on_which_they_are_erased(
        self, officer: Client, survey_round: SurveyRound
    ) -> None:
        self._entry(officer, survey_round, c_hai_long="5", c_tuoi="2")
        assert SurveyResponse.objects.get().erase_on is None
        self._entry(officer, survey_round, key="k2", c_hai_long="1", c_tuoi="2", c_vi_sao="Chờ lâu.", thay="1")
        stored = SurveyResponse.objects.get()
        assert stored.values.filter(text="Chờ lâu.").exists() and stored.erase_on

    def test_typed_again_with_nothing_says_so(self, officer: Client, survey_round: SurveyRound) -> None:
        self._entry(officer, survey_round, c_hai_long="5", c_tuoi="2")
        assert "Chưa có câu trả lời nào." in self._entry(officer, survey_round, key="k2")

    def test_without_a_key_is_compared_like_any_other(self, officer: Client, survey_round: SurveyRound) -> None:
        self._entry(officer, survey_round, key="", c_hai_long="4", c_tuoi="2")
        page = self._entry(officer, survey_round, key="", c_hai_long="5", c_tuoi="2")
        assert "khác lần này ở câu 1." in page

    def test_of_another_agency_cannot_be_typed_in(self, client: Client, cast: Cast, survey_round: SurveyRound) -> None:
        client.force_login(cast.stranger)
        Stratum.objects.create(round=survey_round, agency=cast.other_agency)
        page = self._entry(client, survey_round, c_hai_long="4")
        assert "không có phiếu giấy số 1" in page
        assert not SurveyResponse.objects.exists()


@pytest.mark.django_db
class TestRates:
    def test_count_what_became_of_each_ticket(self, survey_round: SurveyRound, stratum: Stratum) -> None:
        made = make_tickets(round=survey_round, stratum=stratum, channel="phone", count=4, by=None, at=NOW)
        answer(
            ticket=made[0][0], answers={"hai-long": "5", "tuoi": "tre"}, key="k", at=timezone.now(), entered_by="máy"
        )
        for (ticket, _secret), outcome in zip(made[1:], ("refused", "unreached", "later"), strict=True):
            note_outcome(ticket=ticket, outcome=outcome, by=None, at=NOW)
        make_ticket(survey_round, at=NOW, void=True)
        make_ticket(survey_round, at=NOW, opened_at=NOW)
        make_ticket(survey_round, at=NOW, stratum=None, channel="open")
        rates = round_rates(survey_round)
        phone = dict(rates.channels)["phone"]  # type: ignore[index]
        assert (phone.asked, phone.answered, phone.refused, phone.unreached, phone.later) == (4, 1, 1, 1, 1)
        assert (phone.response_rate, phone.reached_rate) == (0.25, 0.5)
        assert (rates.total.asked, rates.total.opened) == (6, 2)
        assert [row.stratum for row in rates.strata] == [stratum, None]
        assert rates.strata[0].missing == 9

    def test_ask_no_more_queries_for_more_tickets(
        self, survey_round: SurveyRound, django_assert_max_num_queries: object
    ) -> None:
        for _ in range(20):
            make_response(survey_round, at=NOW, answers={"hai-long": "5"})
        with django_assert_max_num_queries(2):  # type: ignore[operator]
            assert round_rates(survey_round).total.answered == 20


class TestTheKeysOfTickets:
    @pytest.mark.parametrize("channel", ["link", "paper"])
    def test_follow_neither_the_numbers_nor_the_order_in_which_tickets_are_handed_out(
        self, cast: Cast, channel: str
    ) -> None:
        survey_round = make_round(cast.agency, at=timezone.now())
        made = make_tickets(
            round=survey_round, stratum=survey_round.strata.get(), channel=channel, count=60, by=None,
            at=timezone.now(),
        )  # fmt: skip
        keys = [ticket.pk for ticket, _secret in made]
        assert keys != sorted(keys)
        if channel == "paper":
            assert [ticket.serial for ticket, _secret in made] == list(range(1, 61))
        assert all(ticket_at(secret) == ticket for ticket, secret in made)
