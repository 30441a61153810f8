"""Results of surveys as pictures, each with its table and its sentence."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from lantoa.apps.surveys.models import SurveyRound
from lantoa.apps.surveys.presenters.result_words import hidden_words, percentage
from lantoa.apps.surveys.queries.result_records import Measured, Part, QuestionResult, RoundResults, is_satisfaction
from lantoa.apps.surveys.queries.rounds_compared import RoundsCompared
from lantoa.core.charts import Figure, Stretch, interval_chart
from lantoa.core.scoring import Estimate, Hidden
from lantoa.core.viettext import format_number

NARROW, WIDE = 360, 960
ILLUSTRATIVE = "số liệu minh họa"


def by_question_picture(results: RoundResults, *, width: int = NARROW) -> Figure | None:
    """Return the share satisfied of each question that asks for it; None where there is none."""
    least = results.round.least_shown
    asked = [one for one in results.questions if is_satisfaction(one.question)]
    rows = [
        _stretch(one.question.text, one.share, one.responses, Hidden.FEW if one.hidden else None, least)
        for one in asked
    ]
    return _drawn(f"Tỷ lệ hài lòng theo câu hỏi, {results.round.title}", rows, results.round, "câu hỏi", width)


def by_part_picture(
    title: str, result: QuestionResult, parts: Sequence[Part], survey_round: SurveyRound, *, noun: str,
    width: int = NARROW,
) -> Figure | None:  # fmt: skip
    """Return the share satisfied of each row of a table, the whole first; None where no row has a figure."""
    least = survey_round.least_shown
    if not any(part.share for part in parts):
        return None
    rows = [_stretch("Chung", result.share, result.responses, None, least, emphasised=True)]
    rows += [_stretch(part.label, part.share, part.responses, part.hidden, least) for part in parts]
    return _drawn(title, rows, survey_round, noun, width)


def options_picture(result: QuestionResult, survey_round: SurveyRound, *, width: int = NARROW) -> Figure | None:
    """Return the share that chose each option, of those who answered; None for a question without options."""
    if not result.options or not result.answered:
        return None
    least = survey_round.least_shown
    rows = [
        _stretch(option.words, option.share, result.responses, None, least, chose=option.count)
        for option in result.options
    ]
    return _drawn(f"Trả lời câu “{result.question.text}”", rows, survey_round, "phương án", width)


def over_rounds_picture(
    title: str, told: Iterable[tuple[SurveyRound, Estimate | None, int, str, bool]], *, width: int = NARROW
) -> Figure | None:
    """Return the share of one question over rounds, the oldest first: estimate, answers, why there is none, whether it
    was asked in other words.
    """
    rows, marked = [], False
    for survey_round, estimate, answered, why, reworded in told:
        marked = marked or survey_round.illustrative
        value = estimate.value if estimate is not None else None
        interval = estimate.interval if estimate is not None and value is not None else None
        rows.append(
            Stretch(
                f"{survey_round.title} (hỏi bằng lời khác)" if reworded else survey_round.title,
                None if value is None else _percent(value),
                None if interval is None else _percent(interval.low),
                None if interval is None else _percent(interval.high),
                f"{format_number(answered)} câu trả lời" if answered else "",
                why,
            )
        )
    if not any(row.value is not None for row in rows):
        return None
    return interval_chart(f"{title} · {ILLUSTRATIVE}" if marked else title, rows, noun="đợt", width=width)


def _drawn(title: str, rows: list[Stretch], survey_round: SurveyRound, noun: str, width: int) -> Figure | None:
    if not any(row.value is not None for row in rows):
        return None
    return interval_chart(_marked(title, survey_round), rows, noun=noun, width=width)


def _marked(title: str, survey_round: SurveyRound) -> str:
    return f"{title} · {ILLUSTRATIVE}" if survey_round.illustrative else title


def _stretch(
    label: str,
    measured: Measured | None,
    responses: int,
    why: Hidden | None,
    least: int,
    *,
    emphasised: bool = False,
    chose: int | None = None,
) -> Stretch:
    chosen = measured.chosen if measured is not None else None
    if measured is None or chosen is None or chosen.value is None:
        return Stretch(label, None, of="", reason=hidden_words(why, responses, least), emphasised=emphasised)
    of = f"{format_number(measured.simple.answered if chose is None else chose)} câu trả lời"
    low, high = (None, None) if chosen.interval is None else (chosen.interval.low, chosen.interval.high)
    return Stretch(
        label,
        _percent(chosen.value),
        None if low is None else _percent(low),
        None if high is None else _percent(high),
        of,
        emphasised=emphasised,
    )


def _percent(ratio: Fraction | float) -> float:
    """A percentage as it is printed, so that picture and table hold the same number."""
    return float(percentage(ratio))


def main_over_rounds(
    results: RoundResults, pairs: Sequence[RoundsCompared], *, width: int = NARROW
) -> Figure | None:  # fmt: skip
    """Return the main question of a round over the rounds it was compared with, the oldest first; None for nothing."""
    return None if results.main is None else over_rounds_of(results.main, results, pairs, width=width)


def over_rounds_of(
    result: QuestionResult, results: RoundResults, pairs: Sequence[RoundsCompared], *, width: int = NARROW
) -> Figure | None:
    """Return one question of a round over the rounds it was compared with, the oldest first; None for nothing."""
    found: list[tuple[RoundResults, Measured | None, int, str, bool]] = []
    for pair in reversed(pairs):
        one = next((one for one in pair.questions if one.question.pk == result.question.pk), None)
        before = pair.earlier.question(result.question.code)
        if one is not None:
            share = before.share if before and not one.why_not else None
            found.append((pair.earlier, share, share.simple.answered if share else 0, one.why_not, one.reworded))
    few = "" if result.share else "quá ít câu trả lời nên không nêu"
    found.append((results, result.share, result.share.simple.answered if result.share else 0, few, False))
    # All in the same way: weighted only where every round can be.
    weighted = all(share.is_weighted for _, share, *_ in found if share)
    told = [
        (
            one.round,
            (share.weighted if weighted else share.simple) if share else None,
            answered if share else 0,
            why,
            reworded,
        )
        for one, share, answered, why, reworded in found
    ]
    return over_rounds_picture(f"Tỷ lệ hài lòng qua các đợt: {result.question.text}", told, width=width)
