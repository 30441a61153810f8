"""Questionnaires: made, changed question by question, copied, loaded from those that come with the program."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.text import slugify

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.surveys.branching import faults_of
from lantoa.apps.surveys.models import Questionnaire, SurveyQuestion
from lantoa.core.viettext import fold

SHIPPED = Path(__file__).resolve().parents[1] / "data" / "questionnaires"
# Positions are unique in a questionnaire: they move out of the way before they move to their place.
_ASIDE = 10_000
_COPIED = (
    "position", "code", "kind", "text", "help", "options", "required", "only_if", "satisfied_from", "is_group",
    "index_slug", "component_code",
)  # fmt: skip


class CannotChangeQuestionnaire(ValueError):
    """The questionnaire cannot be changed so; the message, in Vietnamese, says why and what to do."""


class QuestionnaireChanged(CannotChangeQuestionnaire):
    """Somebody else has changed the questionnaire since the form was opened."""


def _held(questionnaire: Questionnaire, version: int | None) -> Questionnaire:
    """Return the questionnaire, held for a change; refused where it is frozen or not the version that was looked at."""
    held = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if held.frozen_at is not None:
        raise CannotChangeQuestionnaire(
            "Bảng hỏi này đã chốt vì có đợt khảo sát dùng nó. Hãy chép thành bảng hỏi mới rồi sửa bản chép."
        )
    if version is not None and held.version != version:
        raise QuestionnaireChanged("Người khác vừa sửa bảng hỏi này. Hãy xem lại bản mới rồi lưu lần nữa.")
    return held


def _changed(held: Questionnaire) -> None:
    Questionnaire.objects.filter(pk=held.pk).update(version=F("version") + 1)
    held.refresh_from_db(fields=["version"])


@transaction.atomic
def save_questionnaire(
    *,
    questionnaire: Questionnaire | None = None,
    values: Mapping[str, Any],
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Questionnaire:
    """Return the questionnaire with these values (name, introduction, thanks), made anew where none is given."""
    if questionnaire is None:
        made_by = by if isinstance(by, User) else None
        made: Questionnaire = Questionnaire.objects.create(made_by=made_by, made_at=at, **values)
        record_act("surveys.make_questionnaire", subject=made, by=by, at=at, detail={"name": made.name})
        return made
    held = _held(questionnaire, version)
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=[*values])
    _changed(held)
    record_act("surveys.change_questionnaire", subject=held, by=by, at=at, detail={"name": held.name})
    return held


@transaction.atomic
def copy_questionnaire(*, questionnaire: Questionnaire, by: Actor, at: datetime) -> Questionnaire:
    """Return a copy that may be changed; the questions keep their codes, so that rounds can be compared."""
    name = questionnaire.name.removesuffix(" (bản chép)")[:148] + " (bản chép)"
    copy: Questionnaire = Questionnaire.objects.create(
        name=name, introduction=questionnaire.introduction, thanks=questionnaire.thanks, copied_from=questionnaire,
        made_by=by if isinstance(by, User) else None, made_at=at, illustrative=questionnaire.illustrative,
    )  # fmt: skip
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(questionnaire=copy, **{name: getattr(question, name) for name in _COPIED})
        for question in questionnaire.questions.order_by("position")
    )
    record_act("surveys.copy_questionnaire", subject=copy, by=by, at=at, detail={"of": questionnaire.pk})
    return copy


@transaction.atomic
def remove_questionnaire(*, questionnaire: Questionnaire, by: Actor, at: datetime) -> None:
    """Delete a questionnaire that no round has; CannotChangeQuestionnaire otherwise."""
    held = _held(questionnaire, None)
    if held.rounds.exists():
        raise CannotChangeQuestionnaire("Có đợt khảo sát đang dùng bảng hỏi này nên không xóa được.")
    record_act("surveys.remove_questionnaire", subject=held, by=by, at=at, detail={"name": held.name})
    held.delete()


@transaction.atomic
def save_question(
    *,
    questionnaire: Questionnaire,
    question: SurveyQuestion | None = None,
    values: Mapping[str, Any],
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> SurveyQuestion:
    """Return the question with these values, a new one at the end. CannotChangeQuestionnaire where a condition (its
    own, or of a question that depends on it) could not be followed any more.
    """
    held = _held(questionnaire, version)
    row = question or SurveyQuestion(
        questionnaire=held,
        position=(held.questions.aggregate(last=Max("position"))["last"] or 0) + 1,
        code=_free_code(held, values["text"]),
    )
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    _check_conditions(held)
    _changed(held)
    detail = {"questionnaire": held.pk, "question": row.code}
    record_act("surveys.save_question", subject=row, by=by, at=at, detail=detail)
    return row


def _free_code(held: Questionnaire, text: str) -> str:
    """Return a code made of the first words that no question of the questionnaire has yet."""
    base = "-".join(slugify(fold(text.replace("/", " "))).split("-")[:5])[:30].strip("-") or "cau"
    taken = set(held.questions.values_list("code", flat=True))
    return next(code for place in range(len(taken) + 2) if (code := f"{base}-{place}" if place else base) not in taken)


def _check_conditions(held: Questionnaire) -> None:
    faults = faults_of(list(held.questions.order_by("position")))
    if faults:
        raise CannotChangeQuestionnaire(" ".join(fault.words for fault in faults))


@transaction.atomic
def move_question(*, question: SurveyQuestion, up: bool, version: int | None = None, by: Actor, at: datetime) -> bool:
    """Return whether the question has changed places with its neighbour; CannotChangeQuestionnaire where a condition
    would then look at a question that comes later.
    """
    held = _held(question.questionnaire, version)
    rows = list(held.questions.order_by("position"))
    place = next(number for number, row in enumerate(rows) if row.pk == question.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return False
    mine, theirs = rows[place].position, rows[other].position
    SurveyQuestion.objects.filter(pk=question.pk).update(position=_ASIDE)
    SurveyQuestion.objects.filter(pk=rows[other].pk).update(position=mine)
    SurveyQuestion.objects.filter(pk=question.pk).update(position=theirs)
    _check_conditions(held)
    _changed(held)
    record_act("surveys.move_question", subject=question, by=by, at=at, detail={"up": up})
    return True


@transaction.atomic
def remove_question(*, question: SurveyQuestion, version: int | None = None, by: Actor, at: datetime) -> None:
    """Delete a question on which no other depends; CannotChangeQuestionnaire otherwise."""
    held = _held(question.questionnaire, version)
    record_act("surveys.remove_question", subject=question, by=by, at=at, detail={"question": question.code})
    question.delete()
    _check_conditions(held)
    _changed(held)


def shipped_questionnaires() -> dict[str, dict[str, Any]]:
    """Return the questionnaires that come with the program, by the name of their file."""
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(SHIPPED.glob("*.toml"))}


@transaction.atomic
def take_shipped(*, name: str, by: Actor, at: datetime) -> Questionnaire:
    """Return a new questionnaire made of one that comes with the program, to be changed as one likes."""
    given = shipped_questionnaires()[name]
    made = save_questionnaire(
        values={"name": given["name"], "introduction": given["introduction"], "thanks": given["thanks"]}, by=by, at=at
    )
    scales = given.get("scales", {})
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(questionnaire=made, position=place, **_shipped_values(question, scales))
        for place, question in enumerate(given["questions"], start=1)
    )
    _check_conditions(made)
    return made


def _shipped_values(question: Mapping[str, Any], scales: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: value for name, value in question.items() if name != "scale"}
    if "scale" in question:
        values["options"] = scales[question["scale"]]["options"]
        values.setdefault("satisfied_from", scales[question["scale"]].get("satisfied_from", ""))
    return values
