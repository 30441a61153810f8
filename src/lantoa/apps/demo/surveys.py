"""The surveys of the demonstration: two rounds of 2023 with their answers, and one that is open now.

Every act is the very action that an officer or a citizen takes, at an invented moment; who answers what is drawn by
lot from a fixed seed, so that each run gives the same.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.demo.newsroom import themes_of
from lantoa.apps.directives.models import Programme
from lantoa.apps.services.models import Procedure
from lantoa.apps.surveys.actions.answering import answer, note_opened, note_outcome
from lantoa.apps.surveys.actions.building import take_shipped
from lantoa.apps.surveys.actions.rounds import close_round, open_round, publish_round, save_round, save_stratum
from lantoa.apps.surveys.branching import asked_questions, values_of
from lantoa.apps.surveys.models import Questionnaire, Stratum, SurveyQuestion, SurveyRound
from lantoa.apps.surveys.models.responses import Channel
from lantoa.apps.surveys.outcomes import REFUSED, UNREACHED
from lantoa.apps.surveys.tickets import make_tickets

FILE = Path(__file__).parent / "surveys.toml"
_NAME = "Hài lòng về dịch vụ hành chính công (minh họa)"
_SEED = 300
# How people were asked, of twenty; and of ten tickets, how many came back.
_CHANNELS = {Channel.LINK: 7, Channel.DESK: 5, Channel.PAPER: 5, Channel.PHONE: 3}
_ANSWERED_OF_TEN = 7
_OPEN_DAYS = 20


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What was added: rounds and responses."""

    rounds: int
    responses: int


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def fill_surveys(programme: Programme, *, officer: User, at: datetime) -> Surveyed:
    """Return what was added to the surveys of the demonstration, those that are there already aside."""
    rounds, responses = 0, 0
    for given in _told()["round"]:
        if SurveyRound.objects.filter(title=given["title"]).exists():
            continue
        with transaction.atomic():
            survey_round = _round(given, programme, officer=officer, at=at)
            responses += _ask(survey_round, given, by=officer)
            _end(survey_round, given, by=officer)
        rounds += 1
    return Surveyed(rounds, responses)


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _round(given: Mapping[str, Any], programme: Programme, *, officer: User, at: datetime) -> SurveyRound:
    """Return the round, open, with its strata."""
    today = timezone.localdate(at)
    opens = _moment(given.get("opens", today - timedelta(days=10)), 7)
    closes = _moment(given.get("closes", today + timedelta(days=_OPEN_DAYS)), 23)
    previous = next((one["title"] for one in _told()["round"] if one["key"] == given.get("previous")), "")
    themes = [theme for theme in themes_of(programme).values() if "giám sát" in theme.text.casefold()]
    values = {
        "title": given["title"], "questionnaire": _questionnaire(by=officer, at=opens), "programme": programme,
        "agency": Agency.objects.get(slug=given["agency"]),
        "opens_at": opens, "closes_at": closes, "open_to_all": given.get("open_to_all", False),
        "previous": SurveyRound.objects.filter(title=previous).first(), "illustrative": True,
    }  # fmt: skip
    made = save_round(values=values, themes=themes, by=officer, at=opens)
    strata = [{"agency": slug} for slug in given["agencies"]] if "agencies" in given else _told()["stratum"]
    for told in strata:
        population = told.get("population")
        save_stratum(
            survey_round=made,
            values={
                "agency": Agency.objects.get(slug=told["agency"]),
                "procedure": Procedure.objects.get(slug=told["procedure"]) if told.get("procedure") else None,
                "quota": _wanted(told, given, strata),
                "population": population,
                "source": _told()["source"] if population else "",
            },
            by=officer,
            at=opens,
        )
    return open_round(survey_round=made, by=officer, at=opens)


def _questionnaire(*, by: User, at: datetime) -> Questionnaire:
    """Return the questionnaire that comes with the program, taken once."""
    if found := Questionnaire.objects.filter(name=_NAME).first():
        return found
    made = take_shipped(name="hai-long-dich-vu-cong", by=by, at=at)
    Questionnaire.objects.filter(pk=made.pk).update(name=_NAME, illustrative=True)
    made.refresh_from_db()
    return made


