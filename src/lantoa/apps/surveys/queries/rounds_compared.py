"""A round beside those before it: which questions may be compared, and whether what differs is clear."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.apps.surveys.models import SurveyQuestion, SurveyRound
from lantoa.apps.surveys.queries.result_records import Measured, QuestionResult, RoundResults, is_satisfaction
from lantoa.apps.surveys.queries.results import results_of
from lantoa.core.scoring import Difference, Estimate, difference

MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class QuestionCompared:
    """One question in two rounds: what was estimated in the same way in both, or why they are not compared.

    `remark` is what a reader must know where they are: that the wording changed (`reworded`), so that nobody can say
    whether people or words made the difference.
    """

    question: SurveyQuestion
    earlier: Estimate | None
    later: Estimate | None
    weighted: bool
    change: Difference | None
    why_not: str = ""
    remark: str = ""
    reworded: bool = False


@dataclass(frozen=True, slots=True)
class RoundsCompared:
    """Two rounds, question by question, in the order of the later; what differs in whom they asked."""

    earlier: RoundResults
    later: RoundResults
    questions: tuple[QuestionCompared, ...]
    asked_otherwise: str


def rounds_before(survey_round: SurveyRound) -> list[SurveyRound]:
    """Return the published rounds that the round follows, the nearest first, at most five, up to the first that is not.

    One query each.
    """
    found: list[SurveyRound] = []
    seen = {survey_round.pk}
    one = survey_round.previous
    while one is not None and one.pk not in seen and len(found) < MOST_ROUNDS - 1:
        if one.state != SurveyRound.State.PUBLISHED:
            break
        found.append(one)
        seen.add(one.pk)
        one = one.previous
    return found


def compared_rounds(earlier: SurveyRound, later: SurveyRound) -> RoundsCompared:
    """Return two rounds question by question; the results of both are counted."""
    return compared_results(results_of(earlier), results_of(later))


def compared_results(earlier: RoundResults, later: RoundResults) -> RoundsCompared:
    """Return two rounds whose results are at hand; no query."""
    questions = tuple(
        _compared(earlier.question(one.question.code), one, _led_otherwise(one.question, earlier, later))
        for one in later.questions
        if is_satisfaction(one.question)
    )
    return RoundsCompared(earlier, later, questions, _asked_otherwise(earlier, later))


def why_not_comparable(earlier: SurveyQuestion, later: SurveyQuestion) -> str:
    """Return why two questions of the same code are not compared; "" where they are, be the wording another."""
    if earlier.kind != later.kind or _values(earlier) != _values(later):
        return "thang điểm của hai đợt khác nhau"
    if earlier.satisfied_from != later.satisfied_from:
        return "mức được tính là hài lòng của hai đợt khác nhau"
    if earlier.only_if != later.only_if:
        return "điều kiện để được hỏi câu này của hai đợt khác nhau"
    return ""


def _led_otherwise(question: SurveyQuestion, earlier: RoundResults, later: RoundResults) -> str:
    """Why not the same people were led to a question though its condition is the same: the question before changed."""
    for code, _ in question.only_if:
        before, after = earlier.question(code), later.question(code)
        if before is None or after is None:
            continue  # then the conditions differ, or there is nothing to compare
        if why_not_comparable(before.question, after.question) or before.question.text != after.question.text:
            return f"câu “{after.question.text}” quyết định ai được hỏi câu này, và hai đợt hỏi câu ấy khác nhau"
        if why := _led_otherwise(after.question, earlier, later):
            return why
    return ""


def _values(question: SurveyQuestion) -> list[tuple[str, str]]:
    return [(str(option["value"]), str(option["words"])) for option in question.options]


def _compared(before: QuestionResult | None, after: QuestionResult, led_otherwise: str) -> QuestionCompared:
    question = after.question
    if before is None:
        return _without(question, "đợt trước không hỏi câu này")
    if why := why_not_comparable(before.question, question) or led_otherwise:
        return _without(question, why)
    if before.share is None or after.share is None:
        which = "đợt trước" if before.share is None else "đợt này"
        return _without(question, f"{which} có quá ít câu trả lời nên không nêu kết quả")
    reworded = before.question.text != question.text
    remark = f"Đợt trước hỏi bằng lời khác: “{before.question.text}”." if reworded else ""
    weighted = before.share.is_weighted and after.share.is_weighted
    early, late = (_by(one, weighted=weighted) for one in (before.share, after.share))
    change = difference(early, late)
    return QuestionCompared(question, early, late, weighted, change, remark=remark, reworded=reworded)


def _without(question: SurveyQuestion, why: str) -> QuestionCompared:
    return QuestionCompared(question, None, None, weighted=False, change=None, why_not=why)


def _by(measured: Measured, *, weighted: bool) -> Estimate:
    return measured.weighted if weighted else measured.simple


def _asked_otherwise(earlier: RoundResults, later: RoundResults) -> str:
    """What agencies and procedures only one of the rounds asked about, in words; "" where they are the same."""
    before, after = _names(earlier), _names(later)
    parts = [
        f"{words}: {_listed(names)}"
        for words, names in (("chỉ có ở đợt này", after - before), ("chỉ có ở đợt trước", before - after))
        if names
    ]
    return "; ".join(parts)


def _names(results: RoundResults) -> set[str]:
    return {str(rate.stratum) for rate in results.strata if rate.stratum is not None}


def _listed(names: set[str], most: int = 4) -> str:
    ordered: Sequence[str] = sorted(names)
    more = f" và {len(ordered) - most} nhóm khác" if len(ordered) > most else ""
    return ", ".join(ordered[:most]) + more
