"""Procedures come from files, looked at row by row before they are stored, and go back into files."""

import io
import json
from typing import Any

import openpyxl
import pytest
from conftest import NOW, Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.base.guard_tables import tables_of
from lantoa.apps.services.actions.importing import (
    CannotImport,
    GuideChanged,
    apply_import,
    forget_expired_imports,
    plan_of,
    upload_procedures,
)
from lantoa.apps.services.actions.procedures import make_procedure
from lantoa.apps.services.factories import LegalDocumentFactory, SectorFactory
from lantoa.apps.services.models import Procedure, ProcedureImport
from lantoa.apps.services.procedure_files.documents import procedures_json, read_json
from lantoa.apps.services.procedure_files.given import given_of_data
from lantoa.apps.services.procedure_files.workbook import read_workbook, rows_workbook
from lantoa.apps.services.queries.import_plan import PlanState
from lantoa.apps.services.queries.procedure_values import given_of, with_parts
from lantoa.apps.services.tests.test_procedures import BIRTH

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law() -> None:
    SectorFactory(slug="ho-tich", name="Hộ tịch")
    LegalDocumentFactory(number="60/2014/QH13", title="Luật Hộ tịch")


@pytest.fixture
def person() -> User:
    user: User = UserFactory()
    return user


def _json(*rows: dict[str, Any]) -> bytes:
    return json.dumps(list(rows), ensure_ascii=False).encode()


def _upload(person: User, data: bytes, name: str = "a.json") -> ProcedureImport:
    return upload_procedures(data=data, file_name=name, by=person, at=NOW)


def _apply(person: User, kept: ProcedureImport, **options: Any) -> dict[str, int]:
    return apply_import(kept=kept, plan_sha256=plan_of(kept, at=NOW).sha256, by=person, at=NOW, **options)


def _stored() -> Procedure:
    return with_parts(Procedure.objects.all()).get()


