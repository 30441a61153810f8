"""Pages of feedback cost the same however much there is: every read of its table goes by an index, and counts stop.

Held without timing: each query of a page is explained by the database that runs the test. What is forbidden is reading
the whole table; PostgreSQL, which reads a small table whole by choice, may do so only where nothing else is left.
"""

from datetime import timedelta

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.base.capped import MOST_COUNTED
from lantoa.apps.feedback.actions.handling import receive
from lantoa.apps.feedback.factories import make_clock_rule, make_feedback, make_listed_feedback
from lantoa.apps.feedback.models import Feedback, RoutingRule
from lantoa.apps.feedback.overdue_sweep import sweep_overdue_feedback
from lantoa.apps.feedback.queries.duplicates import likely_duplicates

pytestmark = pytest.mark.django_db
TABLE = "feedback_feedback"
BOARD = [
    "", "p=2", "due=qua-han", "due=hom-nay", "due=chua-giao", "state=new", "state=asked_back", "state=answered",
    "state=tat-ca", "flagged=co", "sort=moi", "sort=cu", "sort=co-quan", "words=PA-0001-TEST", "first=2026-01-01",
]  # fmt: skip
PUBLIC = [
    "",
    "trang=2",
    "tinh_trang=dang-giai-quyet",
    "tinh_trang=da-tra-loi",
    "tinh_trang=da-xong",
    "xep=cu",
    "nam=2026",
]
QUEUES = ["", "hang=tra-loi", "hang=dang", "hang=khong"]


@pytest.fixture(autouse=True)
def pieces(cast: Cast) -> None:
    make_clock_rule()
    RoutingRule.objects.create(target="agency", agency=cast.agency)
    now = timezone.now()
    for days in (1, 30, 40):
        receive(feedback=make_feedback(at=now - timedelta(days=days)), at=now - timedelta(days=days))
        make_listed_feedback(cast.other_agency, at=now - timedelta(days=days))


def _whole_reads(asked: CaptureQueriesContext) -> list[str]:
    """Return the queries that read the table of feedback whole, each with the line of the plan that says so."""
    found = []
    for query in [one["sql"] for one in asked.captured_queries if TABLE in one["sql"]]:
        if query.startswith("SELECT"):
            found += [f"{line}\n  {query}" for line in _plan(query) if _reads_whole(line)]
    return found


def _plan(query: str) -> list[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {query}")
            return [row[0] for row in cursor.fetchall()]
        cursor.execute(f"EXPLAIN QUERY PLAN {query}")
        return [row[3] for row in cursor.fetchall()]


def _reads_whole(line: str) -> bool:
    if connection.vendor == "postgresql":
        return f"Seq Scan on {TABLE}" in line
    return line.startswith(f"SCAN {TABLE}") and "INDEX" not in line


def _asked(client: Client, address: str) -> CaptureQueriesContext:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return asked


class TestOffice:
    @pytest.mark.parametrize("query", BOARD)
    def test_the_board_reads_by_index_for_the_province_and_for_one_agency(
        self, client: Client, cast: Cast, query: str
    ) -> None:
        for person in (cast.programme_officer, cast.focal_officer):
            client.force_login(person)
            assert _whole_reads(_asked(client, f"{reverse('feedback:board')}?{query}")) == []

    @pytest.mark.parametrize("query", QUEUES)
    def test_moderation_reads_by_index(self, client: Client, cast: Cast, query: str) -> None:
        client.force_login(cast.editor)
        assert _whole_reads(_asked(client, f"{reverse('feedback:moderation')}?{query}")) == []

    def test_hand_overs_read_by_index(self, client: Client, cast: Cast) -> None:
        for person in (cast.programme_officer, cast.focal_officer):
            client.force_login(person)
            for query in ("", "state=tat-ca", "sort=co-quan"):
                assert _whole_reads(_asked(client, f"{reverse('feedback:handovers')}?{query}")) == []

    def test_a_count_stops_and_says_so(self, client: Client, cast: Cast) -> None:
        one = Feedback.objects.filter(state="new").earliest("pk")
        more = [
            Feedback(code=f"PB-{n}", key=f"nhieu-{n}", sector=one.sector, agency=cast.agency, words="Nhiều",
                     sent_at=one.sent_at, answer_by=one.answer_by, acknowledge_by=one.acknowledge_by)
            for n in range(MOST_COUNTED + 1)
        ]  # fmt: skip
        Feedback.objects.bulk_create(more)
        client.force_login(cast.programme_officer)
        page = client.get(reverse("feedback:board")).content.decode()
        assert "hơn 1.000</strong> mới gửi" in page and "Trang 1 / 20" in page and "dòng đầu" in page


class TestPublic:
    @pytest.mark.parametrize("query", PUBLIC)
    def test_the_list_reads_by_index(self, client: Client, query: str) -> None:
        assert _whole_reads(_asked(client, f"/phan-anh/?{query}")) == []


class TestJobs:
    def test_the_sweep_of_clocks_reads_nothing_that_was_told(self) -> None:
        at = timezone.now().replace(hour=5)
        sweep_overdue_feedback(at=at)
        with CaptureQueriesContext(connection) as asked:
            assert sweep_overdue_feedback(at=at) == 0
        assert len(asked) <= 3 and _whole_reads(asked) == []

    def test_doubles_are_looked_for_by_index(self) -> None:
        one = Feedback.objects.earliest("pk")
        with CaptureQueriesContext(connection) as asked:
            likely_duplicates(one)
        assert _whole_reads(asked) == []

    def test_what_was_joined_is_found_by_its_own_index(self) -> None:
        one, *others = Feedback.objects.order_by("pk")
        Feedback.objects.filter(pk=others[0].pk).update(joined_to=one)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # most rows are joined to nothing: no reason to read them all
        for rows in (one.joined.all(), one.joined.order_by("sent_at")):
            with CaptureQueriesContext(connection) as asked:
                assert list(rows) == [others[0]]
            assert any("feedback_joined" in line for line in _plan(asked.captured_queries[0]["sql"]))


class TestNextDue:
    def test_is_the_earlier_of_the_two_clocks_that_run(self) -> None:
        day = timezone.localdate()
        first, second = day + timedelta(days=2), day + timedelta(days=10)
        row = Feedback.objects.filter(state="new").earliest("pk")
        cases = {
            ("new", first, second, None, False): first,
            ("new", second, first, None, False): first,
            ("new", None, second, None, False): second,
            ("new", first, None, None, False): first,
            ("new", first, second, timezone.now(), False): second,
            ("acknowledged", first, second, timezone.now(), False): second,
            ("asked_back", first, second, None, False): None,
            ("answered", first, second, None, False): None,
            ("new", first, second, None, True): None,
        }
        other = Feedback.objects.exclude(pk=row.pk).earliest("pk")
        for (state, acknowledge_by, answer_by, acknowledged_at, joined), due in cases.items():
            Feedback.objects.filter(pk=row.pk).update(
                state=state, acknowledge_by=acknowledge_by, answer_by=answer_by, acknowledged_at=acknowledged_at,
                joined_to=other if joined else None, answered_at=timezone.now() if state == "answered" else None,
            )  # fmt: skip
            row.refresh_from_db()
            assert row.next_due == due, (state, acknowledge_by, answer_by)
