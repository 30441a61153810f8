"""Answering: what is taken, what is not, and that a ticket answers once."""

from datetime import timedelta
from typing import Any

import pytest
from conftest import NOW, Cast

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.surveys.actions.answering import (
    NotAnswered,
    NotTaken,
    answer,
    erase_free_text,
    note_opened,
    note_outcome,
)
from lantoa.apps.surveys.actions.rounds import close_round
from lantoa.apps.surveys.factories import make_round
from lantoa.apps.surveys.models import ResponseValue, SurveyResponse, SurveyRound, Ticket
from lantoa.apps.surveys.tickets import make_tickets, ticket_at, token_sha256

GOOD = {"hai-long": "5", "tuoi": "tre"}


@pytest.fixture
def survey_round(cast: Cast) -> SurveyRound:
    return make_round(cast.agency, at=NOW)


def _secret(survey_round: SurveyRound, channel: str = "link", **values: Any) -> str:
    stratum = survey_round.strata.get()
    ((_ticket, secret),) = make_tickets(
        round=survey_round, stratum=stratum, channel=channel, count=1, by="hệ thống", at=NOW, **values
    )
    return secret


@pytest.mark.django_db
class TestAnswer:
    def test_stores_the_answers_under_the_ticket(self, survey_round: SurveyRound) -> None:
        response = answer(token=_secret(survey_round), answers=GOOD, key="k", at=NOW)
        assert (response.round, response.stratum) == (survey_round, survey_round.strata.get())
        assert sorted(response.values.values_list("question__code", "value")) == [("hai-long", "5"), ("tuoi", "tre")]

    def test_leaves_out_what_was_not_asked(self, survey_round: SurveyRound) -> None:
        response = answer(token=_secret(survey_round), answers={**GOOD, "vi-sao": "chậm"}, key="k", at=NOW)
        assert not response.values.filter(question__code="vi-sao").exists()

    def test_keeps_free_text_until_its_day(self, survey_round: SurveyRound) -> None:
        given = {"hai-long": "1", "vi-sao": " chậm quá ", "tuoi": "lon"}
        response = answer(token=_secret(survey_round), answers=given, key="k", at=NOW)
        assert response.values.get(question__code="vi-sao").text == "chậm quá"
        assert response.erase_on is not None
        assert erase_free_text(at=survey_round.closes_at + timedelta(days=300)) == 0
        assert erase_free_text(at=survey_round.closes_at + timedelta(days=370)) == 1
        response.refresh_from_db()
        assert response.erase_on is None
        assert not ResponseValue.objects.exclude(text="").exists()
        assert response.values.count() == 2

    def test_keeps_free_text_as_it_is_seen(self, survey_round: SurveyRound) -> None:
        """Turned directions, controls and piles of marks would spoil the table or page in which it stands."""
        hostile = "\u202egpj.exe\x0b\x00 a" + "\u0301" * 50
        given = {"hai-long": "1", "vi-sao": hostile, "tuoi": "lon"}
        response = answer(token=_secret(survey_round), answers=given, key="k", at=NOW)
        assert response.values.get(question__code="vi-sao").text == "gpj.exe \u00e1" + "\u0301" * 2

    def test_asks_again_for_what_is_missing_or_unknown(self, survey_round: SurveyRound) -> None:
        secret = _secret(survey_round)
        for given, codes in [
            ({"hai-long": "5"}, {"tuoi"}), ({"hai-long": "9", "tuoi": "tre"}, {"hai-long"}),
            ({"hai-long": ["4", "5"], "tuoi": "tre"}, {"hai-long"}), ({}, {"hai-long", "tuoi"}),
        ]:  # fmt: skip
            with pytest.raises(NotAnswered) as refused:
                answer(token=secret, answers=given, key="k", at=NOW)  # type: ignore[arg-type]
            assert set(refused.value.problems) == codes
        assert not SurveyResponse.objects.exists()

    def test_gives_back_what_the_same_key_stored(self, survey_round: SurveyRound) -> None:
        secret = _secret(survey_round)
        first = answer(token=secret, answers=GOOD, key="k", at=NOW)
        assert answer(token=secret, answers={"hai-long": "1", "tuoi": "lon"}, key="k", at=NOW) == first
        assert first.values.get(question__code="hai-long").value == "5"

    def test_refuses_a_second_answer(self, survey_round: SurveyRound) -> None:
        secret = _secret(survey_round)
        answer(token=secret, answers=GOOD, key="k", at=NOW)
        with pytest.raises(NotTaken) as refused:
            answer(token=secret, answers=GOOD, key="another", at=NOW)
        assert refused.value.why == "used"

    def test_refuses_before_after_and_what_was_never_made(self, survey_round: SurveyRound) -> None:
        secret = _secret(survey_round)
        for at, token, why in [
            (NOW - timedelta(days=20), secret, "early"), (NOW + timedelta(days=20), secret, "closed"),
            (NOW, "chưa-từng-có", "unknown"), (NOW, "", "unknown"), (NOW, "x" * 500, "unknown"),
        ]:  # fmt: skip
            with pytest.raises(NotTaken) as refused:
                answer(token=token, answers=GOOD, key="k", at=at)
            assert refused.value.why == why
        close_round(survey_round=survey_round, by=None, at=NOW)
        with pytest.raises(NotTaken, match="kết thúc"):
            answer(token=secret, answers=GOOD, key="k", at=NOW)
        Ticket.objects.update(void=True)
        with pytest.raises(NotTaken, match="hủy"):
            answer(token=secret, answers=GOOD, key="k", at=NOW)

    def test_takes_paper_with_questions_left_open_but_not_an_empty_one(self, survey_round: SurveyRound) -> None:
        secret = _secret(survey_round, "paper")
        with pytest.raises(NotAnswered):
            answer(token=secret, answers={}, key="k", at=NOW)
        assert answer(token=secret, answers={"hai-long": "4"}, key="k", at=NOW).values.count() == 1

    def test_names_in_the_trail_what_an_officer_enters_and_nothing_of_citizens(
        self, survey_round: SurveyRound, cast: Cast
    ) -> None:
        answer(token=_secret(survey_round), answers=GOOD, key="k", at=NOW)
        assert not AuditEntry.objects.filter(act="surveys.enter_response").exists()
        response = answer(
            token=_secret(survey_round, "paper"), answers=GOOD, key="k", at=NOW, entered_by=cast.focal_officer
        )
        assert response.entered_by == cast.focal_officer
        entry = AuditEntry.objects.get(act="surveys.enter_response")
        assert entry.detail == {"channel": "paper", "serial": 1}


