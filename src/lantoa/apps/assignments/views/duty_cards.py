"""One assignment as a card on a phone: what is asked, until when, and what the agency may do about it now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.forms import Form

from lantoa.apps.assignments.forms.answers import ExtensionForm, RefusalForm
from lantoa.apps.assignments.forms.proof import ProofForm
from lantoa.apps.assignments.models import Assignment, Proof
from lantoa.apps.assignments.states import DONE, OPEN, State, may_move

# The acts of a link, by the word in the address.
ACTS: dict[str, type[Form] | None] = {"nhan": None, "nop": ProofForm, "tu-choi": RefusalForm, "gia-han": ExtensionForm}


@dataclass(frozen=True, slots=True)
class DutyCard:
    """What the page says of one assignment. A form is None where the state leaves no room for the act."""

    pk: int
    address: str
    theme: str
    sentence: str
    channel: str
    product: str
    due: str
    late: bool
    state: State
    note: str
    proofs: tuple[Proof, ...]
    receive: bool
    proof_form: ProofForm | None
    refusal_form: RefusalForm | None
    extension_form: ExtensionForm | None
    open_act: str

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_done(self) -> bool:
        return self.state in DONE


def duty_cards(
    assignments: Iterable[Assignment],
    today: date,
    *,
    path: str,
    first: int | None = None,
    unfold: bool = False,
    given: dict[tuple[int, str], Form] | None = None,
) -> list[DutyCard]:
    """Return the cards, which act under the `path` of their link: `first` at the top, then the late ones, then by due
    date, those without one after them, and last what is with the agency no more. `unfold` opens the proof form of the
    top one; `given` holds forms as they were filled in, which stay open.

    The assignments come with their proofs and waiting_extensions; no query.
    """

    def order(row: Assignment) -> tuple[bool, bool, bool, date, int, int]:
        late = row.is_late(today)
        due = row.due_date or date.max
        return row.pk != first, row.state not in OPEN, not late, due, row.duty.theme.position, row.pk

    rows = sorted(assignments, key=order)
    return [_card(row, today, path, given or {}, unfold and place == 0) for place, row in enumerate(rows)]


def _card(row: Assignment, today: date, path: str, given: dict[tuple[int, str], Form], unfold: bool) -> DutyCard:
    state = State(row.state)
    forms = {
        act: given.get((row.pk, act)) or _new_form(act, row)
        for act in ACTS
        if _may(act, state) or (row.pk, act) in given
    }
    filled = next((act for pk, act in given if pk == row.pk), "")
    return DutyCard(
        pk=row.pk,
        address=f"{path}viec/{row.pk}/",
        theme=str(row.duty.theme),
        sentence=row.duty.sentence,
        channel=row.duty.get_channel_display(),
        product=_product(row),
        due=_due(row, today),
        late=row.is_late(today),
        state=state,
        note=_note(row),
        proofs=tuple(row.proofs.all()),
        receive=state == State.SENT,
        proof_form=forms.get("nop"),  # type: ignore[arg-type]
        refusal_form=forms.get("tu-choi"),  # type: ignore[arg-type]
        extension_form=forms.get("gia-han"),  # type: ignore[arg-type]
        open_act=filled or ("nop" if unfold else ""),
    )


def _may(act: str, state: State) -> bool:
    if act == "nop":
        return state == State.FULFILLED or (state != State.CONFIRMED and may_move(state, State.FULFILLED))
    if act == "tu-choi":
        return may_move(state, State.REFUSED)
    return act == "gia-han" and may_move(state, State.EXTENSION_ASKED)


def _new_form(act: str, row: Assignment) -> Form | None:
    made = ACTS[act]
    return made(auto_id=f"{act}-{row.pk}-%s") if made else None


def _product(row: Assignment) -> str:
    """Say what is asked for and how many; both come from the directive, either may be missing."""
    if row.product and row.quantity:
        return f"{row.product}, số lượng {row.quantity}"
    if row.quantity:
        return f"số lượng {row.quantity}"
    return row.product or ""


def _due(row: Assignment, today: date) -> str:
    if row.due_date is None:
        return "văn bản không nêu hạn"
    days = (row.due_date - today).days
    words = f"{row.due_date:%d/%m/%Y}"
    if row.state not in OPEN:
        return words
    if days < 0:
        return f"{words}, quá hạn {-days} ngày"
    return f"{words}, hôm nay" if days == 0 else f"{words}, còn {days} ngày"


def _note(row: Assignment) -> str:
    """Say what somebody wrote about it last: why it was returned, refused or cancelled, or what time was asked for."""
    for waiting in row.waiting_extensions:  # type: ignore[attr-defined]
        return f"Đã xin hạn đến {waiting.wanted_date:%d/%m/%Y}, đang chờ trả lời."
    if row.state == State.RETURNED:
        return f"Bị trả lại: {row.reason}"
    return f"Lý do: {row.reason}" if row.reason else ""
