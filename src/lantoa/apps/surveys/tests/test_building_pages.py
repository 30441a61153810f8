"""Questionnaires, rounds and strata in the office: nothing typed is lost, nobody overwrites another."""

import re

import pytest
from conftest import NOW, Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lantoa.apps.indices.models import Component
from lantoa.apps.services.factories import make_procedure
from lantoa.apps.surveys.actions.building import save_questionnaire
from lantoa.apps.surveys.factories import make_questionnaire, make_round
from lantoa.apps.surveys.models import Questionnaire, Stratum, SurveyQuestion
from lantoa.apps.surveys.queries.strata_plan import planned_strata


@pytest.fixture
def keeper(client: Client, cast: Cast) -> Client:
    client.force_login(cast.programme_officer)
    return client


@pytest.mark.django_db
class TestQuestions:
    def test_take_a_ready_scale_and_conditions_from_boxes(self, keeper: Client) -> None:
        made = make_questionnaire(at=NOW)
        address = reverse("surveys:new_question", args=[made.pk])
        assert "Câu 1. Ông/bà hài lòng đến mức nào?" in keeper.get(address).content.decode()
        sent = {
            "text": "Có được hướng dẫn không?", "kind": "scale", "ready": "dong-y", "version": "1",
            "conditions": ["hai-long|1", "hai-long|2", "tuoi|tre"],
        }  # fmt: skip
        assert keeper.post(address, sent).status_code == 302
        question = SurveyQuestion.objects.get(text=sent["text"])
        assert question.only_if == [["hai-long", ["1", "2"]], ["tuoi", ["tre"]]]
        assert (question.satisfied_from, len(question.options)) == ("4", 5)
        page = keeper.get(reverse("surveys:questionnaire", args=[made.pk])).content.decode()
        assert "câu 1 trả lời “rất không hài lòng” hoặc “không hài lòng”, và câu 3 trả lời “dưới 40”" in page

    def test_keep_what_was_typed_when_somebody_else_was_faster(self, keeper: Client) -> None:
        made = make_questionnaire(at=NOW)
        save_questionnaire(questionnaire=made, values={"name": "Tên của người khác"}, by=None, at=NOW)
        address = reverse("surveys:change_questionnaire", args=[made.pk])
        page = keeper.post(address, {"name": "Tên của tôi", "version": "1"})
        assert page.status_code == 422
        text = page.content.decode()
        assert "Người khác vừa sửa" in text and "Tên của tôi" in text
        version = re.search(r'name="version" value="(\d+)"', text)
        assert version and version[1] == "2"
        assert keeper.post(address, {"name": "Tên của tôi", "version": "2"}).status_code == 302

    def test_say_what_is_wrong_with_options(self, keeper: Client) -> None:
        address = reverse("surveys:new_question", args=[make_questionnaire(at=NOW).pk])
        for options, words in [("một", "ít nhất hai phương án"), ("1 | a\n1 | b", "có hai lần")]:
            page = keeper.post(address, {"text": "Câu?", "kind": "single", "options": options})
            assert (page.status_code, words in page.content.decode()) == (422, True)

    def test_of_a_frozen_questionnaire_lead_back_to_it(self, keeper: Client) -> None:
        frozen = make_questionnaire(at=NOW, frozen_at=NOW)
        address = reverse("surveys:questionnaire", args=[frozen.pk])
        for name, pk in [("change_questionnaire", frozen.pk), ("change_question", frozen.questions.all()[0].pk)]:
            assert keeper.get(reverse(f"surveys:{name}", args=[pk]))["Location"] == address
        assert reverse("surveys:new_question", args=[frozen.pk]) not in keeper.get(address).content.decode()

    def test_are_shown_as_citizens_see_them(self, keeper: Client) -> None:
        page = keeper.get(reverse("surveys:preview_questionnaire", args=[make_questionnaire(at=NOW).pk]))
        assert "Trang 2 / 2" in page.content.decode()

    def test_speak_to_components_that_are_there(self, keeper: Client) -> None:
        address = reverse("surveys:new_question", args=[make_questionnaire(at=NOW).pk])
        assert not Component.objects.exists()
        page = keeper.post(address, {"text": "Câu?", "kind": "text", "component": "sipas|tong"})
        assert page.status_code == 422


