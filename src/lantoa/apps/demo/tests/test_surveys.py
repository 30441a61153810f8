"""The surveys of the demonstration."""

from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.demo import steps
from lantoa.apps.demo.surveys import fill_surveys
from lantoa.apps.directives.models import Programme
from lantoa.apps.directives.tests.directive_texts import EXAMPLE
from lantoa.apps.services.actions.loading import load_shipped
from lantoa.apps.surveys.models import Questionnaire, SurveyResponse, SurveyRound, Ticket
from lantoa.apps.surveys.models.responses import Channel


def _programme(file: Path, now: datetime) -> Programme:
    officer = steps.prepare_database(at=now)
    steps.fill_register(at=now)
    load_shipped(by=officer, at=now)
    return steps.take_directive(file, officer=officer, at=now)


@pytest.mark.usefixtures("small_demo")
class TestSurveys:
    def test_are_filled_once_marked_as_illustrative_with_a_round_of_a_thousand_answers(self) -> None:
        now = timezone.now()
        programme = _programme(EXAMPLE, now)
        officer = User.objects.get(username="chuongtrinh")

        first = fill_surveys(programme, officer=officer, at=now)
        counts = [model.objects.count() for model in (SurveyRound, Ticket, SurveyResponse)]
        second = fill_surveys(programme, officer=officer, at=now)

        assert (second.rounds, second.responses) == (0, 0)
        assert counts == [model.objects.count() for model in (SurveyRound, Ticket, SurveyResponse)]
        assert (first.rounds, first.responses) == (3, SurveyResponse.objects.count())
        assert SurveyRound.objects.get(title__contains="đợt 2").responses.count() == 1000
        assert all(SurveyRound.objects.values_list("illustrative", flat=True))
        assert Questionnaire.objects.get().illustrative
        assert set(SurveyRound.objects.values_list("state", flat=True)) == {"open", "published"}

    def test_ask_by_every_channel_more_people_than_answer(self) -> None:
        now = timezone.now()
        programme = _programme(EXAMPLE, now)
        fill_surveys(programme, officer=User.objects.get(username="chuongtrinh"), at=now)

        asked = Ticket.objects.filter(round__title__contains="đợt 2")

        assert set(asked.values_list("channel", flat=True)) == set(Channel.values) - {Channel.OPEN}
        assert asked.count() > 1000
