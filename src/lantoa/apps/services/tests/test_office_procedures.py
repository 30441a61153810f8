"""Procedures in the office: found, written with their rows, checked in one press, kept by the agency that owns them."""

from datetime import date
from typing import Any

import pytest
from conftest import NOW, Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.models import User
from lantoa.apps.services.actions.procedures import change_procedure
from lantoa.apps.services.factories import SectorFactory, make_procedure
from lantoa.apps.services.models import Procedure
from lantoa.apps.services.queries.procedure_values import given_of, with_parts

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/dich-vu-cong/"


@pytest.fixture
def editor(client: Client, editor_user: User) -> Client:
    client.force_login(editor_user)
    return client


@pytest.fixture
def editor_user(cast: Cast) -> User:
    return cast.editor


def _typed(**values: str) -> dict[str, str]:
    SectorFactory(slug="ho-tich", name="Hộ tịch")
    return {
        "plain_title": "Làm giấy khai sinh", "name": "Đăng ký khai sinh", "sector": "ho-tich", "level": "commune",
        "online": "whole", "summary": "Ghi tên trẻ.", "source": "Luật Hộ tịch", "version": "0",
        "everyday_words": "khai sinh\r\nlàm khai sinh", "code": "1.001193.000.00.00.H50",
        "requirements-count": "2", "requirements-0-name": "Giấy chứng sinh", "requirements-1-name": "",
        "steps-count": "2", "steps-0-text": "Nộp hồ sơ.", "steps-1-text": "Nhận kết quả.",
        "fees-count": "1", "fees-0-name": "Quá hạn", "fees-0-amount_dong": "8.000 đồng",
        "bases-count": "1", "bases-0-number": "60/2014/QH13", "bases-0-title": "Luật Hộ tịch",
        "bases-0-article": "Điều 16",
    } | values  # fmt: skip


class TestForm:
    def test_stores_a_procedure_with_all_its_rows(self, editor: Client) -> None:
        answer = editor.post(reverse("services:new_procedure"), _typed())
        made = with_parts(Procedure.objects.all()).get()
        assert answer.status_code == 302 and made.state == Procedure.State.DRAFT
        assert made.code == "1.001193" and made.everyday_words == ["khai sinh", "làm khai sinh"]
        assert [one.name for one in made.requirements.all()] == ["Giấy chứng sinh"]
        assert [one.text for one in made.steps.all()] == ["Nộp hồ sơ.", "Nhận kết quả."]
        assert made.fees.all()[0].amount_dong == 8000
        assert made.bases.all()[0].document.number == "60/2014/QH13"

    def test_says_what_is_wrong_and_keeps_what_was_typed(self, editor: Client) -> None:
        wrong = {"name": "", "fees-0-amount_dong": "tám nghìn", "code": "abc", "valid_from": "2025-07-01",
                 "valid_to": "2025-06-30"}  # fmt: skip
        answer = editor.post(reverse("services:new_procedure"), _typed(**wrong))
        words = answer.content.decode()
        assert answer.status_code == 422 and not Procedure.objects.exists()
        for said in ("Hãy ghi tên chính thức.", "tám nghìn", "Hãy ghi số tiền bằng chữ số", "Mã “abc” chưa đúng",
                     "phải từ “Áp dụng từ ngày”", "Nhận kết quả."):  # fmt: skip
            assert said in words, said

    @pytest.mark.parametrize(
        ("button", "steps"),
        [
            ("len:steps:1", ["Nhận kết quả.", "Nộp hồ sơ."]),
            ("xuong:steps:0", ["Nhận kết quả.", "Nộp hồ sơ."]),
            ("bo:steps:0", ["Nhận kết quả."]),
            ("them:steps", ["Nộp hồ sơ.", "Nhận kết quả.", None]),
            ("len:steps:9", ["Nộp hồ sơ.", "Nhận kết quả."]),
            ("them:la", ["Nộp hồ sơ.", "Nhận kết quả."]),
        ],
    )
    def test_changes_rows_by_buttons_and_stores_nothing(self, editor: Client, button: str, steps: list[Any]) -> None:
        answer = editor.post(reverse("services:new_procedure"), _typed(hang=button, name=""))
        assert answer.status_code == 200 and not Procedure.objects.exists()
        forms = answer.context["forms"]
        assert [form.initial.get("text") for form in forms.rows["steps"].forms] == steps
        assert forms.form["plain_title"].value() == "Làm giấy khai sinh"
        assert forms.form["sector"].value() == "ho-tich"
        assert "Hãy ghi tên chính thức" not in answer.content.decode()

    def test_tells_two_people_who_change_the_same_and_loses_nothing(self, editor: Client) -> None:
        made = make_procedure(at=NOW, sector=SectorFactory(slug="ho-tich", name="Hộ tịch"))
        given = given_of(with_parts(Procedure.objects.all()).get())
        typed = _typed(version="1", result="Tờ của tôi")
        change_procedure(
            procedure=made, given=type(given)(**{**_values(given), "result": "Tờ của người kia"}), by=None, at=NOW
        )
        address = reverse("services:change_procedure", args=[made.pk])
        answer = editor.post(address, typed)
        words = answer.content.decode()
        assert answer.status_code == 422
        assert "vừa được người khác sửa" in words and "Tờ của người kia" in words and "Tờ của tôi" in words
        again = answer.context["forms"].form["version"].value()
        assert editor.post(address, typed | {"version": again}).status_code == 302
        assert Procedure.objects.get().result == "Tờ của tôi"


