"""A round decided: what counts, for whom, and what the published list holds."""

import json
from dataclasses import replace

import pytest

from lantoa.core.scoring import CannotDecide, Rekeyed, canonical_json, decide_round
from lantoa.core.scoring.deciding import prediction_truth, seconds_used

from .round_maker import MadeRound, make_round


def again(made: MadeRound, **changes: object) -> MadeRound:
    """Return the round decided with other submissions or keys."""
    given = {"submitted": made.submitted, "rekeyed": made.rekeyed, **changes}
    decision = decide_round(made.sealed, given["submitted"], units=made.units, rekeyed=given["rekeyed"])  # type: ignore[arg-type]
    return replace(made, decision=decision, **given)  # type: ignore[arg-type]


class TestDecideRound:
    def test_gives_every_entrant_that_counts_one_place(self):
        made = make_round(5, people=40)
        codes = {one.code for one in made.submitted if not one.excluded}
        assert sorted(place.ranked.entry.entrant for place in made.decision.places) == sorted(codes)
        assert made.decision.truth == len(codes)

    def test_predicts_over_both_audiences_together(self):
        made = make_round(6, people=40, prediction="perfect")
        perfect = {
            one.submitted.code
            for one in made.decision.marked
            if one.score == one.questions and not one.submitted.excluded
        }
        assert {one.submitted.audience for one in made.decision.marked} == {"officials", "citizens"}
        assert made.decision.truth == len(perfect) > 0

    def test_asks_for_no_prediction_where_the_rules_have_none(self):
        made = make_round(7, prediction="none")
        assert made.decision.truth is None
        assert {one.prediction for one in made.decision.marked} == {None}
        assert prediction_truth("none", []) is None

    def test_leaves_excluded_submissions_out_of_everything_but_their_own_row(self):
        made = make_round(8, people=20)
        without = again(made, submitted=[replace(one, excluded="Thi hộ.") for one in made.submitted])
        assert without.decision.places == []
        assert without.decision.figures["entrants"] == 0
        assert without.decision.figures["excluded"] == len(made.submitted)
        assert sum(unit.count.entrants for unit in without.decision.units) == 0

    def test_adds_units_and_those_without_one_to_the_totals(self):
        decision = make_round(9, people=50).decision
        counts = [unit.count for unit in decision.units] + [decision.no_unit]
        assert sum(count.entrants for count in counts) == decision.figures["entrants"]
        assert sum(count.attempts for count in counts) == decision.figures["attempts"]
        assert sum(count.score_sum for count in counts) == decision.figures["score_sum"]

    def test_gives_the_point_to_everybody_for_a_withdrawn_question(self):
        made = make_round(10, people=30)
        number = made.sealed.pool[0]["number"]
        after = again(made, rekeyed=[Rekeyed(number, "any", "Câu hỏi in sai.")])
        asked = [
            number in {question.number for question in one.submitted.paper.questions} for one in made.decision.marked
        ]
        pairs = list(zip(made.decision.marked, after.decision.marked, asked, strict=True))
        assert any(later.score > before.score for before, later, _asked in pairs)
        assert all(before.score <= later.score <= before.score + asks for before, later, asks in pairs)

    def test_gives_the_first_prize_of_the_rules_that_fits(self):
        places = make_round(11, people=40).decision.places
        officials = [place.prize for place in places if place.audience == "officials"][:4]
        citizens = [place.prize for place in places if place.audience == "citizens"][:4]
        assert officials == ["Giải nhất", "Giải phụ", "Giải phụ", ""]
        assert citizens == ["Giải phụ", "Giải phụ", "Giải phụ", ""]

    def test_refuses_what_does_not_fit_together(self):
        made = make_round(12)
        first = made.submitted[0]
        cases = {
            "hai bài nộp": [*made.submitted, first],
            "hai đối tượng": [*made.submitted, replace(first, attempt=9, audience="nobody")],
            "không có trong danh sách": [replace(first, unit="99")],
            "bắt đầu sau đó": [replace(first, started_at="2026-10-11T00:00:00.000Z")],
            "theo giờ UTC": [replace(first, started_at="2026-10-01 00:00")],
        }
        for words, submitted in cases.items():
            with pytest.raises(CannotDecide, match=words):
                again(made, submitted=submitted)
        with pytest.raises(CannotDecide, match="phải có lý do"):
            again(made, rekeyed=[Rekeyed(3, [0], "")])
        with pytest.raises(CannotDecide, match="Câu hỏi 99"):
            again(made, rekeyed=[Rekeyed(99, [0], "Sai.")])


class TestSecondsUsed:
    def test_does_not_count_a_begun_second(self):
        assert seconds_used("2026-01-01T00:00:00.999Z", "2026-01-01T00:00:01.998Z") == 0


class TestPublishedRound:
    def test_is_plain_data_that_survives_being_written(self):
        published = make_round(13, rekeys=True).published()
        assert json.loads(canonical_json(published)) == published
        assert published["form"] == "lantoa-contest-round/1"

    def test_ties_no_entry_to_a_unit(self):
        published = make_round(14).published()
        assert not any("unit" in entry for entry in published["entries"])
        assert {unit["unit"] for unit in published["units"]} == {f"Sở thứ {key}" for key in range(5)}
