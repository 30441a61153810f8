"""The audit trail."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser

from lantoa.apps.base.actions import SYSTEM, record_act
from lantoa.apps.base.models import AuditEntry


def _user(username: str = "doi.tuong") -> AbstractBaseUser:
    """A user by the setting's name: the base knows no app above it."""
    return get_user_model().objects.create_user(username)


@pytest.mark.django_db
class TestRecordAct:
    def test_keeps_who_did_what_to_which_row_and_when(self, now: datetime) -> None:
        actor, subject = _user("can.bo"), _user()
        entry = record_act("accounts.open_account", subject=subject, by=actor, at=now, detail={"role": "biên tập"})
        entry.refresh_from_db()
        assert (entry.actor, entry.act, entry.at) == ("can.bo", "accounts.open_account", now)
        assert (entry.subject_type, entry.subject_id) == ("accounts.user", str(subject.pk))
        assert entry.detail == {"role": "biên tập"}

    def test_names_the_system_where_no_person_acts(self, now: datetime) -> None:
        entry = record_act("harvest.sweep", subject=_user(), by=None, at=now)
        assert (entry.actor, entry.detail) == (SYSTEM, {})

    def test_outlives_the_account_it_speaks_of(self, now: datetime) -> None:
        actor = _user("da.nghi")
        record_act("accounts.open_account", subject=actor, by=actor, at=now)
        actor.delete()
        assert [entry.actor for entry in AuditEntry.objects.all()] == ["da.nghi"]

    def test_shows_the_newest_first(self, now: datetime) -> None:
        subject = _user()
        for days in (2, 0, 1):
            record_act(f"base.act_{days}", subject=subject, by=None, at=now - timedelta(days=days))
        assert [entry.act for entry in AuditEntry.objects.all()] == ["base.act_0", "base.act_1", "base.act_2"]
