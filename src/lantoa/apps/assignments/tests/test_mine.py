"""An agency's own work: each thing in its place, one tap for what can be one tap, and nothing of others."""

from datetime import timedelta

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lantoa.apps.accounts.factories import user_in
from lantoa.apps.accounts.roles import OWN_AGENCY, Role
from lantoa.apps.accounts.tests.refusals import is_refused
from lantoa.apps.assignments.factories import AssignmentFactory, assignment_in
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.states import State
from lantoa.apps.base.models import AuditEntry

MINE = "/quan-tri/viec/cua-toi/"


def _sections(client: Client) -> dict[str, list[Assignment]]:
    found = client.get(MINE).context["sections"]
    return {section.slug: [card.assignment for card in section.cards] for section in found}


@pytest.mark.django_db
class TestMine:
    def test_shows_the_own_agency_only_and_no_drafts(self, client: Client, cast: Cast) -> None:
        own = AssignmentFactory(agency=cast.agency)
        AssignmentFactory(agency=cast.other_agency)
        AssignmentFactory(agency=cast.agency, drafted=True)
        for officer in (cast.focal_officer, cast.radio_officer):
            client.force_login(officer)
            answer = client.get(MINE)
            assert _sections(client) == {"unreceived": [own]}
            assert "Sở Y tế" not in answer.content.decode()

    def test_puts_each_in_one_list_what_hurts_first(self, client: Client, cast: Cast) -> None:
        today = timezone.localdate()
        late, soon, far = (today + timedelta(days=days) for days in (-1, 3, 60))
        rows = {
            slug: assignment_in(state, agency=cast.agency, due_date=due)
            for slug, state, due in [
                ("returned", State.RETURNED, late), ("late", State.SENT, late), ("soon", State.RECEIVED, soon),
                ("unreceived", State.SENT, far), ("doing", State.RECEIVED, None), ("waiting", State.FULFILLED, late),
            ]
        }  # fmt: skip
        asked = assignment_in(State.EXTENSION_ASKED, agency=cast.agency)
        for state in (State.CONFIRMED, State.CANCELLED, State.REFUSED):
            assignment_in(state, agency=cast.agency)
        client.force_login(cast.focal_officer)
        found = _sections(client)
        assert list(found) == list(rows)
        assert {slug: given[0] for slug, given in found.items() if slug != "waiting"} == {
            slug: row for slug, row in rows.items() if slug != "waiting"
        }
        assert set(found["waiting"]) == {rows["waiting"], asked}
        work = client.get(MINE).context["work"]
        assert (work.to_do, work.finished_count) == (5, 3)

    def test_offers_receipt_and_proof_on_the_card(self, client: Client, cast: Cast) -> None:
        row = AssignmentFactory(agency=cast.agency)
        client.force_login(cast.focal_officer)
        text = client.get(MINE).content.decode()
        assert f"/quan-tri/viec/{row.pk}/nhan/" in text
        assert f"/quan-tri/viec/{row.pk}/nop/" in text
        client.force_login(cast.radio_officer)
        text = client.get(MINE).content.decode()
        assert f"/quan-tri/viec/{row.pk}/nhan/" not in text
        assert f"/quan-tri/viec/{row.pk}/nop/" in text

    def test_says_what_to_do_when_there_is_nothing(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.focal_officer)
        assert "Chưa có việc nào được giao cho cơ quan." in client.get(MINE).content.decode()
        assignment_in(State.CONFIRMED, agency=cast.agency)
        assert "Mọi việc đã xong." in client.get(MINE).content.decode()

    def test_opens_for_an_officer_without_an_agency_and_shows_nothing(self, client: Client) -> None:
        AssignmentFactory()
        client.force_login(user_in(Role.FOCAL_OFFICER))
        answer = client.get(MINE)
        assert answer.context["sections"] == []
        assert "chưa gắn với cơ quan nào" in answer.content.decode()

    def test_is_not_for_the_province(self, client: Client, cast: Cast) -> None:
        for role in set(Role) - OWN_AGENCY:
            client.force_login(cast.of(role))
            assert is_refused(client.get(MINE))

    def test_takes_no_more_queries_for_more_rows(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.focal_officer)
        counts = []
        for more in (3, 20):
            AssignmentFactory.create_batch(more, agency=cast.agency)
            AssignmentFactory.create_batch(more, agency=cast.agency, received=True)
            client.get(MINE)
            with CaptureQueriesContext(connection) as captured:
                client.get(MINE)
            counts.append(len(captured))
        assert counts[0] == counts[1]


@pytest.mark.django_db
class TestReceiveEverything:
    def test_receives_all_of_the_own_agency_and_nothing_else(self, client: Client, cast: Cast) -> None:
        own = [AssignmentFactory(agency=cast.agency) for _ in range(3)]
        others = [AssignmentFactory(agency=cast.other_agency), AssignmentFactory(agency=cast.agency, drafted=True)]
        client.force_login(cast.focal_officer)
        assert "Đã nhận tất cả 3 việc" in client.get(MINE).content.decode()
        answer = client.post(f"{MINE}nhan-tat-ca/", follow=True)
        assert "cơ quan đã nhận 3 việc" in answer.content.decode()
        assert set(Assignment.objects.filter(state=State.RECEIVED)) == set(own)
        assert AuditEntry.objects.filter(act="assignments.receive_assignment", actor="dau.moi").count() == 3
        for row in others:
            before = row.state
            row.refresh_from_db()
            assert row.state == before
        again = client.post(f"{MINE}nhan-tat-ca/", follow=True)
        assert "Không còn việc nào chờ nhận." in again.content.decode()
        assert AuditEntry.objects.count() == 3

    def test_is_for_the_focal_officer(self, client: Client, cast: Cast) -> None:
        AssignmentFactory(agency=cast.agency)
        for user in (cast.radio_officer, cast.programme_officer, cast.leader, user_in(Role.FOCAL_OFFICER)):
            client.force_login(user)
            assert is_refused(client.post(f"{MINE}nhan-tat-ca/"))
        assert not AuditEntry.objects.exists()
