"""Reads of the service guide for its public pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.apps.search.queries import MOST_HITS
from lantoa.apps.search.queries import search as find
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
        return bool(self.words or self.sector or self.level or self.online)


def procedures_asked(asked: AskedProcedures, *, today: date) -> Any:
    """Return the public procedures that fit: by plain title, or for words the best answer first. One query and a
    search for words; without an index all words must stand in the names.
    """
    rows = public_procedures(today)
    if asked.sector:
        rows = rows.filter(sector=asked.sector)
    if asked.level:
        rows = rows.filter(level=asked.level)
    if asked.online:
        rows = rows.filter(online=asked.online)
    if not asked.words:
        return rows
    try:
        hits = find(asked.words, today=today, chosen={"kind": "procedure"}, limit=MOST_HITS).hits
    except NoIndex:
        for word in fold(asked.words).split():
            rows = rows.filter(folded__contains=word)
        return rows
    found = rows.in_bulk([int(hit.document.key) for hit in hits])
    return [found[key] for hit in hits if (key := int(hit.document.key)) in found]


def public_howtos() -> list[HowTo]:
    """Return the public step-by-step pages in their order."""
    return list(HowTo.objects.filter(public=True))


def beside(procedure: Procedure, *, today: date, most: int = 5) -> list[Procedure]:
    """Return other public procedures of the same sector, of the same level first."""
    rows = public_procedures(today).filter(sector=procedure.sector).exclude(pk=procedure.pk)
    return sorted(rows[: 8 * most], key=lambda row: row.level != procedure.level)[:most]
