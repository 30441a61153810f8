"""Procedures are made, changed, checked, published and retired."""

from dataclasses import replace
from typing import Any

import pytest
from conftest import NOW

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.base.models import AuditEntry, PublicChange
from lantoa.apps.services.actions.procedures import (
    CannotChangeProcedure,
    ChangedMeanwhile,
    change_procedure,
    check_procedure,
    make_procedure,
    publish_procedure,
    retire_procedure,
)
from lantoa.apps.services.factories import LegalDocumentFactory, SectorFactory
from lantoa.apps.services.models import LegalDocument, Procedure
from lantoa.apps.services.procedure_files.given import GivenProcedure, given_of_data
from lantoa.apps.services.queries.guide import public_procedures
from lantoa.apps.services.queries.procedure_values import differing, given_of, with_parts

pytestmark = pytest.mark.django_db
BIRTH: dict[str, Any] = {
    "slug": "dang-ky-khai-sinh", "code": "1.001193", "name": "Thủ tục đăng ký khai sinh",
    "plain_title": "Làm giấy khai sinh cho trẻ", "everyday_words": ["làm giấy khai sinh"], "sector": "ho-tich",
    "level": "commune", "online": "whole", "summary": "Ghi tên trẻ vào sổ hộ tịch.", "who": "Cha, mẹ.",
    "where": "Ủy ban nhân dân cấp xã", "time_words": "Trong ngày", "working_days": 1, "source": "Luật Hộ tịch 2014",
    "checked_on": "2023-01-02", "requirements": [{"name": "Giấy chứng sinh", "copies": "1 bản chính"}],
    "steps": ["Nộp hồ sơ.", "Nhận kết quả."],
    "fees": [{"name": "Đúng hạn", "amount_dong": 0}, {"name": "Quá hạn", "amount_dong": 8000, "online_dong": 4000}],
    "bases": [{"number": "60/2014/QH13", "article": "Điều 16"}],
}  # fmt: skip


@pytest.fixture(autouse=True)
def law() -> None:
    SectorFactory(slug="ho-tich", name="Hộ tịch")
    LegalDocumentFactory(number="60/2014/QH13", title="Luật Hộ tịch")


def _birth(**values: Any) -> GivenProcedure:
    return given_of_data(BIRTH | values)


def _made(**values: Any) -> Procedure:
    return make_procedure(given=_birth(**values), by="Sở Tư pháp", at=NOW, published=True)


class TestMake:
    def test_stores_all_that_is_given_and_gives_it_back(self) -> None:
        agency = AgencyFactory()
        made = _made(owner=agency.slug)
        stored = with_parts(Procedure.objects.all()).get(pk=made.pk)
        assert differing(given_of(stored), _birth(owner=agency.slug)) == []
        assert given_of_data(given_of(stored).as_data()) == given_of(stored)
        assert stored.owner == agency and "lam giay khai sinh" in stored.folded
        assert AuditEntry.objects.filter(act="services.make_procedure").count() == 1

    def test_makes_a_slug_of_the_plain_title_that_nobody_has(self) -> None:
        names = [_made(slug="", code="").slug for _ in range(2)]
        assert names == ["lam-giay-khai-sinh-cho-tre", "lam-giay-khai-sinh-cho-tre-2"]

    def test_refuses_a_slug_or_a_code_that_another_one_has(self) -> None:
        _made()
        with pytest.raises(CannotChangeProcedure, match="Mã “dang-ky-khai-sinh”"):
            _made(code="")
        with pytest.raises(CannotChangeProcedure, match=r"Mã 1\.001193"):
            _made(slug="khac")

    def test_puts_an_unknown_document_into_the_list_only_with_its_title(self) -> None:
        basis = {"number": "1/2030/QH16"}
        with pytest.raises(CannotChangeProcedure, match="chưa có trong danh mục"):
            _made(bases=[basis])
        _made(bases=[basis | {"title": "Luật mới"}])
        assert LegalDocument.objects.get(number="1/2030/QH16").unverified

    def test_takes_no_check_of_a_day_to_come(self) -> None:
        assert _made(checked_on="2099-01-01").checked_on == NOW.date()


class TestChange:
    def test_says_what_differs_and_tells_the_public_pages(self) -> None:
        made = _made()
        PublicChange.objects.all().delete()
        changed = change_procedure(
            procedure=made, given=replace(_birth(), steps=("Chỉ một bước.",), result="Giấy khai sinh"), by=None, at=NOW
        )
        assert changed.version == 2 and [step.text for step in changed.steps.all()] == ["Chỉ một bước."]
        entry = AuditEntry.objects.get(act="services.change_procedure")
        assert entry.detail["changed"] == ["result", "steps"]
        assert set(PublicChange.objects.values_list("subject", flat=True)) == {"services", f"procedure:{made.pk}"}

    def test_does_nothing_where_nothing_differs(self) -> None:
        assert change_procedure(procedure=_made(), given=_birth(), by=None, at=NOW).version == 1
        assert not AuditEntry.objects.filter(act="services.change_procedure").exists()

    def test_refuses_to_go_over_what_somebody_else_has_stored(self) -> None:
        made = _made()
        change_procedure(procedure=made, given=_birth(result="Giấy"), version=1, by="A", at=NOW)
        with pytest.raises(ChangedMeanwhile):
            change_procedure(procedure=made, given=_birth(result="Tờ"), version=1, by="B", at=NOW)
        assert Procedure.objects.get().result == "Giấy"


class TestStates:
    def test_show_only_what_is_published_and_valid_on_the_day(self) -> None:
        made = make_procedure(given=_birth(valid_to="2023-12-31"), by=None, at=NOW)
        day = NOW.date()
        assert not public_procedures(day).exists()
        publish_procedure(procedure=made, by=None, at=NOW)
        assert public_procedures(day).get() == made
        assert not public_procedures(day.replace(year=2024)).exists()
        retire_procedure(procedure=made, by=None, at=NOW, reason="bị bãi bỏ")
        assert not public_procedures(day).exists()
        assert AuditEntry.objects.get(act="services.retire_procedure").detail["reason"] == "bị bãi bỏ"

    def test_a_check_is_of_today(self) -> None:
        assert check_procedure(procedure=_made(), by="Sở Tư pháp", at=NOW).checked_on == NOW.date()
