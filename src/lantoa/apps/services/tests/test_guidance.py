"""The way through guided questions, against a walk that tries every choice one by one."""

from collections.abc import Iterator
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.apps.services.guidance import NONE, Fault, Guide, Option, Question, findings, reachable, walk

# Drawing a guide takes a while where many processes share a core.
unhurried = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@st.composite
def guides(draw: st.DrawFn, *, sound: bool = False) -> Guide:
    """Guides of up to four questions; sound ones lead forward only, to questions that are there, and have options."""
    count = draw(st.integers(0, 3))
    questions, number = [], 100
    for place in range(1, count + 1):
        options = []
        for _ in range(draw(st.integers(1 if sound else 0, 3))):
            number += 1
            forward = list(range(place + 1, count + 1))
            leads = draw(st.sampled_from([None, *(forward if sound else [*range(1, count + 1), 99])]))
            options.append(
                Option(
                    number,
                    procedures=tuple(draw(st.lists(st.integers(1, 4), max_size=2))),
                    advice=draw(st.sampled_from(["", "", "Hỏi bộ phận một cửa."])),
                    leads_to=leads,
                    ends=leads is None and draw(st.booleans()),
                )
            )
        questions.append(Question(place, options=tuple(options), several=draw(st.booleans())))
    return Guide(tuple(questions), always=tuple(draw(st.lists(st.integers(5, 6), max_size=1))))


Way = list[tuple[Question, tuple[Option, ...]]]


def choices(question: Question) -> list[tuple[Option, ...]]:
    """Every choice that the form lets one make."""
    if not question.options:
        return [()] if question.several else []
    if not question.several:
        return [(option,) for option in question.options]
    sizes = range(len(question.options) + 1)
    return [chosen for size in sizes for chosen in combinations(question.options, size)]


def step(guide: Guide, question: Question, chosen: tuple[Option, ...]) -> Question | None:
    """The question after this one, by looking through the list from the front."""
    later = False
    wanted = set()
    for option in chosen:
        if option.ends:
            continue
        ahead = [one.id for one in guide.questions if one.id > question.id]
        wanted.add(option.leads_to if option.leads_to in ahead else (ahead[0] if ahead else None))
    for one in guide.questions:
        if later and (not chosen or one.id in wanted):
            return one
        later = later or one is question
    return None


def every_way(guide: Guide) -> Iterator[Way]:
    """Every way from the first question to an end or to a question that nobody can answer."""
    ways: list[tuple[Way, Question | None]] = [([], guide.questions[0] if guide.questions else None)]
    while ways:
        way, question = ways.pop()
        if question is None:
            yield way
            continue
        ways += [([*way, (question, chosen)], step(guide, question, chosen)) for chosen in choices(question)]


def answers_of(way: Way) -> dict[int, list[int]]:
    return {question.id: [option.id for option in chosen] or [NONE] for question, chosen in way}


