"""Rounds that many have answered: of several agencies and procedures, by every channel, the same for the same seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lantoa.apps.agencies.models import Agency
from lantoa.apps.services.models import Procedure
from lantoa.apps.surveys.models import ResponseValue, Stratum, SurveyResponse, SurveyRound, Ticket
from lantoa.apps.surveys.models.responses import Channel

_BATCH = 2_000
_CHANNELS = ((Channel.LINK, 4), (Channel.DESK, 5), (Channel.PHONE, 2), (Channel.PAPER, 3))


@dataclass(frozen=True, slots=True)
class GivenStratum:
    """A stratum to be made: whose, how many people, how many answer, which share of them is content."""

    agency: Agency
    procedure: Procedure | None
    population: int | None
    responses: int
    content: float = 0.8


def fill_round(
    survey_round: SurveyRound, strata: Sequence[GivenStratum], *, at: datetime, seed: int = 1, opened: int = 0
) -> list[SurveyResponse]:
    """Return the responses of the strata and of the open page, stored in batches, to the questions of the factories.

    Of those who are not content nearly all say so by 1 or 2 and some say why; one in twelve keeps the age group back;
    one in a hundred is excluded; of ten tickets about six come back.
    """
    drawn = random.Random(seed)
    planned: list[tuple[Stratum | None, str, float]] = []
    unused: list[Ticket] = []
    for given in strata:
        stratum, _ = Stratum.objects.get_or_create(
            round=survey_round, agency=given.agency, procedure=given.procedure,
            defaults={"population": given.population, "quota": given.responses, "source": "sổ theo dõi hồ sơ"},
        )  # fmt: skip
        channels = drawn.choices([one for one, _ in _CHANNELS], [often for _, often in _CHANNELS], k=given.responses)
        planned += [(stratum, channel, given.content) for channel in channels]
        unused += [
            Ticket(round=survey_round, stratum=stratum, channel=Channel.LINK, made_at=at, token_sha256=_hash(drawn))
            for _ in range(given.responses * 2 // 3)
        ]
    planned += [(None, Channel.OPEN, 0.4)] * opened
    Ticket.objects.bulk_create(unused, batch_size=_BATCH)
    return _answer(survey_round, planned, drawn, at)


def _answer(
    survey_round: SurveyRound, planned: list[tuple[Stratum | None, str, float]], drawn: random.Random, at: datetime
) -> list[SurveyResponse]:
    tickets = [
        Ticket(round=survey_round, stratum=stratum, channel=channel, made_at=at, token_sha256=_hash(drawn))
        for stratum, channel, _ in planned
    ]
    Ticket.objects.bulk_create(tickets, batch_size=_BATCH)
    responses = [
        SurveyResponse(
            ticket=ticket, round=survey_round, stratum=ticket.stratum, channel=ticket.channel, key=f"k-{ticket.pk}",
            received_at=at, **({"excluded_reason": "trả lời thử", "excluded_at": at} if drawn.random() < 0.01 else {}),
        )
        for ticket in tickets
    ]  # fmt: skip
    SurveyResponse.objects.bulk_create(responses, batch_size=_BATCH)
    questions = {question.code: question for question in survey_round.questionnaire.questions.all()}
    values: list[ResponseValue] = []
    for response, (_, _, content) in zip(responses, planned, strict=True):
        is_content = drawn.random() < content
        value = drawn.choice("445" if is_content else "1223")
        values.append(ResponseValue(response=response, question=questions["hai-long"], value=value))
        if value in "12" and drawn.random() < 0.4:
            words = drawn.choice(["Chờ lâu.", "Phải đi lại nhiều lần.", "Thiếu chỗ ngồi."])
            values.append(ResponseValue(response=response, question=questions["vi-sao"], text=words))
        if drawn.random() > 1 / 12:
            group = drawn.choice(["tre", "lon", "lon"])
            values.append(ResponseValue(response=response, question=questions["tuoi"], value=group))
    ResponseValue.objects.bulk_create(values, batch_size=_BATCH)
    return responses


def _hash(drawn: random.Random) -> str:
    return f"{drawn.getrandbits(256):064x}"
