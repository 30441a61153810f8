"""Results of a round: each question with its denominators, estimated as a whole, by agency, procedure, group, channel.

Excluded responses count nowhere. What came by the page for everybody is no sample of anybody and stands apart.
"""

from collections import Counter
from collections.abc import Iterator

from lantoa.apps.surveys.models import SurveyRound
from lantoa.apps.surveys.models.responses import Channel
from lantoa.apps.surveys.queries.question_results import QuestionReckoning
from lantoa.apps.surveys.queries.result_counts import StratumKey, counts_of
from lantoa.apps.surveys.queries.result_frame import Frame, rows_hidden_in
from lantoa.apps.surveys.queries.result_records import QuestionResult, RoundResults, StratumRate
from lantoa.core.scoring import weights_of


def results_of(survey_round: SurveyRound) -> RoundResults:
    """Return the results of a round. A dozen queries and one for each question that is not put to everybody."""
    questions = list(survey_round.questionnaire.questions.order_by("position"))
    strata = list(survey_round.strata.select_related("agency", "procedure"))
    counts = counts_of(survey_round, questions)
    frame = Frame(survey_round, questions, {stratum.pk: stratum for stratum in strata}, counts)
    tickets: Counter[StratumKey] = Counter()
    for (stratum, channel), count in counts.tickets.items():
        tickets[stratum] += 0 if channel == Channel.OPEN else count
    rates = [StratumRate(frame.strata.get(key), tickets[key], frame.sizes[key]) for key in frame.keys]
    return RoundResults(
        round=survey_round,
        questions=tuple(_questions(frame)),
        strata=tuple(rates),
        weights=weights_of(frame.sample(key) for key in frame.keys),
        responses=sum(frame.sizes.values()),
        tickets=sum(tickets.values()),
        opened=counts.opened,
        excluded=counts.excluded,
    )


def _questions(frame: Frame) -> Iterator[QuestionResult]:
    """The questions in order: what is hidden of those before is hidden of those that depend on them."""
    found: dict[str, QuestionResult] = {}
    for question in frame.questions:
        before = rows_hidden_in(found[code] for code, _ in question.only_if if code in found)
        found[question.code] = QuestionReckoning(frame, question, frozenset(before)).result()
        yield found[question.code]
