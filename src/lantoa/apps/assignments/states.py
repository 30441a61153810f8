"""The states of an assignment and the moves between them; every move is one act of a person or an agency."""

from collections.abc import Iterable

from django.db import models


class State(models.TextChoices):
    """How far an assignment has come; the value stands in code and audit, the label on screens."""

    DRAFTED = "drafted", "bản nháp"
    SENT = "sent", "đã gửi"
    RECEIVED = "received", "đã nhận"
    EXTENSION_ASKED = "extension_asked", "xin gia hạn"
    DELEGATED = "delegated", "đã chuyển giao"
    FULFILLED = "fulfilled", "đã thực hiện"
    RETURNED = "returned", "bị trả lại"
    REFUSED = "refused", "từ chối"
    CONFIRMED = "confirmed", "đã xác nhận"
    CANCELLED = "cancelled", "đã hủy"


# Nothing is expected of the agency any more.
DONE = frozenset({State.FULFILLED, State.CONFIRMED})
# With the agency, and not done: these can be late and are reminded of.
OPEN = frozenset({State.SENT, State.RECEIVED, State.EXTENSION_ASKED, State.DELEGATED, State.RETURNED})
# What the directive really asks of an agency: all but what never went out and what was taken back.
OWED = frozenset(State) - {State.DRAFTED, State.CANCELLED}

_WORKING = {State.FULFILLED, State.CONFIRMED, State.CANCELLED}
MOVES: dict[State, frozenset[State]] = {
    State.DRAFTED: frozenset({State.SENT, State.CANCELLED}),
    State.SENT: frozenset({State.RECEIVED, State.REFUSED, State.EXTENSION_ASKED, State.DELEGATED, *_WORKING}),
    State.RECEIVED: frozenset({State.SENT, State.REFUSED, State.EXTENSION_ASKED, State.DELEGATED, *_WORKING}),
    State.EXTENSION_ASKED: frozenset({State.RECEIVED, *_WORKING}),
    State.DELEGATED: frozenset({State.RECEIVED, *_WORKING}),
    State.FULFILLED: frozenset({State.CONFIRMED, State.RETURNED, State.RECEIVED, State.SENT, State.CANCELLED}),
    State.RETURNED: frozenset({State.REFUSED, State.EXTENSION_ASKED, State.DELEGATED, *_WORKING}),
    State.REFUSED: frozenset({State.SENT, State.CONFIRMED, State.CANCELLED}),
    State.CONFIRMED: frozenset({State.RETURNED, State.FULFILLED, State.DELEGATED, State.RECEIVED, State.SENT}),
    State.CANCELLED: frozenset({State.DRAFTED}),
}


def may_move(old: str, new: str) -> bool:
    """Return whether an assignment in the old state may come to the new one.

    >>> may_move("sent", "received"), may_move("drafted", "confirmed")
    (True, False)
    """
    return State(new) in MOVES[State(old)]


def moves_to(new: str) -> list[str]:
    """Return the states from which the new one can be reached, in the order of the states.

    >>> moves_to("returned")
    ['fulfilled', 'confirmed']
    """
    return [old.value for old in State if State(new) in MOVES[old]]


def labels(states: Iterable[str]) -> str:
    """Return the words of some states for a message.

    >>> labels(["sent", "received"])
    'đã gửi, đã nhận'
    """
    return ", ".join(State(state).label for state in states)
