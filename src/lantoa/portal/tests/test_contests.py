"""Contests on the public pages: what they say by the clock, and what they never tell."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.contests.actions.changing import RulesChange, call_off_contest, change_rules
from lantoa.apps.contests.factories import make_contest, make_entrant
from lantoa.apps.contests.models import Contest, RoundPool
from lantoa.apps.contests.searching import CONTESTS
from lantoa.apps.newsroom.factories import make_portal
from lantoa.core.scoring import canonical_json, sha256_of

pytestmark = pytest.mark.django_db
Clock = time_machine.Traveller


@pytest.fixture
def contest(now: datetime) -> Contest:
    """Return a contest of two rounds on the portal of the province, the first from an hour after now."""
    return make_contest(at=now, rounds=2, portal=make_portal(at=now))


@pytest.fixture
def clock(now: datetime) -> Iterator[Clock]:
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


def _read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


class TestContestPage:
    def test_lets_in_exactly_while_a_round_is_open(self, client: Client, contest: Contest, clock: Clock) -> None:
        first, second = contest.rounds.all()
        address, way_in = f"/cuoc-thi/{contest.slug}/", f'href="/du-thi/{contest.slug}/"'
        moments = [
            (first.opens_at - timedelta(seconds=1), False),
            (first.opens_at, True),
            (second.opens_at, True),
            (second.closes_at - timedelta(seconds=1), True),
            (second.closes_at, False),
        ]
        for moment, is_open in moments:
            clock.move_to(moment)
            assert (way_in in _read(client, address)) is is_open, moment

    def test_tells_nobody_how_many_entered(self, client: Client, contest: Contest, clock: Clock) -> None:
        pages = [f"/cuoc-thi/{contest.slug}/", f"/cuoc-thi/{contest.slug}/nhung/", "/cuoc-thi/"]
        clock.move_to(contest.rounds.all()[0].opens_at)
        before = [_read(client, page) for page in pages]
        make_entrant(contest, at=contest.made_at)
        assert [_read(client, page) for page in pages] == before

    def test_of_a_contest_in_preparation_is_not_there(self, client: Client, now: datetime) -> None:
        make_contest(at=now, announced=False, portal=make_portal(at=now))
        assert client.get("/cuoc-thi/tim-hieu-cchc/").status_code == 404

    def test_says_why_it_was_called_off(self, client: Client, contest: Contest, now: datetime) -> None:
        call_off_contest(contest=contest, reason="Bão số 5 đổ bộ.", by=None, at=now)
        text = _read(client, f"/cuoc-thi/{contest.slug}/")
        assert "Bão số 5 đổ bộ." in text and "/du-thi/" not in text


class TestRulesPage:
    def test_shows_the_commitments_and_never_a_seed_or_a_key(self, client: Client, contest: Contest) -> None:
        for address in ("the-le/", "the-le.json", "the-le/1/"):
            text = _read(client, f"/cuoc-thi/{contest.slug}/{address}")
            for round_ in contest.rounds.all():
                assert round_.seed_sha256 in text and RoundPool.objects.get(round=round_).sha256 in text
                assert round_.seed not in text
            assert "Phương án đúng" not in text

    def test_as_data_has_the_hash_of_its_rules(self, client: Client, contest: Contest) -> None:
        data = client.get(f"/cuoc-thi/{contest.slug}/the-le.json").json()
        assert sha256_of(canonical_json(data["rules"])) == data["sha256"]

    def test_tells_each_change_with_its_reason_and_keeps_the_old_version(
        self, client: Client, contest: Contest, now: datetime
    ) -> None:
        change_rules(
            contest=contest, change=RulesChange(contact="Sở Nội vụ"), reason="Đổi nơi liên hệ.", by=None, at=now
        )
        text = _read(client, f"/cuoc-thi/{contest.slug}/the-le/")
        assert "Thay đổi ngày" in text and "Đổi nơi liên hệ." in text and "thêm “Sở Nội vụ”" in text
        assert "phiên bản cũ" in _read(client, f"/cuoc-thi/{contest.slug}/the-le/1/")
        assert client.get(f"/cuoc-thi/{contest.slug}/the-le/3/").status_code == 404


class TestLists:
    def test_name_the_contests_of_the_portal_and_the_default_portal_those_of_all(
        self, client: Client, contest: Contest, now: datetime
    ) -> None:
        other = make_contest(at=now, slug="cua-so", title="Cuộc thi của sở")
        assert other.title in _read(client, "/cuoc-thi/")
        own = client.get("/cuoc-thi/", headers={"host": "trang-cua-so.localhost"}).content.decode()
        assert other.title in own and contest.title not in own
        elsewhere = client.get(f"/cuoc-thi/{contest.slug}/", headers={"host": "trang-cua-so.localhost"})
        assert elsewhere.status_code == 404

    def test_cost_the_same_for_few_contests_and_for_many(self, client: Client, contest: Contest, now: datetime) -> None:
        def queries() -> int:
            client.get("/cuoc-thi/")
            with CaptureQueriesContext(connection) as asked:
                client.get("/cuoc-thi/")
            return len(asked)

        few = queries()
        for number in range(4):
            make_contest(at=now, slug=f"them-{number}", portal=contest.portal, agency=contest.agency)
        assert queries() == few

    def test_stand_on_the_first_page_in_the_sitemap_and_in_the_search(
        self, client: Client, contest: Contest, clock: Clock
    ) -> None:
        assert contest.title in _read(client, "/")
        assert f"/cuoc-thi/{contest.slug}/the-le/" in _read(client, "/sitemap.xml")
        (document,) = CONTESTS.documents([str(contest.pk)])
        assert document.path == f"/cuoc-thi/{contest.slug}/" and document.subject == f"contest:{contest.pk}"


class TestFrame:
    def test_may_be_framed_by_any_site_and_no_other_page_may(self, client: Client, contest: Contest) -> None:
        frame = client.get(f"/cuoc-thi/{contest.slug}/nhung/")
        assert "frame-ancestors *" in frame["Content-Security-Policy"] and "X-Frame-Options" not in frame.headers
        assert not frame.cookies and "<script" not in frame.content.decode()
        page = client.get(f"/cuoc-thi/{contest.slug}/")
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"] and "X-Frame-Options" in page.headers
