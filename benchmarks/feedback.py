"""What pages of feedback cost with 1 000, 10 000 and 100 000 pieces, in one run on one machine.

    ./lantoa bench feedback
    ./lantoa bench feedback --sizes 1000 100000

Pages are asked through Django without the page cache. A database of its own is made for the run and dropped after it:
SQLite unless DATABASE_URL says PostgreSQL. Nothing is asserted; the last columns give each size as a multiple of the
smallest one.
"""

import argparse
import os
import random
import statistics
import time
from datetime import timedelta

# The settings of the tests: a folder of data that is gone with the process, and a database beside the real one.
os.environ["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings_test"

import django

django.setup()  # what follows needs the settings

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from _database import database  # noqa: E402
from lantoa.apps.accounts.factories import user_in  # noqa: E402
from lantoa.apps.accounts.roles import Role  # noqa: E402
from lantoa.apps.agencies.models import Agency, AgencyKind, folded  # noqa: E402
from lantoa.apps.feedback.factories import make_clock_rule  # noqa: E402
from lantoa.apps.feedback.links import following_path  # noqa: E402
from lantoa.apps.feedback.models import Feedback, FeedbackStep  # noqa: E402
from lantoa.apps.services.models import Sector  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
PLACES, OFFICES, SECTORS = 78, 20, 13
_STATES = ("new", "acknowledged", "asked_back", "answered", "answered", "answered", "closed", "refused")
_BATCH = 2_000
_CHANCE = random.Random(300)


def _agencies(kind: AgencyKind, name: str, count: int) -> list[Agency]:
    rows = [
        Agency(slug=f"{kind}-{n}", name=f"{name} {n}", short_name=f"{name} {n}", kind=kind, folded_names=folded([name]))
        for n in range(count)
    ]
    return Agency.objects.bulk_create(rows)


def fill(more: int) -> None:
    """Add so many pieces of feedback with two steps each; two in three stand in the public list."""
    now, start = timezone.now(), Feedback.objects.count()
    sectors = list(Sector.objects.order_by("pk"))
    offices = list(Agency.objects.filter(kind=AgencyKind.PROVINCIAL_DEPARTMENT))
    places = list(Agency.objects.filter(kind=AgencyKind.COMMUNE_COMMITTEE))
    for first in range(start, start + more, _BATCH):
        rows = [_piece(n, now, sectors, offices, places) for n in range(first, min(first + _BATCH, start + more))]
        made = Feedback.objects.bulk_create(rows)
        FeedbackStep.objects.bulk_create(
            [FeedbackStep(feedback=row, kind=kind, at=row.sent_at) for row in made for kind in ("sent", "routed")]
        )
    if connection.vendor == "sqlite":
        connection.cursor().execute("ANALYZE")
    else:
        connection.cursor().execute("VACUUM ANALYZE")


def _piece(n: int, now, sectors, offices, places) -> Feedback:  # type: ignore[no-untyped-def]
    at = now - timedelta(minutes=5 * n)
    state, listed = _CHANCE.choice(_STATES), n % 3 != 0
    answered = at + timedelta(days=3) if state in {"answered", "closed"} else None
    return Feedback(
        code=f"PA-{n:08}", key=f"{n:032}", words="Bộ phận một cửa trả hồ sơ trễ ba ngày.", folded="bo phan mot cua",
        sector=_CHANCE.choice(sectors), place=_CHANCE.choice(places), agency=_CHANCE.choice([*offices, *places]),
        anonymous=True, sent_at=at, state=state, answered_at=answered, answer_by=(at + timedelta(days=14)).date(),
        acknowledge_by=(at + timedelta(days=2)).date(), acknowledged_at=None if state == "new" else at,
        listing="listed" if listed else "waiting", listed_at=at if listed else None,
        public_title=f"Trả hồ sơ trễ {n}", public_words="Hồ sơ trả trễ ba ngày.",
        solved="solved" if state == "closed" else "",
    )  # fmt: skip


def _seconds(client: Client, address: str, rounds: int) -> float:
    """Return the median of so many answers, after one that is not counted."""
    times = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        answer = client.get(address)
        times.append(time.perf_counter() - began)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return statistics.median(times[1:])


def pages(officer: Client, citizen: Client) -> dict[str, tuple[Client, str]]:
    """Return the pages that are measured, by name."""
    one = Feedback.objects.public().order_by("-sent_at", "-pk")[0]
    return {
        "public list": (citizen, "/phan-anh/"),
        "public list, page 10": (citizen, "/phan-anh/?trang=10"),
        "public list, one sector": (citizen, f"/phan-anh/?linh_vuc={one.sector.slug}"),
        "public list, one place": (citizen, f"/phan-anh/?dia_ban={one.place.slug if one.place else ''}"),
        "public list, under way": (citizen, "/phan-anh/?tinh_trang=dang-giai-quyet"),
        "public list, oldest first": (citizen, "/phan-anh/?xep=cu"),
        "public piece": (citizen, f"/phan-anh/{one.code}/"),
        "the citizen's page": (citizen, following_path(one)),
        "the form": (citizen, "/gui-phan-anh/"),
        "office list": (officer, reverse("feedback:board")),
        "office piece": (officer, reverse("feedback:one", args=[one.pk])),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    with database():
        make_clock_rule()
        Sector.objects.bulk_create([Sector(slug=f"linh-vuc-{n}", name=f"Lĩnh vực {n}") for n in range(SECTORS)])
        _agencies(AgencyKind.COMMUNE_COMMITTEE, "UBND xã", PLACES)
        _agencies(AgencyKind.PROVINCIAL_DEPARTMENT, "Sở", OFFICES)
        officer, citizen = Client(), Client()
        officer.force_login(user_in(Role.PROGRAMME_OFFICER))
        table: dict[str, list[float]] = {}
        for size in sorted(given.sizes):
            fill(size - Feedback.objects.count())
            for name, (client, address) in pages(officer, citizen).items():
                table.setdefault(name, []).append(_seconds(client, address, given.rounds))
            print(f"measured with {size} pieces", flush=True)
        _show(sorted(given.sizes), table)


def _show(sizes: list[int], table: dict[str, list[float]]) -> None:
    heads = [f"{size:,}".replace(",", " ") for size in sizes]
    print(
        f"{'page':28}"
        + "".join(f"{head + ' ms':>13}" for head in heads)
        + "".join(f"{'×' + head:>11}" for head in heads[1:])
    )
    for name, seconds in table.items():
        shown = "".join(f"{1000 * one:13.1f}" for one in seconds)
        print(f"{name:28}{shown}" + "".join(f"{one / seconds[0]:11.2f}" for one in seconds[1:]))


if __name__ == "__main__":
    main()
