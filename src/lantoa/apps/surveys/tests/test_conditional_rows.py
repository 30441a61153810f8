"""What is hidden of one question is not told by another that depends on it; "không biết" is in no share."""

from datetime import datetime
from fractions import Fraction

import pytest
from conftest import Cast

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.surveys.factories import SCALE, make_response, make_round
from lantoa.apps.surveys.models import ResponseValue, Stratum, SurveyQuestion, SurveyResponse, SurveyRound
from lantoa.apps.surveys.presenters.result_files import result_rows
from lantoa.apps.surveys.presenters.results import shown_question
from lantoa.apps.surveys.queries.results import results_of

pytestmark = pytest.mark.django_db


def _answered(
    survey_round: SurveyRound, stratum: Stratum, said: dict[str, str], now: datetime, group: str = ""
) -> None:
    response = make_response(survey_round, at=now, answers={**said, **({"tuoi": group} if group else {})})
    SurveyResponse.objects.filter(pk=response.pk).update(stratum=stratum)
    response.ticket.stratum = stratum
    response.ticket.save(update_fields=["stratum"])


@pytest.fixture
def small(cast: Cast, now: datetime) -> SurveyRound:
    """Three agencies, the smallest of three forms, all of them satisfied; a question only to who is not."""
    survey_round = make_round(cast.agency, at=now, least_shown=5)
    SurveyQuestion.objects.create(
        questionnaire=survey_round.questionnaire, position=4, code="xin-loi", kind="scale", text="Được xin lỗi chưa?",
        options=SCALE, satisfied_from="4", only_if=[["hai-long", ["1", "2"]]],
    )  # fmt: skip
    big, tiny = cast.agency, AgencyFactory(name="UBND xã Nhỏ")
    for agency in (cast.other_agency, tiny):
        Stratum.objects.create(round=survey_round, agency=agency, quota=5)
    survey_round.strata.update(population=None)
    of = {stratum.agency_id: stratum for stratum in survey_round.strata.all()}
    for agency, unhappy, happy in ((big, 12, 20), (cast.other_agency, 7, 8), (tiny, 0, 3)):
        for place in range(unhappy + happy):
            said = {"hai-long": "2", "xin-loi": "4"} if place < unhappy else {"hai-long": "5"}
            group = "lon" if agency == tiny else "tre"
            _answered(survey_round, of[agency.pk], said, now, group)
    return survey_round


class TestAQuestionForSome:
    def test_does_not_tell_that_nobody_of_a_few_was_led_to_it(self, small: SurveyRound) -> None:
        first, second = (results_of(small).question(code) for code in ("hai-long", "xin-loi"))
        assert first
        assert second
        hidden = {part.label for part in first.by_agency if part.hidden}
        assert "UBND xã Nhỏ" in hidden
        assert len(hidden) == 2
        # Else the total less the agencies that are shown would tell that all three at the smallest were satisfied.
        assert {part.label for part in second.by_agency if part.hidden} >= hidden
        assert [part.answered for part in second.by_agency if part.label in hidden] == [None, None]

    def test_does_not_tell_it_of_a_group_either(self, small: SurveyRound) -> None:
        second = results_of(small).question("xin-loi")
        assert second
        ((_, parts),) = second.by_group
        assert all(part.hidden and part.answered is None for part in parts)

    def test_tells_no_count_in_a_hidden_row_of_page_and_file(self, small: SurveyRound) -> None:
        results = results_of(small)
        for result in results.questions:
            for table in shown_question(result, results).tables:
                assert all(row.answered == "—" for row in table.rows if row.hidden)
        for row in result_rows(results)[1:]:
            assert not (row[-1] and any(row[4:8])), row

    def test_that_few_were_led_to_tells_not_even_how_many(self, cast: Cast, now: datetime) -> None:
        survey_round = make_round(cast.agency, at=now, least_shown=5)
        for value in "55554":
            make_response(survey_round, at=now, answers={"hai-long": value})
        make_response(survey_round, at=now, answers={"hai-long": "1", "vi-sao": "Chờ lâu."})
        results = results_of(survey_round)
        why = results.question("vi-sao")
        assert why
        shown = shown_question(why, results)
        assert (shown.hidden, shown.denominators) == ("Dưới 5 câu trả lời nên không nêu kết quả.", "")


class TestNoOpinion:
    @pytest.fixture
    def rated(self, cast: Cast, now: datetime) -> SurveyRound:
        survey_round = make_round(cast.agency, at=now, least_shown=5)
        question = survey_round.questionnaire.questions.get(code="hai-long")
        question.options = [*SCALE, {"value": "kb", "words": "không biết"}]
        question.save()
        for value in ("5", "4", "4", "2", "1", "3", "kb", "kb"):
            make_response(survey_round, at=now, answers={"hai-long": value, "tuoi": "tre"})
        return survey_round

    def test_is_counted_apart_and_in_no_share_or_mean(self, rated: SurveyRound) -> None:
        results = results_of(rated)
        found = results.question("hai-long")
        assert found
        assert found.share
        assert found.mean
        assert (found.answered, found.no_opinion, found.share.simple.answered) == (8, 2, 6)
        assert found.share.simple.value == Fraction(1, 2)
        assert found.mean.simple.value == Fraction(19, 6)
        assert [(one.value, one.count) for one in found.options][-1] == ("kb", 2)
        assert "2 người chọn “không biết”, không tính vào tỷ lệ và điểm" in shown_question(found, results).denominators

    def test_is_in_no_row_of_a_table(self, rated: SurveyRound) -> None:
        found = results_of(rated).question("hai-long")
        assert found
        rows = [*found.by_agency, *found.by_channel, *(part for _, parts in found.by_group for part in parts)]
        shown = [part for part in rows if part.share]
        assert len(shown) == 3
        assert all(part.share and part.share.simple.value == Fraction(1, 2) and part.answered == 6 for part in shown)

    def test_counts_for_how_many_are_needed(self, rated: SurveyRound) -> None:
        ResponseValue.objects.filter(value__in=["1", "2"]).update(value="kb")
        found = results_of(rated).question("hai-long")
        assert found
        assert found.hidden
