"""Indices for tests: an index with a scale and its components, entities, editions that are open, values."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import factory

from lantoa.apps.indices.models import (
    Absence,
    Component,
    Edition,
    Entity,
    EntityKind,
    Index,
    IndexSource,
    ScaleVersion,
    Value,
    Vintage,
)


class IndexSourceFactory(factory.django.DjangoModelFactory[IndexSource]):
    class Meta:
        model = IndexSource

    slug = factory.Sequence(lambda place: f"nguon-{place}")
    title = factory.Sequence(lambda place: f"Báo cáo thử số {place}")
    address = factory.LazyAttribute(lambda row: f"https://{row.slug}.example/bao-cao.html")
    publisher = "Cơ quan thử"


class EntityFactory(factory.django.DjangoModelFactory[Entity]):
    class Meta:
        model = Entity

    class Params:
        nation = factory.Trait(kind=EntityKind.NATION, slug="ca-nuoc", name="Cả nước", short_name="Cả nước")
        region = factory.Trait(kind=EntityKind.REGION)
        home = factory.Trait(is_home=True)

    slug = factory.Sequence(lambda place: f"tinh-{place}")
    name = factory.Sequence(lambda place: f"Tỉnh thử số {place}")
    short_name = factory.LazyAttribute(lambda row: row.name.removeprefix("Tỉnh ").capitalize())
    kind = EntityKind.PROVINCE


def make_index(
    slug: str = "chi-so-thu", *, parts: int = 0, scale: Mapping[str, Any] | None = None, **values: Any
) -> Index:
    """Return an index with one scale version of 0 to 100, its total, and so many components of 10 points each."""
    index = Index.objects.create(
        **{"slug": slug, "name": f"Chỉ số {slug}", "short_name": slug.upper(), "publisher": "Nơi công bố thử", **values}
    )
    make_scale(index, parts=parts, **(scale or {}))
    return index


def make_scale(index: Index, *, parts: int = 0, **values: Any) -> ScaleVersion:
    """Return a further scale version of the index, which adds up its components."""
    place = index.scales.count() + 1
    given = {
        "slug": f"thang-{place}",
        "name": f"Thang thử {place}",
        "lowest": Decimal(0),
        "highest": Decimal(10 * parts or 100),
        "rule": ScaleVersion.Rule.SUM,
    }
    scale = ScaleVersion.objects.create(index=index, **{**given, **values})
    total = Component.objects.create(
        scale=scale, code="tong", name="Tổng điểm", short_name="Tổng", highest=scale.highest
    )
    Component.objects.bulk_create(
        Component(
            scale=scale, parent=total, code=f"p{part}", name=f"Thành phần thử {part}", short_name=f"Phần {part}",
            position=part, highest=Decimal(10),
        )
        for part in range(1, parts + 1)
    )  # fmt: skip
    return scale


def make_edition(index: Index, year: int, *, at: datetime | None = None, **values: Any) -> Edition:
    """Return the edition of that year on the newest scale; in public since `at`, hidden without."""
    scale = values.pop("scale", None) or index.scales.order_by("-pk")[0]
    given = {"published_on": date(year + 1, 4, 15), "ranked_count": 63, "opened_at": at}
    return Edition.objects.create(index=index, scale=scale, year_measured=year, **{**given, **values})


def make_value(
    edition: Edition,
    entity: Entity,
    number: str | Decimal | None = None,
    *,
    at: datetime,
    component: Component | None = None,
    source: IndexSource | None = None,
    vintage: Vintage | None = None,
    **values: Any,
) -> Value:
    """Return a value of the total, or of the component; without number, rank and group it says that none was found."""
    if number is None and not values.keys() & {"rank", "group", "absence"}:
        values["absence"] = Absence.NOT_FOUND
    return Value.objects.create(
        edition=edition,
        entity=entity,
        component=component or edition.scale.components.get(parent=None),
        number=None if number is None else Decimal(number),
        source=source or IndexSourceFactory.create(),
        vintage=vintage or first_vintage(edition, at=at),
        **values,
    )


def first_vintage(edition: Edition, *, at: datetime) -> Vintage:
    """Return the first vintage of the edition, made when there is none."""
    found, _ = Vintage.objects.get_or_create(
        edition=edition,
        number=1,
        defaults={"kind": Vintage.Kind.FIRST, "entered_at": at, "key": f"first-{edition.pk}"},
    )
    return found


def make_series(index: Index, entity: Entity, numbers: Mapping[int, str | None], *, at: datetime) -> Sequence[Value]:
    """Return a value for each year, with the editions made where they are not there, all of them open since `at`."""
    source = IndexSourceFactory.create()
    found = []
    for year, number in numbers.items():
        edition = index.editions.filter(year_measured=year).first() or make_edition(index, year, at=at)
        found.append(make_value(edition, entity, number, at=at, source=source))
    return found
