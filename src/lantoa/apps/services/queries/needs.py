"""Needs with their questions, as the pages walk through them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from lantoa.apps.services.checklist import Paper, Price, Task
from lantoa.apps.services.guidance import Guide, Option, Question
from lantoa.apps.services.models import Need, NeedOption, NeedQuestion, Procedure
from lantoa.apps.services.queries.staleness import stale_since

# Answers stand in the address as c<question>=<option>.
ANSWER = "c"


@dataclass(frozen=True, slots=True)
class NeedGuide:
    """A need, its questions, and the procedures they name, by key."""

    need: Need
    guide: Guide
    rows: tuple[NeedQuestion, ...]
    procedures: Mapping[int, Procedure]


def public_needs() -> QuerySet[Need]:
    """Return the needs that the public sees, in their order."""
    return Need.objects.filter(public=True).order_by("position", "title")


def need_guide(need: Need, *, on: date | None = None) -> NeedGuide:
    """Return the need with its questions; given a day, only with the procedures that are public on it. Five queries."""
    procedures = Procedure.objects.public_on(on) if on else Procedure.objects.all()
    some = procedures.only("pk", "plain_title", "slug", "state", "valid_from", "valid_to").order_by("plain_title", "pk")
    options = NeedOption.objects.order_by("position").prefetch_related(Prefetch("procedures", some))
    rows = tuple(need.questions.order_by("position").prefetch_related(Prefetch("options", options)))
    needed = some.filter(needs_always=need)
    always = list(needed)
    known = {one.pk: one for one in always}
    known |= {one.pk: one for row in rows for option in row.options.all() for one in option.procedures.all()}
    questions = tuple(_question(row) for row in rows)
    return NeedGuide(need, Guide(questions, tuple(one.pk for one in always)), rows, known)


def _question(row: NeedQuestion) -> Question:
    return Question(row.pk, row.text, tuple(_option(option) for option in row.options.all()), row.several)


def _option(row: NeedOption) -> Option:
    procedures = tuple(one.pk for one in row.procedures.all())
    return Option(row.pk, row.text, procedures, row.advice, row.leads_to_id, row.ends)


def is_stale(checked_on: date | None, *, on: date) -> bool:
    """Return whether nobody has said for so long that it is right (settings.GUIDE_STALE_MONTHS); or never."""
    return checked_on is None or checked_on < stale_since(on)


def answers_in(query: Mapping[str, Iterable[str]]) -> dict[int, list[int]]:
    """Return the answers that stand in an address, by question.

    >>> answers_in({"c12": ["34", "x"], "cx": ["1"], "trang": ["2"]})
    {12: [34]}
    """
    found = {}
    for name, values in query.items():
        key = name[len(ANSWER) :]
        if name.startswith(ANSWER) and _is_key(key):
            found[int(key)] = [int(value) for value in values if _is_key(value)]
    return found


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def tasks_of(procedures: Iterable[int], *, on: date) -> list[tuple[Procedure, Task]]:
    """Return the public procedures among these, in this order, with what the list needs of them. Three queries."""
    wanted = list(procedures)
    rows = Procedure.objects.public_on(on).filter(pk__in=wanted).prefetch_related("requirements", "fees")
    found = {row.pk: row for row in rows}
    return [(found[key], _task(found[key])) for key in wanted if key in found]


def _task(row: Procedure) -> Task:
    papers = tuple(Paper(one.name, one.only_if, one.copies, one.note) for one in row.requirements.all())
    prices = tuple(Price(one.name, one.amount_dong, one.online_dong) for one in row.fees.all())
    return Task(
        row.plain_title, papers, prices, row.fee_words, row.working_days, row.time_words, row.where
    )  # fmt: skip
