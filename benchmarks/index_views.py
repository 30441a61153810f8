"""What the reads of the index observatory cost with 1, 5 and 15 editions of 63 provinces and 10 components.

    ./lantoa bench index_views
    ./lantoa bench index_views --editions 1 15 --entities 34

Values of made-up provinces, their regions and the nation, with one value in twenty corrected and one in twenty held
against another source. A database of its own is made for the run and dropped after it: SQLite unless DATABASE_URL says
PostgreSQL. Nothing is asserted; the last columns give each size as a multiple of the smallest one.
"""

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

# The settings of the tests: a folder of data that is gone with the process, and a database beside the real one.
os.environ["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings_test"

import django

django.setup()  # what follows needs the settings

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from _database import database  # noqa: E402
from lantoa.apps.indices.models import (  # noqa: E402
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
from lantoa.apps.indices.queries import (  # noqa: E402
    corrections_of,
    default_entities,
    edition_sheet,
    home_standings,
    index_series,
    measured_entities,
    ranking,
    what_if_sheet,
)

REGIONS = 6
LAST_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Stored:
    """What the reads are asked for."""

    index: Index
    editions: list[Edition]
    provinces: list[Entity]
    parts: list[Component]


def store(editions: int, entities: int, components: int) -> Stored:
    """Return an index with so many editions, all values in it."""
    chance = random.Random(300)
    nation = Entity.objects.create(kind=EntityKind.NATION, slug="ca-nuoc", name="Cả nước", short_name="Cả nước")
    regions = [
        Entity.objects.create(kind=EntityKind.REGION, slug=f"vung-{place}", name=f"Vùng {place}", short_name=f"{place}")
        for place in range(REGIONS)
    ]
    provinces = [
        Entity.objects.create(
            slug=f"tinh-{place}", name=f"Tỉnh {place}", short_name=f"{place}", kind=EntityKind.PROVINCE,
            parent=regions[place % REGIONS], is_home=place == 0,
        )
        for place in range(entities)
    ]  # fmt: skip
    index = Index.objects.create(slug="do-thu", name="Chỉ số đo thử", short_name="ĐO", publisher="Đo thử")
    scale = ScaleVersion.objects.create(
        index=index, slug="thang", name="Thang đo thử", lowest=0, highest=10 * components, rule=ScaleVersion.Rule.SUM
    )
    total = Component.objects.create(scale=scale, code="tong", name="Tổng điểm", short_name="Tổng")
    parts = [
        Component.objects.create(
            scale=scale, parent=total, code=f"p{place}", name=f"Thành phần {place}", short_name=f"{place}",
            position=place, highest=10,
        )
        for place in range(1, components + 1)
    ]  # fmt: skip
    sources = [IndexSource.objects.create(slug=f"nguon-{place}", title=f"Nguồn {place}") for place in range(2)]
    made = []
    for place in range(editions):
        edition = Edition.objects.create(
            index=index, scale=scale, year_measured=LAST_YEAR + 1 - editions + place, ranked_count=entities,
            opened_at=timezone.now(),
        )  # fmt: skip
        made.append(edition)
        _store_values(edition, [*provinces, *regions, nation], total, parts, sources, chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Stored(index, made, provinces, parts)


def _store_values(
    edition: Edition,
    entities: list[Entity],
    total: Component,
    parts: list[Component],
    sources: list[IndexSource],
    chance: random.Random,
) -> None:
    first, second = (
        Vintage.objects.create(
            edition=edition, number=number, kind=kind, reason="Đo thử", entered_at=timezone.now(),
            key=f"{edition.pk}-{number}",
        )
        for number, kind in ((1, Vintage.Kind.FIRST), (2, Vintage.Kind.CORRECTION))
    )  # fmt: skip
    values = []
    for entity in entities:
        numbers = {part: Decimal(chance.randint(300, 900)) / 100 for part in parts}
        for component, number in [(total, sum(numbers.values(), Decimal(0))), *numbers.items()]:
            value = partial(Value, edition=edition, entity=entity, component=component, source=sources[0])
            corrected = chance.random() < 0.05
            if corrected:
                values.append(value(number=number - 1, vintage=first, superseded_by=second))
            values.append(value(number=number, vintage=second if corrected else first))
            if chance.random() < 0.05:
                other = Decimal("0.03")
                values.append(value(number=number + other, vintage=first, preferred=False, source=sources[1]))
    Value.objects.bulk_create(values, batch_size=2_000)


def reads(stored: Stored) -> dict[str, Callable[[], Any]]:
    """Return the reads by what they are called in the table."""
    home, edition = stored.provinces[0], Edition.objects.select_related("index", "scale").last()
    assert edition is not None
    return {
        "default entities": lambda: default_entities(stored.index),
        "entities to choose from": lambda: measured_entities(stored.index),
        "series of 3 entities": lambda: index_series(stored.index, default_entities(stored.index)),
        "series of all entities": lambda: index_series(stored.index, stored.provinces),
        "series of a component, all": lambda: index_series(stored.index, stored.provinces, component=stored.parts[0]),
        "edition by component": lambda: edition_sheet(edition, home),
        "where home stands": home_standings,
        "ranking of an edition": lambda: ranking(edition),
        "what-if against the best": lambda: what_if_sheet(edition, home, stored.parts[0], "best"),
        "corrections of all editions": lambda: corrections_of(stored.editions),
    }


@dataclass(frozen=True, slots=True)
class Figure:
    """The median milliseconds of one read, and its queries."""

    milliseconds: float
    queries: int


def measure(editions: int, entities: int, components: int, repeats: int) -> dict[str, Figure]:
    """Return the figures of one size, in a database of its own."""
    with database():
        stored = store(editions, entities, components)
        print(f"{editions} editions: {Value.objects.count()} values")
        return {words: _figure(read, repeats) for words, read in reads(stored).items()}


def _figure(read: Callable[[], Any], repeats: int) -> Figure:
    with CaptureQueriesContext(connection) as asked:
        read()
    spent = []
    for _ in range(repeats):
        started = time.perf_counter()
        read()
        spent.append((time.perf_counter() - started) * 1_000)
    return Figure(statistics.median(spent), len(asked))


def main() -> None:
    parser = argparse.ArgumentParser(prog="./lantoa bench index_views")
    parser.add_argument("--editions", type=int, nargs="+", default=[1, 5, 15])
    parser.add_argument("--entities", type=int, default=63)
    parser.add_argument("--components", type=int, default=10)
    parser.add_argument("--repeats", type=int, default=9)
    asked = parser.parse_args()
    found = [measure(size, asked.entities, asked.components, asked.repeats) for size in asked.editions]
    sizes = asked.editions
    print(f"\n{connection.vendor}; {asked.entities} entities, {asked.components} components\n")
    heads = [*(f"{size}: ms" for size in sizes), *(f"{size}: queries" for size in sizes)]
    heads += [f"x of {size}" for size in sizes[1:]]
    print(f"| {'read':28} | {' | '.join(heads)} |\n|{' --- |' * (len(heads) + 1)}")
    for words in found[0]:
        row = [figures[words] for figures in found]
        cells = [*(f"{one.milliseconds:.1f}" for one in row), *(str(one.queries) for one in row)]
        cells += [f"{one.milliseconds / row[0].milliseconds:.1f}" for one in row[1:]]
        print(f"| {words:28} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
