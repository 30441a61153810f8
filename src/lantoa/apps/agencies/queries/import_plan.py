"""What a file would change in the register: row by row, before anything is stored."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils.text import slugify

from lantoa.apps.agencies.models import Agency, Channel, Contact, Succession
from lantoa.apps.agencies.tables.cells import shown
from lantoa.apps.agencies.tables.columns import AGENCIES, CHANNEL_TABLE, CONTACTS, SUCCESSION_TABLE, Column, Table
from lantoa.apps.agencies.tables.reading import Given, GivenRow, RowError
from lantoa.core.viettext import fold

_MAX_SLUG = 60


class RowState(StrEnum):
    """What a row of the file is to the register."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """One field that would change: its heading, old and new as a page shows them."""

    field: str
    header: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row: where it stands in the file, which stored row it is (None: new), and what would change.

    `values` are the fields to store; agencies in them are named by their slug, for some may be new as well.
    """

    table: Table
    number: int
    label: str
    pk: int | None
    changes: tuple[Change, ...]
    values: dict[str, Any]

    @property
    def state(self) -> RowState:
        if self.pk is None:
            return RowState.NEW
        return RowState.CHANGED if self.changes else RowState.SAME


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Every row of a file as it would be applied, and what is wrong; with an error nothing can be applied."""

    rows: tuple[PlannedRow, ...]
    errors: tuple[RowError, ...]

    def count(self, state: RowState) -> int:
        return sum(row.state is state for row in self.rows)

    @property
    def changes_anything(self) -> bool:
        return any(row.state is not RowState.SAME for row in self.rows)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Return the number of rows by table and state, as the audit trail keeps them."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for row in self.rows:
            found[row.table.key][row.state.value] += 1
        return {key: dict(counts) for key, counts in found.items()}

    @property
    def sha256(self) -> str:
        """Return the hash of all that the plan would do to the register as it was; another register, another hash."""
        told = [
            [row.table.key, row.number, row.pk, [[change.field, change.old, change.new] for change in row.changes]]
            for row in self.rows
        ]
        errors = [[error.table, error.number, error.column, error.message] for error in self.errors]
        return hashlib.sha256(json.dumps([told, errors], ensure_ascii=False).encode()).hexdigest()


class _Refused(ValueError):
    """A row that cannot be applied: the heading of the column, and what to do."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


@dataclass(slots=True)
class _Register:
    """The stored register and the agencies that the file adds, by what a cell may call them."""

    agencies: dict[str, Agency]
    by_code: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    short_names: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)

    def add(self, slug: str, name: str, short_name: str, code: str | None) -> None:
        if slug not in self.by_name[fold(name)]:
            self.by_name[fold(name)].append(slug)
        self.short_names[slug] = short_name or name
        if code:
            self.by_code.setdefault(code, slug)

    def find(self, column: Column, words: str) -> str:
        """Return the slug of the agency a cell names by slug, code or full name."""
        if words in self.short_names:
            return words
        if (slug := self.by_code.get(words.upper())) is not None:
            return slug
        named = self.by_name.get(fold(words), [])
        if len(named) == 1:
            return named[0]
        if named:
            raise _Refused(column.header, f"có {len(named)} cơ quan tên “{words}” ({', '.join(named)}); hãy ghi mã.")
        raise _Refused(column.header, f"không có cơ quan nào là “{words}”; hãy ghi mã, hoặc thêm ở bảng Cơ quan.")

    def told(self, column: Column, value: Any) -> str:
        if column.refers:
            return f"{self.short_names.get(value, value)} ({value})" if value else ""
        return shown(value, column.labels)


def import_plan(given: Given, *, lock: bool = False) -> ImportPlan:
    """Return what the rows of a file would change in the register. Four queries, whatever the numbers.

    With `lock` the rows read stay as they are until the transaction ends.
    """
    agencies = {row.slug: row for row in _rows(Agency.objects.select_related(None), lock)}
    register = _Register(agencies)
    slugs = {row.pk: row.slug for row in agencies.values()}
    for row in agencies.values():
        register.add(row.slug, row.name, row.short_name, row.code)
        register.parents[row.slug] = slugs[row.parent_id] if row.parent_id else ""
    rows, errors = [], list(given.errors)
    for table, plan_rows in (
        (AGENCIES, _agencies),
        (CHANNEL_TABLE, _channels),
        (CONTACTS, _contacts),
        (SUCCESSION_TABLE, _successions),
    ):
        plan = plan_rows(register, slugs, lock, given.of(table))
        for row in given.of(table):
            try:
                rows.append(plan(row))
            except _Refused as refused:
                errors.append(RowError(table.name, row.number, refused.column, str(refused)))
    errors += _parent_circles(register, rows)
    return ImportPlan(tuple(rows), tuple(errors))


