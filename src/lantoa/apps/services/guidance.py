"""The way through guided questions: what is asked next, what comes out, and what is wrong with questions as built.

Pure: no database. Questions stand in the order in which they are asked; an option goes to the next one, leads to a
later one, or ends. Where several options may be chosen, the earliest of the questions they go to is asked, so that none
that a choice needs is passed by.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# Stands for "none of these" at a question where several may be chosen.
NONE = 0


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: the procedures it adds, what it tells, and where it goes on (None: to the next question)."""

    id: int
    text: str = ""
    procedures: tuple[int, ...] = ()
    advice: str = ""
    leads_to: int | None = None
    ends: bool = False

    @property
    def gives(self) -> bool:
        """Return whether choosing it brings anything."""
        return bool(self.procedures or self.advice)


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its options in order."""

    id: int
    text: str = ""
    options: tuple[Option, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """The questions of one need in order, and the procedures it always needs."""

    questions: tuple[Question, ...] = ()
    always: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what was chosen; nothing chosen is "none of these"."""

    question: Question
    chosen: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """Words that an answer brings."""

    option: int
    words: str


@dataclass(frozen=True, slots=True)
class Walk:
    """How far somebody has come: what was answered, what is asked now (None: it is over), what has been gathered.

    `left` is the greatest number of questions that may still be asked, this one among them.
    """

    path: tuple[Answered, ...]
    question: Question | None
    procedures: tuple[int, ...]
    advice: tuple[Advice, ...]
    left: int

    @property
    def over(self) -> bool:
        return self.question is None


def walk(guide: Guide, answers: Mapping[int, Iterable[int]]) -> Walk:
    """Return how far these answers lead. `answers`: options chosen (or NONE) by question.

    Options that a question does not have are ignored, a question without any known answer is asked; answers to
    questions that are not on the way count for nothing. An option that leads back goes to the next question, so it
    always ends.

    >>> yes, no = Option(1, procedures=(7,), ends=True), Option(2)
    >>> last = Question(20, options=(Option(3, advice="Hỏi xã."),))
    >>> guide = Guide((Question(10, options=(yes, no)), last), always=(5,))
    >>> walk(guide, {}).question.id, walk(guide, {}).left, walk(guide, {10: [1]}).procedures
    (10, 2, (5, 7))
    >>> walk(guide, {10: [2], 20: [3]}).advice
    (Advice(option=3, words='Hỏi xã.'),)
    """
    path: list[Answered] = []
    place: int | None = 0 if guide.questions else None
    while place is not None:
        question = guide.questions[place]
        chosen = _chosen(question, answers.get(question.id))
        if chosen is None:
            break
        path.append(Answered(question, chosen))
        place = _after(guide, place, chosen)
    procedures = [*guide.always, *(one for step in path for option in step.chosen for one in option.procedures)]
    advice = [Advice(option.id, option.advice) for step in path for option in step.chosen if option.advice]
    return Walk(
        path=tuple(path),
        question=None if place is None else guide.questions[place],
        procedures=tuple(dict.fromkeys(procedures)),
        advice=tuple(advice),
        left=0 if place is None else _longest(guide)[place],
    )


def _chosen(question: Question, given: Iterable[int] | None) -> tuple[Option, ...] | None:
    """Return the options chosen, () for "none of these"; None where the question is not answered."""
    wanted = set(given or ())
    chosen = tuple(option for option in question.options if option.id in wanted)
    if not question.several:
        return chosen[:1] or None
    return chosen or (() if NONE in wanted else None)


def _after(guide: Guide, place: int, chosen: Sequence[Option]) -> int | None:
    """Return the place of the question that follows the one at `place`; None at the end."""
    following = [_goes_to(guide, place, option) for option in chosen] or [_next(guide, place)]
    places = [one for one in following if one is not None]
    return min(places) if places else None


def _goes_to(guide: Guide, place: int, option: Option) -> int | None:
    if option.ends:
        return None
    if option.leads_to is not None:
        for later in range(place + 1, len(guide.questions)):
            if guide.questions[later].id == option.leads_to:
                return later
    return _next(guide, place)


def _next(guide: Guide, place: int) -> int | None:
    return place + 1 if place + 1 < len(guide.questions) else None


def _ways(guide: Guide, place: int) -> list[tuple[Option | None, int | None]]:
    """Return the single choices at a question with where each goes; None as option is "none of these"."""
    question = guide.questions[place]
    ways: list[tuple[Option | None, int | None]] = [
        (option, _goes_to(guide, place, option)) for option in question.options
    ]
    return [*ways, (None, _next(guide, place))] if question.several else ways


def _longest(guide: Guide) -> list[int]:
    """Return by place the greatest number of questions from there to an end."""
    longest = [0] * len(guide.questions)
    for place in reversed(range(len(guide.questions))):
        longest[place] = 1 + max((longest[to] for _, to in _ways(guide, place) if to is not None), default=0)
    return longest


