"""What is still missing before a round can open."""

from datetime import datetime

from lantoa.apps.surveys.branching import faults_of, values_of
from lantoa.apps.surveys.models import Questionnaire, SurveyQuestion, SurveyRound


def questionnaire_faults(questionnaire: Questionnaire) -> list[str]:
    """Return what is wrong with a questionnaire, in Vietnamese; empty where it can be asked. One query."""
    questions = list(questionnaire.questions.order_by("position"))
    if not questions:
        return ["Bảng hỏi chưa có câu nào."]
    found = [fault.words for fault in faults_of(questions)]
    for place, question in enumerate(questions, start=1):
        values = values_of(question)
        if question.kind != SurveyQuestion.Kind.TEXT and len(set(values)) < 2:
            found.append(f"Câu {place}: cần ít nhất hai phương án.")
        if question.satisfied_from and question.satisfied_from not in values:
            found.append(f"Câu {place}: mức “hài lòng từ” không phải là một phương án.")
    return found


def missing_before_opening(survey_round: SurveyRound, *, at: datetime) -> list[str]:
    """Return why the round cannot open, in Vietnamese; empty where it can. Three queries."""
    found = questionnaire_faults(survey_round.questionnaire)
    if not survey_round.open_to_all and not survey_round.strata.exists():
        found.append("Chưa có nhóm mẫu nào, và trang mở cho mọi người đang tắt: không hỏi được ai.")
    if survey_round.closes_at <= at:
        found.append("Ngày khóa đã qua; hãy chọn ngày khóa sau hôm nay.")
    unsourced = survey_round.strata.filter(population__isnull=False, source="").count()
    if unsourced:
        found.append(f"{unsourced} nhóm mẫu có số lượt giải quyết hồ sơ mà chưa ghi nguồn của con số.")
    return found
