"""Who looked at personal data: noted with row and reason, kept for a time, never the data."""

from datetime import timedelta

import pytest
from conftest import NOW, Cast

from lantoa.apps.base.personal import Declared, declared
from lantoa.apps.privacy.actions.access import note_access, note_accesses, sweep_personal_access
from lantoa.apps.privacy.models import PersonalAccess
from lantoa.apps.privacy.sweeping import sweep_personal_data

pytestmark = pytest.mark.django_db


class TestNoteAccess:
    def test_keeps_who_whose_and_why(self, cast: Cast):
        note = note_access(by=cast.programme_officer, row=cast.leader, reason="Gọi lại", at=NOW)
        assert (note.table, note.row, note.reason) == ("accounts.User", str(cast.leader.pk), "Gọi lại")
        assert note.who == cast.programme_officer.get_username()

    def test_costs_one_query_for_many(self, cast: Cast, django_assert_num_queries):
        rows = [cast.leader] * 5
        with django_assert_num_queries(1):
            assert note_accesses(by=cast.programme_officer, rows=rows, reason="Danh sách", at=NOW) == 5

    def test_outlives_the_account(self, cast: Cast):
        note_access(by=cast.programme_officer, row=cast.leader, reason="", at=NOW)
        name = cast.programme_officer.get_username()
        PersonalAccess.objects.update(user=None)
        assert PersonalAccess.objects.get().who == name


class TestSweeping:
    def test_deletes_old_notes_and_no_young_ones(self, cast: Cast, settings):
        settings.ACCESS_LOG_MONTHS = 36
        for days in (36 * 30 + 1, 1):
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
