from typing import Any

import pytest
from conftest import NOW

from lantoa.apps.surveys.actions.building import (
    CannotChangeQuestionnaire,
    QuestionnaireChanged,
    copy_questionnaire,
    move_question,
    remove_question,
    remove_questionnaire,
    save_question,
    save_questionnaire,
    shipped_questionnaires,
    take_shipped,
)
from lantoa.apps.surveys.factories import make_questionnaire, make_round
from lantoa.apps.surveys.models import Questionnaire, SurveyQuestion
from lantoa.apps.surveys.queries.readiness import questionnaire_faults

YES_NO = [{"value": "co", "words": "có"}, {"value": "khong", "words": "không"}]


def _values(**values: Any) -> dict[str, Any]:
    return {"kind": "single", "text": "Ông/bà có nộp qua mạng không?", "options": YES_NO, **values}


def _codes(questionnaire: Questionnaire) -> list[str]:
    return list(questionnaire.questions.order_by("position").values_list("code", flat=True))


@pytest.mark.django_db
class TestQuestions:
    def test_come_at_the_end_with_a_code_of_their_own(self) -> None:
        made = make_questionnaire(at=NOW)
        for _ in range(2):
            save_question(questionnaire=made, values=_values(), by=None, at=NOW)
        assert _codes(made)[-2:] == ["ong-ba-co-nop-qua", "ong-ba-co-nop-qua-1"]
        made.refresh_from_db()
        assert made.version == 3

    def test_depend_only_on_earlier_ones(self) -> None:
        made = make_questionnaire(at=NOW)
        first = made.questions.get(code="hai-long")
        with pytest.raises(CannotChangeQuestionnaire, match="đứng sau"):
            save_question(questionnaire=made, question=first, values={"only_if": [["tuoi", ["tre"]]]}, by=None, at=NOW)
        first.refresh_from_db()
        assert first.only_if == []

    def test_move_but_not_before_what_they_depend_on(self) -> None:
        made = make_questionnaire(at=NOW)
        why, age = made.questions.get(code="vi-sao"), made.questions.get(code="tuoi")
        assert move_question(question=age, up=True, by=None, at=NOW)
        assert _codes(made) == ["hai-long", "tuoi", "vi-sao"]
        assert not move_question(question=why, up=False, by=None, at=NOW)
        move_question(question=age, up=True, by=None, at=NOW)
        assert move_question(question=why, up=False, by=None, at=NOW) is False
        with pytest.raises(CannotChangeQuestionnaire):
            move_question(question=made.questions.get(code="vi-sao"), up=True, by=None, at=NOW)
        assert _codes(made) == ["tuoi", "hai-long", "vi-sao"]

    def test_stay_while_another_depends_on_them(self) -> None:
        made = make_questionnaire(at=NOW)
        with pytest.raises(CannotChangeQuestionnaire, match="không có trong bảng hỏi"):
            remove_question(question=made.questions.get(code="hai-long"), by=None, at=NOW)
        remove_question(question=made.questions.get(code="vi-sao"), by=None, at=NOW)
        assert _codes(made) == ["hai-long", "tuoi"]


@pytest.mark.django_db
class TestQuestionnaires:
    def test_refuse_a_version_that_is_old(self) -> None:
        made = save_questionnaire(values={"name": "Bảng hỏi"}, by=None, at=NOW)
        save_questionnaire(questionnaire=made, values={"name": "Tên khác"}, version=1, by=None, at=NOW)
        with pytest.raises(QuestionnaireChanged):
            save_questionnaire(questionnaire=made, values={"name": "Tên nữa"}, version=1, by=None, at=NOW)
        assert Questionnaire.objects.get().name == "Tên khác"

    def test_that_are_frozen_do_not_change_but_are_copied(self) -> None:
        frozen = make_questionnaire(at=NOW, frozen_at=NOW)
        with pytest.raises(CannotChangeQuestionnaire, match="chốt"):
            save_question(questionnaire=frozen, values=_values(), by=None, at=NOW)
        copy = copy_questionnaire(questionnaire=frozen, by=None, at=NOW)
        assert (copy.frozen_at, copy.copied_from, _codes(copy)) == (None, frozen, _codes(frozen))
        save_question(questionnaire=copy, values=_values(), by=None, at=NOW)

    def test_in_use_are_kept(self) -> None:
        with pytest.raises(CannotChangeQuestionnaire):
            remove_questionnaire(questionnaire=make_round(at=NOW).questionnaire, by=None, at=NOW)
        unused = make_questionnaire(at=NOW)
        remove_questionnaire(questionnaire=unused, by=None, at=NOW)
        assert not Questionnaire.objects.filter(pk=unused.pk).exists()

    @pytest.mark.parametrize("name", sorted(shipped_questionnaires()))
    def test_that_come_with_the_program_can_be_asked_at_once(self, name: str) -> None:
        made = take_shipped(name=name, by=None, at=NOW)
        assert questionnaire_faults(made) == []
        assert "Lan Tỏa soạn" in shipped_questionnaires()[name]["note"]
        assert made.questions.filter(kind=SurveyQuestion.Kind.SCALE).exclude(satisfied_from="4").count() == 0
        assert made.questions.filter(is_group=True).count() == 3
