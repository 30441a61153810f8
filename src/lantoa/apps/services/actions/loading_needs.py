"""Needs of the shipped content, with their questions and options; used by the loading, inside its transaction."""

from datetime import datetime
from typing import Any

from lantoa.apps.services.models import Need, NeedOption, NeedQuestion, Procedure
from lantoa.apps.services.shipped import Row


def add_need(row: Row, *, position: int, at: datetime) -> Need:
    """Return the need with its questions and options as the row of the file says.

    Procedures are named by slug; one that is not there (an officer has given it another) is left out. `leads_to` of an
    option is the number of a question of this need, counted from 1.
    """
    values = {name: value for name, value in row.items() if name not in ("procedures", "questions")}
    need: Need = Need.objects.create(position=position, public=True, made_at=at, changed_at=at, **values)
    need.procedures.set(_procedures(row))
    asked: list[dict[str, Any]] = row.get("questions", [])
    questions = [
        NeedQuestion.objects.create(
            need=need, position=place, text=question["text"], help=question.get("help", ""),
            several=question.get("several", False),
        )
        for place, question in enumerate(asked, start=1)
    ]  # fmt: skip
    for stored, question in zip(questions, asked, strict=True):
        for place, option in enumerate(question["options"], start=1):
            _add_option(stored, option, place=place, questions=questions)
    return need


def _add_option(stored: NeedQuestion, row: Row, *, place: int, questions: list[NeedQuestion]) -> None:
    leads_to = row.get("leads_to")
    option = NeedOption.objects.create(
        question=stored, position=place, text=row["text"], advice=row.get("advice", "").strip(),
        leads_to=questions[leads_to - 1] if leads_to else None, ends=row.get("ends", False),
    )  # fmt: skip
    option.procedures.set(_procedures(row))


def _procedures(row: Row) -> list[Procedure]:
    return list(Procedure.objects.filter(slug__in=row.get("procedures", [])))
