"""What is stored of the indices, brought in line with what files say; rows that people have changed are left alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.indices.actions.shipped_rows import Row

_Row = TypeVar("_Row", bound=models.Model)
_Key = TypeVar("_Key")
# Acts that leave definitions as they are; any other act of indices means that a person has taken the row over.
_NOT_EDITING = (
    "indices.load_indices",
    "indices.enter_values",
    "indices.open_edition",
    "indices.hide_edition",
    "indices.set_links",
)


def edited_rows() -> frozenset[tuple[str, str]]:
    """Return the rows of indices that people have changed by the audit trail: type and key. One query."""
    acts = AuditEntry.objects.filter(act__startswith="indices.", subject_type__startswith="indices.")
    return frozenset(acts.exclude(act__in=_NOT_EDITING).values_list("subject_type", "subject_id").distinct())


@dataclass(slots=True)
class Stock:
    """Counts what a loading changes; knows what people have changed before."""

    edited: frozenset[tuple[str, str]]
    kept: int = 0
    touched: set[tuple[str, str]] = field(default_factory=set)

    @property
    def changed(self) -> int:
        """Return how many rows were made or changed."""
        return len(self.touched)

    def touch(self, row: models.Model) -> None:
        """Count the row as changed, once."""
        self.touched.add((row._meta.label_lower, str(row.pk)))

    def is_edited(self, row: models.Model) -> bool:
        """Return whether people have changed this row."""
        return (row._meta.label_lower, str(row.pk)) in self.edited

    def bring(
        self,
        model: type[_Row],
        stored: Mapping[_Key, _Row],
        wanted: Mapping[_Key, tuple[Row, Mapping[str, Any]]],
        *,
        only_new: Mapping[str, Any] | None = None,
    ) -> dict[_Key, _Row]:
        """Return all rows by their keys after making the wanted ones that are not there and changing those that differ.

        Fields that a file does not mention are left alone. BadIndices for a value that its field cannot hold.
        At most two writes a kind, whatever the number of rows.
        """
        found = dict(stored)
        new, changed, names = [], [], set[str]()
        for key, (row, said) in wanted.items():
            one = found.get(key)
            if one is None:
                found[key] = one = model(**said, **(only_new or {}))
                new.append(one)
            else:
                differing = {name: value for name, value in said.items() if getattr(one, name) != value}
                if not differing:
                    continue
                if self.is_edited(one):
                    self.kept += 1
                    continue
                for name, value in differing.items():
                    setattr(one, name, value)
                names |= {model._meta.get_field(name.removesuffix("_id")).name for name in differing}
                changed.append(one)
            _check(one, row)
        model._default_manager.bulk_create(new, batch_size=500)
        if changed:
            model._default_manager.bulk_update(changed, sorted(names), batch_size=500)
        for one in (*new, *changed):
            self.touch(one)
        return found


def _check(one: models.Model, row: Row) -> None:
    relations = {field.name for field in one._meta.concrete_fields if field.is_relation}
    try:
        one.clean_fields(exclude=relations)
    except ValidationError as error:
        told = "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())
        raise row.fault(told) from error
