"""Procedures that may no longer be right are known, with the reason."""

from datetime import date

import pytest
from conftest import NOW

from lantoa.apps.services.factories import LegalDocumentFactory, make_procedure
from lantoa.apps.services.models import Procedure, ProcedureBasis
from lantoa.apps.services.queries.guide import public_sectors, shown_procedures
from lantoa.apps.services.queries.staleness import stale_among, stale_reasons

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def _reasons(procedure: Procedure) -> list[str]:
    (row,) = shown_procedures().filter(pk=procedure.pk)
    return [reason.words for reason in stale_reasons(row, today=TODAY)]


class TestStale:
    def test_is_nothing_that_was_checked_lately_and_stands_on_law_in_force(self) -> None:
        procedure = make_procedure(at=NOW)
        assert _reasons(procedure) == []
        assert not stale_among(Procedure.objects.all(), today=TODAY).exists()

    def test_is_what_was_never_checked_or_long_ago(self) -> None:
        never = make_procedure(at=NOW, checked_on=None)
        old = make_procedure(at=NOW, checked_on=date(2022, 11, 30))
        make_procedure(at=NOW, checked_on=date(2022, 12, 1))  # six months to the day
        assert _reasons(never) == ["chưa ghi ngày kiểm tra lần nào"]
        assert _reasons(old) == ["kiểm tra lần cuối ngày 30/11/2022, đã hơn 6 tháng"]
        assert set(stale_among(Procedure.objects.all(), today=TODAY)) == {never, old}

    def test_is_what_stands_on_law_that_is_over_replaced_or_to_come(self) -> None:
        new = LegalDocumentFactory(number="2/2023/QH15", valid_from=date(2024, 1, 1))
        over = LegalDocumentFactory(number="1/2013/QH13", valid_to=date(2023, 5, 31), replaced_by=new)
        replaced = LegalDocumentFactory(number="3/2013/QH13", replaced_by=new)
        found = []
        for document in (over, replaced, new):
            procedure = make_procedure(at=NOW)
            ProcedureBasis.objects.create(procedure=procedure, document=document)
            found.append(procedure)
        assert [_reasons(procedure) for procedure in found] == [
            ["căn cứ 1/2013/QH13 đã hết hiệu lực sau ngày 31/05/2023, được thay bằng 2/2023/QH15"],
            ["căn cứ 3/2013/QH13 đã có văn bản thay thế: 2/2023/QH15"],
            ["căn cứ 2/2023/QH15 có hiệu lực từ ngày 01/01/2024"],
        ]
        assert set(stale_among(Procedure.objects.all(), today=TODAY)) == set(found)

    def test_is_nothing_that_is_retired(self) -> None:
        make_procedure(at=NOW, checked_on=None, state=Procedure.State.RETIRED)
        assert not stale_among(Procedure.objects.all(), today=TODAY).exists()


class TestSectors:
    def test_are_those_with_public_procedures_counted(self) -> None:
        first = make_procedure(at=NOW)
        make_procedure(at=NOW, sector=first.sector)
        make_procedure(at=NOW, sector=first.sector, valid_to=date(2023, 1, 1))
        make_procedure(at=NOW, state=Procedure.State.DRAFT)
        assert public_sectors(TODAY) == [(first.sector, 2)]
