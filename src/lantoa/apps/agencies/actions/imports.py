"""Writes of the register from a file: kept to be looked at, then applied as it was looked at, whole or not at all."""

import hashlib
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency, Channel, Contact, RegisterImport, Succession, folded
from lantoa.apps.agencies.queries.import_plan import ImportPlan, PlannedRow, RowState, import_plan
from lantoa.apps.agencies.tables.columns import AGENCIES, CHANNEL_TABLE, CONTACTS, SUCCESSION_TABLE, Table
from lantoa.apps.agencies.tables.reading import given_rows
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.guard_tables import Sheet, tables_of

# Long enough to have a colleague look at it, short enough that the register is still the one that was compared.
KEPT = timedelta(hours=24)
_BATCH = 200
_MODELS: dict[str, type[models.Model]] = {
    CHANNEL_TABLE.key: Channel,
    CONTACTS.key: Contact,
    SUCCESSION_TABLE.key: Succession,
}


class CannotImport(ValueError):
    """The file cannot be applied; the message, in Vietnamese, says why and what to do."""


class RegisterChanged(CannotImport):
    """The register is no longer the one that was compared with the file; the new comparison is to be looked at."""


@transaction.atomic
def upload_register(*, data: bytes, file_name: str, by: User, at: datetime) -> RegisterImport:
    """Return the kept file, read by the guard; nothing of the register changes.

    UnreadableFile or BadWorkbook for what is no table of the register.
    """
    sheets = tables_of(data, name=file_name)
    given_rows(sheets)
    kept = RegisterImport.objects.create(
        file_name=file_name,
        file_sha256=hashlib.sha256(data).hexdigest(),
        sheets=[{"name": sheet.name, "rows": sheet.rows} for sheet in sheets],
        uploaded_by=by,
        uploaded_at=at,
        expires_at=at + KEPT,
    )
    detail = {"file": file_name, "sha256": kept.file_sha256}
    record_act("agencies.upload_register", subject=kept, by=by, at=at, detail=detail)
    return kept


def forget_expired_imports(*, at: datetime) -> int:
    """Return how many uploaded files were forgotten: not applied in time, they hold names and addresses for nothing.

    Their upload stays in the audit trail.
    """
    forgotten, _ = RegisterImport.objects.filter(applied_at=None, expires_at__lt=at).delete()
    return forgotten


def plan_of(kept: RegisterImport, *, lock: bool = False) -> ImportPlan:
    """Return what a kept file would change in the register as it is now. Four queries."""
    return import_plan(given_rows(Sheet(sheet["name"], sheet["rows"]) for sheet in kept.sheets), lock=lock)


@transaction.atomic
def import_register(*, kept: RegisterImport, plan_sha256: str, by: User, at: datetime) -> ImportPlan:
    """Return what was done: exactly the plan that was looked at, in one transaction; nothing is ever deleted.

    `plan_sha256` names that plan. RegisterChanged when the register has changed since; CannotImport when the file has
    errors, has expired or was applied before; nothing is stored then.
    """
    kept = RegisterImport.objects.select_for_update(of=("self",)).get(pk=kept.pk)
    if kept.applied_at:
        raise CannotImport("Tệp này đã được nhập; hãy tải lên tệp mới.")
    if kept.expires_at < at:
        raise CannotImport("Bản xem trước đã quá hạn; hãy tải tệp lên lại.")
    plan = plan_of(kept, lock=True)
    if plan.sha256 != plan_sha256:
        raise RegisterChanged("Danh bạ đã thay đổi từ lúc bạn xem; bảng dưới đây là so sánh mới, hãy xem lại rồi nhập.")
    if plan.errors:
        raise CannotImport("Tệp còn dòng lỗi nên chưa nhập dòng nào; hãy sửa tệp rồi tải lên lại.")
    _store_agencies([row for row in plan.rows if row.table is AGENCIES])
    keys = dict(Agency.objects.values_list("slug", "pk"))
    for table in (CHANNEL_TABLE, CONTACTS, SUCCESSION_TABLE):
        _store_rows(table, [row for row in plan.rows if row.table is table], keys)
    kept.applied_at, kept.counts, kept.sheets = at, plan.counts, []
    kept.save(update_fields=["applied_at", "counts", "sheets"])
    detail = {"file": kept.file_name, "sha256": kept.file_sha256, "plan_sha256": plan.sha256, "rows": plan.counts}
    record_act("agencies.import_register", subject=kept, by=by, at=at, detail=detail)
    return plan


def _store_agencies(rows: list[PlannedRow]) -> None:
    """Store the agencies, then their parents: a parent may be as new as its child."""
    new = [row for row in rows if row.state is RowState.NEW]
    Agency.objects.bulk_create(
        (Agency(**_values(row, without="parent"), folded_names=_folded(row.values)) for row in new), batch_size=_BATCH
    )
    changed = {row.pk: row for row in rows if row.pk is not None and row.changes}
    stored = list(Agency.objects.filter(pk__in=changed))
    fields = {change.field for row in changed.values() for change in row.changes} - {"parent"}
    for agency in stored:
        for name, value in _values(changed[agency.pk], without="parent").items():
            setattr(agency, name, value)
        agency.folded_names = folded(agency.names)
    Agency.objects.bulk_update(stored, [*fields, "folded_names"], batch_size=_BATCH)
    _store_parents([row for row in rows if any(change.field == "parent" for change in row.changes)])


def _store_parents(rows: list[PlannedRow]) -> None:
    keys = dict(Agency.objects.values_list("slug", "pk"))
    agencies = Agency.objects.in_bulk([row.values["slug"] for row in rows], field_name="slug")
    for row in rows:
        parent = row.values["parent"]
        agencies[row.values["slug"]].parent_id = keys[parent] if parent else None
    Agency.objects.bulk_update(agencies.values(), ["parent"], batch_size=_BATCH)


def _folded(values: dict[str, Any]) -> str:
    return folded([values["name"], values["short_name"], *values.get("aliases", [])])


def _values(row: PlannedRow, *, without: str = "") -> dict[str, Any]:
    return {name: value for name, value in row.values.items() if name != without}


def _store_rows(table: Table, rows: list[PlannedRow], keys: dict[str, int]) -> None:
    model = _MODELS[table.key]
    references = {column.field for column in table.columns if column.refers}
    values: dict[int, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        for name, value in row.values.items():
            refers = name in references
            values[row.number][f"{name}_id" if refers else name] = (keys[value] if value else None) if refers else value
    manager = model._default_manager
    manager.bulk_create((model(**values[row.number]) for row in rows if row.state is RowState.NEW), batch_size=_BATCH)
    changed = {row.pk: row for row in rows if row.pk is not None and row.changes}
    stored = list(manager.filter(pk__in=changed))
    for found in stored:
        for name, value in values[changed[found.pk].number].items():
            setattr(found, name, value)
    if fields := {change.field for row in changed.values() for change in row.changes}:
        manager.bulk_update(stored, fields, batch_size=_BATCH)
