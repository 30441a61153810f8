"""What an uploaded file would add to a bank: question by question, before anything is stored."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from lantoa.apps.contests.models import QuestionImport
from lantoa.apps.contests.plain_hints import obsolete_hints
from lantoa.apps.contests.queries.near_questions import Near, near_of_each
from lantoa.apps.contests.question_content import QuestionContent, warnings_of
from lantoa.apps.contests.question_files.records import COLUMNS, content_of
from lantoa.apps.directives.models import Theme
from lantoa.core.analysis.near_questions import NEAR, Asked, marks_of, near_pairs, question_likeness
from lantoa.core.viettext import fold


class PlanState(StrEnum):
    """What becomes of a question of the file: stored, stored if a person ticks it, not stored."""

    GOOD = "good"
    NEAR = "near"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """One question: its place in the list, where it stands in the file, its content, what is wrong or to be looked at.

    `near`: stored questions it is like; `near_places`: earlier ones of the same file.
    """

    number: int
    place: str
    values: Mapping[str, Any]
    content: QuestionContent
    errors: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    near: tuple[Near, ...]
    near_places: tuple[str, ...]

    @property
    def state(self) -> PlanState:
        if self.errors:
            return PlanState.BAD
        return PlanState.NEAR if self.near or self.near_places else PlanState.GOOD

    @property
    def fault(self) -> str:
        """Return what is wrong, column by column, in one text."""
        return "; ".join(f"{column}: {message}" for column, message in self.errors)


@dataclass(frozen=True, slots=True)
class QuestionPlan:
    """Every question of a file as it would be stored."""

    questions: tuple[PlannedQuestion, ...]
    file_sha256: str

    def of(self, state: PlanState) -> list[PlannedQuestion]:
        return [question for question in self.questions if question.state is state]

    @property
    def sha256(self) -> str:
        """Return the hash of file and plan: another file or another bank to compare with, another hash."""
        told = [
            [question.place, list(question.errors), [near.question.pk for near in question.near]]
            for question in self.questions
        ]
        whole = json.dumps([self.file_sha256, told], ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()


def question_plan(kept: QuestionImport, *, today: date) -> QuestionPlan:
    """Return what a kept file would add. One query for the themes, and those of near_of_each."""
    themes = _themes()
    items: Sequence[Mapping[str, Any]] = kept.items
    asked = [Asked(item["values"].get("text", ""), item["values"].get("options", ())) for item in items]
    near = near_of_each(asked)
    inside = _near_inside(items, asked)
    return QuestionPlan(
        tuple(
            _planned(number, item, near[number], inside.get(number, {}), themes, today)
            for number, item in enumerate(items)
        ),
        kept.file_sha256,
    )


def _planned(
    number: int,
    item: Mapping[str, Any],
    near: Sequence[Near],
    inside: Mapping[str, bool],
    themes: Mapping[str, list[Theme]],
    today: date,
) -> PlannedQuestion:
    values = item["values"]
    errors = [(column, message) for column, message in item["errors"]]
    theme, fault = _theme(values.get("theme", ""), themes)
    if fault:
        errors.append((COLUMNS["theme"], fault))
    content = content_of(values, theme)
    whole = _folded(values)
    for one in near:
        if one.question.folded_text == whole:
            errors.append(("", f"đã có trong ngân hàng “{one.question.bank}” (câu {one.question.pk}); bỏ câu này."))
    errors += [("", f"trùng với {place}; hãy giữ một câu.") for place, same in inside.items() if same]
    warnings = warnings_of(content, today=today) + obsolete_hints(content, today=today) if not errors else []
    return PlannedQuestion(
        number,
        item["place"],
        values,
        content,
        tuple(errors),
        tuple(warnings),
        tuple(near),
        tuple(place for place, same in inside.items() if not same),
    )


def _folded(values: Mapping[str, Any]) -> str:
    return "\n".join(fold(words) for words in (values.get("text", ""), *values.get("options", ())))


def _themes() -> dict[str, list[Theme]]:
    themes: dict[str, list[Theme]] = defaultdict(list)
    for theme in Theme.objects.select_related("programme").order_by("-programme__year", "position"):
        themes[fold(theme.title)].append(theme)
    return themes


def _theme(words: str, themes: Mapping[str, list[Theme]]) -> tuple[Theme | None, str]:
    """Return the theme of that title, of the newest programme that has it."""
    if not words:
        return None, ""
    found = themes.get(fold(words))
    if not found:
        return None, f"không có nội dung nào tên “{words}”; hãy ghi đúng tên trong chương trình, hoặc để trống."
    return found[0], ""


def _near_inside(items: Sequence[Mapping[str, Any]], asked: Sequence[Asked]) -> dict[int, dict[str, bool]]:
    """Return, for the later of two like questions of a file, the place of the earlier one and if it is the same."""
    found: dict[int, dict[str, bool]] = defaultdict(dict)
    for one, other in near_pairs({number: marks_of(question) for number, question in enumerate(asked)}):
        if question_likeness(asked[one], asked[other]) >= NEAR:
            same = _folded(items[one]["values"]) == _folded(items[other]["values"])
            found[other][items[one]["place"]] = same
    return found
