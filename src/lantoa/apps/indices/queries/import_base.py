"""What the values of an import are held against: editions, components, entities and the values that are stored."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from lantoa.apps.indices.models import Component, Edition, Entity, Index, IndexImport, Value
from lantoa.apps.indices.queries.entity_names import EntityNames
from lantoa.apps.indices.tables.headings import Part, component_codes

# Of an entity in a component.
Place = tuple[int, int]
# Of a component in an edition.
Column = tuple[int, int]


@dataclass(frozen=True)
class ImportBase:
    """All that an import of one index is compared with, read at once: five queries whatever the numbers."""

    index: Index
    editions: Mapping[int, Edition]
    components: Mapping[int, Mapping[str, Component]]
    names: EntityNames
    stored: Mapping[int, Mapping[Place, list[Value]]]
    by_year: Mapping[int, Edition] = field(default_factory=dict)

    def parts_of(self, edition: Edition) -> list[Part]:
        """Return the components of the edition's scale as headings may call them."""
        return _parts(self.parts_in(edition), self.index)

    def parts_in(self, edition: Edition) -> Collection[Component]:
        """Return the components of the edition's scale."""
        return self.components[edition.scale_id].values()

    @cached_property
    def _codes(self) -> dict[int, dict[str, str]]:
        return {scale: component_codes(_parts(parts.values(), self.index)) for scale, parts in self.components.items()}

    def codes_of(self, edition: Edition) -> dict[str, str]:
        """Return the codes of the edition's components by the words that cells use for them."""
        return self._codes[edition.scale_id]

    def values_at(self, edition: Edition, place: Place) -> list[Value]:
        """Return the current values of a place, of all sources."""
        return self.stored.get(edition.pk, {}).get(place, [])

    def numbers(self) -> dict[Place, dict[int, Decimal]]:
        """Return the preferred numbers by year of every entity in every component."""
        found: dict[Place, dict[int, Decimal]] = {}
        for pk, places in self.stored.items():
            year = self.editions[pk].year_measured
            for place, values in places.items():
                for value in values:
                    if value.preferred and value.number is not None:
                        found.setdefault(place, {})[year] = value.number
        return found


def _parts(components: Iterable[Component], index: Index) -> list[Part]:
    parts = []
    for component in components:
        names = [component.name, component.short_name, component.code]
        if component.is_total:
            names += [index.short_name, index.name, *index.other_names]
        parts.append(Part(component.code, tuple(map(str, names)), component.is_total))
    return parts


def import_base(index: Index) -> ImportBase:
    """Return what an import of the index is compared with. Five queries."""
    editions = {row.pk: row for row in Edition.objects.filter(index=index).select_related("index", "scale", "source")}
    components: dict[int, dict[str, Component]] = {edition.scale_id: {} for edition in editions.values()}
    for component in Component.objects.filter(scale__index=index):
        components.setdefault(component.scale_id, {})[component.code] = component
    stored: dict[int, dict[Place, list[Value]]] = {}
    for value in Value.objects.current().filter(edition__index=index).order_by("pk"):
        stored.setdefault(value.edition_id, {}).setdefault((value.entity_id, value.component_id), []).append(value)
    return ImportBase(
        index,
        editions,
        components,
        EntityNames(Entity.objects.all(), index.kind),
        stored,
        {edition.year_measured: edition for edition in editions.values()},
    )


def base_of(kept: IndexImport) -> ImportBase:
    """Return what a kept import is compared with. Five queries."""
    return import_base(kept.edition.index)