class Fault(StrEnum):
    """What can be wrong with questions as built. The first ones forbid publishing; see `Finding.forbids`."""

    NOTHING = "nothing"  # no question, and no procedure that is always needed
    NO_OPTION = "no_option"
    BACKWARD = "backward"  # leads to itself or to an earlier question
    NOWHERE = "nowhere"  # leads to a question that is not there
    UNREACHABLE = "unreachable"
    EMPTY_OUTCOME = "empty_outcome"  # a way to an end without a procedure and without advice
    ONE_OPTION = "one_option"
    EMPTY_NONE = "empty_none"  # the same, but only by choosing "none of these"


_MAY_STAND = frozenset({Fault.ONE_OPTION, Fault.EMPTY_NONE})


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, at a question and an option where it has a place; for an empty outcome, the way that leads to it."""

    fault: Fault
    question: int | None = None
    option: int | None = None
    path: tuple[tuple[int, int], ...] = ()

    @property
    def forbids(self) -> bool:
        """Return whether it must be mended before anything is published."""
        return self.fault not in _MAY_STAND


def findings(guide: Guide) -> list[Finding]:
    """Return what is wrong, in the order of the questions; [] where all is well.

    >>> [one.fault.value for one in findings(Guide((Question(1, options=(Option(2), Option(3, advice="Có."))),)))]
    ['empty_outcome']
    >>> findings(Guide((), always=(4,)))
    []
    """
    if not guide.questions:
        return [] if guide.always else [Finding(Fault.NOTHING)]
    found = [one for place in range(len(guide.questions)) for one in _of_question(guide, place)]
    reached = reachable(guide)
    found += [Finding(Fault.UNREACHABLE, question.id) for question in guide.questions if question.id not in reached]
    if not guide.always:
        empty = _empty_path(guide, with_none=False)
        if empty is not None:
            found.append(Finding(Fault.EMPTY_OUTCOME, *empty[-1], path=empty))
        elif (by_none := _empty_path(guide, with_none=True)) is not None:
            found.append(Finding(Fault.EMPTY_NONE, by_none[-1][0], path=by_none))
    return found


def _of_question(guide: Guide, place: int) -> list[Finding]:
    question = guide.questions[place]
    if not question.options:
        return [Finding(Fault.NO_OPTION, question.id)]
    found = [Finding(Fault.ONE_OPTION, question.id)] if len(question.options) == 1 and not question.several else []
    before = {one.id for one in guide.questions[: place + 1]}
    after = {one.id for one in guide.questions[place + 1 :]}
    for option in question.options:
        if option.leads_to in before:
            found.append(Finding(Fault.BACKWARD, question.id, option.id))
        elif option.leads_to is not None and option.leads_to not in after:
            found.append(Finding(Fault.NOWHERE, question.id, option.id))
    return found


def reachable(guide: Guide) -> set[int]:
    """Return the questions that some answers lead to."""
    reached = {0} if guide.questions else set()
    for place in range(len(guide.questions)):
        if place in reached:
            reached |= {to for _, to in _ways(guide, place) if to is not None}
    return {guide.questions[place].id for place in reached}


def _empty_path(guide: Guide, *, with_none: bool) -> tuple[tuple[int, int], ...] | None:
    """Return one way to an end on which nothing is gathered, as (question, option); None where there is none."""
    # By place: the way from there to an end.
    ways: list[tuple[tuple[int, int], ...] | None] = [None] * len(guide.questions)
    for place in reversed(range(len(guide.questions))):
        for option, to in _ways(guide, place):
            if (option is None and not with_none) or (option is not None and option.gives):
                continue
            rest = () if to is None else ways[to]
            if rest is not None:
                ways[place] = ((guide.questions[place].id, NONE if option is None else option.id), *rest)
                break
    return ways[0]


@dataclass(frozen=True, slots=True)
class Branch:
    """One answer in the picture of the ways: what it brings, and where it goes on; nothing below it is an end."""

    option: Option | None
    question: Question | None
    below: tuple["Branch", ...] = ()


def count_of_ways(guide: Guide) -> int:
    """Return how many ways there are from the first question to an end, one choice at each.

    >>> two = (Option(1), Option(2))
    >>> count_of_ways(Guide((Question(1, options=two), Question(2, options=two)))), count_of_ways(Guide())
    (4, 0)
    """
    ways = [0] * len(guide.questions)
    for place in reversed(range(len(guide.questions))):
        ways[place] = sum(1 if to is None else ways[to] for _, to in _ways(guide, place))
    return ways[0] if ways else 0


def tree(guide: Guide, *, most: int = 60) -> tuple[Branch, ...]:
    """Return the ways as branches from the first question; () where there are more than `most` ends."""
    return _branches(guide, 0) if guide.questions and count_of_ways(guide) <= most else ()


def _branches(guide: Guide, place: int) -> tuple[Branch, ...]:
    return tuple(
        Branch(option, None if to is None else guide.questions[to], () if to is None else _branches(guide, to))
        for option, to in _ways(guide, place)
    )
