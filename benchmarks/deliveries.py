"""How long after its approval an emergency bulletin is with its stations: in their feeds, and in their folders.

    ./lantoa bench deliveries
    ./lantoa bench deliveries --stations 1 20 130

Measured for each number of stations, all with a folder of their own: approving (the transaction), until all of the
folders that three seconds are enough for have the package, until one sweep has put the rest, and one reading of a feed
that shows it; then, from the moment its sound is chosen, until all packages hold it. Wall-clock seconds; fsync is on.
The sound is as long as ten minutes of MP3 (4.8 MB that no program plays: nothing here listens). A database of its own
is made for the run and dropped after it. The promise is 60 seconds, of which the sweep, which runs every 5 seconds,
may take 5 more than is printed. Nothing is asserted.
"""

import argparse
import os
import time
from datetime import timedelta
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings_test"

import django

django.setup()  # what follows needs the settings

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from _database import database  # noqa: E402
from lantoa.apps.accounts.factories import user_in  # noqa: E402
from lantoa.apps.accounts.roles import Role  # noqa: E402
from lantoa.apps.broadcasts.actions.deciding import approve_bulletin  # noqa: E402
from lantoa.apps.broadcasts.actions.sounds import choose_sound  # noqa: E402
from lantoa.apps.broadcasts.delivery_sweep import sweep_deliveries  # noqa: E402
from lantoa.apps.broadcasts.factories import make_bulletin, make_station  # noqa: E402
from lantoa.apps.broadcasts.factories_sounded import MP3, make_heard_sound  # noqa: E402
from lantoa.apps.broadcasts.models import DeliveryRoute, Priority, Station  # noqa: E402
from lantoa.apps.broadcasts.station_links import station_path  # noqa: E402

_MP3 = (MP3 * (4_800_000 // len(MP3) + 1))[:4_800_000]


def emergency(stations: list[Station], run: int) -> None:
    """Approve an emergency for the stations and print when it was where."""
    at = timezone.now()
    slug = f"lu-ve-{run}"
    bulletin = make_bulletin(
        at=at, submitted=True, stations=tuple(stations), priority=Priority.EMERGENCY, slug=slug,
        written="Nước sông đang lên nhanh. Bà con ở thôn thấp chuyển lên cao ngay.", key=slug,
        valid_until=at + timedelta(days=1),
    )  # fmt: skip
    approver = user_in(Role.ADMINISTRATOR, username=f"quan.tri.{run}")

    start = time.monotonic()
    bulletin = approve_bulletin(bulletin=bulletin, by=approver, at=at)
    approved = time.monotonic() - start
    at_once = in_folders(slug)
    swept = 0.0
    if at_once < len(stations):
        sweep_deliveries(at=timezone.now())
        swept = time.monotonic() - start
    client = Client()
    before = time.monotonic()
    answer = client.get(station_path(stations[-1], "rss.xml"))
    seconds = time.monotonic() - before
    assert slug in answer.content.decode()
    assert in_folders(slug) == len(stations)
    sound = make_heard_sound(bulletin, at=at, mp3=_MP3, chosen=False)
    again = time.monotonic()
    choose_sound(sound=sound, by=approver, at=timezone.now())
    while sweep_deliveries(at=timezone.now()):
        pass
    print(
        f"{len(stations):>8} {approved:>10.2f} s {at_once:>9} {max(approved, swept):>12.2f} s {seconds * 1000:>8.0f} ms"
        f" {time.monotonic() - again:>14.2f} s"
    )


def in_folders(slug: str) -> int:
    """Return in how many folders the package lies."""
    folder: Path = settings.DELIVERY_DIR
    return len(list(folder.glob(f"*/0-{slug}.zip")))


def main() -> None:
    """Print one line for each number of stations."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--stations", type=int, nargs="+", default=[1, 20, 130], metavar="NUMBER")
    asked = parser.parse_args()
    with database():
        made = [make_station(slug=f"dai-{number}") for number in range(max(asked.stations))]
        DeliveryRoute.objects.bulk_create(DeliveryRoute(station=station, kind="folder") for station in made)
        Client().get(station_path(made[0], "rss.xml"))  # what is loaded at the first request is loaded
        print("stations   approval     at once   all folders      feed   sound in all")
        for run, number in enumerate(asked.stations):
            emergency(made[:number], run)


if __name__ == "__main__":
    main()
