"""Answering with a ticket: page by page, each drawn by the server, which alone decides what is asked next.

No draft is kept: what earlier pages answered travels in hidden fields, and is stored only with the last button.
"""

import secrets
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.surveys.actions.answering import (
    NotAnswered,
    NotTaken,
    answer,
    checked_answer,
    note_opened,
    why_not_taken,
)
from lantoa.apps.surveys.branching import asked_questions, next_page, pages_of
from lantoa.apps.surveys.consent import consent_of
from lantoa.apps.surveys.models import SurveyQuestion, Ticket
from lantoa.apps.surveys.presenters.asking import carried, given_answers, shown_questions
from lantoa.apps.surveys.tickets import ticket_at
from lantoa.apps.surveys.views.citizen_pages import calm_page, citizen_page, to_page


@dataclass(frozen=True, slots=True)
class _Sitting:
    """One request of somebody who answers: the questions, page by page, and what was answered so far."""

    ticket: Ticket
    questions: list[SurveyQuestion]
    pages: list[list[SurveyQuestion]]
    answers: dict[str, list[str]]

    def asked_on(self, place: int) -> list[SurveyQuestion]:
        """Return what is asked on a page, given the answers so far."""
        asked = {question.code for question in asked_questions(self.questions, self.answers)}
        return [question for question in self.pages[place] if question.code in asked]

    def before(self, place: int) -> int | None:
        """Return the page before, on which something is asked."""
        return next((number for number in range(place - 1, -1, -1) if self.asked_on(number)), None)


def _sitting(request: HttpRequest, ticket: Ticket) -> _Sitting:
    questions = list(ticket.round.questionnaire.questions.order_by("position"))
    return _Sitting(ticket, questions, pages_of(questions), given_answers(request.POST, questions))


# The secret in the address is the right; nobody is known by it.
@open_to_all
def answer_page(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask, page by page, and store what was answered with the last button."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    ticket, now = ticket_at(token), timezone.now()
    repeated = ticket is not None and hasattr(ticket, "response") and ticket.response.key == request.POST.get("key")
    if not repeated and (refusal := why_not_taken(ticket, at=now)):
        return calm_page(request, refusal, ticket.round if ticket else None)
    assert ticket is not None  # there would have been a refusal
    if repeated:
        return _thanked(token)
    sitting = _sitting(request, ticket)
    if request.method != "POST":
        note_opened(ticket=ticket, at=now)
        first = next_page(sitting.pages, {}, after=-1)
        return _page(request, sitting, first or 0, key=secrets.token_urlsafe(16))
    return _posted(request, token, sitting)


def _posted(request: HttpRequest, token: str, sitting: _Sitting) -> HttpResponseBase:
    key = request.POST.get("key", "")[:64] or secrets.token_urlsafe(16)
    number = request.POST.get("trang", "0")
    place = min(int(number), len(sitting.pages) - 1) if number.isdecimal() and len(number) < 4 else 0
    if "lui" in request.POST:
        return _page(request, sitting, sitting.before(place) or 0, key=key)
    checks = {one.code: checked_answer(one, sitting.answers.get(one.code))[1] for one in sitting.asked_on(place)}
    if problems := {code: words for code, words in checks.items() if words}:
        return _page(request, sitting, place, key=key, problems=problems)
    following = next_page(sitting.pages, sitting.answers, after=place)
    if following is not None:
        return _page(request, sitting, following, key=key)
    return _stored(request, token, sitting, key)


def _stored(request: HttpRequest, token: str, sitting: _Sitting, key: str) -> HttpResponseBase:
    try:
        answer(ticket=sitting.ticket, answers=sitting.answers, key=key, at=timezone.now())
    except NotTaken as refusal:
        return calm_page(request, refusal, sitting.ticket.round)
    except NotAnswered as missing:
        wrong = next(
            (place for place, page in enumerate(sitting.pages) if {one.code for one in page} & set(missing.problems)), 0
        )
        return _page(request, sitting, wrong, key=key, problems=missing.problems)
    return _thanked(token)


def _page(
    request: HttpRequest, sitting: _Sitting, place: int, *, key: str, problems: dict[str, str] | None = None
) -> HttpResponseBase:
    asked = sitting.asked_on(place) if sitting.pages else []
    shown = shown_questions(asked, sitting.questions, sitting.answers, problems)
    survey_round = sitting.ticket.round
    context = {
        "questions": shown,
        "wrong": [one for one in shown if one.problem],
        "carried": carried(sitting.answers, asked),
        "key": key,
        "place": place,
        "first": place == 0,
        "back": place > 0,
        "last": all(number == place for number in range(place, len(sitting.pages))),
        "left": sum(len(page) for page in sitting.pages[place + 1 :]),
        "consent": consent_of(survey_round) if place == 0 else (),
        "stratum": sitting.ticket.stratum,
        "questionnaire": survey_round.questionnaire,
    }
    return citizen_page(request, "surveys/answer.html", survey_round, context, status=422 if problems else 200)


def _thanked(token: str) -> HttpResponseBase:
    return to_page(reverse("answering:thanks", args=[token]))


@open_to_all
def thanks(request: HttpRequest, token: str) -> HttpResponseBase:
    """Thank whoever has answered."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    ticket = ticket_at(token)
    if ticket is None or not hasattr(ticket, "response"):
        return to_page(reverse("answering:answer", args=[token]))
    context = {"questionnaire": ticket.round.questionnaire, "again": ticket.channel}
    return citizen_page(request, "surveys/thanks.html", ticket.round, context)
