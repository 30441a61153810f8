"""Who looked at personal data: noted with row and reason, kept for a time, never the data."""

from datetime import timedelta

import pytest
from conftest import NOW, Cast
from django.db import DatabaseError, transaction

from lantoa.apps.base.personal import Declared, declared
from lantoa.apps.privacy.actions.access import note_access, note_accesses, sweep_personal_access
from lantoa.apps.privacy.models import PersonalAccess
from lantoa.apps.privacy.queries.accesses import first_kept_moment, looks_that_do_not_agree
from lantoa.apps.privacy.sweeping import sweep_personal_data

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


class TestNoteAccess:
    def test_keeps_who_whose_and_why(self, cast: Cast):
        note = note_access(by=cast.programme_officer, row=cast.leader, reason="Gọi lại", at=NOW)
        assert (note.table, note.row, note.reason) == ("accounts.User", str(cast.leader.pk), "Gọi lại")
        assert note.who == cast.programme_officer.get_username()

    def test_costs_as_many_queries_for_many_as_for_one(self, cast: Cast, django_assert_num_queries):
        for count in (1, 5):
            with django_assert_num_queries(4):
                rows = [cast.leader] * count
                assert note_accesses(by=cast.programme_officer, rows=rows, reason="Danh sách", at=NOW) == count

    def test_outlives_the_account(self, cast: Cast):
        note_access(by=cast.programme_officer, row=cast.leader, reason="", at=NOW)
        name = cast.programme_officer.get_username()
        PersonalAccess.objects.update(user=None)
        assert PersonalAccess.objects.get().who == name


class TestSweeping:
    def test_deletes_old_notes_and_no_young_ones(self, cast: Cast, settings):
        settings.ACCESS_LOG_MONTHS = 36
        for days in (1200, 1):
            note_access(by=cast.leader, row=cast.leader, reason="", at=NOW - timedelta(days=days))
        assert sweep_personal_access(at=NOW) == 1
        assert PersonalAccess.objects.count() == 1

    def test_goes_on_when_one_app_fails(self, cast: Cast, settings, monkeypatch, caplog):
        settings.ACCESS_LOG_MONTHS = 1
        note_access(by=cast.leader, row=cast.leader, reason="", at=NOW - timedelta(days=99))

        def fails(*, at):
            raise RuntimeError("broken")

        apps = declared()
        broken = Declared(app="broken", sweeps=(fails,))
        monkeypatch.setattr("lantoa.apps.privacy.sweeping.declared", lambda: (broken, *apps))
        assert sweep_personal_data(at=NOW) == 1
        assert "broken" in caplog.text

    def test_counts_months_by_the_calendar_to_the_day(self, cast: Cast, settings):
        settings.ACCESS_LOG_MONTHS = 36
        first = first_kept_moment(NOW)
        for at in (first - timedelta(microseconds=1), first):
            note_access(by=cast.leader, row=cast.leader, reason="", at=at)
        assert [sweep_personal_access(at=NOW), sweep_personal_access(at=NOW)] == [1, 0]
        assert PersonalAccess.objects.get().at == first


class TestLooksThatDoNotAgree:
    """The notes can be deleted by whoever holds the database; the chain of the trail then tells."""

    @pytest.fixture(autouse=True)
    def looked(self, cast: Cast) -> None:
        note_access(by=cast.leader, row=cast.leader, reason="Gọi lại", at=NOW)
        note_accesses(by=cast.leader, rows=[cast.leader, cast.stranger], reason="Danh sách", at=NOW + MINUTE)

    def test_are_none_when_nobody_touched_them(self):
        assert looks_that_do_not_agree(at=NOW + MINUTE) == []

    def test_are_named_when_one_was_deleted(self, cast: Cast):
        PersonalAccess.objects.filter(row=str(cast.stranger.pk)).delete()
        assert [look.at for look in looks_that_do_not_agree(at=NOW + MINUTE)] == [NOW + MINUTE]

    def test_cannot_be_changed_through_the_database(self):
        with pytest.raises(DatabaseError), transaction.atomic():
            PersonalAccess.objects.update(who="ai.khac")
        assert looks_that_do_not_agree(at=NOW + MINUTE) == []
