"""The sweeps ask for a look at stale procedures, and tell the public pages when a procedure's time comes or is over."""

from datetime import date, timedelta

import pytest
from conftest import NOW, Cast

from lantoa.apps.base.models import Message, PublicChange
from lantoa.apps.services.factories import make_procedure
from lantoa.apps.services.sweeping import sweep_procedure_days, sweep_stale_procedures

pytestmark = pytest.mark.django_db


class TestStale:
    def test_is_told_to_the_focal_officers_of_the_owner_once_a_week(self, cast: Cast) -> None:
        cast.focal_officer.email = "dau-moi@example.vn"
        cast.focal_officer.save()
        make_procedure(at=NOW, owner=cast.agency, checked_on=None, plain_title="Làm giấy khai sinh")
        make_procedure(at=NOW, owner=cast.agency, plain_title="Còn mới")
        assert sweep_stale_procedures(at=NOW) == 1
        message = Message.objects.get()
        assert message.to == "dau-moi@example.vn" and "- Làm giấy khai sinh" in message.text
        assert "Còn mới" not in message.text
        assert sweep_stale_procedures(at=NOW + timedelta(hours=1)) == 0
        assert sweep_stale_procedures(at=NOW + timedelta(days=7)) == 1

    def test_is_told_only_on_working_days_and_in_waking_hours(self, cast: Cast) -> None:
        cast.focal_officer.email = "dau-moi@example.vn"
        cast.focal_officer.save()
        make_procedure(at=NOW, owner=cast.agency, checked_on=None)
        assert sweep_stale_procedures(at=NOW + timedelta(days=2)) == 0  # a Saturday
        assert sweep_stale_procedures(at=NOW + timedelta(hours=8)) == 0  # 23:00


class TestDays:
    def test_on_which_a_procedure_begins_or_is_over_are_noted_once(self) -> None:
        today = NOW.date()
        begins = make_procedure(at=NOW, valid_from=today)
        over = make_procedure(at=NOW, valid_to=today - timedelta(days=1))
        make_procedure(at=NOW, valid_from=date(2020, 1, 1), valid_to=today)
        PublicChange.objects.all().delete()
        assert sweep_procedure_days(at=NOW) == 2
        subjects = set(PublicChange.objects.values_list("subject", flat=True))
        assert subjects == {"services", f"procedure:{begins.pk}", f"procedure:{over.pk}"}
        assert sweep_procedure_days(at=NOW + timedelta(minutes=1)) == 0
