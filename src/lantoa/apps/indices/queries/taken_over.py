"""Which agencies of the register could be measured as entities, and which of them are already."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.indices.models import Entity, EntityKind
from lantoa.core.viettext import sort_key

# What an index within the province measures.
KINDS = {
    AgencyKind.PROVINCIAL_DEPARTMENT: EntityKind.DEPARTMENT,
    AgencyKind.PROVINCIAL_AGENCY: EntityKind.DEPARTMENT,
    AgencyKind.DISTRICT_COMMITTEE: EntityKind.DISTRICT,
    AgencyKind.COMMUNE_COMMITTEE: EntityKind.COMMUNE,
    AgencyKind.ISLAND_ZONE: EntityKind.COMMUNE,
}


@dataclass(frozen=True, slots=True)
class TakenOver:
    """An agency valid on the day with the kind of entity it would be; `entity` is the one it is already."""

    agency: Agency
    kind: EntityKind
    entity: Entity | None


def agencies_to_take(*, day: date, kinds: Collection[str]) -> list[TakenOver]:
    """Return the agencies valid on the day that make entities of these kinds, by kind and name. Two queries."""
    wanted = {agency: entity for agency, entity in KINDS.items() if entity in kinds}
    agencies = list(Agency.objects.valid_on(day).filter(kind__in=list(wanted)))
    known = {entity.agency_id: entity for entity in Entity.objects.filter(agency__in=agencies)}
    rows = [TakenOver(one, wanted[AgencyKind(one.kind)], known.get(one.pk)) for one in agencies]
    return sorted(rows, key=lambda row: (row.kind, sort_key(row.agency.name)))
