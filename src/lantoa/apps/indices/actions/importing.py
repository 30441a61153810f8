"""Tables of values come in: kept to be looked at, then applied exactly as they were looked at."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.guard_tables import Sheet, tables_of
from lantoa.apps.indices.actions.entering import CannotEnter, ReasonNeeded, enter_values
from lantoa.apps.indices.models import Edition, Entity, IndexImport, IndexSource, Vintage
from lantoa.apps.indices.queries.entity_names import name_key
from lantoa.apps.indices.queries.import_base import base_of, import_base
from lantoa.apps.indices.queries.import_plan import ImportPlan, State, import_plan
from lantoa.apps.indices.queries.import_proposal import proposed_mapping
from lantoa.apps.indices.queries.left_over import left_over_rows
from lantoa.apps.indices.queries.new_values import NewValue
from lantoa.apps.indices.tables.mapping import Mapping, mapping_of
from lantoa.apps.indices.tables.pasted import pasted_table

# Long enough to have a colleague look at it, short enough that the values are still those that were compared.
KEPT = timedelta(hours=24)
_MOST_ALIASES = 40


class ValuesChanged(CannotEnter):
    """The stored values are no longer those that were compared with the table; look at the new comparison."""


@transaction.atomic
def upload_table(
    *, edition: Edition, data: bytes, file_name: str, source: IndexSource | None, by: User, at: datetime
) -> IndexImport:
    """Return the kept table of a file, read by the guard, its columns proposed; no value changes.

    UnreadableFile for what is no table.
    """
    sheets = tables_of(data, name=file_name)
    return _keep(edition, sheets, data, file_name, source, by, at)


@transaction.atomic
def paste_table(*, edition: Edition, text: str, source: IndexSource | None, by: User, at: datetime) -> IndexImport:
    """Return the kept table of a pasted text, its columns proposed; no value changes. NoTable for what is none."""
    sheet = pasted_table(text)
    return _keep(edition, [sheet], text.encode("utf-8", "replace"), "Bảng dán vào", source, by, at)


def _keep(
    edition: Edition,
    sheets: Sequence[Sheet],
    data: bytes,
    file_name: str,
    source: IndexSource | None,
    by: User,
    at: datetime,
) -> IndexImport:
    kept = IndexImport.objects.create(
        edition=edition,
        file_name=file_name[:250],
        file_sha256=hashlib.sha256(data).hexdigest(),
        sheets=[{"name": sheet.name, "rows": sheet.rows} for sheet in sheets],
        mapping=proposed_mapping(import_base(edition.index), edition, sheets).as_json(),
        source=source,
        uploaded_by=by,
        uploaded_at=at,
        expires_at=at + KEPT,
    )
    detail = {"file": kept.file_name, "sha256": kept.file_sha256, "edition": str(edition)}
    record_act("indices.upload_table", subject=kept, by=by, at=at, detail=detail)
    return kept


@transaction.atomic
def set_mapping(*, kept: IndexImport, mapping: Mapping, by: User, at: datetime) -> None:
    """Say what the columns of a kept table mean. CannotEnter for one that is applied or has expired."""
    kept = _open_import(kept, at)
    kept.mapping = mapping.as_json()
    kept.save(update_fields=["mapping"])
    record_act("indices.set_mapping", subject=kept, by=by, at=at, detail={"sheets": len(mapping.sheets)})


@transaction.atomic
def choose_entity(
    *, kept: IndexImport, words: str, entity: Entity | None, remember: bool, by: User, at: datetime
) -> None:
    """Say whom a name of a kept table means, None for nobody; with `remember` for every table to come as well.

    CannotEnter for a table that is applied or has expired, and for a name that another entity has.
    """
    kept = _open_import(kept, at)
    mapping = mapping_of(kept.mapping)
    chosen = {**mapping.entities, name_key(words): entity.pk if entity else 0}
    kept.mapping = replace(mapping, entities=chosen).as_json()
    kept.save(update_fields=["mapping"])
    if entity and remember:
        remember_alias(entity=entity, words=words, by=by, at=at)


@transaction.atomic
def remember_alias(*, entity: Entity, words: str, by: User, at: datetime) -> None:
    """Keep another name of an entity, so that tables to come may use it.

    CannotEnter for a name that means another entity of the same kind and time, or for one too many.
    """
    entity = Entity.objects.select_for_update(of=("self",)).get(pk=entity.pk)
    name = " ".join(words.split())[:80]
    key = name_key(name)
    if not key:
        raise CannotEnter("Tên gọi trống.")
    others = Entity.objects.filter(kind=entity.kind).exclude(pk=entity.pk)
    for other in others:
        if key in {name_key(str(known)) for known in (other.name, other.short_name, *other.aliases)}:
            raise CannotEnter(f"“{name}” đã là tên của {other.name}; không ghi nhớ làm tên gọi khác được.")
    if key in {name_key(str(known)) for known in (entity.name, entity.short_name, *entity.aliases)}:
        return
    if len(entity.aliases) >= _MOST_ALIASES:
        raise CannotEnter(f"{entity.name} đã có {_MOST_ALIASES} tên gọi khác.")
    entity.aliases = [*entity.aliases, name]
    entity.save(update_fields=["aliases"])
    record_act("indices.remember_alias", subject=entity, by=by, at=at, detail={"alias": name})


@transaction.atomic
def apply_import(*, index_import: IndexImport, plan_sha256: str, reason: str, by: User, at: datetime) -> list[Vintage]:
    """Return the vintages that a kept table was entered with, one for each edition that it changes.

    `plan_sha256` names the comparison that was looked at: ValuesChanged when the values have changed since. Rows that
    cannot go in stay out and are kept for download. ReasonNeeded when a stored value changes and no reason is given;
    CannotEnter for a table that has expired or changes nothing. Applied again, it returns what it did before.
    """
    kept = IndexImport.objects.select_for_update(of=("self",)).select_related("edition__index").get(pk=index_import.pk)
    if kept.applied_at:
        return list(Vintage.objects.filter(key__startswith=_key(kept, None)).order_by("edition__year_measured"))
    kept = _open_import(kept, at)
    editions = Edition.objects.select_for_update(of=("self",)).filter(index=kept.edition.index).order_by("pk")
    list(editions)
    plan = import_plan(base_of(kept), kept)
    if plan.sha256 != plan_sha256:
        raise ValuesChanged("Số liệu đã thay đổi từ lúc bạn xem; dưới đây là so sánh mới, hãy xem lại rồi nhập.")
    if not plan.changes_anything:
        raise CannotEnter("Không có giá trị nào mới hay thay đổi; không có gì để nhập.")
    if plan.needs_reason and not reason.strip():
        raise ReasonNeeded("Có giá trị đang có bị đổi; hãy ghi lý do đính chính.")
    vintages = _enter(kept, plan, reason, by, at)
    kept.applied_at, kept.counts = at, plan.counts
    kept.sheets = [{"name": "Chưa nhập", "rows": left_over_rows(kept, plan)}] if plan.left_over else []
    kept.save(update_fields=["applied_at", "counts", "sheets"])
    detail = {"file": kept.file_name, "sha256": kept.file_sha256, "plan_sha256": plan.sha256, "values": plan.counts}
    record_act("indices.apply_import", subject=kept, by=by, at=at, detail=detail)
    return vintages


def _enter(kept: IndexImport, plan: ImportPlan, reason: str, by: User, at: datetime) -> list[Vintage]:
    rows: dict[int, list[NewValue]] = {}
    editions: dict[int, Edition] = {}
    changed: set[int] = set()
    for row in plan.rows:
        if not row.goes_in or row.edition is None:
            continue
        editions[row.edition.pk] = row.edition
        for value in row.values:
            if value.state is not State.SAME:
                rows.setdefault(row.edition.pk, []).append(value.new)
            if value.state is State.CHANGED:
                changed.add(row.edition.pk)
    return [
        enter_values(
            edition=editions[pk],
            rows=rows[pk],
            reason=reason if pk in changed else "",
            file_name=kept.file_name,
            file_sha256=kept.file_sha256,
            key=_key(kept, editions[pk]),
            by=by,
            at=at,
        )
        for pk in sorted(rows, key=lambda pk: editions[pk].year_measured)
    ]


def _key(kept: IndexImport, edition: Edition | None) -> str:
    """Return what the vintages of an import are told by; without an edition what all of them begin with."""
    return f"import-{kept.pk}-{edition.pk if edition else ''}"


def _open_import(kept: IndexImport, at: datetime) -> IndexImport:
    kept = (
        IndexImport.objects.select_for_update(of=("self",)).select_related("edition__index", "source").get(pk=kept.pk)
    )
    if kept.applied_at:
        raise CannotEnter("Bảng này đã được nhập; hãy tải lên bảng mới.")
    if kept.expires_at < at:
        raise CannotEnter("Bản xem trước đã quá hạn; hãy tải bảng lên lại.")
    return kept


def forget_expired_imports(*, at: datetime) -> int:
    """Return how many kept tables were forgotten: those that nobody applied in time. One or two queries."""
    forgotten, _ = IndexImport.objects.filter(applied_at=None, expires_at__lt=at).delete()
    return forgotten
