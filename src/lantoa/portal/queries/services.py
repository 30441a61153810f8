"""Reads of the service guide for its public pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.apps.search.queries import Found, search_keys
from lantoa.apps.search.storage import NoIndex
from lantoa.apps.services.models import HowTo, Procedure, Sector
from lantoa.apps.services.queries.guide import public_procedures
from lantoa.core.viettext import fold


@dataclass(frozen=True, slots=True)
class AskedProcedures:
    """What the reader asked for; None and "" ask for everything."""

    words: str = ""
    sector: Sector | None = None
    level: str = ""
    online: str = ""

    @property
    def is_narrowing(self) -> bool:
        return bool(self.words or self.is_filtering)

    @property
    def is_filtering(self) -> bool:
        return bool(self.sector or self.level or self.online)


def procedures_asked(asked: AskedProcedures, *, today: date) -> tuple[Any, Found | None]:
    """Return the public procedures that fit, by plain title, or for words the best answer first; and what the search
    for words found, None where there was none. One query; without an index all words must stand in the names.
    """
    rows = public_procedures(today)
    if asked.sector:
        rows = rows.filter(sector=asked.sector)
    if asked.level:
        rows = rows.filter(level=asked.level)
    if asked.online:
        rows = rows.filter(online=asked.online)
    if not asked.words:
        return rows, None
    try:
        found, keys = search_keys(asked.words, today=today, chosen={"kind": "procedure"})
    except NoIndex:
        for word in fold(asked.words).split():
            rows = rows.filter(folded__contains=word)
        return rows, None
    fitting = rows.in_bulk(keys)
    return [fitting[key] for key in keys if key in fitting], found


def public_howtos() -> list[HowTo]:
    """Return the public step-by-step pages in their order."""
    return list(HowTo.objects.filter(public=True))


def beside(procedure: Procedure, *, today: date, most: int = 5) -> list[Procedure]:
    """Return other public procedures of the same sector, of the same level first."""
    rows = public_procedures(today).filter(sector=procedure.sector).exclude(pk=procedure.pk)
    return sorted(rows[: 8 * most], key=lambda row: row.level != procedure.level)[:most]
