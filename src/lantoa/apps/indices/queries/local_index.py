"""The province's own index, step by step: what one edition has and what it still lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lantoa.apps.indices.models import Component, Edition, Entity, EntityKind, Index, ScaleVersion, SurveySample, Value
from lantoa.apps.indices.queries.survey import SurveyReadings, survey_readings
from lantoa.apps.indices.queries.survey_rows import computed_rows, why_not_computed
from lantoa.core.viettext import sort_key

LOCAL_KINDS = (EntityKind.DEPARTMENT, EntityKind.DISTRICT, EntityKind.COMMUNE)


@dataclass(frozen=True, slots=True)
class Placed:
    """One entity with its current total, or why there is none, and its sample."""

    entity: Entity
    value: Value | None
    sample: SurveySample | None


@dataclass(frozen=True, slots=True)
class LocalSteps:
    """All that the steps of one edition show. `to_change`: how many values would change if it were computed now;
    `why_not`: what stands in the way, "" for nothing.
    """

    edition: Edition
    readings: SurveyReadings
    entities: tuple[Entity, ...]
    without_weight: tuple[Component, ...]
    weights: Decimal
    missing: tuple[tuple[Entity, tuple[Component, ...]], ...]
    to_change: int
    why_not: str
    placed: tuple[tuple[str, tuple[Placed, ...]], ...]


def local_editions() -> list[Edition]:
    """Return the editions of indices within the province, newest first. One query."""
    editions = Edition.objects.filter(index__kind=Index.Kind.LOCAL).select_related("index", "scale")
    return list(editions.order_by("index__position", "index", "-year_measured"))


def local_entities(edition: Edition) -> list[Entity]:
    """Return the entities within the province that existed in the year measured, by kind and name. One query."""
    found = Entity.objects.valid_in(edition.year_measured).filter(kind__in=LOCAL_KINDS)
    return sorted(found, key=lambda entity: (LOCAL_KINDS.index(EntityKind(entity.kind)), sort_key(entity.name)))


def local_steps(edition: Edition) -> LocalSteps:
    """Return what the edition has and lacks. Five queries, whatever the number of entities."""
    readings = survey_readings(edition)
    samples = {row.entity_id: row for row in SurveySample.objects.filter(edition=edition)}
    weighed = edition.scale.rule == ScaleVersion.Rule.WEIGHTED_MEAN
    why_not = why_not_computed(edition, readings)
    return LocalSteps(
        edition=edition,
        readings=readings,
        entities=tuple(local_entities(edition)),
        without_weight=tuple(part for part in readings.parts if weighed and part.weight is None),
        weights=sum((part.weight or Decimal(0) for part in readings.parts_of(readings.total)), Decimal(0)),
        missing=tuple(_missing(readings)),
        to_change=0 if why_not else len(computed_rows(edition, readings)),
        why_not=why_not,
        placed=_placed(readings, samples),
    )


def _missing(readings: SurveyReadings) -> Iterable[tuple[Entity, tuple[Component, ...]]]:
    """Yield the entities with means that lack the mean of a component without parts."""
    leaves = [part for part in readings.parts if part.pk not in readings.wholes]
    for entity in readings.entities:
        lacking = tuple(part for part in leaves if readings.mean(entity, part) is None)
        if lacking:
            yield entity, lacking


def _placed(readings: SurveyReadings, samples: dict[int, SurveySample]) -> tuple[tuple[str, tuple[Placed, ...]], ...]:
    found: dict[str, list[Placed]] = {}
    for entity in readings.entities:
        value = readings.current.get((entity.pk, readings.total.pk))
        found.setdefault(entity.kind, []).append(Placed(entity, value, samples.get(entity.pk)))
    kinds = sorted(found, key=lambda kind: list(EntityKind.values).index(kind))
    return tuple((str(EntityKind(kind).label), tuple(sorted(found[kind], key=_place))) for kind in kinds)


def _place(one: Placed) -> tuple[int, object]:
    rank = one.value.rank if one.value else None
    return rank or 1_000_000, sort_key(one.entity.name)
