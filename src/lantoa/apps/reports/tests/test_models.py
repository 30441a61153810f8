"""What the database itself refuses of reports."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lantoa.apps.reports.factories import ReportFactory


@pytest.mark.django_db
class TestRules:
    def test_a_version_is_there_once(self) -> None:
        report = ReportFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportFactory(programme=report.programme, version=report.version)

    def test_a_report_starts_before_it_ends(self) -> None:
        ReportFactory(start=date(2023, 5, 1), end=date(2023, 5, 1))
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportFactory(start=date(2023, 5, 2), end=date(2023, 5, 1))

    def test_a_report_is_named_by_its_days_and_version(self) -> None:
        assert str(ReportFactory(version=3)) == "Báo cáo 15/12/2022–14/12/2023, bản 3"
