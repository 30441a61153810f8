"""Surveys for tests: a questionnaire of three questions, a round with one stratum, tickets and responses."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from lantoa.apps.agencies.models import Agency
from lantoa.apps.surveys.models import (
    Questionnaire,
    ResponseValue,
    Stratum,
    SurveyQuestion,
    SurveyResponse,
    SurveyRound,
    Ticket,
)
from lantoa.apps.surveys.models.responses import Channel

SCALE = [
    {"value": str(value), "words": words}
    for value, words in enumerate(
        ("rất không hài lòng", "không hài lòng", "bình thường", "hài lòng", "rất hài lòng"), start=1
    )
]


def make_questionnaire(*, at: datetime, **values: Any) -> Questionnaire:
    """Return a questionnaire: a scale, why (only after a low value), and the respondent's age group."""
    made: Questionnaire = Questionnaire.objects.create(**({"name": "Bảng hỏi thử", "made_at": at} | values))
    SurveyQuestion.objects.create(
        questionnaire=made, position=1, code="hai-long", kind="scale", text="Ông/bà hài lòng đến mức nào?",
        options=SCALE, satisfied_from="4",
    )  # fmt: skip
    SurveyQuestion.objects.create(
        questionnaire=made, position=2, code="vi-sao", kind="text", text="Vì sao?", required=False,
        only_if=[["hai-long", ["1", "2"]]],
    )  # fmt: skip
    SurveyQuestion.objects.create(
        questionnaire=made, position=3, code="tuoi", kind="single", text="Nhóm tuổi?", is_group=True,
        options=[{"value": "tre", "words": "dưới 40"}, {"value": "lon", "words": "từ 40"}],
    )  # fmt: skip
    return made


def make_round(agency: Agency | None = None, *, at: datetime, **values: Any) -> SurveyRound:
    """Return a round that is open for a month around that moment; with an agency, of one stratum of it."""
    place = SurveyRound.objects.count() + 1
    given: dict[str, Any] = {
        "slug": f"dot-{place}", "title": f"Đợt khảo sát {place}", "opens_at": at - timedelta(days=15),
        "closes_at": at + timedelta(days=15), "state": SurveyRound.State.OPEN, "made_at": at, "agency": agency,
    }  # fmt: skip
    if "questionnaire" not in values:
        given["questionnaire"] = make_questionnaire(at=at)
    made: SurveyRound = SurveyRound.objects.create(**(given | values))
    if agency:
        Stratum.objects.create(round=made, agency=agency, quota=10, population=200, source="sổ theo dõi hồ sơ")
    return made


def make_ticket(survey_round: SurveyRound, *, at: datetime, secret: str = "", **values: Any) -> Ticket:
    """Return a ticket of the round's first stratum; its hash is not one a real secret has, unless it is given."""
    place = Ticket.objects.count() + 1
    given: dict[str, Any] = {
        "stratum": survey_round.strata.first(), "channel": Channel.LINK, "made_at": at,
        "token_sha256": secret or hashlib.sha256(f"ticket-{place}".encode()).hexdigest(),
    }  # fmt: skip
    ticket: Ticket = Ticket.objects.create(round=survey_round, **(given | values))
    return ticket


def make_response(survey_round: SurveyRound, *, at: datetime, answers: dict[str, str], **values: Any) -> SurveyResponse:
    """Return the response of a new ticket: the answers by code of question (free text for kind text)."""
    ticket = make_ticket(survey_round, at=at)
    response: SurveyResponse = SurveyResponse.objects.create(
        ticket=ticket, round=survey_round, stratum=ticket.stratum, channel=ticket.channel, key=f"key-{ticket.pk}",
        received_at=at, **values,
    )  # fmt: skip
    for question in SurveyQuestion.objects.filter(questionnaire=survey_round.questionnaire, code__in=answers):
        words = answers[question.code]
        chosen = {"text": words} if question.kind == SurveyQuestion.Kind.TEXT else {"value": words}
        ResponseValue.objects.create(response=response, question=question, **chosen)
    return response