def _wanted(told: Mapping[str, Any], given: Mapping[str, Any], strata: Iterable[Mapping[str, Any]]) -> int:
    """Return how many responses of the stratum are told, their sum being that of the round but for rounding."""
    shares = sum(one.get("share", 1) for one in strata)
    wanted: int = round(given["answers"] * told.get("share", 1) / shares)
    return wanted


def _ask(survey_round: SurveyRound, given: Mapping[str, Any], *, by: User) -> int:
    """Return how many people answered; more were asked."""
    lots = Random(f"{_SEED}-{given['key']}")
    questions = list(survey_round.questionnaire.questions.order_by("position"))
    lifts = {(one["agency"], one["procedure"]): one["lift"] for one in _told()["stratum"]}
    left = given["answers"]
    strata = list(survey_round.strata.select_related("agency", "procedure").order_by("pk"))
    for place, stratum in enumerate(strata):
        wanted = left if place == len(strata) - 1 else min(stratum.quota, left)
        slug = stratum.procedure.slug if stratum.procedure else ""
        level = given["level"] + lifts.get((stratum.agency.slug, slug), 0.0)
        _ask_stratum(stratum, wanted, level, questions, lots, by=by)
        left -= wanted
    return int(given["answers"])


def _ask_stratum(
    stratum: Stratum, wanted: int, level: float, questions: list[SurveyQuestion], lots: Random, *, by: User
) -> None:
    """Ask people of one stratum by every channel, until so many have answered."""
    survey_round = stratum.round
    parts, sent = sum(_CHANNELS.values()), 0
    for place, (channel, weight) in enumerate(_CHANNELS.items()):
        share = wanted - sent if place == len(_CHANNELS) - 1 else wanted * weight // parts
        sent += share
        asked = max(share * 10 // _ANSWERED_OF_TEN, share)
        if not asked:
            continue
        tickets = make_tickets(
            round=survey_round, stratum=stratum, channel=channel, count=asked, by=by, at=survey_round.opens_at
        )
        entered_by = by if channel in {Channel.PAPER, Channel.PHONE} else None
        for number, (ticket, _secret) in enumerate(tickets):
            at = survey_round.opens_at + timedelta(hours=lots.randint(1, 200))
            if number < share:
                answer(
                    ticket=ticket, answers=_answers(questions, level, lots), key=f"demo-{ticket.pk}", at=at,
                    entered_by=entered_by,
                )  # fmt: skip
            elif channel == Channel.PHONE:
                note_outcome(ticket=ticket, outcome=lots.choice((REFUSED, UNREACHED)), by=by, at=at)
            elif lots.random() < 0.3:
                note_opened(ticket=ticket, at=at)


def _answers(questions: list[SurveyQuestion], level: float, lots: Random) -> dict[str, list[str] | str]:
    """Return what one invented person answers: the more content, the higher; questions as they come up."""
    content = min(max(lots.gauss(level, 0.2), 0.02), 0.98)
    answers: dict[str, list[str] | str] = {}
    while left := [one for one in asked_questions(questions, answers) if one.code not in answers]:
        question = left[0]
        values = values_of(question)
        if question.kind == SurveyQuestion.Kind.TEXT:
            answers[question.code] = lots.choice(_told()["words"]) if lots.random() < 0.3 else ""
        elif question.kind == SurveyQuestion.Kind.SCALE:
            place = sum(lots.random() < content for _step in range(len(values) - 1))
            answers[question.code] = values[place]
        elif question.kind == SurveyQuestion.Kind.MULTIPLE:
            answers[question.code] = sorted(lots.sample(values, lots.randint(1, 2)), key=values.index)
        else:
            answers[question.code] = _one_of(question, values, content, lots)
    return answers


def _one_of(question: SurveyQuestion, values: list[str], content: float, lots: Random) -> str:
    """Return one value: of groups any, of others the first ones more often the more content somebody is."""
    if question.is_group:
        return lots.choice(values)
    place = sum(lots.random() > content for _step in range(len(values) - 1))
    return values[place]


def _end(survey_round: SurveyRound, given: Mapping[str, Any], *, by: User) -> None:
    """Close and publish the rounds that are over."""
    if "published" in given:
        close_round(survey_round=survey_round, by=by, at=survey_round.closes_at)
        publish_round(survey_round=survey_round, by=by, at=_moment(given["published"], 9))
