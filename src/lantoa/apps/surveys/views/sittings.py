"""One sitting of somebody who answers, or is asked by an interviewer: page by page, nothing kept between the pages but
what they carry along.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from lantoa.apps.surveys.actions.answering import checked_answer
from lantoa.apps.surveys.branching import MOST_ON_A_PAGE, asked_questions, next_page, pages_of
from lantoa.apps.surveys.drafts import Draft
from lantoa.apps.surveys.models import SurveyQuestion, Ticket
from lantoa.apps.surveys.presenters.asking import carried, given_answers, shown_questions


@dataclass(frozen=True, slots=True)
class Sitting:
    """The questions, page by page, and what was answered so far."""

    ticket: Ticket
    questions: list[SurveyQuestion]
    pages: list[list[SurveyQuestion]]
    answers: dict[str, list[str]]
    key: str

    def asked_on(self, place: int) -> list[SurveyQuestion]:
        """Return what is asked on a page, given the answers so far."""
        asked = {question.code for question in asked_questions(self.questions, self.answers)}
        return [question for question in self.pages[place] if question.code in asked]

    def first(self) -> int:
        """Return the place of the first page."""
        return next_page(self.pages, {}, after=-1) or 0

    def gone_on(self, draft: Draft | None) -> int:
        """Return the place at which a draft goes on; the first page without one, or where nothing is asked there."""
        place = draft.place if draft else -1
        return place if 0 <= place < len(self.pages) and self.asked_on(place) else self.first()

    def before(self, place: int) -> int:
        """Return the page before, on which something is asked; the first one where there is none."""
        return next((number for number in range(place - 1, -1, -1) if self.asked_on(number)), 0)

    def after(self, place: int) -> int | None:
        """Return the next page on which something is asked; None where that was the last."""
        return next_page(self.pages, self.answers, after=place)

    def problems_on(self, place: int) -> dict[str, str]:
        """Return what is wrong with the answers of a page, by code of question."""
        checks = {one.code: checked_answer(one, self.answers.get(one.code))[1] for one in self.asked_on(place)}
        return {code: words for code, words in checks.items() if words}

    def page_of(self, codes: Mapping[str, Any]) -> int:
        """Return the first page that holds one of these questions."""
        places = (place for place, page in enumerate(self.pages) if any(one.code in codes for one in page))
        return next(places, 0)

    def page(self, place: int, problems: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return what a template needs to draw a page."""
        asked = self.asked_on(place) if self.pages else []
        shown = shown_questions(asked, self.questions, self.answers, problems)
        return {
            "questions": shown,
            "wrong": [one for one in shown if one.problem],
            "carried": carried(self.answers, asked),
            "key": self.key,
            "place": place,
            "first": place == 0,
            "last": place >= len(self.pages) - 1,
            "left": sum(len(page) for page in self.pages[place + 1 :]),
            "stratum": self.ticket.stratum,
            "questionnaire": self.ticket.round.questionnaire,
        }


def sitting_of(
    request: HttpRequest, ticket: Ticket, *, most: int = MOST_ON_A_PAGE, draft: Draft | None = None
) -> Sitting:
    """Return the sitting that a request goes on with, or that of the draft; `most` questions a page."""
    questions = list(ticket.round.questionnaire.questions.order_by("position"))
    key = request.POST.get("key", "").replace("\0", "")[:64] or secrets.token_urlsafe(16)
    answers = draft.answers if draft else given_answers(request.POST, questions)
    return Sitting(ticket, questions, pages_of(questions, most=most), answers, key)


def place_asked(request: HttpRequest, sitting: Sitting) -> int:
    """Return the page that a request speaks of; the first for one that is not there."""
    words = request.POST.get("trang", "0")
    number = int(words) if words.isascii() and words.isdecimal() and len(words) < 4 else 0
    return number if number < len(sitting.pages) else 0
