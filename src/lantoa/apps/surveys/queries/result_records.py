"""What results of a round are made of: figures both ways, rows of tables, questions with their denominators."""

from dataclasses import dataclass

from lantoa.apps.surveys.models import Stratum, SurveyQuestion, SurveyRound
from lantoa.core.scoring import Estimate, Hidden, Weights


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure, as it was counted and weighted; `complete` where every response in it has a weight."""

    simple: Estimate
    weighted: Estimate
    complete: bool

    @property
    def chosen(self) -> Estimate:
        """Return the weighted figure where nothing is left out of it, else the simple one."""
        return self.weighted if self.is_weighted else self.simple

    @property
    def is_weighted(self) -> bool:
        """Whether the chosen figure is the weighted one."""
        return self.complete and self.weighted.value is not None


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a table by agency, procedure, group or channel; figures are None where the row is hidden."""

    key: str
    label: str
    responses: int
    # None where the row is hidden: of a question that was put to some it would tell what they said before.
    answered: int | None
    hidden: Hidden | None
    share: Measured | None
    mean: Measured | None


@dataclass(frozen=True, slots=True)
class OptionCount:
    """How many chose an option, of those who answered."""

    value: str
    words: str
    count: int
    share: Measured | None


@dataclass(frozen=True, slots=True)
class StratumSum:
    """One stratum in a weighted share: `counted` of `answered` are satisfied, of `responses` that came from it."""

    stratum: Stratum
    responses: int
    answered: int
    counted: int


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question: to how many it was put, how many answered, and what.

    `responses` = `asked` + those to whom the branching did not lead; `asked` = `answered` + left blank; `answered`
    includes those with `no_opinion`, who are in no share and no mean. `hidden` where fewer had one than are shown: then
    there are no figures at all. `by_stratum` is empty unless every stratum may be shown.
    """

    question: SurveyQuestion
    responses: int
    asked: int
    answered: int
    hidden: bool
    options: tuple[OptionCount, ...]
    share: Measured | None
    mean: Measured | None
    no_opinion: int = 0
    by_stratum: tuple[StratumSum, ...] = ()
    by_agency: tuple[Part, ...] = ()
    by_procedure: tuple[Part, ...] = ()
    by_group: tuple[tuple[SurveyQuestion, tuple[Part, ...]], ...] = ()
    by_channel: tuple[Part, ...] = ()
    open_page: Part | None = None

    @property
    def not_asked(self) -> int:
        return self.responses - self.asked

    @property
    def blank(self) -> int:
        return max(self.asked - self.answered, 0)


@dataclass(frozen=True, slots=True)
class StratumRate:
    """What of a stratum was asked and came back."""

    stratum: Stratum | None
    tickets: int
    responses: int


@dataclass(frozen=True, slots=True)
class RoundResults:
    """The results of a round with all that they are counted of."""

    round: SurveyRound
    questions: tuple[QuestionResult, ...]
    strata: tuple[StratumRate, ...]
    weights: Weights
    responses: int
    tickets: int
    opened: int
    excluded: int

    def question(self, code: str) -> QuestionResult | None:
        """Return the result of the question with that code."""
        return next((one for one in self.questions if one.question.code == code), None)

    @property
    def main(self) -> QuestionResult | None:
        """Return what headlines and pictures are of: the question of satisfaction that most answered, of equals the
        last, for a questionnaire asks for the whole after the parts.
        """
        telling = [one for one in reversed(self.questions) if one.share is not None or is_satisfaction(one.question)]
        return max(telling, key=lambda one: one.answered, default=None)


def is_satisfaction(question: SurveyQuestion) -> bool:
    """Return whether the question is a scale that says from where on one is satisfied."""
    return question.kind == SurveyQuestion.Kind.SCALE and bool(question.satisfied_from) and not question.is_group


def satisfied_values(question: SurveyQuestion) -> frozenset[str]:
    """Return the values of a scale that count as satisfied: from `satisfied_from` to the last that is an opinion."""
    values, without = [str(option["value"]) for option in question.options], no_opinion_values(question)
    if question.satisfied_from not in values or question.satisfied_from in without:
        return frozenset()
    return frozenset(values[values.index(question.satisfied_from) :]) - without


def no_opinion_values(question: SurveyQuestion) -> frozenset[str]:
    """Return the values of a scale of numbers that are no number ("không biết"): counted, but in no share or mean."""
    values = [str(option["value"]) for option in question.options]
    if question.kind != SurveyQuestion.Kind.SCALE or sum(value.isdecimal() for value in values) < 2:
        return frozenset()
    return frozenset(value for value in values if not value.isdecimal())


def numbers_of(question: SurveyQuestion) -> dict[str, int]:
    """Return the number of each value of a scale; nothing where its values are words, or there is none."""
    without = no_opinion_values(question)
    values = [value for option in question.options if (value := str(option["value"])) not in without]
    return {value: int(value) for value in values} if all(value.isdecimal() for value in values) else {}
