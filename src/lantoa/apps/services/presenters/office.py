"""Procedures as they stand in the office: lines of the list, what was done, what differs from what is typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.services.models import Procedure
from lantoa.apps.services.procedure_files.given import GivenProcedure
from lantoa.apps.services.procedure_files.labels import LABELS, shown
from lantoa.apps.services.queries.procedure_values import differing
from lantoa.apps.services.queries.staleness import stale_reasons
from lantoa.core.viettext import format_date

_ACTS = {
    "services.make_procedure": "lập thủ tục", "services.change_procedure": "sửa", "services.check_procedure":
    "xác nhận vẫn đúng", "services.publish_procedure": "công khai", "services.retire_procedure": "cho thôi dùng",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """One procedure in the list; `may_check` for whoever may say that it is right."""

    row: Procedure
    online: str
    owner: str
    checked: str
    stale: tuple[str, ...]
    may_check: bool


def procedure_lines(rows: Iterable[Procedure], *, today: date, may_check: Any) -> list[ProcedureLine]:
    """Return the lines; needs sector, owner and bases with documents at hand; `may_check` is asked of each."""
    return [
        ProcedureLine(
            row,
            row.get_online_display() if row.online else "chưa rõ",
            row.owner.short_name if row.owner else "chưa có",
            format_date(row.checked_on) if row.checked_on else "chưa lần nào",
            reasons_of(row, today=today),
            row.state != Procedure.State.RETIRED and may_check(row),
        )
        for row in rows
    ]


def reasons_of(row: Procedure, *, today: date) -> tuple[str, ...]:
    """Return why the procedure may no longer be right, () while it is or is retired."""
    if row.state == Procedure.State.RETIRED:
        return ()
    return tuple(reason.words for reason in stale_reasons(row, today=today))


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which what is typed differs from what is stored now."""

    label: str
    stored: str


def differences(stored: GivenProcedure, typed: GivenProcedure) -> list[Difference]:
    """Return what is stored now in each field in which it differs from what is typed."""
    return [Difference(LABELS[name], shown(name, stored)) for name in differing(stored, typed)]


def act_lines(entries: Iterable[AuditEntry]) -> list[tuple[str, str]]:
    """Return when and what: who did it, with the fields that were changed, or the reason."""
    found = []
    for entry in entries:
        words = f"{entry.actor}: {_ACTS.get(entry.act, entry.act)}"
        if names := entry.detail.get("changed"):
            words += f" ({', '.join(LABELS.get(name, name).lower() for name in names)})"
        if reason := entry.detail.get("reason"):
            words += f": {reason}"
        found.append((f"{timezone.localtime(entry.at):%H:%M %d/%m/%Y}", words))
    return found
