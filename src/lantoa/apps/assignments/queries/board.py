"""Reads of the programme officer's board: rows by urgency, and how far they have come by agency, theme and state."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from lantoa.apps.assignments.models import Assignment, AssignmentQuerySet
from lantoa.apps.assignments.states import OPEN, OWED, State
from lantoa.apps.directives.models import Duty, Programme

# The ways to order the list, by the word in the address; the key is last, so that pages never overlap.
ORDERS: dict[str, tuple[str, ...]] = {
    "": ("urgency", "due_date", "pk"),
    "co-quan": ("agency__folded_names", "urgency", "due_date", "pk"),
    "-co-quan": ("-agency__folded_names", "urgency", "due_date", "pk"),
    "noi-dung": ("duty__theme__position", "urgency", "due_date", "pk"),
    "-noi-dung": ("-duty__theme__position", "urgency", "due_date", "pk"),
    "han": ("due_date", "pk"),
    "-han": ("-due_date", "-pk"),
    "trang-thai": ("state", "due_date", "pk"),
    "-trang-thai": ("-state", "due_date", "pk"),
}


def board_rows(programme: Programme) -> AssignmentQuerySet:
    """Return the assignments of a programme, drafts too, without order and without joins, so that a hundred thousand
    can be counted and paged quickly.
    """
    return Assignment.objects.filter(duty__in=Duty.objects.filter(theme__programme=programme)).order_by()


def ordered(rows: QuerySet[Assignment], order: str) -> QuerySet[Assignment, int]:
    """Return the keys of the rows in one of the ORDERS, the most urgent first for a word that is none of them.

    A page is cut from narrow rows of keys, then loaded (`loaded`): the wide rows are only ever a page.
    """
    keys: list[Any] = list(ORDERS.get(order, ORDERS[""]))
    if keys[0] in {"due_date", "-due_date"}:  # those without a due date last, whichever way
        keys[0] = F("due_date").desc(nulls_last=True) if order.startswith("-") else F("due_date").asc(nulls_last=True)
    return rows.order_by(*keys).values_list("pk", flat=True)


def loaded(keys: Iterable[int]) -> list[Assignment]:
    """Return the assignments of these keys in the same order, with agency, duty and theme. One query."""
    wanted = list(keys)
    found = Assignment.objects.select_related("agency", "duty__theme").in_bulk(wanted)
    return [found[key] for key in wanted if key in found]


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a group of assignments has come. `owed` is the sum of unreceived (sent), in_hand (received, asking for
    time, delegated, returned), refused, fulfilled and confirmed; drafts and cancelled ones stand outside.

    `late` are those of unreceived and in_hand whose due date has passed; `undated` those without one.
    """

    owed: int = 0
    unreceived: int = 0
    in_hand: int = 0
    refused: int = 0
    fulfilled: int = 0
    confirmed: int = 0
    late: int = 0
    undated: int = 0
    asking: int = 0
    returned: int = 0
    drafted: int = 0
    cancelled: int = 0

    @property
    def done(self) -> int:
        """Return those for which nothing more is expected of the agency."""
        return self.fulfilled + self.confirmed

    @property
    def share_done(self) -> float | None:
        """Return done among owed, None when nothing is owed."""
        return self.done / self.owed if self.owed else None

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(Tally)))


IN_HAND = (State.RECEIVED, State.EXTENSION_ASKED, State.DELEGATED, State.RETURNED)


def tallies(rows: QuerySet[Assignment], by: str, *, today: date) -> dict[Any, Tally]:
    """Return the tally of each value of a column ("agency", "duty__theme", "state"), without order. One query."""
    return {row.pop(by): Tally(**row) for row in rows.order_by().values(by).annotate(**_counts(today))}


def tally(rows: QuerySet[Assignment], *, today: date) -> Tally:
    """Return the tally of all rows together. One query."""
    return Tally(**rows.order_by().aggregate(**_counts(today)))


def _counts(today: date) -> dict[str, Count]:
    def of(*states: State, **more: Any) -> Count:
        return Count("pk", filter=Q(state__in=states, **more))

    return {
        "owed": of(*OWED),
        "unreceived": of(State.SENT),
        "in_hand": of(*IN_HAND),
        "refused": of(State.REFUSED),
        "fulfilled": of(State.FULFILLED),
        "confirmed": of(State.CONFIRMED),
        "late": of(*OPEN, due_date__lt=today),
        "undated": of(*OPEN, due_date=None),
        "asking": of(State.EXTENSION_ASKED),
        "returned": of(State.RETURNED),
        "drafted": of(State.DRAFTED),
        "cancelled": of(State.CANCELLED),
    }
