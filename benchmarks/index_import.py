"""What importing a long table of index values costs with 1, 5 and 15 editions of 63 provinces and 9 components.

    ./lantoa bench index_import
    ./lantoa bench index_import --editions 1 15 --entities 34

Measured for each size: reading the pasted table and proposing its columns, comparing it with what is stored, entering
it, and comparing the same table again (all the same). Time of the processor, queries (rows are stored in batches, so
those grow with the batches), and the peak of memory that Python asked for. A database of its own is made for the run
and dropped after it. Nothing is asserted; the last column gives the largest size a value as a multiple of the smallest:
1 is a cost that grows with the values and no faster.
"""

import argparse
import os
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

# The settings of the tests: a folder of data that is gone with the process, and a database beside the real one.
os.environ["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings_test"

import django

django.setup()  # what follows needs the settings

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from _database import database  # noqa: E402
from lantoa.apps.accounts.factories import user_in  # noqa: E402
from lantoa.apps.accounts.models import User  # noqa: E402
from lantoa.apps.accounts.roles import Role  # noqa: E402
from lantoa.apps.indices.actions.importing import apply_import, paste_table  # noqa: E402
from lantoa.apps.indices.factories import EntityFactory, IndexSourceFactory, make_edition, make_index  # noqa: E402
from lantoa.apps.indices.queries.import_plan import plan_of  # noqa: E402

PARTS = 8
LAST_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one step cost: seconds of the processor, queries, bytes at the peak."""

    seconds: float
    queries: int
    peak_bytes: int


def table(years: range, provinces: list[str]) -> str:
    """Return a long table whose components add up and whose ranks follow from its totals."""
    lines = ["Năm\tTỉnh\tThành phần\tGiá trị\tHạng"]
    for year in years:
        for rank, name in enumerate(provinces, start=1):
            lines.append(f"{year}\t{name}\tTổng điểm\t{80 - rank / 2:.2f}\t{rank}".replace(".", ","))
            part = f"{(80 - rank / 2) / PARTS:.4f}".replace(".", ",")
            lines.extend(f"{year}\t{name}\tThành phần thử {place}\t{part}\t{rank}" for place in range(1, PARTS + 1))
    return "\n".join(lines)


def measure(do: Callable[[], Any]) -> tuple[Any, Cost]:
    """Return what the step gives back and what it cost; memory is measured in a run of its own, for it slows."""
    with CaptureQueriesContext(connection) as asked:
        start = time.process_time()
        with transaction.atomic():
            do()
            transaction.set_rollback(True)
        seconds = time.process_time() - start
        queries = len(asked)
    tracemalloc.start()
    found = do()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return found, Cost(seconds, queries, peak)


def run(editions: int, entities: int, by: User, at: datetime) -> dict[str, Cost]:
    """Return what every step costs with so many editions, on an index of its own."""
    index, source = make_index(f"do-{editions}-{entities}", parts=PARTS), IndexSourceFactory()
    years = range(LAST_YEAR - editions + 1, LAST_YEAR + 1)
    newest = [make_edition(index, year, source=source, ranked_count=entities) for year in years][-1]
    provinces = [f"Đo {editions} {entities} {chr(65 + place // 26)}{chr(65 + place % 26)}" for place in range(entities)]
    for name in provinces:
        EntityFactory.create(name=f"Tỉnh {name}", short_name=name)
    text = table(years, provinces)
    costs = {}
    kept, costs["read and propose"] = measure(lambda: paste_table(edition=newest, text=text, source=None, by=by, at=at))
    plan, costs["compare"] = measure(lambda: plan_of(kept))
    assert plan.counts["new"] == editions * entities * (PARTS + 1), plan.counts
    _, costs["enter"] = measure(
        lambda: apply_import(index_import=kept, plan_sha256=plan.sha256, reason="", by=by, at=at)
    )
    again = paste_table(edition=newest, text=text, source=None, by=by, at=at)
    _, costs["compare again"] = measure(lambda: plan_of(again))
    return costs


def main() -> None:
    """Print a table of all sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--editions", type=int, nargs="+", default=[1, 5, 15])
    parser.add_argument("--entities", type=int, default=63)
    given = parser.parse_args()
    with database():
        at, by = timezone.now(), user_in(Role.PROGRAMME_OFFICER, username="do-thu")
        run(1, 5, by, at)  # what is loaded once is loaded now
        sizes = {editions: run(editions, given.entities, by, at) for editions in given.editions}
    show(sizes, given.entities)


def show(sizes: dict[int, dict[str, Cost]], entities: int) -> None:
    """Print what each step cost at each size, and the largest a value against the smallest."""
    least, most = min(sizes), max(sizes)
    print(f"{entities} provinces x {PARTS + 1} components; values: {[n * entities * (PARTS + 1) for n in sizes]}")
    print(f"{'':<18}" + "".join(f"{f'{editions} editions':>34}" for editions in sizes) + f"{'a value, x':>22}")
    for step in sizes[least]:
        row = [sizes[editions][step] for editions in sizes]
        cells = "".join(f"{f'{c.seconds:.2f} s, {c.queries} q, {c.peak_bytes / 1e6:.1f} MB':>34}" for c in row)
        share = least / most
        seconds = sizes[most][step].seconds / sizes[least][step].seconds * share
        memory = sizes[most][step].peak_bytes / sizes[least][step].peak_bytes * share
        print(f"{step:<18}{cells}{f'time {seconds:.2f}, memory {memory:.2f}':>22}")


if __name__ == "__main__":
    main()