@pytest.mark.django_db
class TestRoundPages:
    def test_say_what_is_missing_and_open_once_it_is_not(self, keeper: Client, cast: Cast) -> None:
        draft = make_round(cast.agency, at=NOW, state="draft")
        address = reverse("surveys:round", args=[draft.pk])
        assert "Ngày khóa đã qua" in keeper.get(address).content.decode()
        keeper.post(reverse("surveys:start_round", args=[draft.pk]))
        draft.refresh_from_db()
        assert draft.state == "draft"

    def test_show_a_focal_officer_the_own_agency_only(self, client: Client, cast: Cast) -> None:
        found = make_round(cast.agency, at=NOW)
        Stratum.objects.create(round=found, agency=cast.other_agency, quota=3)
        client.force_login(cast.focal_officer)
        page = client.get(reverse("surveys:round", args=[found.pk])).content.decode()
        assert cast.agency.short_name in page
        assert cast.other_agency.short_name not in page

    def test_offer_only_what_may_still_change(self, keeper: Client, cast: Cast) -> None:
        page = keeper.get(reverse("surveys:change_round", args=[make_round(cast.agency, at=NOW).pk])).content.decode()
        assert 'name="closes_at"' in page
        assert 'name="least_shown"' not in page


@pytest.mark.django_db
class TestStrataFromATable:
    def test_are_looked_at_first_and_then_stored(self, keeper: Client, cast: Cast) -> None:
        draft = make_round(at=NOW, state="draft")
        procedure = make_procedure(at=NOW, owner=cast.agency)
        text = (
            "Cơ quan\tThủ tục\tSố phiếu\tSố lượt\tNguồn\n"
            f"{cast.agency.name}\t{procedure.plain_title}\t30\t1.250\tsổ theo dõi\n"
            f"{cast.other_agency.name}\t\t20\t\t\nSở Không Có\t\t5\t\t\n{cast.other_agency.name}\t\t9\t\t"
        )
        address = reverse("surveys:preview_strata", args=[draft.pk])
        page = keeper.post(address, {"text": text}).content.decode()
        assert "2 dòng dùng được, 2 dòng chưa dùng được" in page
        assert not draft.strata.exists()
        seen = re.search(r'name="seen" value="(\w+)"', page)
        assert seen
        assert keeper.post(address, {"text": text, "seen": seen[1]}).status_code == 302
        stored = draft.strata.order_by("-quota").values_list("agency", "procedure", "quota", "population", "source")
        assert list(stored) == [
            (cast.agency.pk, procedure.pk, 30, 1250, "sổ theo dõi"), (cast.other_agency.pk, None, 20, None, "")
        ]  # fmt: skip

    def test_come_from_a_file_too(self, keeper: Client, cast: Cast) -> None:
        draft = make_round(at=NOW, state="draft")
        file = SimpleUploadedFile("mau.csv", f"{cast.agency.name},,12,,\n".encode())
        page = keeper.post(reverse("surveys:preview_strata", args=[draft.pk]), {"file": file}).content.decode()
        assert "1 dòng dùng được" in page, page[page.find("error-message") :][:300]
        assert f"{cast.agency.name}\t" in page  # in the box now, to be mended and stored

    def test_need_a_source_where_they_have_a_number(self, cast: Cast) -> None:
        draft = make_round(at=NOW, state="draft")
        rows = [[cast.agency.name, "", "5", "100", ""], [cast.agency.name, "", "năm", "", ""], ["", "", "5", "", ""]]
        problems = [one.problem for one in planned_strata(rows, draft, on=NOW.date())]
        assert problems == ["có số lượt mà thiếu nguồn", "số phiếu “năm” không phải là số", "thiếu cơ quan"]


@pytest.mark.django_db
class TestShipped:
    def test_is_taken_with_one_press(self, keeper: Client) -> None:
        assert (
            "không phải mẫu phiếu SIPAS".casefold()
            in keeper.get(reverse("surveys:questionnaires")).content.decode().casefold()
        )
        keeper.post(reverse("surveys:take_questionnaire"), {"ten": "hai-long-dich-vu-cong"})
        assert Questionnaire.objects.get().questions.count() == 21
        keeper.post(reverse("surveys:take_questionnaire"), {"ten": "../x"})
        assert Questionnaire.objects.count() == 1