class TestImport:
    def test_stores_what_was_looked_at(self, person: User) -> None:
        owner = AgencyFactory(name="Sở Tư pháp", folded_names="so tu phap")
        kept = _upload(person, _json(BIRTH | {"owner": "Sở Tư pháp", "sector": "Hộ tịch"}))
        assert not Procedure.objects.exists()
        assert _apply(person, kept, published=True) == {"made": 1, "changed": 0, "same": 0, "left": 0}
        assert given_of(_stored()) == given_of_data(BIRTH | {"owner": owner.slug})
        assert _stored().state == Procedure.State.PUBLISHED

    def test_a_second_time_changes_nothing(self, person: User) -> None:
        _apply(person, _upload(person, _json(BIRTH)))
        assert _apply(person, _upload(person, _json(BIRTH))) == {"made": 0, "changed": 0, "same": 1, "left": 0}
        assert _stored().version == 1

    def test_changes_only_what_the_file_has_and_differs(self, person: User) -> None:
        make_procedure(given=given_of_data(BIRTH), by=None, at=NOW)
        kept = _upload(person, _json({"code": "1.001193", "result": "Giấy khai sinh", "who": "Cha, mẹ."}))
        (one,) = plan_of(kept, at=NOW).procedures
        assert one.changes == (("Nhận được gì", "để trống", "Giấy khai sinh"),)
        assert _apply(person, kept)["changed"] == 1
        assert given_of(_stored()) == given_of_data(BIRTH | {"result": "Giấy khai sinh"})

    def test_says_what_is_wrong_row_by_row_and_takes_the_others(self, person: User) -> None:
        bad = {"slug": "sai", "name": "Sai", "sector": "Bí mật", "level": "trên trời", "checked_on": "hôm qua",
               "fees": [{"name": "A", "amount_dong": "nhiều"}], "la": 1,
               "bases": [{"number": "9/2099/QH99"}], "portal_address": "javascript:1"}  # fmt: skip
        kept = _upload(person, _json(bad, BIRTH))
        (first, second) = plan_of(kept, at=NOW).procedures
        assert second.state == PlanState.NEW and first.state == PlanState.BAD
        columns = {column for column, _ in first.errors}
        assert {"la", "Lĩnh vực", "Thực hiện ở", "Kiểm tra ngày", "Phí, lệ phí", "Căn cứ pháp lý",
                "Địa chỉ trên Cổng quốc gia"} <= columns  # fmt: skip
        assert _apply(person, kept) == {"made": 1, "changed": 0, "same": 0, "left": 1}
        kept.refresh_from_db()
        assert kept.items[0]["values"]["slug"] == "sai" and kept.items[0]["errors"]

    def test_tells_the_same_procedure_twice(self, person: User) -> None:
        plan = plan_of(_upload(person, _json(BIRTH, BIRTH | {"slug": "khac"})), at=NOW)
        assert [one.state for one in plan.procedures] == [PlanState.BAD, PlanState.BAD]
        assert "có hai lần trong tệp (1.001193)" in plan.procedures[0].errors[0][1]

    def test_asks_a_new_procedure_for_what_it_must_have(self, person: User) -> None:
        (one,) = plan_of(_upload(person, _json({"name": "Chỉ có tên"})), at=NOW).procedures
        assert {column for column, _ in one.errors} == {"Tên dễ hiểu", "Lĩnh vực", "Thực hiện ở", "Để làm gì", "Nguồn"}

    @pytest.mark.parametrize(
        ("written", "online"),
        [("Mức độ 4", "whole"), ("mức độ 3", "part"), ("Mức độ 2", "none"), ("mức độ 3, 4", ""), ("DVC mức 5", "")],
    )
    def test_reads_the_old_levels_and_keeps_what_was_written(self, person: User, written: str, online: str) -> None:
        kept = _upload(person, _json(BIRTH | {"online": written}))
        assert plan_of(kept, at=NOW).procedures[0].remarks
        _apply(person, kept)
        assert _stored().online == online
        assert f"Mức trực tuyến ghi trong nguồn: {written}." in _stored().notes
        again = plan_of(_upload(person, _json(BIRTH | {"online": written})), at=NOW)
        assert again.procedures[0].state == PlanState.SAME

    def test_is_refused_when_the_guide_has_changed_meanwhile(self, person: User) -> None:
        kept = _upload(person, _json(BIRTH))
        seen = plan_of(kept, at=NOW).sha256
        make_procedure(given=given_of_data(BIRTH), by=None, at=NOW)
        with pytest.raises(GuideChanged):
            apply_import(kept=kept, plan_sha256=seen, by=person, at=NOW)

    def test_is_done_once(self, person: User) -> None:
        kept = _upload(person, _json(BIRTH))
        _apply(person, kept)
        with pytest.raises(CannotImport, match="đã được nhập"):
            _apply(person, kept)

    def test_is_forgotten_after_a_day(self, person: User) -> None:
        _upload(person, _json(BIRTH))
        assert forget_expired_imports(at=NOW.replace(day=3)) == 1
        assert not ProcedureImport.objects.exists()

    @pytest.mark.parametrize("data", [b"{", b"[1]", b'{"a": 1}', b"\xff\xfe\x00[", b"[" * 100_000])
    def test_refuses_what_is_no_list_of_procedures(self, person: User, data: bytes) -> None:
        with pytest.raises(ValueError, match=r"[Tt]ệp"):
            _upload(person, data)


