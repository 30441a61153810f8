"""Writes of the register of agencies."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.checks import identification_code
from lantoa.apps.agencies.models import Agency, Channel, Succession, folded
from lantoa.apps.base.actions import record_act

# What a row that leaves a field out says of it: the file is the whole truth of its rows, so that a value taken out of
# it is taken out of the register as well.
_AGENCY_DEFAULTS: dict[str, Any] = {
    "kind": "", "unverified": False, "note": "", "aliases": [], "sources": [],
}  # fmt: skip
_CHANNEL_DEFAULTS: dict[str, Any] = {"address": "", "source": "", "unverified": False}
_SUCCESSION_DEFAULTS: dict[str, Any] = {"source": "", "unverified": False, "note": ""}


class BadRegister(ValueError):
    """A register file that cannot be used; the message, in Vietnamese, names the row."""


def _check_register(data: dict[str, Any]) -> None:
    """Raise BadRegister where a row lacks what it needs or names an agency that the file does not have."""
    rows = data.get("agency", [])
    if not rows:
        raise BadRegister("Tệp không có cơ quan nào ([[agency]]).")
    for row in rows:
        if lacking := [key for key in ("slug", "name", "kind") if not row.get(key)]:
            raise BadRegister(f"Cơ quan “{row.get('slug') or row.get('name')}” thiếu: {', '.join(lacking)}.")
    known = {row["slug"] for row in rows}
    named = [("agency", "parent"), ("channel", "agency"), ("succession", "from"), ("succession", "to")]
    for table, key in named:
        for row in data.get(table, []):
            if row.get(key) and row[key] not in known:
                raise BadRegister(f"Bảng {table}: “{row[key]}” ({key}) không có trong danh sách cơ quan của tệp.")


def _as_date(row: dict[str, Any], key: str, named: str) -> date | None:
    """Return a day of a row, None where it is left out. BadRegister, naming the row, for what is none."""
    value = row.get(key)
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise BadRegister(f"{named}: “{value}” ({key}) không phải ngày; hãy ghi năm-tháng-ngày.") from error
    # datetime is a date as well, and TOML knows both.
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise BadRegister(f"{named}: {value!r} ({key}) không phải ngày; hãy ghi năm-tháng-ngày.")


def _day_of_succession(row: dict[str, Any]) -> date:
    named = f"Kế thừa của “{row['from']}”"
    day = _as_date(row, "on", named)
    if day is None:
        raise BadRegister(f"{named} thiếu: on.")
    return day


def _agency_values(row: dict[str, Any]) -> dict[str, Any]:
    named = f"Cơ quan “{row['slug']}”"
    values = {key: row.get(key, default) for key, default in _AGENCY_DEFAULTS.items()}
    values |= {"name": row["name"], "short_name": row.get("short_name") or row["name"]}
    values["valid_from"] = _as_date(row, "valid_from", named)
    values["valid_to"] = _as_date(row, "valid_to", named)
    if values["valid_from"] and values["valid_to"] and values["valid_from"] > values["valid_to"]:
        raise BadRegister(f"{named}: ngày cuối (valid_to) trước ngày đầu (valid_from).")
    if row.get("code"):
        try:
            values["code"] = identification_code(row["code"])
        except ValueError as error:
            raise BadRegister(f"{named}: {error}") from error
    values["folded_names"] = folded([row["name"], values["short_name"], *values["aliases"]])
    return values


@transaction.atomic
def load_register(file: Path, *, by: User | None, at: datetime) -> int:
    """Return the number of agencies of a register file (TOML) after bringing the stored register in line with it.

    Rows are known by their slug, so that loading twice changes nothing; a value that the file no longer has is cleared,
    but for the identification code, which hardly any file states and officers enter from their own sources. Rows that
    the file does not have are left alone. A file that does not parse raises tomllib.TOMLDecodeError, one with
    a bad day or code or an unknown agency BadRegister; nothing is stored then.
    """
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    rows = data.get("agency", [])
    _check_register(data)
    agencies = {}
    for row in rows:
        agencies[row["slug"]], _ = Agency.objects.update_or_create(slug=row["slug"], defaults=_agency_values(row))
    for row in rows:
        parent = agencies[row["parent"]] if row.get("parent") else None
        if agencies[row["slug"]].parent != parent:
            Agency.objects.filter(slug=row["slug"]).update(parent=parent)
    for row in data.get("channel", []):
        Channel.objects.update_or_create(
            agency=agencies[row["agency"]],
            kind=row["kind"],
            name=row["name"],
            defaults={key: row.get(key, default) for key, default in _CHANNEL_DEFAULTS.items()},
        )
    for row in data.get("succession", []):
        Succession.objects.update_or_create(
            predecessor=agencies[row["from"]],
            successor=agencies[row["to"]] if row.get("to") else None,
            kind=row["kind"],
            defaults={
                "on": _day_of_succession(row),
                **{key: row.get(key, default) for key, default in _SUCCESSION_DEFAULTS.items()},
            },
        )
    record_act(
        "agencies.load_register",
        subject=agencies[rows[0]["slug"]],
        by=by,
        at=at,
        detail={"file": file.name, "agencies": len(rows)},
    )
    return len(rows)
