"""The life of an assignment in words, one step for each audited act."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lantoa.apps.assignments.models import Capacity, Proof
from lantoa.apps.base.actions import SYSTEM
from lantoa.apps.base.models import AuditEntry

Detail = Mapping[str, Any]
_OFFICER = "Cán bộ chương trình"


@dataclass(frozen=True, slots=True)
class Step:
    """One act: what happened in a sentence, what was said with it, who did it, when."""

    words: str
    said: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One proof as a page shows it."""

    proof: Proof
    who: str


def proof_lines(proofs: Iterable[Proof], names: Mapping[str, str]) -> list[ProofLine]:
    """Return the proofs with the full names of those who handed them in."""
    return [ProofLine(proof, names.get(proof.given_by, proof.given_by)) for proof in proofs]


def timeline(entries: Iterable[AuditEntry], *, agency: str, names: Mapping[str, str]) -> list[Step]:
    """Return a step for each act in the order given. `agency` is the short name of whose assignment it is; `names` the
    full names of the actors that are accounts.
    """
    return [
        Step(
            words=_words(entry, agency),
            said=_said(entry.detail),
            who="" if entry.actor == SYSTEM else names.get(entry.actor, entry.actor),
            at=entry.at,
        )
        for entry in entries
    ]


def _words(entry: AuditEntry, agency: str) -> str:
    found = _WORDS.get(entry.act.removeprefix("assignments."))
    return found(agency, entry.detail) if found else f"Thay đổi khác ({entry.act})"


def _said(detail: Detail) -> str:
    return str(detail.get("reason") or detail.get("note") or detail.get("explanation") or "")


def _day(value: object) -> str:
    return f"{date.fromisoformat(str(value)):%d/%m/%Y}" if value else ""


def _sent(agency: str, detail: Detail) -> str:
    if detail.get("from_agency"):
        return f"{detail['from_agency']} chuyển giao cho {agency}"
    return f"{_OFFICER} gửi lại cho {agency}" if detail.get("from") == "refused" else f"{_OFFICER} gửi cho {agency}"


def _added(agency: str, detail: Detail) -> str:
    capacity = Capacity(detail["capacity"]).label if detail.get("capacity") in Capacity.values else ""
    return f"{_OFFICER} thêm {agency} {capacity}".rstrip()


_FIELDS: dict[str, Callable[[Any], str]] = {
    "due_date": lambda value: f"hạn {_day(value)}" if value else "bỏ hạn",
    "quantity": lambda value: f"số lượng {value}" if value else "bỏ số lượng",
    "product": lambda value: f"sản phẩm “{value}”" if value else "bỏ sản phẩm",
    "capacity": lambda value: f"vai trò {Capacity(value).label}",
}


def _edited(_: str, detail: Detail) -> str:
    changed = [words(detail[name][1]) for name, words in _FIELDS.items() if name in detail]
    if detail.get("due_working_days", [None, None])[1]:
        changed.append(f"tính bằng {detail['due_working_days'][1]} ngày làm việc")
    return f"{_OFFICER} sửa: {', '.join(changed)}" if changed else f"{_OFFICER} sửa việc"


def _moved(_: str, detail: Detail) -> str:
    return f"Lịch làm việc thay đổi: hạn chuyển từ {_day(detail.get('from'))} sang {_day(detail.get('to'))}"


_WORDS: dict[str, Callable[[str, Detail], str]] = {
    "add_assignment": _added,
    "send_assignment": _sent,
    "receive_assignment": lambda agency, _: f"{agency} báo đã nhận",
    "refuse_assignment": lambda agency, _: f"{agency} từ chối",
    "ask_extension": lambda agency, detail: f"{agency} xin gia hạn đến {_day(detail.get('wanted_date'))}",
    "grant_extension": lambda _, detail: f"{_OFFICER} đồng ý gia hạn đến {_day(detail.get('granted_date'))}",
    "decline_extension": lambda _, __: f"{_OFFICER} không đồng ý gia hạn",
    "delegate_assignment": lambda agency, detail: (
        f"{agency} chuyển giao cho {detail['to_agency']}" if detail.get("to_agency") else f"{agency} lại chuyển giao"
    ),
    "take_back_assignment": lambda agency, detail: f"Việc quay lại {agency} từ {detail.get('agency', 'nơi nhận')}",
    "prove_assignment": lambda agency, detail: (
        f"{agency} nộp {'ảnh' if detail.get('kind') == 'photo' else 'liên kết'} kiểm chứng"
    ),
    "confirm_assignment": lambda _, __: "Việc được xác nhận đã hoàn thành",
    "reopen_assignment": lambda _, __: "Xác nhận được rút lại",
    "return_assignment": lambda _, __: f"{_OFFICER} trả lại",
    "cancel_assignment": lambda _, __: f"{_OFFICER} hủy việc",
    "redraft_assignment": lambda _, __: f"{_OFFICER} soạn lại việc đã hủy",
    "edit_assignment": _edited,
    "move_due_date": _moved,
}
