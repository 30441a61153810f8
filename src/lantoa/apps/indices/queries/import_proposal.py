"""What the columns of an uploaded table are taken to mean until the officer says otherwise."""

from collections.abc import Sequence
from dataclasses import replace

from lantoa.apps.base.guard_tables import Sheet
from lantoa.apps.indices.models import Edition
from lantoa.apps.indices.queries.import_base import ImportBase
from lantoa.apps.indices.tables.cells import years_in
from lantoa.apps.indices.tables.headings import ENTITY, NUMBER_OF, VALUE, YEAR, propose
from lantoa.apps.indices.tables.mapping import Mapping, SheetMapping


def proposed_mapping(base: ImportBase, edition: Edition, sheets: Sequence[Sheet]) -> Mapping:
    """Return the mapping that headings and names of sheets speak for. No query.

    Of several sheets those that are named by a year are for its edition; where none is, the first that looks like a
    table of values is for the edition that was chosen.
    """
    proposed = [_sheet(base, edition, sheet) for sheet in sheets]
    by_year = [place for place, sheet in enumerate(sheets) if proposed[place].used and len(years_in(sheet.name)) == 1]
    used = [place for place, sheet in enumerate(proposed) if sheet.used]
    if len(by_year) < 2:
        kept = used[:1]
        return Mapping(tuple(replace(sheet, used=place in kept) for place, sheet in enumerate(proposed)))
    found = []
    for place, sheet in enumerate(proposed):
        if place not in by_year:
            found.append(replace(sheet, used=False))
            continue
        of_year = base.by_year.get(years_in(sheets[place].name)[0])
        again = _sheet(base, of_year, sheets[place]) if of_year else sheet
        found.append(replace(again, used=True, edition=of_year.pk if of_year else None))
    return Mapping(tuple(found))


def _sheet(base: ImportBase, edition: Edition, sheet: Sheet) -> SheetMapping:
    layout = propose(sheet.rows, base.parts_of(edition), base.names.knows)
    speaks = any(role == VALUE or role.startswith(NUMBER_OF) for role in layout.roles)
    has_rows = len(sheet.rows) > layout.first
    used = has_rows and ENTITY in layout.roles and (speaks or YEAR in layout.roles or any(layout.roles))
    return SheetMapping(used, edition.pk, layout.first, layout.headings, layout.roles)
