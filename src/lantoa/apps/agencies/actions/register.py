"""Writes of the register of agencies."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency, Channel, Succession, folded
from lantoa.apps.base.actions import record_act

_AGENCY_FIELDS = ("name", "short_name", "kind", "unverified", "note", "aliases", "sources", "valid_from", "valid_to")


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


def _as_date(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _agency_values(row: dict[str, Any]) -> dict[str, Any]:
    values = {key: row[key] for key in _AGENCY_FIELDS if key in row}
    values["short_name"] = row.get("short_name") or row["name"]
    values["valid_from"] = _as_date(row.get("valid_from"))
    values["valid_to"] = _as_date(row.get("valid_to"))
    values["folded_names"] = folded([row["name"], values["short_name"], *row.get("aliases", [])])
    return values


@transaction.atomic
def load_register(file: Path, *, by: User | None, at: datetime) -> int:
    """Return the number of agencies of a register file (TOML) after bringing the stored register in line with it.

    Rows are known by their slug, so that loading twice changes nothing; rows not in the file are left alone.
    A file that does not parse raises tomllib.TOMLDecodeError, one that names an unknown agency BadRegister; nothing
    is stored then.
    """
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    rows = data.get("agency", [])
    _check_register(data)
    agencies = {}
    for row in rows:
        agencies[row["slug"]], _ = Agency.objects.update_or_create(slug=row["slug"], defaults=_agency_values(row))
    for row in rows:
        if row.get("parent"):
            Agency.objects.filter(slug=row["slug"]).update(parent=agencies[row["parent"]])
    for row in data.get("channel", []):
        Channel.objects.update_or_create(
            agency=agencies[row["agency"]],
            kind=row["kind"],
            name=row["name"],
            defaults={key: row[key] for key in ("address", "source", "unverified") if key in row},
        )
    for row in data.get("succession", []):
        Succession.objects.update_or_create(
            predecessor=agencies[row["from"]],
            successor=agencies[row["to"]] if row.get("to") else None,
            kind=row["kind"],
            defaults={
                "on": date.fromisoformat(row["on"]),
                **{key: row[key] for key in ("source", "unverified", "note") if key in row},
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