def _values(given: Any) -> dict[str, Any]:
    return {name: getattr(given, name) for name in given.__slots__}


class TestList:
    def test_can_be_filtered_and_sorted(self, editor: Client) -> None:
        make_procedure(at=NOW, plain_title="Thủ tục cũ", checked_on=date(2020, 1, 1), code="1.000001",
                       folded="thu tuc cu")  # fmt: skip
        make_procedure(at=NOW, plain_title="Thủ tục mới", level="province", online="", folded="thu tuc moi")
        asked = {
            "tim=th%E1%BB%A7+c%C5%A9": "cũ", "cap=province": "mới", "viec=khong-ma": "mới", "viec=khong-muc": "mới",
            "truc_tuyen=whole": "cũ", "viec=khong-co-quan&cap=commune": "cũ",
        }  # fmt: skip
        for query, shown in asked.items():
            lines = editor.get(f"{LIST}?{query}").context["lines"]
            assert [line.row.plain_title for line in lines] == [f"Thủ tục {shown}"], query
        assert editor.get(f"{LIST}?sap=kiem-tra").context["lines"][0].row.plain_title == "Thủ tục cũ"
        assert "Hãy bỏ bớt điều kiện" in editor.get(f"{LIST}?cap=central").content.decode()

    def test_says_what_to_do_while_empty(self, editor: Client) -> None:
        assert "Hãy thêm từng thủ tục" in editor.get(LIST).content.decode()


class TestKeeping:
    def test_by_a_focal_officer_is_of_the_own_agency_in_one_press(self, client: Client, cast: Cast) -> None:
        own = make_procedure(at=NOW, owner=cast.agency, checked_on=None, plain_title="Của mình")
        other = make_procedure(at=NOW, plain_title="Của người khác", checked_on=None)
        client.force_login(cast.focal_officer)
        lines = client.get(LIST).context["lines"]
        assert [line.row for line in lines] == [own] and lines[0].may_check
        assert client.post(reverse("services:check_procedure", args=[own.pk]), {"ve": LIST}).url == LIST  # type: ignore[attr-defined]
        own.refresh_from_db()
        assert own.checked_on is not None and own.checked_by == cast.focal_officer
        assert client.post(reverse("services:check_procedure", args=[other.pk])).status_code == 404

    def test_leads_nowhere_else_after_a_check(self, client: Client, cast: Cast) -> None:
        own = make_procedure(at=NOW, owner=cast.agency)
        client.force_login(cast.focal_officer)
        answer = client.post(reverse("services:check_procedure", args=[own.pk]), {"ve": "https://xau.example/"})
        assert answer.url == reverse("services:procedure", args=[own.pk])  # type: ignore[attr-defined]

    def test_of_a_new_procedure_goes_to_the_agency_of_who_made_it(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.focal_officer)
        client.post(reverse("services:new_procedure"), _typed())
        assert Procedure.objects.get().owner == cast.agency

    def test_asks_for_a_reason_to_retire(self, editor: Client) -> None:
        made = make_procedure(at=NOW)
        address = reverse("services:retire_procedure", args=[made.pk])
        editor.post(address)
        made.refresh_from_db()
        assert made.state == Procedure.State.PUBLISHED
        editor.post(address, {"ly_do": "bị bãi bỏ"})
        made.refresh_from_db()
        assert made.state == Procedure.State.RETIRED
        assert "bị bãi bỏ" in editor.get(reverse("services:procedure", args=[made.pk])).content.decode()
