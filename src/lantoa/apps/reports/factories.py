"""Reports for tests, as rows; the tests of the files make real ones."""

from datetime import UTC, date, datetime

import factory

from lantoa.apps.directives.factories import ProgrammeFactory
from lantoa.apps.reports.models import Report


class ReportFactory(factory.django.DjangoModelFactory[Report]):
    class Meta:
        model = Report

    class Params:
        without_pdf = factory.Trait(pdf_file="", pdf_reason="Máy chủ chưa có chương trình tạo PDF.")

    programme = factory.SubFactory(ProgrammeFactory, confirmed=True)
    start = date(2022, 12, 15)
    end = date(2023, 12, 14)
    version = factory.Sequence(lambda place: place + 1)
    made_at = datetime(2023, 6, 15, 1, 0, tzinfo=UTC)
    snapshot = factory.LazyFunction(dict)
    snapshot_sha256 = "0" * 64
    docx_file = factory.LazyAttribute(lambda row: f"bao-cao-{row.version}.docx")
    pdf_file = factory.LazyAttribute(lambda row: f"bao-cao-{row.version}.pdf")
    xlsx_file = factory.LazyAttribute(lambda row: f"bao-cao-{row.version}.xlsx")
