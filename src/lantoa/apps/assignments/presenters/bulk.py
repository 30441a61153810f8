"""What a bulk act is going to do, and what it has done, in words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lantoa.apps.assignments.actions import MOST_AT_ONCE, BulkAct, Outcome, states_for, why_not
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import State
from lantoa.core.viettext import format_number

TITLES = {
    BulkAct.SEND: "Gửi nhiều việc",
    BulkAct.EDIT: "Sửa nhiều việc",
    BulkAct.CONFIRM: "Xác nhận nhiều việc",
    BulkAct.RETURN: "Trả lại nhiều việc",
    BulkAct.CANCEL: "Hủy nhiều việc",
}
_WILL = {
    BulkAct.SEND: "được gửi; mỗi cơ quan nhận một thông báo, hạn tính theo ngày làm việc bắt đầu từ hôm nay",
    BulkAct.EDIT: "được sửa; mỗi cơ quan có việc đã gửi nhận một thông báo",
    BulkAct.CONFIRM: "được xác nhận đã hoàn thành",
    BulkAct.RETURN: "bị trả lại kèm lý do; mỗi cơ quan nhận một thông báo",
    BulkAct.CANCEL: "bị hủy kèm lý do; mỗi cơ quan có việc đã gửi nhận một thông báo",
}
_DO = {
    BulkAct.SEND: "Gửi",
    BulkAct.EDIT: "Sửa",
    BulkAct.CONFIRM: "Xác nhận",
    BulkAct.RETURN: "Trả lại",
    BulkAct.CANCEL: "Hủy",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What will happen to how many, what cannot and why, in sentences; `left` wait for a next go."""

    able: int
    now: int
    left: int
    will: str
    cannot: tuple[str, ...]
    button: str


def plan_of(act: BulkAct, states: Mapping[str, int]) -> Plan:
    """Return the plan for a selection with so many assignments in each state."""
    allowed = states_for(act)
    able = sum(count for state, count in states.items() if State(state) in allowed)
    now = min(able, MOST_AT_ONCE)
    cannot = tuple(
        f"{format_number(states[state])} việc {why_not(act, state)}"
        for state in State
        if state in states and state not in allowed
    )
    return Plan(able, now, able - now, _WILL[act], cannot, f"{_DO[act]} {format_number(now)} việc")


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One assignment that could not be done, and why."""

    assignment: Assignment
    words: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a go: how many were done, and each that was not."""

    done: int
    reasons: tuple[tuple[str, int], ...]
    failed: tuple[ResultLine, ...]


# A page names this many that failed; the list behind shows the rest in their states.
FAILED_NAMED = 100


def result_of(outcomes: Sequence[Outcome], rows: Iterable[Assignment]) -> Result:
    """Return the outcomes as lines; `rows` are the assignments of those that failed (failed_keys)."""
    words = {outcome.assignment: outcome.words for outcome in outcomes if not outcome.done}
    reasons = Counter(words.values()).most_common()
    lines = tuple(ResultLine(row, words[row.pk]) for row in rows)
    return Result(sum(outcome.done for outcome in outcomes), tuple(reasons), lines)


def failed_keys(outcomes: Iterable[Outcome]) -> list[int]:
    """Return the keys of those that were not done, as many as a page names."""
    return [outcome.assignment for outcome in outcomes if not outcome.done][:FAILED_NAMED]
