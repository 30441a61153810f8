"""What surveys offer to stories as figures (settings.FIGURE_SOURCES): of published rounds only, as they are now."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from lantoa.apps.newsroom.figures import Choice, FigureSource, NoFigure
from lantoa.apps.surveys.models import SurveyQuestion, SurveyRound
from lantoa.apps.surveys.presenters import result_pictures as pictures
from lantoa.apps.surveys.presenters.results import rate_words
from lantoa.apps.surveys.queries.result_records import QuestionResult, RoundResults, is_satisfaction
from lantoa.apps.surveys.queries.results import results_of
from lantoa.apps.surveys.queries.rounds_compared import compared_results, rounds_before
from lantoa.core.charts import Figure

_MOST_ROUNDS = 40
_NOTHING = "Chưa có đợt khảo sát nào công bố kết quả."


def _published() -> QuerySet[SurveyRound]:
    rounds = SurveyRound.objects.filter(state=SurveyRound.State.PUBLISHED)
    return rounds.select_related("agency", "questionnaire", "previous")


def _round_choices() -> tuple[Choice, ...]:
    return (Choice("round", "Đợt khảo sát", tuple((one.slug, one.title) for one in _published()[:_MOST_ROUNDS])),)


def _question_choices() -> tuple[Choice, ...]:
    rounds = list(_published()[:_MOST_ROUNDS])
    asked = SurveyQuestion.objects.filter(questionnaire__in=[one.questionnaire_id for one in rounds])
    told: dict[int, list[SurveyQuestion]] = {}
    for question in asked.order_by("position"):
        if is_satisfaction(question):
            told.setdefault(question.questionnaire_id, []).append(question)
    named = tuple(
        (f"{one.slug}/{question.code}", f"{one.title}: {question.text}"[:160])
        for one in rounds
        for question in told.get(one.questionnaire_id, [])
    )
    return (Choice("question", "Câu hỏi", named),)


def _asked(options: Mapping[str, Any], name: str) -> tuple[RoundResults, str]:
    """The results of the round that was chosen, and the code behind it; without a choice the newest round."""
    slug, _, code = str(options.get(name) or "").partition("/")
    found = _published().filter(slug=slug).first() if slug else _published().first()
    if found is None:
        raise NoFigure("Đợt khảo sát đã chọn chưa công bố kết quả; hãy chọn đợt khác." if slug else _NOTHING)
    return results_of(found), code


def _question(options: Mapping[str, Any]) -> tuple[RoundResults, QuestionResult]:
    results, code = _asked(options, "question")
    found = results.question(code) if code else results.main
    if found is None or not is_satisfaction(found.question):
        raise NoFigure("Đợt khảo sát đã chọn không có câu hỏi này; hãy chọn lại câu hỏi.")
    return results, found


def _drawn(figure: Figure | None) -> Figure:
    if figure is None:
        raise NoFigure("Câu hỏi này có quá ít câu trả lời nên chưa có gì để vẽ.")
    return figure


def _by_question(options: Mapping[str, Any]) -> Figure:
    results, _ = _asked(options, "round")
    return _drawn(pictures.by_question_picture(results))


def _by_agency(options: Mapping[str, Any]) -> Figure:
    results, found = _question(options)
    title = f"Tỷ lệ hài lòng theo cơ quan: {found.question.text}"
    return _drawn(pictures.by_part_picture(title, found, found.by_agency, results.round, noun="cơ quan"))


def _over_rounds(options: Mapping[str, Any]) -> Figure:
    results, found = _question(options)
    earlier = [results_of(one) for one in rounds_before(results.round)]
    if not earlier:
        raise NoFigure("Đợt khảo sát này chưa nối với đợt trước nào đã công bố.")
    pairs = [compared_results(one, results) for one in earlier]
    return _drawn(pictures.over_rounds_of(found, results, pairs))


def _note(name: str) -> Any:
    def note(options: Mapping[str, Any]) -> str:
        results, _ = _asked(options, name)
        return f"khảo sát “{results.round.title}”: {'; '.join(rate_words(results))}"

    return note


satisfaction_by_question = FigureSource(
    "surveys.questions", "Khảo sát: hài lòng theo câu hỏi", _round_choices, _by_question, _note("round")
)
satisfaction_by_agency = FigureSource(
    "surveys.agencies", "Khảo sát: hài lòng theo cơ quan", _question_choices, _by_agency, _note("question")
)
satisfaction_over_rounds = FigureSource(
    "surveys.rounds", "Khảo sát: qua các đợt", _question_choices, _over_rounds, _note("question")
)