class TestFiles:
    def test_in_json_come_back_as_they_went(self) -> None:
        given = given_of_data(BIRTH)
        (read,) = read_json(procedures_json([given]))
        assert not read.errors and given_of_data(read.values) == given

    def test_in_a_workbook_come_back_as_they_went(self) -> None:
        given = given_of_data(BIRTH | {"result": "=1+1", "online": "part"})
        content = rows_workbook([given.as_data()], sectors=["Hộ tịch"])
        (read,) = read_workbook(tables_of(content, name="a.xlsx"))
        assert not read.errors, read.errors
        assert given_of_data(read.values) == given

    def test_of_the_template_explain_each_column_and_offer_choices(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(rows_workbook([], sectors=["Hộ tịch", "Đất đai"])))
        assert book.sheetnames == ["Thủ tục", "Giấy tờ", "Các bước", "Phí, lệ phí", "Căn cứ", "Hướng dẫn"]
        assert len(book["Thủ tục"].data_validations.dataValidation) == 3
        assert read_workbook(tables_of(rows_workbook([], sectors=[]), name="a.xlsx")) == []

    def test_leave_stored_what_a_blank_cell_or_an_empty_sheet_does_not_say(self, person: User) -> None:
        make_procedure(given=given_of_data(BIRTH), by=None, at=NOW)
        content = rows_workbook([{"slug": "dang-ky-khai-sinh", "name": BIRTH["name"], "who": "-"}], sectors=[])
        _apply(person, _upload(person, content, "a.xlsx"))
        assert given_of(_stored()) == given_of_data(BIRTH | {"who": ""})

    def test_of_other_programs_are_read_by_their_headings(self) -> None:
        data = (
            "STT,Tên thủ tục hành chính,Mã TTHC,Mức độ,Cấp thực hiện\n1,Đăng ký khai sinh,1.001193.000.00.00.H50,4,Xã\n"
        )
        (read,) = read_workbook(tables_of(data.encode(), name="a.csv"))
        assert read.values["code"] == "1.001193" and read.values["level"] == "commune"

    def test_tell_rows_of_papers_that_belong_to_nothing(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(rows_workbook([BIRTH], sectors=[])))
        book["Giấy tờ"].append(["9", "Lạc"])
        buffer = io.BytesIO()
        book.save(buffer)
        read = read_workbook(tables_of(buffer.getvalue(), name="a.xlsx"))
        assert read[1].place == "trang tính Giấy tờ, dòng 3" and read[1].errors


class TestPages:
    def test_lead_from_the_file_to_what_was_stored_and_what_is_left(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.editor)
        file = io.BytesIO(_json(BIRTH, {"name": "Thiếu"}))
        file.name = "thu-tuc.json"
        answer = client.post(reverse("services:import_procedures"), {"file": file})
        page = client.get(answer.url)  # type: ignore[attr-defined]
        assert "Thêm 1, sửa 0, không khác gì 0, có lỗi 1 thủ tục" in " ".join(page.content.decode().split())
        kept = ProcedureImport.objects.get()
        client.post(reverse("services:apply_procedures", args=[kept.pk]), {"plan": page.context["plan"].sha256})
        assert Procedure.objects.get().state == Procedure.State.DRAFT
        left = client.get(reverse("services:left_procedures", args=[kept.pk]))
        book = openpyxl.load_workbook(io.BytesIO(left.content))
        row = [cell.value for cell in book["Thủ tục"][2]]
        assert "Thiếu" in row and "Tên dễ hiểu: còn trống" in row[-1]

    def test_say_why_a_file_is_not_taken(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.editor)
        file = io.BytesIO(b"[]")
        file.name = "a.json"
        answer = client.post(reverse("services:import_procedures"), {"file": file})
        assert answer.status_code == 422 and "Không thấy thủ tục nào" in answer.content.decode()

    def test_give_the_list_as_files_that_can_be_read_back(self, client: Client, cast: Cast) -> None:
        made = make_procedure(given=given_of_data(BIRTH), by=None, at=NOW)
        client.force_login(cast.editor)
        answer = client.get(reverse("services:procedures_json"))
        assert given_of_data(read_json(answer.content)[0].values) == given_of(_stored())
        workbook = client.get(reverse("services:procedures_workbook") + "?cap=commune").content
        assert read_workbook(tables_of(workbook, name="a.xlsx"))[0].values["slug"] == made.slug
        assert read_json(client.get(reverse("services:procedures_json") + "?cap=central").content) == []