def _rows(rows: QuerySet[Any], lock: bool) -> Iterable[Any]:
    return rows.order_by("pk").select_for_update(of=("self",)) if lock else rows.order_by("pk")


_Plan = Callable[[GivenRow], PlannedRow]


def _once(seen: dict[Any, int], key: Any, row: GivenRow) -> None:
    if key in seen:
        raise _Refused("", f"trùng với dòng {seen[key]}; hãy giữ một dòng.")
    seen[key] = row.number


def _planned(
    register: _Register, row: GivenRow, label: str, pk: int | None, values: dict[str, Any], old: dict[str, Any]
) -> PlannedRow:
    changes = []
    for column in row.table.columns:
        if column.told or column.field not in values:
            continue
        was, now = old.get(column.field), values[column.field]
        if (was or None) != (now or None):
            changes.append(Change(column.field, column.header, register.told(column, was), register.told(column, now)))
    return PlannedRow(row.table, row.number, label, pk, tuple(changes), values)


def _agencies(register: _Register, slugs: dict[int, str], lock: bool, rows: list[GivenRow]) -> _Plan:
    """Every agency of the file is known before the first is planned, for a parent may stand below its child."""
    seen: dict[Any, int] = {}
    given_slugs = {row.number: _slug_of(register, row) for row in rows}
    for row in rows:
        slug = given_slugs[row.number]
        if isinstance(slug, str) and slug not in register.agencies:
            register.add(slug, row.values["name"], row.values.get("short_name", ""), row.values.get("code"))

    def plan(row: GivenRow) -> PlannedRow:
        slug = given_slugs[row.number]
        if isinstance(slug, _Refused):
            raise slug
        _once(seen, slug, row)
        stored = register.agencies.get(slug)
        values = {**row.values, "slug": slug}
        if "short_name" in values or stored is None:
            values["short_name"] = values.get("short_name") or values["name"]
            if len(values["short_name"]) > 120:
                raise _Refused("Tên ngắn", "đang trống và tên đầy đủ dài hơn 120 ký tự; hãy điền tên ngắn.")
        if values.get("parent"):
            values["parent"] = register.find(AGENCIES.column("parent"), values["parent"])
        if (code := values.get("code")) and register.by_code.get(code, slug) != slug:
            raise _Refused("Mã định danh", f"“{code}” đã là mã của {register.by_code[code]}; hãy kiểm tra lại.")
        old = {} if stored is None else _old(AGENCIES, stored) | {"parent": register.parents[slug]}
        _check_days(values, old)
        register.parents[slug] = values.get("parent", register.parents.get(slug, ""))
        return _planned(register, row, values["short_name"] if "short_name" in values else register.short_names[slug],
                        stored.pk if stored else None, values, old)  # fmt: skip

    return plan


def _old(table: Table, stored: Any) -> dict[str, Any]:
    return {column.field: getattr(stored, column.field) for column in table.columns
            if not column.told and not column.refers}  # fmt: skip


def _slug_of(register: _Register, row: GivenRow) -> str | _Refused:
    """Return the slug of the agency that a row is: as given, by its code, by its name; a new one made of the name."""
    if slug := row.values.get("slug"):
        return str(slug)
    if (code := row.values.get("code")) and code in register.by_code:
        return register.by_code[code]
    name = row.values["name"]
    named = register.by_name.get(fold(name), [])
    if len(named) > 1:
        return _Refused("Mã", f"có {len(named)} cơ quan tên “{name}” ({', '.join(named)}); hãy ghi mã.")
    if named:
        return named[0]
    made = slugify(fold(name))[:_MAX_SLUG].strip("-")
    return (
        _Refused("Mã", f"mã “{made}” đặt từ tên đã có cơ quan khác dùng; hãy tự ghi mã.")
        if (made in register.short_names or not made)
        else made
    )


