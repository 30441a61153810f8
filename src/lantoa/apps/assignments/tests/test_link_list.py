"""Receipt links in the officers' list: found, revoked, sent anew; closed to everybody else."""

from datetime import timedelta

import pytest
import time_machine
from conftest import NOW, Cast
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lantoa.apps.agencies.models import Contact
from lantoa.apps.assignments.factories import ReceiptLinkFactory
from lantoa.apps.assignments.models import ReceiptLink
from lantoa.apps.base.models import AuditEntry, Message

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/viec/lien-ket/"


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(cast: Cast, client: Client) -> Client:
    client.force_login(cast.programme_officer)
    return client


def _shown(client: Client, query: str = "") -> list[str]:
    """Return the mailboxes in the order of the list."""
    response = client.get(LIST + query)
    assert response.status_code == 200
    return [link.sent_to for link in response.context["page"]]


class TestList:
    def test_tells_what_became_of_each_link(self, cast: Cast, officer: Client) -> None:
        def made(name: str, **values: object) -> None:
            ReceiptLinkFactory(agency=cast.agency, sent_to=f"{name}@a.example", made_at=NOW, **values)

        made("chua.mo")
        made("da.mo", opened_at=NOW, browser_sha256="a" * 64)
        made("het.han", expires_at=NOW)
        made("thu.hoi", revoked_at=NOW)
        made("bi.chan", refusals=3)
        found = {
            state: set(_shown(officer, f"?state={state}"))
            for state in ("unopened", "opened", "expired", "revoked", "refused")
        }
        assert found == {
            "unopened": {"chua.mo@a.example", "bi.chan@a.example"},
            "opened": {"da.mo@a.example"},
            "expired": {"het.han@a.example"},
            "revoked": {"thu.hoi@a.example"},
            "refused": {"bi.chan@a.example"},
        }
        assert _shown(officer, "?order=refusals")[0] == "bi.chan@a.example"
        assert _shown(officer, "?order=expires")[0] == "het.han@a.example"

    def test_finds_an_agency_by_words_without_accents(self, cast: Cast, officer: Client) -> None:
        ReceiptLinkFactory(agency=cast.agency, sent_to="hai.lang@a.example")
        ReceiptLinkFactory(agency=cast.other_agency, sent_to="y.te@a.example")
        assert _shown(officer, "?agency=hai lang") == ["hai.lang@a.example"]
        assert len(_shown(officer, "?order=agency")) == 2

    def test_says_what_to_do_when_it_is_empty(self, officer: Client) -> None:
        assert "bổ sung người liên hệ" in officer.get(LIST).content.decode()

    def test_costs_the_same_however_many(
        self, cast: Cast, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        ReceiptLinkFactory(agency=cast.agency)
        officer.get(LIST)
        with django_assert_max_num_queries(20) as few:
            officer.get(LIST)
        ReceiptLinkFactory.create_batch(20)
        with django_assert_max_num_queries(len(few.captured_queries)):
            officer.get(LIST)

    def test_is_closed_to_officers_of_agencies(self, cast: Cast, client: Client) -> None:
        link = ReceiptLinkFactory(agency=cast.agency)
        for user in (cast.stranger, cast.focal_officer, cast.leader):
            client.force_login(user)
            assert client.get(LIST).status_code in {302, 403}
            assert client.post(f"{LIST}{link.pk}/thu-hoi/").status_code in {302, 403}
            assert client.post(f"{LIST}{link.pk}/gui-lai/").status_code in {302, 403}
        assert ReceiptLink.objects.get().revoked_at is None
        assert not Message.objects.exists()


class TestRevoke:
    def test_takes_it_back_once(self, cast: Cast, officer: Client) -> None:
        link = ReceiptLinkFactory(agency=cast.agency)
        for _ in range(2):
            assert officer.post(f"{LIST}{link.pk}/thu-hoi/").status_code == 302
        assert ReceiptLink.objects.get().revoked_at == NOW
        entry = AuditEntry.objects.get(act="assignments.revoke_link")
        assert (entry.actor, entry.detail["sent_to"]) == ("chuong.trinh", "d•••@hailang.example")


class TestSendAnew:
    def test_sends_another_one_even_after_the_first_was_revoked(self, cast: Cast, officer: Client) -> None:
        Contact.objects.create(agency=cast.agency, name="Trần Thị Thử", email="daumoi@hailang.example")
        link = ReceiptLinkFactory(agency=cast.agency, revoked=True)
        officer.post(f"{LIST}{link.pk}/gui-lai/")
        assert Message.objects.get().to == "daumoi@hailang.example"
        assert ReceiptLink.objects.get(revoked_at=None).expires_at == NOW + timedelta(days=14)
        assert AuditEntry.objects.get(act="assignments.send_link_anew").actor == "chuong.trinh"

    def test_says_why_none_goes_out(self, cast: Cast, officer: Client) -> None:
        link = ReceiptLinkFactory(agency=cast.agency)
        response = officer.post(f"{LIST}{link.pk}/gui-lai/", follow=True)
        assert "không còn là đầu mối" in response.content.decode()
        assert not Message.objects.exists()
