"""The real size: 63 provinces, eight components with their total, fifteen editions, in one go."""

from collections.abc import Callable

import pytest
from conftest import NOW, Cast
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.apps.indices.actions.importing import apply_import, paste_table
from lantoa.apps.indices.factories import EntityFactory, IndexSourceFactory, make_edition, make_index
from lantoa.apps.indices.models import Edition, Value
from lantoa.apps.indices.queries.import_plan import plan_of

pytestmark = pytest.mark.django_db

YEARS = range(2008, 2023)


def editions(years: range) -> dict[int, Edition]:
    index, source = make_index("chi-so-lon", parts=8), IndexSourceFactory()
    return {year: make_edition(index, year, source=source) for year in years}


def names(many: int) -> list[str]:
    return [
        EntityFactory.create(name=f"Tỉnh Miền {place}", short_name=f"Miền {place}").short_name for place in range(many)
    ]


def long_table(years: range, provinces: list[str]) -> str:
    """Return a table whose components add up and whose ranks follow from its totals."""
    lines = ["Năm\tTỉnh\tThành phần\tGiá trị\tHạng"]
    for year in years:
        for rank, name in enumerate(provinces, start=1):
            lines.append(f"{year}\t{name}\tTổng điểm\t{80 - rank},00\t{rank}")
            lines.extend(
                f"{year}\t{name}\tThành phần thử {part}\t{(80 - rank) / 8:.3f}\t{rank}".replace(".", ",")
                for part in range(1, 9)
            )
    return "\n".join(lines)


class TestAWholeSet:
    def test_goes_in_at_once(self, cast: Cast) -> None:
        by = cast.programme_officer
        newest = editions(YEARS)[2022]
        text = long_table(YEARS, names(63))
        kept = paste_table(edition=newest, text=text, source=None, by=by, at=NOW)
        plan = plan_of(kept)
        assert plan.counts == {"new": 63 * 9 * 15, "changed": 0, "same": 0, "left": 0}
        vintages = apply_import(index_import=kept, plan_sha256=plan.sha256, reason="", by=by, at=NOW)
        assert [vintage.edition.year_measured for vintage in vintages] == list(YEARS)
        assert Value.objects.current().count() == 63 * 9 * 15

    def test_costs_as_many_queries_as_a_small_one(self, cast: Cast) -> None:
        by, years = cast.programme_officer, range(2020, 2023)
        newest = editions(years)[2022]
        provinces = names(40)

        def asked(do: Callable[[], object]) -> int:
            """Return how many statements were asked; rows go in by batches, as large as the database takes them."""
            with CaptureQueriesContext(connection) as queries:
                do()
            return sum(not query["sql"].startswith('INSERT INTO "indices_value"') for query in queries.captured_queries)

        counts = []
        for many in (2, 40):
            text = long_table(years, provinces[:many])
            kept = paste_table(edition=newest, text=text, source=None, by=by, at=NOW)
            plan = plan_of(kept)
            looked = asked(lambda kept=kept: plan_of(kept))
            entered = asked(
                lambda kept=kept, plan=plan: apply_import(
                    index_import=kept, plan_sha256=plan.sha256, reason="", by=by, at=NOW
                )
            )
            counts.append((looked, entered))
        assert counts[0] == counts[1]
        assert counts[0][0] <= 5
