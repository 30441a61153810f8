"""What placing bulletins and reading programmes cost with 125 and with 1 250 stations, in one run on one machine.

A database of its own is made for the run and dropped after it: SQLite unless DATABASE_URL says PostgreSQL. Nothing is
asserted; the last column gives the larger size as a multiple of the smaller one (there are ten times as many stations).
"""

import argparse
import os
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

# The settings of the tests: a folder of data that is gone with the process, and a database beside the real one.
os.environ["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings_test"

import django

django.setup()  # what follows needs the settings

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from _database import database  # noqa: E402
from lantoa.apps.accounts.factories import user_in  # noqa: E402
from lantoa.apps.accounts.models import User  # noqa: E402
from lantoa.apps.accounts.roles import Role  # noqa: E402
from lantoa.apps.broadcasts.actions.airings import place_airings  # noqa: E402
from lantoa.apps.broadcasts.actions.deciding import approve_bulletin  # noqa: E402
from lantoa.apps.broadcasts.factories import make_bulletin, make_sound, make_station  # noqa: E402
from lantoa.apps.broadcasts.models import Airing, Bulletin, Priority, Station  # noqa: E402
from lantoa.apps.broadcasts.queries.airings import day_programme, week_programme  # noqa: E402
from lantoa.apps.broadcasts.queries.day_overview import stations_on  # noqa: E402

SIZES = (125, 1_250)
Figures = dict[str, tuple[float, int]]


class Asked:
    """Counts what the database is asked: reads and updates, and statements that store rows in batches."""

    def __init__(self) -> None:
        self.asked, self.inserts = 0, 0

    def __call__(self, execute: Callable[..., Any], sql: str, *words: Any) -> Any:
        self.asked += 1
        self.inserts += sql.startswith("INSERT")
        return execute(sql, *words)


def note(figures: Figures, words: str, act: Callable[[], object]) -> None:
    """Note the milliseconds of an act and its queries without the batches of new rows."""
    asked, started = Asked(), time.perf_counter()
    with connection.execute_wrapper(asked):
        act()
    figures[words] = ((time.perf_counter() - started) * 1_000, asked.asked - asked.inserts)


def bulletin_for(stations: list[Station], at: datetime, seconds: int, **values: Any) -> Bulletin:
    """Return an approved bulletin of a week with a sound, for all the stations."""
    bulletin = make_bulletin(at=at, approved=True, **values)
    bulletin.stations.set(stations)
    make_sound(bulletin, at=at, chosen=True, seconds=seconds)
    return bulletin


def measure(size: int, at: datetime) -> Figures:
    """Return the figures of so many stations, in a database that holds nothing else."""
    figures: Figures = {}
    with database():
        stations = [make_station(clusters=0) for _ in range(size)]
        officer: User = user_in(Role.PROGRAMME_OFFICER)
        first = bulletin_for(stations, at, 300, priority=Priority.PRIORITY)
        note(
            figures,
            "place a priority bulletin, 14 airings a station",
            lambda: place_airings(bulletin=first, by=None, at=at),
        )
        note(figures, "place it again, nothing new", lambda: place_airings(bulletin=first, by=None, at=at))
        second = bulletin_for(stations, at, 240, priority=Priority.PRIORITY)
        note(figures, "place a second one", lambda: place_airings(bulletin=second, by=None, at=at))
        urgent = make_bulletin(at=at, submitted=True, priority=Priority.EMERGENCY, written="Bà con lên chỗ cao ngay.")
        urgent.stations.set(stations)
        note(figures, "approve an emergency bulletin", lambda: approve_bulletin(bulletin=urgent, by=officer, at=at))
        day = timezone.localdate(at)
        note(figures, "programme of one station, a day", lambda: day_programme(stations[0], day))
        note(figures, "programme of one station, a week", lambda: week_programme(stations[0], day))
        every = Station.objects.select_related("agency").order_by("name")
        note(figures, "all stations on a day, worked out", lambda: stations_on(every, day, at=at))
        client = Client()
        client.force_login(officer)
        address = reverse("broadcasts:schedule_day")
        client.get(address)
        note(figures, "all stations on a day, the page", lambda: client.get(address))
        print(f"{size} stations: {Airing.objects.count()} airings", flush=True)
    return figures


def print_table(found: dict[int, Figures]) -> None:
    """Print milliseconds and queries by size, and the largest size as a multiple of the smallest."""
    smallest, largest = found[min(found)], found[max(found)]
    heads = [*(f"{size} ms" for size in found), *(f"{size} queries" for size in found), "times as long"]
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    print("| " + " | ".join([engine, *heads]) + " |")
    print("| " + " | ".join(["---"] * (len(heads) + 1)) + " |")
    for words in smallest:
        times = [f"{figures[words][0]:.0f}" for figures in found.values()]
        queries = [str(figures[words][1]) for figures in found.values()]
        print("| " + " | ".join([words, *times, *queries, f"{largest[words][0] / smallest[words][0]:.1f}"]) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(prog="./lantoa bench schedule_at_scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of stations")
    options = parser.parse_args()
    at = timezone.now().replace(hour=3, minute=0, second=0, microsecond=0)  # ten in the morning in Vietnam
    print_table({size: measure(size, at) for size in options.sizes})


if __name__ == "__main__":
    main()
