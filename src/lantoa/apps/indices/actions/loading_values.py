"""Values of the data that ships: checked row by row, entered edition by edition, those of people left alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from lantoa.apps.accounts.models import User
from lantoa.apps.indices.actions.entering import NothingNew, enter_values
from lantoa.apps.indices.actions.shipped_rows import Row
from lantoa.apps.indices.models import Component, Edition, Entity, IndexSource, Value, Vintage
from lantoa.apps.indices.queries.new_values import PENDING, NewValue, value_faults

_KEYS = frozenset({
    "index", "year", "entity", "component", "source", "number", "rank", "group", "absence", "absence_note", "derived",
    "unverified", "preferred", "reason",
})  # fmt: skip
# What every vintage of this data is known by.
_KEY = "load-"
_REASON = "Bộ số liệu kèm theo phần mềm đã sửa giá trị này."


@dataclass(frozen=True, slots=True)
class Entered:
    """How many values entered, how many of them replaced one, and how many were left out for what people entered."""

    entered: int = 0
    corrected: int = 0
    kept: int = 0


def load_values(
    rows: Sequence[Row],
    *,
    sources: Mapping[str, IndexSource],
    entities: Mapping[str, Entity],
    digest: str,
    by: User | None,
    at: datetime,
) -> Entered:
    """Return what entered; every edition whose values differ gets a vintage. BadIndices for a row that cannot stand."""
    editions = {
        (edition.index.slug, edition.year_measured): edition
        for edition in Edition.objects.select_related("index", "scale")
    }
    components = {(one.scale_id, one.code): one for one in Component.objects.all()}
    wanted: dict[Edition, list[tuple[NewValue, str]]] = {}
    seen: set[tuple[int, int, int, int]] = set()
    for row in rows:
        row.only(_KEYS)
        edition = editions.get((row.need("index"), row.need("year")))
        if edition is None:
            raise row.fault(f"không có kỳ {row.said['year']} của chỉ số “{row.said['index']}”.")
        value = _new_value(row, edition, sources, entities, components)
        assert value.source is not None
        place = (edition.pk, *value.place, value.source.pk)
        if place in seen:
            raise row.fault("đã có giá trị cùng nguồn ở trên.")
        seen.add(place)
        wanted.setdefault(edition, []).append((value, row.said.get("reason", "")))
    done = [_enter(edition, given, digest, by=by, at=at) for edition, given in _with_stored(wanted)]
    return Entered(sum(one.entered for one in done), sum(one.corrected for one in done), sum(one.kept for one in done))


def _new_value(
    row: Row,
    edition: Edition,
    sources: Mapping[str, IndexSource],
    entities: Mapping[str, Entity],
    components: Mapping[tuple[int, str], Component],
) -> NewValue:
    row.need("entity"), row.need("source")
    own = {code: component for (scale_pk, code), component in components.items() if scale_pk == edition.scale_id}
    code = Row(row.place, {"component": row.said.get("component", "tong")})
    how = row.said.get("derived", "")
    if not isinstance(how, str):
        raise row.fault("derived phải ghi suy ra thế nào.")
    value = NewValue(
        entity=row.known("entity", entities, "đối tượng"),
        component=code.known("component", own, "thành phần"),
        number=_number(row),
        rank=_whole(row, "rank"),
        group=_whole(row, "group"),
        absence=row.said.get("absence", ""),
        absence_note=row.said.get("absence_note", ""),
        derived=bool(how),
        derived_note=how,
        source=row.known("source", sources, "nguồn"),
        unverified=row.said.get("unverified", False),
        preferred=row.said.get("preferred"),
    )
    if faults := value_faults(edition, value):
        raise row.fault(" ".join(faults))
    return value


def _number(row: Row) -> Decimal | None:
    number = row.said.get("number")
    if number is None or isinstance(number, Decimal):
        return number
    if isinstance(number, bool) or not isinstance(number, int):
        raise row.fault("number không phải số; hãy ghi số không có dấu nháy, phần lẻ sau dấu chấm.")
    try:
        return Decimal(number)
    except InvalidOperation as error:
        raise row.fault("number không phải số.") from error


def _whole(row: Row, key: str) -> int | None:
    value = row.said.get(key)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise row.fault(f"{key} không phải số nguyên.")


def _with_stored(wanted: Mapping[Edition, list[tuple[NewValue, str]]]) -> list[tuple[Edition, "_Given"]]:
    """Return for each edition what it is to say and all it has ever said. One query."""
    stored: dict[int, dict[tuple[int, int], list[Value]]] = {}
    for value in Value.objects.filter(edition__in=list(wanted)).select_related("vintage", "superseded_by"):
        places = stored.setdefault(value.edition_id, {})
        places.setdefault((value.entity_id, value.component_id), []).append(value)
    return [(edition, _Given(rows, stored.get(edition.pk, {}))) for edition, rows in wanted.items()]


@dataclass(frozen=True, slots=True)
class _Given:
    rows: list[tuple[NewValue, str]]
    stored: Mapping[tuple[int, int], list[Value]]


def _enter(edition: Edition, given: _Given, digest: str, *, by: User | None, at: datetime) -> Entered:
    new: list[NewValue] = []
    reasons: list[str] = []
    corrected = kept = 0
    for row, reason in given.rows:
        there = given.stored.get(row.place, [])
        now = next((one for one in there if _is_current(one) and one.source_id == row.source.pk), None)  # type: ignore[union-attr]  # load_values asks for a source
        if now is not None and row.says_the_same(now):
            continue
        if _is_of_people(row, now, there):
            kept += 1
            continue
        if now is not None and now.absence not in PENDING:
            corrected += 1
            reasons.append(reason)
        new.append(row)
    if not new:
        return Entered(kept=kept)
    told: dict[str, Any] = {"reason": " ".join(dict.fromkeys(filter(None, reasons))) or (_REASON if corrected else "")}
    number = edition.vintages.count() + 1
    try:
        enter_values(
            edition=edition, rows=new, key=f"{_KEY}{edition.pk}-{number}", by=by, at=at, file_name="values.toml",
            file_sha256=digest, **told,
        )  # fmt: skip
    except NothingNew:
        return Entered(kept=kept)
    return Entered(len(new), corrected, kept)


def _is_current(value: Value) -> bool:
    return value.superseded_by_id is None


def _is_of_people(row: NewValue, now: Value | None, there: Sequence[Value]) -> bool:
    """Return whether people have said of this place what the file must not undo."""
    if now is not None:
        return not _is_ours(now.vintage)
    if row.absence in PENDING:
        return any(_is_current(one) for one in there)
    return any(row.says_the_same(one) and one.superseded_by and not _is_ours(one.superseded_by) for one in there)


def _is_ours(vintage: Vintage) -> bool:
    return vintage.key.startswith(_KEY)
