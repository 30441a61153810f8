"""What a survey of one's own has brought in for one edition: means, numbers of answers, and what stands now."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lantoa.apps.indices.models import Absence, Component, Edition, Entity, IndexSource, SurveySample, Value
from lantoa.core.viettext import sort_key


@dataclass(frozen=True)
class SurveyReadings:
    """The means as they came in, whatever was worked out from them since, and the current values, by entity and
    component.
    """

    edition: Edition
    components: tuple[Component, ...]
    entities: tuple[Entity, ...]
    means: Mapping[tuple[int, int], Value]
    current: Mapping[tuple[int, int], Value]
    answers: Mapping[int, int]

    @property
    def minimum(self) -> int | None:
        """Return with how many answers an entity gets a total at the least, None where nobody set it."""
        return self.edition.minimum_answers

    @cached_property
    def total(self) -> Component:
        return next(component for component in self.components if component.is_total)

    @cached_property
    def parts(self) -> tuple[Component, ...]:
        """Return every component but the total."""
        return tuple(component for component in self.components if not component.is_total)

    @cached_property
    def _parts_by_whole(self) -> dict[int | None, list[Component]]:
        found = defaultdict[int | None, list[Component]](list)
        for component in self.components:
            found[component.parent_id].append(component)
        return found

    def parts_of(self, component: Component) -> list[Component]:
        return self._parts_by_whole.get(component.pk, [])

    @cached_property
    def wholes(self) -> frozenset[int]:
        """Return the components that have parts."""
        return frozenset(pk for pk in self._parts_by_whole if pk is not None)

    def mean(self, entity: Entity, component: Component) -> Value | None:
        return self.means.get((entity.pk, component.pk))

    def not_applicable(self, entity: Entity) -> frozenset[str]:
        """Return the codes of the components that do not apply to it."""
        given = ((part, self.mean(entity, part)) for part in self.parts)
        return frozenset(part.code for part, mean in given if mean and mean.absence == Absence.NOT_APPLICABLE)

    def source_of(self, entity: Entity) -> IndexSource:
        """Return where its total comes from: as before, else where its means do, else where those of the others do."""
        if now := self.current.get((entity.pk, self.total.pk)):
            return now.source
        own = [value for (pk, _), value in self.means.items() if pk == entity.pk]
        return (own or list(self.means.values()))[0].source

    def is_unverified(self, entity: Entity) -> bool:
        return any(value.unverified for (pk, _), value in self.means.items() if pk == entity.pk)

    @cached_property
    def typed_totals(self) -> tuple[Entity, ...]:
        """Return the entities whose total was entered as a number and not worked out."""
        return tuple(one for one in self.entities if (mean := self.mean(one, self.total)) and not mean.absence)

    @cached_property
    def left_out(self) -> frozenset[int]:
        """Return the entities of which somebody said that they have no total, and why."""
        return frozenset(one.pk for one in self.entities if (mean := self.mean(one, self.total)) and mean.absence)

    @cached_property
    def without_sample(self) -> tuple[Entity, ...]:
        return tuple(one for one in self.entities if one.pk not in self.answers and one.pk not in self.left_out)

    @cached_property
    def too_few(self) -> tuple[Entity, ...]:
        """Return the entities with fewer answers than asked for."""
        return tuple(one for one in self.entities if one.pk not in self.left_out and self._is_short(one))

    @cached_property
    def enough(self) -> tuple[Entity, ...]:
        """Return the entities that get a total."""
        return tuple(one for one in self.entities if one.pk not in self.left_out and not self._is_short(one))

    def _is_short(self, entity: Entity) -> bool:
        return self.minimum is not None and self.answers.get(entity.pk, self.minimum) < self.minimum


def survey_readings(edition: Edition) -> SurveyReadings:
    """Return what the survey of the edition brought in, entities in Vietnamese order of names. Four queries.

    A mean is the preferred value that was not worked out, or the newest one when it was taken back for want of answers.
    """
    components = tuple(edition.scale.components.all())
    rows = Value.objects.filter(edition=edition, preferred=True).select_related("entity", "source", "vintage")
    means: dict[tuple[int, int], Value] = {}
    current: dict[tuple[int, int], Value] = {}
    entities: dict[int, Entity] = {}
    for value in rows.order_by("vintage__number", "pk"):
        key = (value.entity_id, value.component_id)
        entities[value.entity_id] = value.entity
        if not value.derived:
            means[key] = value
        if value.superseded_by_id is None:
            current[key] = value
    means |= {key: value for key, value in current.items() if not value.derived}
    samples = SurveySample.objects.filter(edition=edition).select_related("entity")
    answers = {sample.entity_id: sample.answers for sample in samples}
    if means:
        entities |= {sample.entity_id: sample.entity for sample in samples}
    ordered = tuple(sorted(entities.values(), key=lambda entity: sort_key(entity.name)))
    return SurveyReadings(edition, components, ordered, means, current, answers)
