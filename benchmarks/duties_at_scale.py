"""What pages, digests and sweeps cost with 1 000, 10 000 and 100 000 assignments, in one run on one machine.

A database of its own is made for the run and dropped after it: SQLite unless DATABASE_URL says PostgreSQL. Nothing is
asserted; the last columns give each size as a multiple of the smallest one.
"""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

# The settings of the tests: a folder of data that is gone with the process, and a database beside the real one.
os.environ["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings_test"

import django

django.setup()  # what follows needs the settings

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from _database import database  # noqa: E402
from lantoa.apps.accounts.factories import user_in  # noqa: E402
from lantoa.apps.accounts.models import User  # noqa: E402
from lantoa.apps.accounts.roles import Role  # noqa: E402
from lantoa.apps.agencies.models import Agency, AgencyKind, Contact, Membership, folded  # noqa: E402
from lantoa.apps.assignments.actions import send_assignments  # noqa: E402
from lantoa.apps.assignments.actions.planning import ensure_plan  # noqa: E402
from lantoa.apps.assignments.models import Assignment, Notice  # noqa: E402
from lantoa.apps.assignments.states import State  # noqa: E402
from lantoa.apps.assignments.sweeping import sweep_reminders  # noqa: E402
from lantoa.apps.base.models import Message  # noqa: E402
from lantoa.apps.directives.models import Directive, Duty, Programme, Theme  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
MOST_AGENCIES = 5_000
ASSIGNMENTS_EACH = 20
THEMES = 10
# How far assignments have come, in the shares that a programme in its middle shows.
SHARES = {
    State.DRAFTED: 2, State.SENT: 22, State.RECEIVED: 30, State.EXTENSION_ASKED: 3, State.DELEGATED: 2,
    State.FULFILLED: 14, State.RETURNED: 3, State.REFUSED: 2, State.CONFIRMED: 20, State.CANCELLED: 2,
}  # fmt: skip
SENT_IN_ONE_ACT = 500
_PEOPLE = {"officer": Role.PROGRAMME_OFFICER, "agency": Role.FOCAL_OFFICER, "leader": Role.LEADER}


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its words in the table, the name of its address, who opens it and what is asked of it."""

    words: str
    name: str
    who: str = "officer"
    query: str = ""


PAGES = (
    Page("board, first page", "assignments:assignments"),
    Page("board, last page", "assignments:assignments", query="?p=999999"),
    Page("board, late ones", "assignments:assignments", query="?late=on"),
    Page("board by agency", "assignments:by_agency"),
    Page("board by theme", "assignments:by_theme"),
    Page("board by state", "assignments:by_state"),
    Page("duties of one agency", "assignments:mine", who="agency"),
    Page("leader's page", "assignments:leader", who="leader"),
    Page("month calendar", "assignments:due-month"),
    Page("chase list", "assignments:chase"),
    Page("inbox of one agency", "assignments:inbox", who="agency"),
    Page("first page of the back office", "wagtailadmin_home"),
)


@dataclass(slots=True)
class Figures:
    """Milliseconds and queries by what was measured, for one size; in the order of measuring."""

    milliseconds: dict[str, float] = field(default_factory=dict)
    queries: dict[str, float] = field(default_factory=dict)

    def note(self, words: str, milliseconds: float, queries: float) -> None:
        self.milliseconds[words], self.queries[words] = milliseconds, queries


def fill(size: int, at: datetime) -> dict[str, User]:
    """Return who opens the pages, after storing that many assignments over up to 5 000 agencies."""
    chance = random.Random(size)  # the same rows in every run
    programme = _programme(at)
    agencies = _agencies(max(1, min(MOST_AGENCIES, size // ASSIGNMENTS_EACH)))
    each = size // len(agencies)
    duties = _duties(programme, each)
    rows = [_assignment(duty, agency, at, chance) for agency in agencies for duty in duties]
    Assignment.objects.bulk_create(rows, batch_size=2_000)
    ensure_plan(programme=programme)
    people = {who: user_in(role, username=f"{who}-{size}") for who, role in _PEOPLE.items()}
    Membership.objects.create(user=people["agency"], agency=agencies[len(agencies) // 2])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return people


def _programme(at: datetime) -> Programme:
    directive = Directive.objects.create(
        file_name="bench.txt", text="bench", text_sha256="0" * 64, received_at=at, number="1", symbol="BENCH",
        date=timezone.localdate(at), subject="tuyên truyền",
    )  # fmt: skip
    return Programme.objects.create(
        directive=directive, name="Chương trình đo", year=at.year, state=Programme.State.CONFIRMED, confirmed_at=at
    )


def _agencies(count: int) -> list[Agency]:
    names = [f"UBND xã Đo Thử {place:05}" for place in range(count)]
    rows = [
        Agency(
            slug=f"xa-{place:05}", name=name, short_name=name, kind=AgencyKind.COMMUNE_COMMITTEE,
            folded_names=folded([name]),
        )
        for place, name in enumerate(names)
    ]  # fmt: skip
    agencies = Agency.objects.bulk_create(rows, batch_size=1_000)
    Contact.objects.bulk_create(
        (
            Contact(agency=agency, name="Người Đo Thử", email=f"{agency.slug}@lantoa.example", illustrative=True)
            for agency in agencies
        ),
        batch_size=1_000,
    )
    return agencies


def _duties(programme: Programme, count: int) -> list[Duty]:
    themes = [
        Theme.objects.create(programme=programme, position=place, title=f"Nội dung {place}", text=f"Nội dung {place}")
        for place in range(1, THEMES + 1)
    ]
    return [
        Duty.objects.create(
            theme=themes[place % THEMES], recipient=f"Nơi thực hiện {place}", channel="web", sentence="Câu giao việc."
        )
        for place in range(count)
    ]


def _assignment(duty: Duty, agency: Agency, at: datetime, chance: random.Random) -> Assignment:
    state = chance.choices(list(SHARES), weights=list(SHARES.values()))[0]
    sent_at = at - timedelta(days=chance.randint(5, 30))
    given = state != State.DRAFTED
    return Assignment(
        duty=duty,
        agency=agency,
        state=state,
        reason="Lý do." if state in {State.REFUSED, State.RETURNED, State.CANCELLED} else "",
        due_date=_due_date(at, chance),
        sent_at=sent_at if given else None,
        received_at=sent_at + timedelta(days=1) if given and state != State.SENT else None,
        fulfilled_at=sent_at + timedelta(days=3) if state in {State.FULFILLED, State.CONFIRMED} else None,
        confirmed_at=sent_at + timedelta(days=4) if state == State.CONFIRMED else None,
        reminded_at=at - timedelta(days=1),
    )


def _due_date(at: datetime, chance: random.Random) -> date | None:
    """Return a due date within five weeks of today, none for one in ten."""
    return None if chance.random() < 0.1 else timezone.localdate(at) + timedelta(days=chance.randint(-10, 25))


def open_pages(people: dict[str, User], figures: Figures, repeats: int) -> None:
    """Note the median time and the queries of every page; pages that this version does not have are left out."""
    for page in PAGES:
        try:
            address = reverse(page.name) + page.query
        except NoReverseMatch:
            continue
        client = Client()
        client.force_login(people[page.who])
        assert client.get(address).status_code == 200, address
        with _counted() as asked:
            client.get(address)
        figures.note(page.words, _median(partial(client.get, address), repeats), asked.queries)


def _median(act: Callable[[], object], repeats: int) -> float:
    """Return the median milliseconds of an act."""
    spent = []
    for _ in range(repeats):
        started = time.perf_counter()
        act()
        spent.append((time.perf_counter() - started) * 1_000)
    return statistics.median(spent)


def sweep(figures: Figures, at: datetime) -> None:
    """Note what the sweep costs: a day on which every open assignment is looked at, by assignment and by digest; and a
    run that finds nothing due.
    """
    open_ones = Assignment.objects.open()
    open_ones.update(remind_at=at - timedelta(days=1), reminded_at=at - timedelta(days=4))
    due = open_ones.count()
    waiting = Assignment.objects.filter(remind_at__lte=at)
    with _counted() as asked:
        while waiting.exists():
            sweep_reminders(at=at)
    digests = max(1, Notice.objects.filter(kind=Notice.Kind.DIGEST).count())
    print(f"  {due} open, {digests} digests, {Message.objects.count()} mails", file=sys.stderr)
    figures.note("sweep, per assignment due", asked.milliseconds / due, asked.queries / due)
    figures.note("sweep, per digest said", asked.milliseconds / digests, asked.queries / digests)
    with _counted() as asked:
        sweep_reminders(at=at)
    figures.note("sweep, nothing due", _median(partial(sweep_reminders, at=at), 5), asked.queries)


def send(figures: Figures, officer: User, at: datetime) -> None:
    """Note what sending costs, per assignment, for so many at once; taken back after it."""
    rows = Assignment.objects.filter(state=State.SENT).order_by("pk").values_list("pk", flat=True)
    keys = list(rows[:SENT_IN_ONE_ACT])
    with transaction.atomic():
        Assignment.objects.filter(pk__in=keys).update(state=State.DRAFTED, sent_at=None)
        with _counted() as asked:
            sent = send_assignments(assignments=keys, by=officer, at=at)
        transaction.set_rollback(True)
    figures.note("send, per assignment", asked.milliseconds / sent, asked.queries / sent)


@dataclass(slots=True)
class _Asked:
    """How long a block took, and how often it asked the database."""

    milliseconds: float = 0.0
    queries: int = 0

    def __call__(self, execute: Callable[..., Any], *words: Any) -> Any:
        self.queries += 1
        return execute(*words)


@contextmanager
def _counted() -> Iterator[_Asked]:
    asked = _Asked()
    started = time.perf_counter()
    with connection.execute_wrapper(asked):
        yield asked
    asked.milliseconds = (time.perf_counter() - started) * 1_000


def measure(size: int, at: datetime, repeats: int) -> Figures:
    """Return the figures of one size, in a database that holds nothing else."""
    figures = Figures()
    with database():
        started = time.perf_counter()
        people = fill(size, at)
        print(f"{size} assignments stored in {time.perf_counter() - started:.0f} s", file=sys.stderr)
        open_pages(people, figures, repeats)
        send(figures, people["officer"], at)
        sweep(figures, at)
    return figures


def print_table(found: dict[int, Figures]) -> None:
    """Print milliseconds and queries by size, and every size as a multiple of the smallest."""
    smallest, *larger = found
    heads = [
        *(f"{size} ms" for size in found),
        *(f"{size} queries" for size in found),
        *(f"× {size}" for size in larger),
    ]
    print("| " + " | ".join([f"{settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}", *heads]) + " |")
    print("| " + " | ".join(["---"] * (len(heads) + 1)) + " |")
    for words, base in found[smallest].milliseconds.items():
        times = [figures.milliseconds[words] for figures in found.values()]
        cells = [f"{spent:.2f}" for spent in times]
        cells += [f"{figures.queries[words]:.4g}" for figures in found.values()]
        cells += [f"{spent / base:.2f}" for spent in times[1:]]
        print("| " + " | ".join([words, *cells]) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(prog="./lantoa bench duties_at_scale", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of assignments")
    parser.add_argument("--repeats", type=int, default=7, help="how often each page is opened; the median counts")
    options = parser.parse_args()
    at = timezone.now().replace(hour=3, minute=0, second=0, microsecond=0)  # ten in the morning in Vietnam
    while timezone.localdate(at).weekday() >= 5:
        at -= timedelta(days=1)
    print_table({size: measure(size, at, options.repeats) for size in options.sizes})


if __name__ == "__main__":
    main()
