"""One act on many assignments: each is tried by itself, one that cannot does not stop the others."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.actions.deciding import cancel_assignment, confirm_assignment, return_assignment
from lantoa.apps.assignments.actions.editing import EDITABLE, Edit, edit_assignments
from lantoa.apps.assignments.actions.giving import SENDABLE, send_assignments
from lantoa.apps.assignments.actions.moving import CannotMove
from lantoa.apps.assignments.actions.notices import tell_agency
from lantoa.apps.assignments.models import Assignment, Notice
from lantoa.apps.assignments.states import MOVES, State

# So many are done in one go, within the patience of a browser; the next go takes the next.
MOST_AT_ONCE = 2_000
# Rows in one transaction, where an act takes many at once.
_CHUNK = 500


class BulkAct(StrEnum):
    """What can be done to many at once."""

    SEND = "send"
    EDIT = "edit"
    CONFIRM = "confirm"
    RETURN = "return"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one assignment: done, or why not, in Vietnamese."""

    assignment: int
    done: bool
    words: str


def states_for(act: BulkAct) -> frozenset[State]:
    """Return the states from which the act is done to many. Only what has a proof is confirmed or returned so; whoever
    has another reason does it on the assignment's own page.
    """
    if act is BulkAct.SEND:
        return SENDABLE
    if act is BulkAct.EDIT:
        return EDITABLE
    if act is BulkAct.CANCEL:
        return frozenset(state for state in State if State.CANCELLED in MOVES[state])
    return frozenset({State.FULFILLED})


def why_not(act: BulkAct, state: State) -> str:
    """Return why the act is not done to many in that state."""
    if act in {BulkAct.CONFIRM, BulkAct.RETURN}:
        return f"đang “{state.label}”: chưa có tài liệu kiểm chứng chờ xem, hoặc đã có kết luận"
    return f"đang “{state.label}”"


def act_on_many(
    *, rows: QuerySet[Assignment], act: BulkAct, by: User, at: datetime, reason: str = "", edit: Edit | None = None
) -> list[Outcome]:
    """Return the outcome of each of the rows that can be acted on, at most MOST_AT_ONCE of them, and of none else.

    Each assignment is audited; each agency is told once of all its own. Not one transaction: what is done stays done
    when a later one cannot.
    """
    able = rows.filter(state__in=states_for(act)).order_by("agency", "pk")
    keys = list(able.values_list("pk", "agency")[:MOST_AT_ONCE])
    if act is BulkAct.SEND:
        return _in_chunks(keys, lambda chunk: send_assignments(assignments=chunk, by=by, at=at), State.SENT, "đã gửi")
    if act is BulkAct.EDIT and edit is not None:
        given = edit
        return _in_chunks(
            keys, lambda chunk: edit_assignments(assignments=chunk, edit=given, by=by, at=at), None, "đã sửa"
        )
    return _one_by_one([key for key, _ in keys], act, reason=reason, by=by, at=at)


def _chunks(keys: list[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield keys in chunks that never part the assignments of one agency, so that it is told once."""
    chunk: list[int] = []
    last = 0
    for key, agency in keys:
        if len(chunk) >= _CHUNK and agency != last:
            yield chunk
            chunk = []
        chunk.append(key)
        last = agency
    if chunk:
        yield chunk


def _in_chunks(
    keys: list[tuple[int, int]], do: Callable[[list[int]], int], to: State | None, words: str
) -> list[Outcome]:
    outcomes = []
    for chunk in _chunks(keys):
        try:
            do(chunk)
        except CannotMove as error:
            outcomes += [Outcome(key, False, str(error)) for key in chunk]
            continue
        moved = set(chunk)
        if to is not None:
            moved = set(Assignment.objects.filter(pk__in=chunk, state=to).values_list("pk", flat=True))
        outcomes += [
            Outcome(key, key in moved, words if key in moved else "vừa được người khác thay đổi") for key in chunk
        ]
    return outcomes


def _one_by_one(keys: Iterable[int], act: BulkAct, *, reason: str, by: User, at: datetime) -> list[Outcome]:
    outcomes, done = [], []
    for key in keys:
        row = Assignment(pk=key)
        try:
            if act is BulkAct.CONFIRM:
                found = confirm_assignment(assignment=row, by=by, at=at)
            elif act is BulkAct.RETURN:
                found = return_assignment(assignment=row, reason=reason, by=by, at=at, tell=False)
            else:
                found = cancel_assignment(assignment=row, reason=reason, by=by, at=at, tell=False)
        except CannotMove as error:
            outcomes.append(Outcome(key, False, str(error)))
            continue
        outcomes.append(Outcome(key, True, found.get_state_display()))
        done.append(found)
    if act in {BulkAct.RETURN, BulkAct.CANCEL}:
        words = "bị trả lại" if act is BulkAct.RETURN else "được hủy"
        _tell_each_agency([row for row in done if row.sent_at], words, reason, at)
    return outcomes


def _tell_each_agency(rows: list[Assignment], words: str, reason: str, at: datetime) -> None:
    """Tell each agency in one message which of its assignments were returned or cancelled, and why."""
    by_agency: dict[tuple[int, int], list[Assignment]] = defaultdict(list)
    for row in rows:
        by_agency[row.duty.theme.programme_id, row.agency_id].append(row)
    for (programme_pk, agency_pk), given in by_agency.items():
        agency = given[0].agency
        lines = [f"- {row.duty.theme}" for row in given]
        tell_agency(
            programme=given[0].duty.theme.programme,
            agency=agency,
            kind=Notice.Kind.ANSWER,
            key=f"bulk:{programme_pk}:{agency_pk}:{at:%Y%m%dT%H%M%S%f}",
            subject=f"{len(given)} việc {words}",
            text="\n".join([f"Kính gửi {agency.name},", f"{len(given)} việc sau {words}.", f"Lý do: {reason}", *lines]),
            at=at,
        )
