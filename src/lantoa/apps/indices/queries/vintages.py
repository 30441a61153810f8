"""The vintages of an edition with how much each of them brought and replaced."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from lantoa.apps.indices.models import Edition, Value, Vintage


@dataclass(frozen=True, slots=True)
class VintageRow:
    """One vintage: the values it entered, absences among them, those that later ones replaced, those it replaced."""

    vintage: Vintage
    entered: int
    absences: int
    replaced_since: int
    replaced: int


def vintage_rows(edition: Edition) -> list[VintageRow]:
    """Return the vintages, the newest first. Three queries."""
    values = Value.objects.filter(edition=edition).order_by()
    entered = {
        row["vintage"]: row
        for row in values.values("vintage").annotate(
            entered=Count("pk"),
            absences=Count("pk", filter=~Q(absence="")),
            replaced_since=Count("pk", filter=~Q(superseded_by=None)),
        )
    }
    replaced = {
        row["superseded_by"]: row["found"]
        for row in values.exclude(superseded_by=None).values("superseded_by").annotate(found=Count("pk"))
    }
    found = []
    for vintage in edition.vintages.select_related("entered_by").order_by("-number"):
        row: Mapping[str, Any] = entered.get(vintage.pk, {})
        found.append(
            VintageRow(
                vintage,
                entered=row.get("entered", 0),
                absences=row.get("absences", 0),
                replaced_since=row.get("replaced_since", 0),
                replaced=replaced.get(vintage.pk, 0),
            )
        )
    return found