def _check_days(values: dict[str, Any], old: dict[str, Any]) -> None:
    first: date | None = values.get("valid_from", old.get("valid_from"))
    last: date | None = values.get("valid_to", old.get("valid_to"))
    if first and last and first > last:
        raise _Refused("Đến hết ngày", f"{last:%d/%m/%Y} trước ngày bắt đầu {first:%d/%m/%Y}; hãy sửa một trong hai.")


def _parent_circles(register: _Register, rows: list[PlannedRow]) -> list[RowError]:
    """Return an error for each row whose agency would stand above itself."""
    errors = []
    for row in rows:
        if row.table is not AGENCIES or not row.values.get("parent"):
            continue
        slug = row.values["slug"]
        above, steps = register.parents.get(slug, ""), 0
        while above and above != slug and steps <= len(register.parents):
            above, steps = register.parents.get(above, ""), steps + 1
        if above == slug:
            errors.append(
                RowError(row.table.name, row.number, "Cấp trên", "cơ quan không thể là cấp trên của chính nó.")
            )
    return errors


def _channels(register: _Register, slugs: dict[int, str], lock: bool, rows: list[GivenRow]) -> _Plan:
    stored = {(slugs[row.agency_id], row.kind, row.name): row for row in _rows(Channel.objects.all(), lock)}
    seen: dict[Any, int] = {}

    def plan(row: GivenRow) -> PlannedRow:
        slug = register.find(CHANNEL_TABLE.column("agency"), row.values["agency"])
        key = (slug, row.values["kind"], row.values["name"])
        _once(seen, key, row)
        found = stored.get(key)
        old = _old(CHANNEL_TABLE, found) | {"agency": slug} if found else {}
        label = f"{row.values['name']} · {register.short_names[slug]}"
        return _planned(register, row, label, found.pk if found else None, {**row.values, "agency": slug}, old)

    return plan


def _contacts(register: _Register, slugs: dict[int, str], lock: bool, rows: list[GivenRow]) -> _Plan:
    """A contact is known by agency and e-mail address, else by agency and name when only one goes by it."""
    contacts = list(_rows(Contact.objects.all(), lock))
    by_email = {(slugs[row.agency_id], row.email): row for row in contacts if row.email}
    by_name: dict[tuple[str, str], list[Contact]] = defaultdict(list)
    for contact in contacts:
        by_name[slugs[contact.agency_id], fold(contact.name)].append(contact)
    seen: dict[Any, int] = {}

    def plan(row: GivenRow) -> PlannedRow:
        slug, email = register.find(CONTACTS.column("agency"), row.values["agency"]), row.values.get("email", "")
        namesakes = by_name.get((slug, fold(row.values["name"])), [])
        found = by_email.get((slug, email)) or (namesakes[0] if len(namesakes) == 1 else None)
        if found is None and len(namesakes) > 1 and not email:
            raise _Refused("Thư điện tử", f"có {len(namesakes)} người cùng tên ở cơ quan này; hãy ghi thư điện tử.")
        _once(seen, found.pk if found else (slug, email or fold(row.values["name"])), row)
        old = _old(CONTACTS, found) | {"agency": slug} if found else {}
        label = f"{row.values['name']} · {register.short_names[slug]}"
        return _planned(register, row, label, found.pk if found else None, {**row.values, "agency": slug}, old)

    return plan


def _successions(register: _Register, slugs: dict[int, str], lock: bool, rows: list[GivenRow]) -> _Plan:
    stored = {
        (slugs[row.predecessor_id], slugs[row.successor_id] if row.successor_id else "", row.kind): row
        for row in _rows(Succession.objects.all(), lock)
    }
    seen: dict[Any, int] = {}

    def plan(row: GivenRow) -> PlannedRow:
        before = register.find(SUCCESSION_TABLE.column("predecessor"), row.values["predecessor"])
        words = row.values.get("successor", "")
        after = register.find(SUCCESSION_TABLE.column("successor"), words) if words else ""
        if before == after:
            raise _Refused("Cơ quan sau", "trùng với cơ quan trước; hãy ghi cơ quan kế thừa, hoặc để trống.")
        key = (before, after, row.values["kind"])
        _once(seen, key, row)
        found = stored.get(key)
        old = _old(SUCCESSION_TABLE, found) | {"predecessor": before, "successor": after} if found else {}
        label = f"{register.short_names[before]} → {register.short_names[after] if after else '—'}"
        values = {**row.values, "predecessor": before, "successor": after}
        return _planned(register, row, label, found.pk if found else None, values, old)

    return plan
