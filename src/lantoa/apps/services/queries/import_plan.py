"""What a kept file of procedures would do to the guide as it is now: new, changed, alike, or not to be stored."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from lantoa.apps.agencies.models import Agency
from lantoa.apps.services.models import LegalDocument, Procedure, ProcedureImport, Sector
from lantoa.apps.services.procedure_files.given import GivenProcedure, given_of_data
from lantoa.apps.services.procedure_files.labels import LABELS, shown
from lantoa.apps.services.procedure_files.records import missing, with_written_level
from lantoa.apps.services.queries.procedure_values import differing, given_of, with_parts
from lantoa.core.viettext import fold


class PlanState(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class PlannedProcedure:
    """One procedure of the file: what would become of it. `changes` are (label, stored, new)."""

    number: int
    place: str
    title: str
    state: PlanState
    values: Mapping[str, Any]
    errors: tuple[tuple[str, str], ...]
    remarks: tuple[tuple[str, str], ...]
    given: GivenProcedure | None = None
    stored: Procedure | None = None
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ProcedurePlan:
    """All of it, and the hash of what it was compared with."""

    procedures: tuple[PlannedProcedure, ...]
    sha256: str

    def of(self, state: PlanState) -> list[PlannedProcedure]:
        return [one for one in self.procedures if one.state == state]


class _Known:
    """What the rows of a file may name: sectors, agencies valid on the day, documents, procedures by slug and code."""

    def __init__(self, items: Iterable[Mapping[str, Any]], today: date) -> None:
        slugs = {item["values"].get("slug") for item in items} - {None, ""}
        codes = {item["values"].get("code") for item in items} - {None, ""}
        self.sectors = {key: sector.slug for sector in Sector.objects.all() for key in (fold(sector.name), sector.slug)}
        self.owners: dict[str, str] = {}
        for agency in Agency.objects.valid_on(today):
            for key in (*agency.folded_names.split("\n"), agency.slug):
                self.owners.setdefault(key, agency.slug)
        self.documents = set(LegalDocument.objects.values_list("number", flat=True))
        rows = list(with_parts(Procedure.objects.filter(slug__in=slugs) | Procedure.objects.filter(code__in=codes)))
        self.by_slug = {row.slug: row for row in rows}
        self.by_code = {row.code: row for row in rows if row.code}


def procedure_plan(kept: ProcedureImport, *, today: date) -> ProcedurePlan:
    """Return what the kept file would do. Ten queries, however many procedures it holds."""
    known = _Known(kept.items, today)
    names = Counter(key for item in kept.items for key in _keys(item["values"]))
    planned = [_planned(number, item, known, names) for number, item in enumerate(kept.items, start=1)]
    seen = [(one.number, one.state, one.stored.version if one.stored else 0, one.errors) for one in planned]
    sha256 = hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()
    return ProcedurePlan(tuple(planned), sha256)


def _keys(values: Mapping[str, Any]) -> list[str]:
    return [f"{name}:{values[name]}" for name in ("slug", "code") if values.get(name)]


def _planned(number: int, item: Mapping[str, Any], known: _Known, names: Counter[str]) -> PlannedProcedure:
    values: dict[str, Any] = dict(item["values"])
    errors = [(str(column), str(words)) for column, words in item["errors"]]
    remarks = tuple((str(column), str(words)) for column, words in item.get("remarks", ()))
    title = values.get("plain_title") or values.get("name") or values.get("slug") or ""
    stored = known.by_slug.get(values.get("slug", "")) or known.by_code.get(values.get("code", ""))
    errors += [("", f"có hai lần trong tệp ({key.partition(':')[2]}); hãy bỏ một.") for key in _keys(values)
               if names[key] > 1]  # fmt: skip
    resolved = _resolved(values, known, errors)
    given: GivenProcedure | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    if not errors or stored:
        before = given_of(stored) if stored else None
        data = before.as_data() if before else {}
        data |= with_written_level(resolved, data.get("notes", ""))
        errors += [(LABELS[name], "còn trống; thủ tục mới phải có.") for name in missing(data)]
        _check_days(data, errors)
        if not errors:
            given = given_of_data(data)
            changes = _changes(before, given) if before else ()
    if errors:
        state = PlanState.BAD
    elif stored is None:
        state = PlanState.NEW
    else:
        state = PlanState.CHANGED if changes else PlanState.SAME
    return PlannedProcedure(
        number, item["place"], title or item["place"], state, values, tuple(dict.fromkeys(errors)), remarks, given,
        stored, changes,
    )  # fmt: skip


def _changes(before: GivenProcedure, given: GivenProcedure) -> tuple[tuple[str, str, str], ...]:
    names = differing(before, given)
    return tuple((LABELS[name], shown(name, before), shown(name, given)) for name in names)


def _resolved(values: Mapping[str, Any], known: _Known, errors: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the values with sector and owner as their slugs; what is not known is an error."""
    found = dict(values)
    if words := found.get("sector"):
        slug = known.sectors.get(words) or known.sectors.get(fold(words))
        found["sector"] = slug or ""
        if slug is None:
            errors.append(
                (LABELS["sector"], f"không có lĩnh vực “{words[:60]}”; hãy chọn trong danh sách của tệp mẫu.")
            )
    if words := found.get("owner"):
        slug = known.owners.get(words) or known.owners.get(fold(words))
        found["owner"] = slug or ""
        if slug is None:
            errors.append(
                (LABELS["owner"], f"danh bạ không có cơ quan “{words[:60]}”; hãy ghi đúng tên, hoặc để trống.")
            )
    for basis in found.get("bases", ()):
        if basis["number"] not in known.documents and not basis["title"]:
            errors.append(
                (LABELS["bases"], f"văn bản {basis['number']} chưa có trong danh mục; hãy ghi thêm trích yếu.")
            )
    if address := found.get("portal_address"):
        try:
            URLValidator(["http", "https"])(address)
        except ValidationError:
            errors.append((LABELS["portal_address"], "chưa đúng; hãy chép cả dòng bắt đầu bằng https://."))
    return found


def _check_days(data: Mapping[str, Any], errors: list[tuple[str, str]]) -> None:
    first, last = data.get("valid_from"), data.get("valid_to")
    if first and last and last < first:
        errors.append((LABELS["valid_to"], "sớm hơn ngày bắt đầu áp dụng; hãy xem lại hai ngày."))
