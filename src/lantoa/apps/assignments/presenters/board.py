"""The tables of the board: tabs, column heads that sort, and numbers that open the list behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.http import QueryDict
from django.urls import reverse

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.queries import AgencyTally, StateTally, Tally
from lantoa.apps.directives.models import Theme


class View(NamedTuple):
    """One way to look at the same assignments."""

    url_name: str
    words: str


VIEWS: dict[str, View] = {
    "list": View("assignments:assignments", "Theo việc"),
    "agency": View("assignments:by_agency", "Theo cơ quan"),
    "theme": View("assignments:by_theme", "Theo nội dung"),
    "state": View("assignments:by_state", "Theo trạng thái"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to another view with the same filter."""

    words: str
    url: str
    here: bool


def tabs(view: str, query: QueryDict) -> list[Tab]:
    """Return the links between the views; the filter goes along, page and order do not."""
    return [
        Tab(found.words, address(found.url_name, query, p=None, sort=None), key == view) for key, found in VIEWS.items()
    ]


def address(url_name: str, query: QueryDict, **changed: object) -> str:
    """Return an address with the query of this page, changed; None takes a word away, a list stands for several."""
    words = query.copy()
    for name, value in changed.items():
        words.pop(name, None)
        if value is not None:
            words.setlist(name, [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)])
    text = words.urlencode()
    return reverse(url_name) + (f"?{text}" if text else "")


@dataclass(frozen=True, slots=True)
class Column:
    """A head of the list; `url` sorts by it, the other way round when it is sorted so already, "" for none."""

    words: str
    url: str = ""
    sorted_as: str = "none"


def columns(query: QueryDict) -> list[Column]:
    """Return the heads of the list."""
    return [
        _column("Cơ quan", "co-quan", query),
        _column("Nội dung", "noi-dung", query),
        Column("Hình thức"),
        _column("Hạn", "han", query),
        _column("Trạng thái", "trang-thai", query),
    ]


def _column(words: str, order: str, query: QueryDict) -> Column:
    now = query.get("sort", "")
    sorted_as = "ascending" if now == order else "descending" if now == f"-{order}" else "none"
    wanted = f"-{order}" if now == order else order
    return Column(words, address("assignments:assignments", query, sort=wanted, p=None), sorted_as)


class Row(NamedTuple):
    """One assignment of the list, and whether it is late today."""

    assignment: Assignment
    late: bool


def rows_of(assignments: Iterable[Assignment], *, today: date) -> list[Row]:
    """Return the rows of the list."""
    return [Row(assignment, assignment.is_late(today)) for assignment in assignments]


class Number(NamedTuple):
    """A figure of a table, the column it stands in, and the address of the list behind it ("" for nothing)."""

    value: int
    words: str
    url: str
    pressing: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table of tallies."""

    name: str
    note: str
    numbers: tuple[Number, ...]
    share_done: float | None


# What each column counts, and the filter that lists it.
_Column = tuple[str, str, Mapping[str, object], bool]
_NUMBERS: tuple[_Column, ...] = (
    ("owed", "Phải làm", {"state": None, "due": None}, False),
    ("late", "Quá hạn", {"state": None, "due": "late"}, True),
    ("unreceived", "Chưa nhận", {"due": None, "state": "sent"}, True),
    ("in_hand", "Đang làm", {"due": None, "state": ["received", "extension_asked", "delegated", "returned"]}, False),
    ("refused", "Từ chối", {"due": None, "state": "refused"}, True),
    ("fulfilled", "Chờ xác nhận", {"due": None, "state": "fulfilled"}, False),
    ("confirmed", "Đã xác nhận", {"due": None, "state": "confirmed"}, False),
)
_OWED_STATES = [
    "sent", "received", "extension_asked", "delegated", "fulfilled", "returned", "refused", "confirmed",
]  # fmt: skip
HEADS = tuple(words for _, words, _, _ in _NUMBERS)
# A leader's sheet of paper has room for these.
_LEADER_NUMBERS = (
    _NUMBERS[0],
    ("done", "Đã làm", {"due": None, "state": ["fulfilled", "confirmed"]}, False),
    *_NUMBERS[1:5],
)
LEADER_HEADS = tuple(words for _, words, _, _ in _LEADER_NUMBERS)


def _numbers(
    tally: Tally, query: QueryDict, *, wanted: tuple[_Column, ...] = _NUMBERS, **place: object
) -> tuple[Number, ...]:
    found = []
    for name, words, narrowed, presses in wanted:
        value: int = getattr(tally, name)
        asked = {**narrowed, "p": None, "sort": None, **place}
        if name == "owed":
            asked["state"] = _OWED_STATES
        url = address("assignments:assignments", query, **asked) if value else ""
        found.append(Number(value, words, url, presses and bool(value)))
    return tuple(found)


def sums(tally: Tally) -> list[Number]:
    """Return the foot of a table of tallies."""
    return [Number(getattr(tally, name), words, "", False) for name, words, _, _ in _NUMBERS]


def agency_lines(rows: Iterable[AgencyTally], query: QueryDict, *, for_leader: bool = False) -> list[Line]:
    """Return a line for each agency; its numbers open the list of that agency, with those counted under it. For a
    leader, under LEADER_HEADS, else under HEADS.
    """
    wanted = _LEADER_NUMBERS if for_leader else _NUMBERS
    return [
        Line(
            name=row.agency.short_name,
            note=_note(row),
            numbers=_numbers(row.tally, query, wanted=wanted, under=row.agency.pk),
            share_done=row.tally.share_done,
        )
        for row in rows
    ]


def _note(row: AgencyTally) -> str:
    if not row.merged:
        return ""
    return "gồm " + ", ".join(part.short_name for part in row.parts)


def theme_lines(rows: Iterable[tuple[Theme, Tally]], query: QueryDict) -> list[Line]:
    """Return a line for each theme; its numbers open the list of that theme."""
    return [Line(str(theme), "", _numbers(found, query, theme=theme.pk), found.share_done) for theme, found in rows]


@dataclass(frozen=True, slots=True)
class StateLine:
    """One state with its figures; the first opens the list."""

    words: str
    tally: StateTally
    url: str
    late_url: str


def state_lines(rows: Iterable[StateTally], query: QueryDict) -> list[StateLine]:
    """Return a line for each state that occurs."""
    return [
        StateLine(
            words=row.state.label,
            tally=row,
            url=address("assignments:assignments", query, state=row.state.value, p=None, sort=None),
            late_url=address("assignments:assignments", query, state=row.state.value, due="late", p=None, sort=None),
        )
        for row in rows
    ]
