"""The indices of the demonstration: the real values that ship, links to the themes, and an illustrative DDCI."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import AgencyKind
from lantoa.apps.demo.newsroom import themes_of
from lantoa.apps.directives.models import Programme
from lantoa.apps.indices.actions import Loaded, compute_edition, enter_values, link_themes, load_indices
from lantoa.apps.indices.actions.components import add_component
from lantoa.apps.indices.actions.editions import save_edition
from lantoa.apps.indices.actions.entities import take_over_agencies
from lantoa.apps.indices.actions.indices import save_scale
from lantoa.apps.indices.actions.opening import open_edition
from lantoa.apps.indices.models import (
    Component,
    ComponentTheme,
    Edition,
    Entity,
    EntityKind,
    Index,
    IndexSource,
    ScaleVersion,
    SurveySample,
)
from lantoa.apps.indices.queries.new_values import NewValue

FILE = Path(__file__).parent / "indices.toml"
SCALE = "minh-hoa"
SOURCE = "ddci-minh-hoa"
# Departments and districts as they were at the end of the year measured last.
_DAY = date(2023, 12, 31)
_KINDS = (EntityKind.DEPARTMENT, EntityKind.DISTRICT)
# Nobody scores the armed forces, customs or taxes, not even in jest.
_MEASURED = (AgencyKind.PROVINCIAL_DEPARTMENT, AgencyKind.DISTRICT_COMMITTEE)
_NOTE = "Số liệu minh họa: không có cuộc khảo sát nào; điểm do máy đặt ra để trình diễn cách tính."


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the step did: the loading, links made now, illustrative editions made now."""

    loaded: Loaded
    links: int
    editions: int


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def fill_indices(programme: Programme, *, by: User, at: datetime) -> Indexed:
    """Return what was added; a second run adds nothing."""
    loaded = load_indices(by=by, at=at)
    editions = _hold_ddci(by=by, at=at)
    return Indexed(loaded, link_themes(links=_links(programme), by=by, at=at), editions)


def _links(programme: Programme) -> list[ComponentTheme]:
    """Return the links of the file; another directive may have fewer themes."""
    themes = themes_of(programme)
    if not programme.illustrative or len(themes) < max(row["theme"] for row in _told()["link"]):
        return []
    found: dict[tuple[str, str], list[Component]] = {}
    for component in Component.objects.select_related("scale__index"):
        found.setdefault((component.scale.index.slug, component.code), []).append(component)
    return [
        ComponentTheme(component=component, theme=themes[row["theme"]], note=row["note"])
        for row in _told()["link"]
        for component in found[row["index"], row["component"]]
    ]


def _hold_ddci(*, by: User, at: datetime) -> int:
    """Return how many illustrative editions of the province's own index were made now."""
    index, told = Index.objects.get(slug="ddci"), _told()["ddci"]
    made = 0
    take_over_agencies(day=_DAY, kinds=_KINDS, by=by, at=at)
    for year in told["years"]:
        if not index.editions.filter(year_measured=year).exists():
            with transaction.atomic():
                _hold_edition(index, year, told, by=by, at=at)
            made += 1
    return made


def _hold_edition(index: Index, year: int, told: Mapping[str, Any], *, by: User, at: datetime) -> None:
    source, _ = IndexSource.objects.get_or_create(
        slug=SOURCE,
        defaults={"title": "DDCI minh họa của bản trình diễn", "publisher": "Dự án Lan Tỏa", "note": _NOTE},
    )
    scale = index.scales.filter(slug=SCALE).first() or _make_scale(index, told["component"], source, by=by, at=at)
    values = {
        "scale": scale, "year_measured": year, "source": source, "illustrative": True, "note": _NOTE,
        "minimum_answers": told["minimum_answers"],
    }  # fmt: skip
    edition = save_edition(index=index, edition=None, values=values, by=by, at=at)
    entities = list(Entity.objects.filter(kind__in=_KINDS, agency__kind__in=_MEASURED).select_related("agency"))
    few = told["few_answers"]
    SurveySample.objects.bulk_create(_sample(edition, entity, few) for entity in entities)
    enter_values(edition=edition, rows=_means(edition, entities), key=f"demo-ddci-{year}", by=by, at=at, source=source)
    compute_edition(edition=edition, by=by, at=at)
    open_edition(edition=edition, by=by, at=at)


def _make_scale(
    index: Index, rows: Sequence[Mapping[str, Any]], source: IndexSource, *, by: User, at: datetime
) -> ScaleVersion:
    values = {
        "slug": SCALE, "name": "Thang 100 điểm minh họa, tám thành phần", "lowest": Decimal(0),
        "highest": Decimal(100), "rule": ScaleVersion.Rule.WEIGHTED_MEAN, "source": source, "note": _NOTE,
    }  # fmt: skip
    scale = save_scale(index=index, scale=None, values=values, by=by, at=at)
    total = scale.components.get(parent=None)
    for row in rows:
        weight = Decimal(row["weight"])
        part = {**row, "weight": weight, "highest": Decimal(10), "parent": total, "source": source}
        add_component(scale=scale, values=part, by=by, at=at)
    return scale


def _sample(edition: Edition, entity: Entity, few: Mapping[str, int]) -> SurveySample:
    assert entity.agency
    sent = _chance(edition, entity, "phieu").randint(90, 200)
    answers = few.get(entity.agency.slug) or sent * 7 // 10
    return SurveySample(edition=edition, entity=entity, sent=sent, answers=answers)


def _means(edition: Edition, entities: Sequence[Entity]) -> list[NewValue]:
    """Return a mean for each entity and component, the same in every run: made up, around a level of the entity."""
    parts = list(edition.scale.components.exclude(parent=None))
    return [
        NewValue(entity, part, Decimal(_level(edition, entity, part)).scaleb(-2))
        for entity in entities
        for part in parts
    ]


def _level(edition: Edition, entity: Entity, part: Component) -> int:
    return _chance(None, entity, "muc").randint(580, 760) + _chance(edition, entity, part.code).randint(-90, 110)


def _chance(edition: Edition | None, entity: Entity, what: str) -> random.Random:
    year = edition.year_measured if edition else ""
    return random.Random(f"{what} {year} {entity.slug}")  # made-up figures, not a secret
