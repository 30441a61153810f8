"""“Tôi cần…” in public: one question a page, answers in the address, a list without doubles at the end."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantoa.apps.services.factories import make_need, make_procedure
from lantoa.apps.services.models import Fee, Need, NeedOption, NeedQuestion, Procedure, Requirement
from lantoa.portal.public import mark_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(now: datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(now, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def need(now: datetime) -> Need:
    """Two questions: the first leads to the second or ends."""
    birth = make_procedure(at=now, slug="khai-sinh", plain_title="Làm giấy khai sinh", working_days=1, where="UBND xã")
    home = make_procedure(at=now, slug="thuong-tru", plain_title="Nhập thường trú", working_days=7, where="Công an xã")
    Requirement.objects.create(procedure=home, position=2, name="Giấy kết hôn", only_if="nếu đã kết hôn")
    made = make_need(at=now, procedure=birth, title="sinh con", slug="sinh-con")
    second = NeedQuestion.objects.create(need=made, position=2, text="Cần việc gì nữa?", several=True)
    option = NeedOption.objects.create(question=second, position=1, text="Nhập hộ khẩu")
    option.procedures.add(home, birth)
    NeedOption.objects.create(question=second, position=2, text="Thẻ bảo hiểm", advice="Hỏi cơ quan bảo hiểm xã hội.")
    return made


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def options_of(need: Need) -> dict[str, str]:
    rows = NeedOption.objects.filter(question__need=need).select_related("question")
    return {row.text: f"c{row.question_id}={row.pk}" for row in rows}


class TestNeeds:
    def test_lists_public_needs_only(self, client: Client, need: Need, now: datetime) -> None:
        make_need(at=now, title="việc còn soạn", public=False)
        text = page(client, "/toi-can/")
        assert "Sinh con" in text and "iệc còn soạn" not in text

    def test_says_what_to_do_where_there_is_none(self, client: Client) -> None:
        assert "Chưa có nhu cầu nào được soạn" in page(client, "/toi-can/")


class TestNeed:
    def test_asks_the_first_question_first(self, client: Client, need: Need) -> None:
        text = page(client, "/toi-can/sinh-con/")
        assert "Cháu đã có giấy chứng sinh chưa?" in text and "Cần việc gì nữa?" not in text
        assert "Câu 1, còn nhiều nhất 1 câu nữa" in text
        assert 'type="radio"' in text and "required" in text

    def test_asks_the_next_one_and_keeps_the_answer_in_the_form(self, client: Client, need: Need) -> None:
        answer = options_of(need)["Có"]
        text = page(client, f"/toi-can/sinh-con/?{answer}")
        name, value = answer.split("=")
        assert "Cần việc gì nữa?" in text and 'type="checkbox"' in text
        assert f'<input type="hidden" name="{name}" value="{value}">' in text
        assert "Trả lời lại" in text

    def test_says_that_an_answer_is_missing(self, client: Client, need: Need) -> None:
        question = need.questions.get(position=1)
        assert "Hãy chọn một câu trả lời" in page(client, f"/toi-can/sinh-con/?hoi={question.pk}")

    def test_ends_with_a_list_that_names_each_paper_once(self, client: Client, need: Need) -> None:
        known = options_of(need)
        text = page(client, f"/toi-can/sinh-con/?{known['Có']}&{known['Nhập hộ khẩu']}&{known['Thẻ bảo hiểm']}")
        assert "Danh sách việc cần làm" in text
        assert text.count("<strong>Giấy chứng sinh</strong>") == 1
        assert "Cho: Làm giấy khai sinh; Nhập thường trú" in text
        assert "Nhập thường trú (nếu đã kết hôn)" in text
        assert "Hỏi cơ quan bảo hiểm xã hội." in text
        assert "Nhiều nhất 8 ngày làm việc nếu làm lần lượt, 7 ngày" in text
        assert "Không thu phí, lệ phí đối với 2 thủ tục." in text

    def test_prints_the_day_and_the_way_back(self, client: Client, need: Need, settings: LazySettings) -> None:
        settings.WAGTAILADMIN_BASE_URL = "https://cchc.example/"
        question, answer = NeedQuestion.objects.first(), NeedOption.objects.first()
        assert question and answer

        address = f"/toi-can/sinh-con/?c{question.pk}={answer.pk}"
        second = NeedQuestion.objects.get(position=2)
        text = page(client, f"{address}&c{second.pk}=0")

        assert "Danh sách lập ngày" in text and 'aria-label="Mã QR của danh sách này"' in text
        assert f"cchc.example{address}".replace("&", "&amp;") in text

    def test_says_which_fees_could_not_be_added(self, client: Client, need: Need) -> None:
        birth = Procedure.objects.get(slug="khai-sinh")
        Fee.objects.create(procedure=birth, position=2, name="Quá hạn", amount_dong=8000)
        known = options_of(need)
        question = need.questions.get(position=2)
        text = page(client, f"/toi-can/sinh-con/?{known['Có']}&c{question.pk}=0")
        assert "Làm giấy khai sinh: mức thu tùy trường hợp" in text

    def test_tells_whoever_needs_nothing(self, client: Client, need: Need) -> None:
        known = options_of(need)
        NeedOption.objects.update(advice="")
        question = need.questions.get(position=2)
        assert "chưa có thủ tục nào phải làm" in page(client, f"/toi-can/sinh-con/?{known['Chưa']}&c{question.pk}=0")

    def test_leaves_out_procedures_that_are_not_public(self, client: Client, need: Need) -> None:
        Procedure.objects.filter(slug="thuong-tru").update(state=Procedure.State.DRAFT)
        known = options_of(need)
        text = page(client, f"/toi-can/sinh-con/?{known['Chưa']}&{known['Nhập hộ khẩu']}")
        assert "Nhập thường trú" not in text and "Làm giấy khai sinh" in text

    def test_warns_of_what_was_not_checked_for_a_year(self, client: Client, need: Need, now: datetime) -> None:
        Need.objects.update(checked_on=now.date() - timedelta(days=366))
        assert "Đã lâu chưa kiểm tra lại" in page(client, "/toi-can/sinh-con/")

    def test_is_not_there_before_it_is_public(self, client: Client, need: Need) -> None:
        Need.objects.update(public=False)
        assert client.get("/toi-can/sinh-con/").status_code == 404

    def test_may_be_kept_by_the_page_cache(self, client: Client, need: Need) -> None:
        response = client.get(f"/toi-can/sinh-con/?{options_of(need)['Có']}")
        mark = mark_of(response.wsgi_request.META)
        assert mark is not None and "services" in mark.subjects
        assert not response.cookies

    def test_asks_as_little_of_the_database_with_many_questions(
        self, client: Client, need: Need, now: datetime
    ) -> None:
        def cost() -> int:
            page(client, "/toi-can/sinh-con/")
            with CaptureQueriesContext(connection) as asked:
                page(client, "/toi-can/sinh-con/")
            return len(asked)

        before = cost()
        for position in range(3, 9):
            question = NeedQuestion.objects.create(need=need, position=position, text=f"Câu {position}?")
            for place in range(1, 4):
                option = NeedOption.objects.create(question=question, position=place, text=str(place))
                option.procedures.add(make_procedure(at=now))
        assert cost() == before