@pytest.mark.django_db
class TestTickets:
    def test_are_stored_as_a_hash_that_the_secret_alone_makes(self, survey_round: SurveyRound) -> None:
        secret = _secret(survey_round)
        ticket = ticket_at(secret)
        assert ticket
        assert ticket.token_sha256 == token_sha256(secret) != secret
        assert len(secret) >= 32
        assert not any(secret in str(value) for value in Ticket.objects.values().get().values())
        assert not AuditEntry.objects.filter(detail__icontains=secret).exists()

    def test_of_paper_are_numbered_on(self, survey_round: SurveyRound) -> None:
        stratum = survey_round.strata.get()
        for count in (2, 3):
            make_tickets(round=survey_round, stratum=stratum, channel="paper", count=count, by=None, at=NOW)
        assert list(Ticket.objects.order_by("serial").values_list("serial", flat=True)) == [1, 2, 3, 4, 5]

    def test_note_the_first_opening_and_how_a_call_ended(self, survey_round: SurveyRound) -> None:
        secret = _secret(survey_round, "phone")
        ticket = Ticket.objects.get()
        for at in (NOW, NOW + timedelta(hours=1)):
            note_opened(ticket=ticket, at=at)
        note_outcome(ticket=ticket, outcome="later", by=None, at=NOW)
        ticket.refresh_from_db()
        assert (ticket.opened_at, ticket.outcome) == (NOW, "later")
        answer(token=secret, answers=GOOD, key="k", at=NOW)
        with pytest.raises(NotTaken):
            note_outcome(ticket=ticket, outcome="refused", by=None, at=NOW)
