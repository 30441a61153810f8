"""Erasing: at once when asked for, all of it when its time is over, and what the trail may know of it."""

from datetime import timedelta

import pytest
from conftest import NOW
from django.utils import timezone

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.base.origin import acting_from
from lantoa.apps.contests.actions.erasing import erase_entrant, sweep_expired_entrants
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant, make_submission
from lantoa.apps.contests.models import Contest, Entrant, Submission

pytestmark = pytest.mark.django_db
PERSONAL = {"full_name": "Trần Thị Riêng", "contact": "rieng@lantoa.example", "birth_year": 1987}


@pytest.fixture
def contest() -> Contest:
    return make_contest(at=NOW)


def _submitted(contest: Contest, **values) -> Entrant:
    entrant = make_entrant(contest, at=NOW, **{**PERSONAL, "extra_grounds": "khiếm thị", **values})
    round_ = contest.rounds.get()
    attempt = make_attempt(entrant, round_, started_at=round_.opens_at)
    hashes = {"device_sha256": "d" * 64, "address_sha256": "a" * 64}
    make_submission(attempt, received_at=round_.opens_at + timedelta(minutes=5), **hashes)
    return entrant


def _holds_nothing_personal(entrant: Entrant) -> bool:
    return (entrant.full_name, entrant.contact, entrant.birth_year, entrant.user, entrant.extra_grounds) == (
        "", "", None, None, "",
    )  # fmt: skip


class TestEraseEntrant:
    def test_deletes_the_row_before_anything_was_begun(self, contest):
        assert erase_entrant(entrant=make_entrant(contest, at=NOW, **PERSONAL), at=NOW)
        assert not Entrant.objects.exists()

    def test_keeps_code_unit_and_hash_once_an_attempt_was_begun(self, contest):
        """Or whoever has seen the questions could begin anew under another code."""
        entrant = _submitted(contest)
        Submission.objects.all().delete()
        assert not erase_entrant(entrant=entrant, at=NOW)
        erased = Entrant.objects.get()
        assert _holds_nothing_personal(erased)
        assert (erased.code, erased.contact_sha256, erased.erased_at) == (entrant.code, entrant.contact_sha256, NOW)

    def test_leaves_what_was_submitted_under_the_code(self, contest):
        erase_entrant(entrant=_submitted(contest), at=NOW)
        submission = Submission.objects.get()
        assert submission.answers and submission.device_sha256

    def test_names_nobody_and_no_address_in_the_trail(self, contest):
        entrant = _submitted(contest)
        with acting_from("203.0.113.7"):
            erase_entrant(entrant=entrant, at=NOW)
        entry = AuditEntry.objects.latest("pk")
        told = f"{entry.actor} {entry.origin} {entry.subject_type} {entry.subject_id} {entry.detail}"
        assert entry.act == "contests.erase_entrant" and entry.subject_id == str(contest.pk)
        assert not any(words in told for words in ("203.0.113.7", "Riêng", "rieng@", entrant.code))


class TestSweepExpiredEntrants:
    def test_erases_everything_on_the_day_and_not_before(self, contest):
        day = timezone.localdate(NOW)
        due = _submitted(contest, erase_on=day)
        kept = make_entrant(contest, at=NOW, erase_on=day + timedelta(days=1), full_name="Còn Hạn")
        assert sweep_expired_entrants(at=NOW) == 1
        due.refresh_from_db()
        kept.refresh_from_db()
        assert _holds_nothing_personal(due) and kept.full_name == "Còn Hạn"
        assert (due.contact_sha256, due.erase_on, due.erased_at) == (f"erased:{due.code}", None, NOW)
        submission = Submission.objects.get()
        assert (submission.device_sha256, submission.address_sha256) == ("", "")
        assert sweep_expired_entrants(at=NOW) == 0

    def test_drops_the_hashes_of_whoever_had_asked_before(self, contest):
        entrant = _submitted(contest, erase_on=timezone.localdate(NOW))
        earlier = NOW - timedelta(days=9)
        erase_entrant(entrant=entrant, at=earlier)
        sweep_expired_entrants(at=NOW)
        entrant.refresh_from_db()
        assert (entrant.erased_at, entrant.contact_sha256) == (earlier, f"erased:{entrant.code}")

    def test_costs_the_same_for_many_and_writes_one_act_a_contest(self, contest, django_assert_max_num_queries):
        day = timezone.localdate(NOW)
        other = make_contest(at=NOW, slug="cuoc-thi-khac")
        for place in range(40):
            make_entrant(contest if place % 2 else other, at=NOW, erase_on=day)
        before = AuditEntry.objects.count()
        with django_assert_max_num_queries(12):
            assert sweep_expired_entrants(at=NOW) == 40
        added = AuditEntry.objects.order_by("pk")[before:]
        assert [entry.detail for entry in added] == [{"entrants": 20}, {"entrants": 20}]