class TestWalk:
    @unhurried
    @given(guides())
    def test_ends_where_a_walk_by_hand_ends(self, guide: Guide) -> None:
        for way in every_way(guide):
            found = walk(guide, answers_of(way))
            gathered = [*guide.always]
            for _, chosen in way:
                for option in chosen:
                    gathered += [one for one in option.procedures if one not in gathered]
            assert found.over
            assert [(one.question, one.chosen) for one in found.path] == way
            assert sorted(set(gathered)) == sorted(found.procedures)
            assert len(set(found.procedures)) == len(found.procedures)
            assert [one.words for one in found.advice] == [
                option.advice for _, chosen in way for option in chosen if option.advice
            ]

    @unhurried
    @given(guides())
    def test_asks_the_question_at_which_the_answers_stop(self, guide: Guide) -> None:
        ways = list(every_way(guide))
        for way in ways:
            for place in range(len(way)):
                found = walk(guide, answers_of(way[:place]))
                assert found.question is way[place][0]
                onward = [len(one) - place for one in ways if one[:place] == way[:place]]
                assert found.left >= max(onward)

    @unhurried
    @given(guides(sound=True))
    def test_counts_the_most_questions_that_are_left(self, guide: Guide) -> None:
        ways = list(every_way(guide))
        assert walk(guide, {}).left == max(len(way) for way in ways)

    @unhurried
    @given(guides(), st.dictionaries(st.integers(0, 6), st.lists(st.integers(-1, 115), max_size=4)))
    def test_takes_whatever_stands_in_an_address(self, guide: Guide, answers: dict[int, list[int]]) -> None:
        found = walk(guide, answers)
        assert len(found.path) <= len(guide.questions)
        assert found.over or found.question in guide.questions

    def test_asks_what_any_of_several_choices_needs(self) -> None:
        late, early = Option(1, leads_to=30), Option(2, leads_to=20)
        guide = Guide(
            (Question(10, options=(late, early), several=True), Question(15), Question(20), Question(30)),
        )
        question = walk(guide, {10: [1, 2]}).question
        assert question is not None and question.id == 20

    def test_takes_one_option_where_one_is_asked_for(self) -> None:
        guide = Guide((Question(1, options=(Option(1, procedures=(1,)), Option(2, procedures=(2,)))),))
        assert walk(guide, {1: [2, 1]}).procedures == (1,)
        assert not walk(guide, {1: [NONE]}).over


class TestFindings:
    @unhurried
    @given(guides(sound=True))
    def test_finds_an_empty_outcome_exactly_where_there_is_one(self, guide: Guide) -> None:
        empty = []
        for way in every_way(guide):
            found = walk(guide, answers_of(way))
            if not found.procedures and not found.advice:
                empty.append(any(not chosen for _, chosen in way))
        faults = {one.fault for one in findings(guide)} - {Fault.ONE_OPTION, Fault.UNREACHABLE}
        if not guide.questions:
            assert faults == (set() if guide.always else {Fault.NOTHING})
        elif not empty:
            assert not faults
        else:
            assert faults == {Fault.EMPTY_NONE if all(empty) else Fault.EMPTY_OUTCOME}

    @unhurried
    @given(guides(sound=True))
    def test_names_a_way_that_really_ends_empty(self, guide: Guide) -> None:
        for finding in findings(guide):
            if finding.path:
                found = walk(guide, {question: [option] for question, option in finding.path})
                assert found.over and not found.procedures and not found.advice

    @unhurried
    @given(guides())
    def test_finds_the_questions_that_no_way_passes(self, guide: Guide) -> None:
        passed = {guide.questions[0].id} if guide.questions else set()
        for question in guide.questions:
            if question.id in passed:
                following = (step(guide, question, chosen) for chosen in choices(question))
                passed |= {one.id for one in following if one}
        assert reachable(guide) == passed
        unreachable = {one.question for one in findings(guide) if one.fault == Fault.UNREACHABLE}
        assert unreachable == {question.id for question in guide.questions} - passed

    def test_forbids_leading_back_and_leading_nowhere(self) -> None:
        options = (Option(1, leads_to=1, advice="a"), Option(2, leads_to=9, advice="b"), Option(3, leads_to=2))
        guide = Guide(
            (Question(1, options=options), Question(2, options=(Option(4, advice="c"), Option(5, advice="d"))))
        )
        found = findings(guide)
        assert [(one.fault, one.option) for one in found] == [(Fault.BACKWARD, 1), (Fault.NOWHERE, 2)]
        assert all(one.forbids for one in found)

    def test_lets_a_question_of_one_option_stand_with_a_word(self) -> None:
        found = findings(Guide((Question(1, options=(Option(1, advice="a"),)),)))
        assert [(one.fault, one.forbids) for one in found] == [(Fault.ONE_OPTION, False)]

    def test_forbids_a_question_without_options(self) -> None:
        assert [one.fault for one in findings(Guide((Question(1),), always=(1,)))] == [Fault.NO_OPTION]
