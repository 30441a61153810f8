"""Values enter: many at once or one, each entry a vintage of its own; nothing is overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import record_act
from lantoa.apps.indices.actions.changes import note_index_change
from lantoa.apps.indices.models import Edition, IndexSource, Value, Vintage
from lantoa.apps.indices.queries.new_values import PENDING, NewValue, doubled, stored_values, value_faults

_BATCH = 500
_Place = tuple[int, int]


class CannotEnter(ValueError):
    """The values cannot be stored; the message, in Vietnamese, says why and what to do."""


class NothingNew(CannotEnter):
    """All that was to be stored stands there already, word for word."""


class ReasonNeeded(CannotEnter):
    """A stored value would change, and nobody says why."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """The rows to store, each with its source and whether it is preferred; what they replace and put beside."""

    rows: list[NewValue]
    replaced: list[Value]
    outshone: list[Value]

    @property
    def corrected(self) -> list[Value]:
        return [value for value in self.replaced if value.absence not in PENDING]


@transaction.atomic
def enter_values(
    *,
    edition: Edition,
    rows: Sequence[NewValue],
    key: str,
    by: User | None,
    at: datetime,
    kind: Vintage.Kind | None = None,
    reason: str = "",
    source: IndexSource | None = None,
    file_name: str = "",
    file_sha256: str = "",
) -> Vintage:
    """Return the vintage that the rows entered with; the one of before when this `key` has already been entered.

    `source` is that of rows without their own, else the edition's. Rows that say what is stored are left out, those
    that say something else of the same source replace it: then the vintage is a correction and needs a `reason`.
    `kind` None: what the rows do decides. CannotEnter for rows that cannot be stored, NothingNew where none is left;
    nothing is stored then. Queries: about ten and one for each some hundred rows.
    """
    edition = Edition.objects.select_for_update(of=("self",)).select_related("index", "scale").get(pk=edition.pk)
    if entered := Vintage.objects.filter(key=key).first():
        if entered.edition_id != edition.pk:
            raise CannotEnter("Trang này đã nhập cho một kỳ khác; hãy mở lại trang.")
        return entered
    given = [replace(row, source=row.source or source or edition.source) for row in rows]
    _check(edition, given)
    entry = _entry(given, stored_values(edition))
    if not entry.rows:
        raise NothingNew("Mọi giá trị đều giống số đang có; không có gì để nhập.")
    reason = reason.strip()
    vintage = Vintage.objects.create(
        edition=edition,
        number=(edition.vintages.aggregate(last=Max("number"))["last"] or 0) + 1,
        kind=_kind(edition, entry, kind, reason),
        reason=reason,
        file_name=file_name,
        file_sha256=file_sha256,
        entered_by=by,
        entered_at=at,
        key=key,
    )
    _store(edition, entry, vintage)
    detail = {
        "vintage": vintage.number, "kind": vintage.kind, "reason": reason, "file": file_name, "sha256": file_sha256,
        "entered": len(entry.rows), "replaced": len(entry.replaced),
    }  # fmt: skip
    record_act("indices.enter_values", subject=edition, by=by, at=at, detail=detail)
    if edition.opened_at is not None:
        note_index_change(edition.index, at=at)
    return vintage


def correct_value(
    *,
    value: Value,
    reason: str,
    key: str,
    by: User | None,
    at: datetime,
    number: Decimal | None = None,
    rank: int | None = None,
    group: int | None = None,
    absence: str = "",
    absence_note: str = "",
    derived: bool = False,
    derived_note: str = "",
    unverified: bool = False,
    source: IndexSource | None = None,
    ranked_count: int | None = None,
) -> Vintage:
    """Return the vintage that corrects one value; the value stays, replaced by it.

    `source` None: that of the value. With another source the old value is replaced all the same: it was a wrong one.
    ReasonNeeded without a reason; CannotEnter where the value was replaced meanwhile, or for what cannot be stored.
    """
    if not reason.strip():
        raise ReasonNeeded("Hãy ghi lý do đính chính.")
    row = NewValue(
        value.entity, value.component, number, rank, group, absence, absence_note, derived, derived_note,
        source or value.source, unverified, value.preferred, ranked_count,
    )  # fmt: skip
    with transaction.atomic():
        edition = Edition.objects.select_for_update(of=("self",)).get(pk=value.edition_id)
        if entered := Vintage.objects.filter(key=key).first():
            return entered
        if not Value.objects.current().filter(pk=value.pk).exists():
            raise CannotEnter("Giá trị này vừa được người khác đính chính; hãy mở lại trang để xem số mới.")
        vintage = enter_values(
            edition=edition, rows=[row], kind=None if value.absence in PENDING else Vintage.Kind.CORRECTION,
            reason=reason, key=key, by=by, at=at,
        )  # fmt: skip
        # Of another source than the old one, which then is still current.
        Value.objects.current().filter(pk=value.pk).update(superseded_by=vintage, preferred=False)
        return vintage


@transaction.atomic
def prefer_value(*, value: Value, by: User | None, at: datetime) -> None:
    """Let pictures show this one of the values that differ by source; the others stay beside it.

    CannotEnter for one that was replaced.
    """
    edition = Edition.objects.select_for_update(of=("self",)).select_related("index").get(pk=value.edition_id)
    rivals = Value.objects.current().filter(edition=edition, entity=value.entity_id, component=value.component_id)
    found = {rival.pk: rival for rival in rivals.select_related("source")}
    if value.pk not in found:
        raise CannotEnter("Giá trị này đã được đính chính; hãy chọn trong các giá trị hiện hành.")
    if found[value.pk].preferred:
        return
    before = [rival.source.slug for rival in found.values() if rival.preferred]
    rivals.update(preferred=False)
    Value.objects.filter(pk=value.pk).update(preferred=True)
    detail = {"entity": value.entity_id, "component": value.component_id, "before": before}
    record_act("indices.prefer_value", subject=value, by=by, at=at, detail=detail)
    if edition.opened_at is not None:
        note_index_change(edition.index, at=at)


def _check(edition: Edition, rows: Sequence[NewValue]) -> None:
    for row in rows:
        faults = value_faults(edition, row)
        if row.source is None:
            faults.append("Thiếu nguồn; hãy chọn nguồn của số liệu.")
        if faults:
            raise CannotEnter(f"{row.entity.short_name}, {row.component.short_name}: {' '.join(faults)}")
    if twice := doubled(rows):
        raise CannotEnter(f"{twice.entity.short_name}, {twice.component.short_name}: có hai giá trị cùng nguồn.")


def _entry(rows: Sequence[NewValue], stored: Sequence[Value]) -> _Entry:
    """Return what storing the rows does; of one place one value is preferred in the end, the first that asks for it."""
    by_place: dict[_Place, list[Value]] = {}
    for value in stored:
        by_place.setdefault((value.entity_id, value.component_id), []).append(value)
    asked = {row.place: row for row in reversed(rows) if row.preferred}
    entry = _Entry([], [], [])
    taken: set[_Place] = set()
    for row in rows:
        assert row.source is not None
        there = by_place.get(row.place, [])
        gone = [one for one in there if one.source_id == row.source.pk or (one.absence in PENDING and not row.absence)]
        if any(one.source_id == row.source.pk and row.says_the_same(one) for one in gone):
            continue
        left = [one for one in there if one not in gone]
        preferred = asked.get(row.place) is row
        if row.preferred is None and row.place not in asked:
            preferred = row.place not in taken and not any(one.preferred for one in left)
        if preferred:
            taken.add(row.place)
            entry.outshone.extend(one for one in left if one.preferred)
        entry.replaced.extend(gone)
        entry.rows.append(replace(row, preferred=preferred))
        by_place[row.place] = left
    return entry


def _kind(edition: Edition, entry: _Entry, asked: Vintage.Kind | None, reason: str) -> Vintage.Kind:
    if entry.corrected and asked not in (None, Vintage.Kind.CORRECTION):
        raise CannotEnter("Có giá trị đang có bị đổi; hãy nhập như một lần đính chính và ghi lý do.")
    if (entry.corrected or asked == Vintage.Kind.CORRECTION) and not reason:
        raise ReasonNeeded("Có giá trị đang có bị đổi; hãy ghi lý do đính chính.")
    if entry.corrected or asked == Vintage.Kind.CORRECTION:
        return Vintage.Kind.CORRECTION
    return Vintage.Kind.ADDITION if edition.vintages.exists() else Vintage.Kind.FIRST


def _store(edition: Edition, entry: _Entry, vintage: Vintage) -> None:
    """Make room first: of one place there is one preferred value, and one of a source."""
    gone = [value.pk for value in entry.replaced]
    for start in range(0, len(gone), _BATCH):
        Value.objects.filter(pk__in=gone[start : start + _BATCH]).update(superseded_by=vintage)
    outshone = [value.pk for value in entry.outshone]
    for start in range(0, len(outshone), _BATCH):
        Value.objects.filter(pk__in=outshone[start : start + _BATCH]).update(preferred=False)
    Value.objects.bulk_create((_value(edition, row, vintage) for row in entry.rows), batch_size=_BATCH)


def _value(edition: Edition, row: NewValue, vintage: Vintage) -> Value:
    return Value(
        edition=edition,
        entity=row.entity,
        component=row.component,
        number=row.number,
        rank=row.rank,
        ranked_count=row.ranked_count,
        group=row.group,
        absence=row.absence,
        absence_note=row.absence_note,
        derived=row.derived,
        derived_note=row.derived_note,
        source=row.source,
        unverified=row.unverified,
        preferred=bool(row.preferred),
        vintage=vintage,
    )
