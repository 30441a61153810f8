from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lantoa.apps.surveys.branching import asked_questions, faults_of, jump_after, next_page, pages_of


@dataclass
class One:
    code: str
    kind: str = "single"
    options: Any = field(default_factory=lambda: [{"value": value, "words": value} for value in "abc"])
    only_if: Any = field(default_factory=list)


def _codes(questions: list[One]) -> list[str]:
    return [question.code for question in questions]


@st.composite
def questionnaires(draw: st.DrawFn) -> list[One]:
    made: list[One] = []
    for place in range(draw(st.integers(1, 9))):
        only_if = []
        if made:
            for earlier in draw(st.lists(st.sampled_from(_codes(made)), max_size=2, unique=True)):
                only_if.append([earlier, draw(st.lists(st.sampled_from("abc"), min_size=1, unique=True))])
        made.append(One(f"q{place}", only_if=only_if))
    return made


answer_sets = st.dictionaries(
    st.sampled_from([f"q{place}" for place in range(9)]), st.sampled_from(["a", "b", ["a", "c"]])
)


class TestAskedQuestions:
    def test_leaves_out_a_question_whose_condition_is_not_met(self) -> None:
        questions = [One("q1"), One("q2", only_if=[["q1", ["a"]]]), One("q3")]
        assert _codes(asked_questions(questions, {"q1": "b"})) == ["q1", "q3"]
        assert _codes(asked_questions(questions, {"q1": ["a", "b"]})) == ["q1", "q2", "q3"]

    def test_takes_the_answer_of_a_question_that_is_not_asked_for_nothing(self) -> None:
        questions = [One("q1"), One("q2", only_if=[["q1", ["a"]]]), One("q3", only_if=[["q2", ["a"]]])]
        assert _codes(asked_questions(questions, {"q1": "b", "q2": "a"})) == ["q1"]

    @given(questionnaires(), answer_sets)
    def test_never_heeds_answers_to_questions_that_were_not_asked(self, questions: list[One], answers: Any) -> None:
        asked = _codes(asked_questions(questions, answers))
        heard = {code: value for code, value in answers.items() if code in asked}
        assert _codes(asked_questions(questions, heard)) == asked

    @given(questionnaires(), answer_sets)
    def test_is_the_same_page_by_page(self, questions: list[One], answers: Any) -> None:
        pages, place, met = pages_of(questions, most=3), -1, []
        given_so_far: dict[str, Any] = {}
        while (found := next_page(pages, given_so_far, after=place)) is not None:
            place = found
            asked = _codes(asked_questions(questions, given_so_far))
            here = [one.code for one in pages[place] if one.code in asked]
            met += here
            given_so_far |= {code: answers[code] for code in here if code in answers}
        assert met == _codes(asked_questions(questions, answers))


class TestFaults:
    def test_are_none_for_conditions_on_earlier_questions(self) -> None:
        assert faults_of([One("q1"), One("q2", only_if=[["q1", ["a"]]])]) == []

    def test_name_what_cannot_be_followed(self) -> None:
        text = One("loi", kind="text", options=[])
        questions = [
            One("q1", only_if=[["q2", ["a"]]]), text, One("q2", only_if=[["loi", ["a"]]]),
            One("q3", only_if=[["q9", ["a"]]]),
            One("q4", only_if=[["q1", ["z"]]]), One("q5", only_if=[["q1", []]]),
        ]  # fmt: skip
        assert [fault.code for fault in faults_of(questions)] == ["q1", "q2", "q3", "q4", "q5"]

    @given(questionnaires())
    def test_are_none_where_each_condition_looks_back(self, questions: list[One]) -> None:
        assert faults_of(questions) == []


class TestPages:
    @given(questionnaires(), st.integers(1, 4))
    def test_hold_every_question_once_in_order(self, questions: list[One], most: int) -> None:
        pages = pages_of(questions, most=most)
        assert [one for page in pages for one in page] == questions
        assert all(len(page) <= most for page in pages)

    @given(questionnaires())
    def test_keep_a_question_away_from_the_one_it_depends_on(self, questions: list[One]) -> None:
        for page in pages_of(questions):
            codes = {one.code for one in page}
            assert not any(code in codes for one in page for code, _values in one.only_if)


class TestJumps:
    def test_lead_past_what_the_value_rules_out(self) -> None:
        questions = [One("q1"), One("q2", only_if=[["q1", ["a"]]]), One("q3", only_if=[["q1", ["a", "b"]]]), One("q4")]
        assert [jump_after(questions, 0, value) for value in "abc"] == [None, 2, 3]

    def test_lead_to_the_end_where_nothing_follows(self) -> None:
        assert jump_after([One("q1"), One("q2", only_if=[["q1", ["a"]]])], 0, "b") == 2
