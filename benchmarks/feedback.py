"""What pages and jobs of feedback cost with 1 000, 10 000 and 100 000 pieces, in one run on one machine.

    ./lantoa bench feedback
    ./lantoa bench feedback --sizes 1000 100000 --only board

Pages are asked through Django without the page cache. A database of its own is made for the run and dropped after it:
SQLite unless DATABASE_URL says PostgreSQL. Nothing is asserted; the last columns give each size as a multiple of the
smallest one.
"""

import argparse
import os
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import count

# The settings of the tests: a folder of data that is gone with the process, and a database beside the real one.
os.environ["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings_test"

import django

django.setup()  # what follows needs the settings

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from _database import database  # noqa: E402
from _feedback_database import DAYS, fill, prepare  # noqa: E402
from lantoa.apps.accounts.factories import user_in  # noqa: E402
from lantoa.apps.accounts.roles import Role  # noqa: E402
from lantoa.apps.agencies.models import Agency, Membership  # noqa: E402
from lantoa.apps.base.limits import sweep_limits, take  # noqa: E402
from lantoa.apps.coverage.queries.supervision import supervision_coverage  # noqa: E402
from lantoa.apps.directives.factories import ThemeFactory  # noqa: E402
from lantoa.apps.directives.models import Programme  # noqa: E402
from lantoa.apps.feedback.actions.erasing import sweep_old_feedback  # noqa: E402
from lantoa.apps.feedback.actions.handling import acknowledge, answer  # noqa: E402
from lantoa.apps.feedback.actions.sending import send_feedback  # noqa: E402
from lantoa.apps.feedback.factories import make_clock_rule  # noqa: E402
from lantoa.apps.feedback.figures_sweep import sweep_league_figures  # noqa: E402
from lantoa.apps.feedback.handover_sweep import sweep_handovers  # noqa: E402
from lantoa.apps.feedback.links import following_path  # noqa: E402
from lantoa.apps.feedback.models import Feedback, RoutingRule  # noqa: E402
from lantoa.apps.feedback.overdue_sweep import sweep_overdue_feedback  # noqa: E402
from lantoa.apps.feedback.queries.duplicates import likely_duplicates  # noqa: E402
from lantoa.core.workdays import Window  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
Job = Callable[[], object]
_NUMBERS = count(1)


def _page(client: Client, address: str) -> Job:
    def asked() -> None:
        answered = client.get(address)
        if answered.status_code != 200:
            raise SystemExit(f"{address}: {answered.status_code}")

    return asked


def public_pages() -> dict[str, Job]:
    """Return the citizens' pages that are measured, by name."""
    one = Feedback.objects.public().filter(agency__isnull=False).order_by("-sent_at", "-pk")[0]
    assert one.place and one.agency
    asked = {
        "public list": "/phan-anh/",
        "public list, page 10": "/phan-anh/?trang=10",
        "public list, one sector": f"/phan-anh/?linh_vuc={one.sector.slug}",
        "public list, one place": f"/phan-anh/?dia_ban={one.place.slug}",
        "public list, one agency": f"/phan-anh/?co_quan={one.agency.slug}",
        "public list, sector and place": f"/phan-anh/?linh_vuc={one.sector.slug}&dia_ban={one.place.slug}",
        "public list, under way": "/phan-anh/?tinh_trang=dang-giai-quyet",
        "public list, solved": "/phan-anh/?tinh_trang=da-xong",
        "public list, oldest first": "/phan-anh/?xep=cu",
        "public list, one year": f"/phan-anh/?nam={timezone.localdate().year - 1}",
        "public list, rare words": "/phan-anh/?q=tàu+ngầm",
        "public piece": f"/phan-anh/{one.code}/",
        "public league": reverse("portal:feedback_league"),
        "public league, three months": reverse("portal:feedback_league") + "?ky=3-thang",
        "the citizen's page": following_path(one),
        "the form": "/gui-phan-anh/",
    }
    return {name: _page(Client(), address) for name, address in asked.items()}


def office_pages(officer: Client, focal: Client) -> dict[str, Job]:
    """Return the officers' pages that are measured, by name."""
    board, moderation, handovers = (reverse(f"feedback:{name}") for name in ("board", "moderation", "handovers"))
    one = Feedback.objects.filter(listing="waiting", joined_to=None).order_by("-sent_at")[0]
    asked = {
        "board": board, "board, page 5": f"{board}?p=5", "board, page 20": f"{board}?p=20",
        "board, overdue": f"{board}?due=qua-han", "board, due today": f"{board}?due=hom-nay",
        "board, new": f"{board}?state=new", "board, asked back": f"{board}?state=asked_back",
        "board, unassigned": f"{board}?due=chua-giao", "board, flagged": f"{board}?flagged=co",
        "board, newest first": f"{board}?sort=moi", "board, by agency": f"{board}?sort=co-quan",
        "board, one sector": f"{board}?sector={one.sector_id}", "board, one agency": f"{board}?agency=So+7",
        "board, one place": f"{board}?place=UBND+xa+7", "board, everything": f"{board}?state=tat-ca",
        "board, answered": f"{board}?state=answered", "board, a code": f"{board}?words={one.code}",
        "board, rare words": f"{board}?words=tau+ngam",
        "board, one week": f"{board}?first={timezone.localdate() - timedelta(days=7)}",
        "one piece": reverse("feedback:one", args=[one.pk]),
        "moderation": moderation, "moderation, answers": f"{moderation}?hang=tra-loi",
        "moderation, listed": f"{moderation}?hang=dang", "moderation, rare words": f"{moderation}?tim=tau+ngam",
        "moderation, one piece": reverse("feedback:moderate", args=[one.pk]),
        "hand-overs": handovers, "hand-overs, all": f"{handovers}?state=tat-ca",
        "hand-overs, by agency": f"{handovers}?sort=co-quan",
        "league": reverse("feedback:league"), "league, as then": reverse("feedback:league") + "?doc=khi-do",
        "what citizens ask": reverse("coverage:asked"), "first page of the office": reverse("wagtailadmin_home"),
    }  # fmt: skip
    own = {"board": board, "board, page 5": f"{board}?p=5", "board, overdue": f"{board}?due=qua-han",
           "board, everything": f"{board}?state=tat-ca", "hand-overs": handovers,
           "first page of the office": reverse("wagtailadmin_home")}  # fmt: skip
    pages = {name: _page(officer, address) for name, address in asked.items()}
    return pages | {f"focal officer: {name}": _page(focal, address) for name, address in own.items()}


def jobs() -> dict[str, Job]:
    """Return what is measured beside the pages: sweeps, counts for coverage and the report, writing."""
    programme = Programme.objects.get()
    today = timezone.localdate()
    newest = Feedback.objects.order_by("-sent_at")[0]
    return {
        "sweep of clocks": _undone(lambda: sweep_overdue_feedback(at=timezone.now())),
        "sweep of clocks, nothing new": lambda: sweep_overdue_feedback(at=timezone.now()),
        "sweep of hand-overs, nothing due": lambda: sweep_handovers(at=timezone.now() - timedelta(days=2 * DAYS)),
        "sweep of what is to be erased": lambda: sweep_old_feedback(at=timezone.now()),
        "likely duplicates": lambda: likely_duplicates(newest),
        "limit: take one": lambda: take("bench", f"{next(_NUMBERS)}", most=5, seconds=600),
        "sweep of limits": lambda: sweep_limits(at=timezone.now()),
        "supervision, a year": lambda: supervision_coverage(
            programme, Window(today.replace(month=1, day=1), today), on=today
        ),
        "supervision, a week": lambda: supervision_coverage(
            programme, Window(today - timedelta(days=6), today), on=today
        ),
        "send": _undone(_send),
        "acknowledge and answer": _undone(_answer),
    }


def _undone(job: Job) -> Job:
    def done() -> None:
        with transaction.atomic():
            job()
            transaction.set_rollback(True)

    return done


def _send() -> None:
    number = next(_NUMBERS)
    place = Agency.objects.filter(kind="commune_committee").order_by("pk")[number % 70]
    send_feedback(
        sector=None, words="Đèn đường thôn tắt ba tuần nay.", at=timezone.now(), key=f"moi-{number}", place=place
    )


def _answer() -> None:
    one = Feedback.objects.filter(state="new", joined_to=None, agency__isnull=False).order_by("-sent_at")[0]
    acknowledge(feedback=one, by=None, at=timezone.now())
    answer(feedback=one, by=None, at=timezone.now(), words="Đã sửa xong.")


def _cost(job: Job, rounds: int) -> tuple[float, int]:
    """Return the fewest seconds of so many rounds after one that is not counted, and the queries of one."""
    with CaptureQueriesContext(connection) as asked:
        job()
    queries, times = len(asked), list[float]()
    for _ in range(rounds):
        began = time.perf_counter()
        job()
        times.append(time.perf_counter() - began)
    return min(times), queries


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="", help="only what has these letters in its name")
    given = parser.parse_args()
    with database():
        make_clock_rule()
        prepare()
        ThemeFactory(title="Người dân tham gia, giám sát")
        RoutingRule.objects.create(target="place")
        officer, focal = Client(), Client()
        officer.force_login(user_in(Role.PROGRAMME_OFFICER))
        focal_officer = user_in(Role.FOCAL_OFFICER)
        Membership.objects.create(user=focal_officer, agency=Agency.objects.get(name="Sở 7"))
        focal.force_login(focal_officer)
        table: dict[str, list[tuple[float, int]]] = {}
        for size in sorted(given.sizes):
            fill(size)
            while sweep_league_figures(at=timezone.now() + given.sizes.index(size) * timedelta(days=2)):
                pass  # what was filled in is said to nobody: every month is counted again
            for name, job in (public_pages() | office_pages(officer, focal) | jobs()).items():
                if given.only in name:
                    table.setdefault(name, []).append(_cost(job, given.rounds))
            print(f"measured with {size} pieces", flush=True)
        _show(sorted(given.sizes), table)


def _show(sizes: list[int], table: dict[str, list[tuple[float, int]]]) -> None:
    heads = [f"{size:,}".replace(",", " ") for size in sizes]
    print(
        f"{'':36}"
        + "".join(f"{head + ' ms':>13}" for head in heads)
        + "".join(f"{'×' + head:>10}" for head in heads[1:])
        + f"{'queries':>14}"
    )
    for name, found in table.items():
        seconds = [one for one, _ in found]
        shown = "".join(f"{1000 * one:13.1f}" for one in seconds)
        ratios = "".join(f"{one / seconds[0]:10.2f}" for one in seconds[1:])
        print(f"{name:36}{shown}{ratios}{' → '.join(str(asked) for _, asked in found):>14}")


if __name__ == "__main__":
    main()
