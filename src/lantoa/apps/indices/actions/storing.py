"""One way to store a row of the back office: only what has changed, with the old and the new in the audit trail."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from lantoa.apps.base.actions import Actor, record_act


class CannotChangeIndex(ValueError):
    """The index cannot be changed so; the message, in Vietnamese, says why and what to do."""


def plain(value: Any) -> Any:
    """Return a value as JSON has it.

    >>> plain(Decimal("61.26000")), plain(date(2023, 4, 12)), plain(None)
    ('61.26', '2023-04-12', None)
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value.pk if isinstance(value, models.Model) else str(value)


def add_row(row: models.Model, *, act: str, by: Actor, at: datetime) -> None:
    """Store a new row, and what stands in it in the audit trail. Call it inside the transaction."""
    row.save(force_insert=True)
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    values = [[field.name, plain(field.value_from_object(row))] for field in fields]
    record_act(
        act, subject=row, by=by, at=at, detail={"values": [pair for pair in values if pair[1] not in ("", None)]}
    )


def change_row(row: models.Model, values: Mapping[str, Any], *, act: str, by: Actor, at: datetime) -> list[str]:
    """Return the fields that differ from what is stored, changed now; [] where there are none, and nothing is written.

    Call it inside the transaction, with the row as it is stored: a form of a model has written into its own.
    """
    changes = {name: [getattr(row, name), value] for name, value in values.items() if getattr(row, name) != value}
    for name, (_, value) in changes.items():
        setattr(row, name, value)
    if changes:
        row.save(update_fields=list(changes))
        # Names stand beside the values, not as keys: the trail takes a "code" or an "answer" for a secret.
        told = [[name, plain(before), plain(after)] for name, (before, after) in changes.items()]
        record_act(act, subject=row, by=by, at=at, detail={"changes": told})
    return list(changes)
