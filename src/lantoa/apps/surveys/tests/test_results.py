"""Results of a round against the responses read one by one, in plain loops."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction

import pytest
from conftest import Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.services.factories import make_procedure
from lantoa.apps.surveys.factories import SCALE, make_response, make_round
from lantoa.apps.surveys.factories_answered import GivenStratum, fill_round
from lantoa.apps.surveys.models import ResponseValue, Stratum, SurveyQuestion, SurveyResponse, SurveyRound
from lantoa.apps.surveys.queries.result_records import Part, QuestionResult
from lantoa.apps.surveys.queries.results import results_of
from lantoa.core.scoring import Hidden

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(cast: Cast, now: datetime) -> SurveyRound:
    """Three agencies, two procedures; one stratum without population, one that nobody answered for, one of few."""
    survey_round = make_round(at=now, open_to_all=True)
    birth, house = (make_procedure(at=now, slug=slug, plain_title=slug) for slug in ("khai-sinh", "nha-o"))
    small = AgencyFactory(name="UBND xã Nhỏ")
    strata = [
        GivenStratum(cast.agency, birth, 900, 60, 0.9),
        GivenStratum(cast.agency, house, 100, 40, 0.5),
        GivenStratum(cast.other_agency, birth, 400, 50, 0.7),
        GivenStratum(cast.other_agency, house, None, 35, 0.6),
        GivenStratum(small, birth, 50, 12, 0.8),
        GivenStratum(small, house, 300, 0),
    ]
    fill_round(survey_round, strata, at=now, opened=45)
    return survey_round


def _told(response: SurveyResponse) -> dict[str, str]:
    return {value.question.code: value.value for value in response.values.all()}


def _responses(survey_round: SurveyRound) -> list[SurveyResponse]:
    rows = SurveyResponse.objects.filter(round=survey_round)
    found = rows.select_related("stratum__agency", "stratum__procedure").prefetch_related("values__question")
    return [one for one in found if one.excluded_at is None and one.channel != "open"]


def _result(survey_round: SurveyRound, code: str = "hai-long") -> QuestionResult:
    found = results_of(survey_round).question(code)
    assert found is not None
    return found


def _slow_weighted(survey_round: SurveyRound, belongs: Callable[[SurveyResponse], bool]) -> Fraction:
    every = [one for one in _responses(survey_round) if one.stratum and one.stratum.population]
    size = Counter(one.stratum_id for one in every)
    part = whole = Fraction(0)
    for one in every:
        told = _told(one).get("hai-long")
        if told and belongs(one) and one.stratum and one.stratum.population:
            weight = Fraction(one.stratum.population, size[one.stratum_id])
            whole += weight
            part += weight if told in "45" else 0
    return part / whole


class TestDenominators:
    def test_are_those_of_single_responses(self, filled: SurveyRound) -> None:
        results, responses = results_of(filled), _responses(filled)
        told = [_told(one) for one in responses]
        assert results.responses == len(responses)
        assert results.excluded == SurveyResponse.objects.filter(round=filled).exclude(excluded_at=None).count() > 0
        assert results.opened == SurveyResponse.objects.filter(round=filled, channel="open", excluded_at=None).count()
        why, content = _result(filled, "vi-sao"), _result(filled)
        assert (content.asked, content.answered, content.not_asked) == (len(told), len(told), 0)
        asked = sum(one["hai-long"] in "12" for one in told)
        answered = sum("vi-sao" in one for one in told)
        assert (why.asked, why.answered, why.blank) == (asked, answered, asked - answered)
        assert why.not_asked == len(told) - asked

    def test_count_each_response_once_where_several_may_be_chosen(self, cast: Cast, now: datetime) -> None:
        survey_round = make_round(cast.agency, at=now, least_shown=5)
        several = SurveyQuestion.objects.create(
            questionnaire=survey_round.questionnaire, position=9, code="kenh", kind="multiple", text="Kênh nào?",
            options=SCALE[:3],
        )  # fmt: skip
        for place in range(6):
            response = make_response(survey_round, at=now, answers={"hai-long": "4"})
            for value in ("1", "2")[: 1 + place % 2]:
                ResponseValue.objects.create(response=response, question=several, value=value)
        found = _result(survey_round, "kenh")
        assert (found.answered, [one.count for one in found.options]) == (6, [6, 3, 0])


class TestEstimates:
    def test_are_those_of_a_slow_computation(self, filled: SurveyRound) -> None:
        found = _result(filled)
        assert found.share is not None
        told = [_told(one)["hai-long"] for one in _responses(filled)]
        assert found.share.simple.value == Fraction(sum(one in "45" for one in told), len(told))
        assert found.share.weighted.value == _slow_weighted(filled, lambda one: True)
        assert found.mean is not None
        assert found.mean.simple.value == Fraction(sum(map(int, told)), len(told))

    def test_choose_the_simple_figure_where_a_stratum_has_no_population(self, filled: SurveyRound) -> None:
        found = _result(filled)
        assert found.share is not None
        assert found.share.chosen is found.share.simple
        Stratum.objects.filter(round=filled, population=None).update(population=70)
        again = _result(filled)
        assert again.share is not None
        assert again.share.chosen is again.share.weighted

    def test_of_a_group_weigh_by_the_responses_of_the_whole_stratum(self, filled: SurveyRound) -> None:
        ((group, parts),) = _result(filled).by_group
        assert group.code == "tuoi"
        young = next(part for part in parts if part.label == "dưới 40")
        assert young.answered == sum(_told(one).get("tuoi") == "tre" for one in _responses(filled))
        assert young.share is not None
        expected = _slow_weighted(filled, lambda one: _told(one).get("tuoi") == "tre")
        assert young.share.weighted.value == expected

    def test_of_an_agency_are_of_its_strata_alone(self, filled: SurveyRound, cast: Cast) -> None:
        part = _row(_result(filled).by_agency, cast.agency.name)
        assert part.share is not None
        expected = _slow_weighted(filled, lambda one: bool(one.stratum and one.stratum.agency_id == cast.agency.pk))
        assert part.share.chosen.value == expected


class TestWeights:
    def test_name_what_has_no_population_and_what_nobody_answered_for(self, filled: SurveyRound) -> None:
        weights = results_of(filled).weights
        assert (len(weights.unknown), len(weights.empty)) == (1, 1)
        assert (weights.population, weights.covered) == (1750, 1450)


def _row(parts: tuple[Part, ...], label: str) -> Part:
    return next(part for part in parts if part.label == label)


class TestSmallCells:
    def test_are_hidden_with_another_one_so_that_they_do_not_follow_from_the_total(self, filled: SurveyRound) -> None:
        rows = {part.label: part.hidden for part in _result(filled).by_agency}
        assert rows["UBND xã Nhỏ"] is Hidden.FEW
        assert sorted(str(why) for why in rows.values() if why) == ["beside", "few"]

    def test_leave_no_figure_behind(self, filled: SurveyRound) -> None:
        found = _result(filled)
        parts = [*found.by_agency, *found.by_procedure, *found.by_channel, *(p for _, ps in found.by_group for p in ps)]
        assert all((part.share, part.mean) == (None, None) for part in parts if part.hidden)
        assert all(part.answered >= filled.least_shown for part in parts if not part.hidden)

    def test_hide_a_whole_question_that_few_answered(self, cast: Cast, now: datetime) -> None:
        survey_round = make_round(cast.agency, at=now)
        make_response(survey_round, at=now, answers={"hai-long": "5"})
        found = _result(survey_round)
        assert (found.hidden, found.share, found.options, found.by_agency) == (True, None, (), ())


class TestChannels:
    def test_stand_apart_and_the_open_page_is_in_no_other_figure(self, filled: SurveyRound) -> None:
        found = _result(filled)
        assert found.open_page is not None
        assert found.open_page.answered == results_of(filled).opened
        assert sum(part.responses for part in found.by_channel) == found.answered == len(_responses(filled))


class TestCost:
    def test_asks_no_more_for_more_responses(self, filled: SurveyRound, cast: Cast, now: datetime) -> None:
        with CaptureQueriesContext(connection) as few:
            results_of(filled)
        fill_round(filled, [GivenStratum(AgencyFactory(), None, 90, 80) for _ in range(3)], at=now, seed=2)
        with CaptureQueriesContext(connection) as many:
            results_of(filled)
        assert len(many) == len(few) <= 14
