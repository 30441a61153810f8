"""Which act a piece of feedback allows in which state, and what state it is in afterwards. One table, no database."""

from collections.abc import Mapping
from enum import StrEnum

from lantoa.apps.feedback.models import Feedback

State = Feedback.State


class Act(StrEnum):
    """What somebody may want to do with a piece of feedback; the last three are the citizen's."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    ASK_BACK = "ask_back"
    FORWARD = "forward"
    EXTEND = "extend"
    CLOSE = "close"
    REFUSE = "refuse"
    NOTE = "note"
    SUPPLY = "supply"
    REOPEN = "reopen"
    JUDGE = "judge"


CITIZENS_ACTS = frozenset({Act.SUPPLY, Act.REOPEN, Act.JUDGE})
ACT_WORDS: Mapping[Act, str] = {
    Act.ACKNOWLEDGE: "tiếp nhận",
    Act.ANSWER: "trả lời",
    Act.ASK_BACK: "đề nghị người dân bổ sung",
    Act.FORWARD: "chuyển cơ quan khác",
    Act.EXTEND: "gia hạn",
    Act.CLOSE: "kết thúc",
    Act.REFUSE: "không tiếp nhận",
    Act.NOTE: "ghi chú nội bộ",
    Act.SUPPLY: "bổ sung",
    Act.REOPEN: "mở lại",
    Act.JUDGE: "đánh giá kết quả",
}
# The state after each act that is allowed; an act that leaves the state as it is names the same one. A pair that is not
# here is refused. What was asked back may be closed only once the citizen's days are over (actions/handling.py).
_AFTER: Mapping[State, Mapping[Act, State]] = {
    State.NEW: {
        Act.ACKNOWLEDGE: State.ACKNOWLEDGED,
        Act.ANSWER: State.ANSWERED,
        Act.ASK_BACK: State.ASKED_BACK,
        Act.FORWARD: State.NEW,
        Act.REFUSE: State.REFUSED,
        Act.NOTE: State.NEW,
    },
    State.ACKNOWLEDGED: {
        Act.ANSWER: State.ANSWERED,
        Act.ASK_BACK: State.ASKED_BACK,
        Act.FORWARD: State.ACKNOWLEDGED,
        Act.EXTEND: State.ACKNOWLEDGED,
        Act.REFUSE: State.REFUSED,
        Act.NOTE: State.ACKNOWLEDGED,
    },
    State.ASKED_BACK: {
        Act.ANSWER: State.ANSWERED,
        Act.FORWARD: State.ASKED_BACK,
        Act.CLOSE: State.CLOSED,
        Act.REFUSE: State.REFUSED,
        Act.NOTE: State.ASKED_BACK,
        Act.SUPPLY: State.ACKNOWLEDGED,
    },
    State.ANSWERED: {
        Act.CLOSE: State.CLOSED,
        Act.NOTE: State.ANSWERED,
        Act.REOPEN: State.NEW,
        Act.JUDGE: State.ANSWERED,
    },
    State.CLOSED: {
        Act.NOTE: State.CLOSED,
        Act.REOPEN: State.NEW,
        Act.JUDGE: State.CLOSED,
    },
    State.REFUSED: {
        Act.NOTE: State.REFUSED,
        Act.REOPEN: State.NEW,
    },
}


def allowed_acts(state: str) -> frozenset[Act]:
    """Return the acts that the state allows, whoever does them.

    >>> Act.EXTEND in allowed_acts("new"), Act.EXTEND in allowed_acts("acknowledged")
    (False, True)
    """
    return frozenset(_AFTER[State(state)])


def state_after(state: str, act: Act) -> State | None:
    """Return the state after the act, None where the state does not allow it.

    >>> state_after("answered", Act.REOPEN), state_after("new", Act.REOPEN)
    (Feedback.State.NEW, None)
    """
    return _AFTER[State(state)].get(act)
