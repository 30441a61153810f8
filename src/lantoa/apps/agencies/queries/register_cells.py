"""The register as the cells of its tables, for a workbook to download."""

from collections.abc import Iterator
from typing import Any

from lantoa.apps.agencies.models import Agency, Channel, Contact, Succession
from lantoa.apps.agencies.tables.cells import shown
from lantoa.apps.agencies.tables.columns import AGENCIES, CHANNEL_TABLE, CONTACTS, SUCCESSION_TABLE, Column, Table


def register_cells() -> dict[str, list[list[str]]]:
    """Return the cells of each table by its key, agencies by kind and name. Four queries whatever the numbers."""
    agencies = {row.pk: row for row in Agency.objects.all()}
    by_agency = ("agency__kind", "agency__name", "agency", "kind", "name")
    return {
        AGENCIES.key: [_cells(AGENCIES, row, agencies) for row in agencies.values()],
        CHANNEL_TABLE.key: [_cells(CHANNEL_TABLE, row, agencies) for row in Channel.objects.order_by(*by_agency)],
        CONTACTS.key: [
            _cells(CONTACTS, row, agencies) for row in Contact.objects.order_by("agency__name", "agency", "name", "pk")
        ],
        SUCCESSION_TABLE.key: [
            _cells(SUCCESSION_TABLE, row, agencies) for row in Succession.objects.order_by("on", "predecessor", "pk")
        ],
    }


def _cells(table: Table, row: Any, agencies: dict[int, Agency]) -> list[str]:
    return list(_each_cell(table, row, agencies))


def _each_cell(table: Table, row: Any, agencies: dict[int, Agency]) -> Iterator[str]:
    for column in table.columns:
        if column.told or column.refers:
            named = agencies.get(getattr(row, f"{_reference(column)}_id"))
            yield "" if named is None else named.name if column.told else named.slug
        else:
            yield shown(getattr(row, column.field), column.labels)


def _reference(column: Column) -> str:
    return column.field.removesuffix("_name")
