import io
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import Cast
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.roles import Role
from lantoa.apps.base.guard_tables import tables_of
from lantoa.apps.contests.actions.questions import make_bank, send_to_review, write_question
from lantoa.apps.contests.models import DifferentQuestions, Question, QuestionBank, QuestionImport
from lantoa.apps.contests.question_content import QuestionContent
from lantoa.apps.contests.question_files.workbook import read_workbook
from lantoa.apps.directives.factories import DirectiveFactory

pytestmark = pytest.mark.django_db

SECRET = "Bộ Quốc phòng"


@pytest.fixture(autouse=True)
def _children_find_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))


@pytest.fixture
def bank(now: datetime) -> QuestionBank:
    return make_bank(name="Ngân hàng thử", by=None, at=now)


def client_of(cast: Cast, role: Role) -> Client:
    client = Client()
    client.force_login(cast.of(role))
    return client


def typed(bank: QuestionBank, **values: Any) -> dict[str, Any]:
    given = {
        "rows": "4", "bank": bank.pk, "kind": "single", "text": "Cơ quan nào thẩm định chỉ số?",
        "option_0": "Bộ Nội vụ",
        "option_1": "Bộ Tài chính", "option_2": "", "option_3": "Thanh tra", "right_3": "on", "difficulty": "hard",
        "source": "Điều 1", "act": "save",
    }  # fmt: skip
    return given | values


class TestQuestionForm:
    def test_stores_a_draft_and_skips_empty_rows(self, cast: Cast, bank: QuestionBank) -> None:
        response = client_of(cast, Role.EDITOR).post(reverse("contests:new-question"), typed(bank))
        question = Question.objects.get()
        assert response["Location"] == reverse("contests:question", args=[question.pk])
        assert (question.options, question.key) == (["Bộ Nội vụ", "Bộ Tài chính", "Thanh tra"], [2])

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"right_0": "on"}, "có 2 phương án đúng"),
            ({"right_3": ""}, "Chưa có phương án đúng"),
            ({"right_2": "on"}, "chưa có lời"),
            ({"source": " "}, "hãy ghi văn bản"),
            ({"kind": "true_false"}, "hãy chọn “đúng” hoặc “sai”"),
            ({"kind": "number", "number": "mười"}, "phải là một số"),
            ({"valid_from": "2024-02-01", "valid_to": "2024-01-01"}, "sớm hơn ngày bắt đầu"),
        ],
    )
    def test_keeps_what_was_typed_beside_what_is_wrong(
        self, cast: Cast, bank: QuestionBank, values: dict[str, Any], said: str
    ) -> None:
        data = {name: value for name, value in typed(bank, **values).items() if value != "" or name != "right_3"}
        response = client_of(cast, Role.EDITOR).post(reverse("contests:new-question"), data)
        page = response.content.decode()
        assert response.status_code == 422
        assert said.lower() in page.lower()
        assert "Thanh tra" in page
        assert not Question.objects.exists()

    def test_adds_rows_without_scripts_and_keeps_what_was_typed(self, cast: Cast, bank: QuestionBank) -> None:
        response = client_of(cast, Role.EDITOR).post(reverse("contests:new-question"), typed(bank, act="more"))
        page = response.content.decode()
        assert 'name="option_5"' in page
        assert "Thanh tra" in page

    def test_shows_questions_alike_before_it_stores(self, cast: Cast, bank: QuestionBank) -> None:
        client = client_of(cast, Role.EDITOR)
        client.post(reverse("contests:new-question"), typed(bank))
        response = client.post(reverse("contests:new-question"), typed(bank, text="Cơ quan nào thẩm định chỉ số CCHC?"))
        assert "giống câu đã có" in response.content.decode()
        assert Question.objects.count() == 1
        data = typed(bank, text="Cơ quan nào thẩm định chỉ số CCHC?", seen="1")
        assert client.post(reverse("contests:new-question"), data).status_code == 302
        page = client.get(reverse("contests:alike-questions")).content.decode()
        assert "Hai câu khác nhau" in page
        first, second = Question.objects.order_by("pk").values_list("pk", flat=True)
        client.post(reverse("contests:alike-questions"), {"first": second, "second": first})
        assert DifferentQuestions.objects.filter(first=first, second=second).exists()

    def test_takes_an_order_as_it_is_typed(self, cast: Cast, bank: QuestionBank) -> None:
        client_of(cast, Role.EDITOR).post(reverse("contests:new-question"), typed(bank, kind="order"))
        assert Question.objects.get().key == [0, 1, 2]


class TestQuestion:
    @pytest.fixture
    def question(self, cast: Cast, bank: QuestionBank, now: datetime) -> Question:
        content = QuestionContent("single", "Ai?", ("Bộ Y tế", SECRET), [1], "Điều 1", explanation="Vì là bộ này.")
        question = write_question(bank=bank, content=content, by=cast.of(Role.EDITOR), at=now)
        return send_to_review(question=question, by=None, at=now)

    def _decide(self, cast: Cast, role: Role, question: Question, act: str, note: str = "") -> Question:
        address = reverse("contests:decide-question", args=[question.pk])
        client_of(cast, role).post(address, {"act": act, "note": note})
        question.refresh_from_db()
        return question

    def test_goes_through_review_by_another(self, cast: Cast, question: Question) -> None:
        assert self._decide(cast, Role.EDITOR, question, "approve").state == "in_review"
        assert self._decide(cast, Role.CONTEST_ORGANISER, question, "return", "Sửa căn cứ.").state == "drafted"
        self._decide(cast, Role.EDITOR, question, "review")
        assert self._decide(cast, Role.CONTEST_ORGANISER, question, "approve").state == "approved"

    def test_shows_its_answer_only_to_those_who_need_it(self, cast: Cast, question: Question) -> None:
        def sees(role: Role) -> bool:
            address = reverse("contests:question", args=[question.pk])
            page = client_of(cast, role).get(address).content.decode()
            assert SECRET in page  # as an option
            return "Vì là bộ này." in page or "<strong>Đáp án:</strong>" in page or ">đáp án<" in page

        assert not sees(Role.LEADER)
        assert not sees(Role.VERIFIER)
        assert sees(Role.EDITOR)
        self._decide(cast, Role.CONTEST_ORGANISER, question, "approve")
        Question.objects.update(written_by=cast.of(Role.ADMINISTRATOR))
        assert not sees(Role.EDITOR)
        assert sees(Role.CONTEST_ORGANISER)
        refused = client_of(cast, Role.EDITOR).get(reverse("contests:edit-question", args=[question.pk]))
        assert refused["Location"] == reverse("wagtailadmin_home")  # where the back office sends who is refused

    def test_of_an_approved_state_is_changed_by_a_copy(self, cast: Cast, question: Question) -> None:
        self._decide(cast, Role.CONTEST_ORGANISER, question, "approve")
        address = reverse("contests:edit-question", args=[question.pk])
        client_of(cast, Role.CONTEST_ORGANISER).post(address, typed(question.bank))
        copy = Question.objects.get(replaces=question)
        assert (copy.state, question.state) == ("drafted", "approved")


class TestList:
    def test_searches_without_accents_and_filters(self, cast: Cast, bank: QuestionBank, now: datetime) -> None:
        for text, difficulty in (("Thời hạn trả hồ sơ?", "easy"), ("Lệ phí chứng thực?", "hard")):
            content = QuestionContent("number", text, (), "3", "Điều 1", difficulty=difficulty)
            write_question(bank=bank, content=content, by=None, at=now)
        client = client_of(cast, Role.LEADER)

        def page(**asked: Any) -> str:
            return client.get(reverse("contests:questions"), asked).content.decode()

        assert "Thời hạn" in page(tim="ho so") and "Lệ phí" not in page(tim="ho so")
        assert "Lệ phí" in page(do_kho="hard", nh=bank.pk, trang_thai="drafted") and "Thời hạn" not in page(
            do_kho="hard"
        )
        assert "Không có câu hỏi nào khớp" in page(hieu_luc="het")
        assert "<strong>2</strong>" in page(nh="x", sap="la")

    def test_acts_on_what_was_found(self, cast: Cast, bank: QuestionBank, now: datetime) -> None:
        for number in range(3):
            content = QuestionContent("number", f"Câu {number}?", (), "3", "Điều 1")
            write_question(bank=bank, content=content, by=None, at=now)
        client = client_of(cast, Role.CONTEST_ORGANISER)
        client.post(reverse("contests:many-questions"), {"act": "review", "all": "1", "filter": "tim=Câu"})
        assert Question.objects.filter(state="in_review").count() == 3
        one = Question.objects.values_list("pk", flat=True)[0]
        client.post(reverse("contests:many-questions"), {"act": "retire", "question": [one]})
        assert Question.objects.filter(state="retired").count() == 1


class TestImport:
    def test_leads_from_a_word_file_to_drafts_and_a_file_of_what_is_left(self, cast: Cast, bank: QuestionBank) -> None:
        document = docx.Document()
        for line in (
            "Câu 1. Ai trả lời?", "A. Sở", "B. Phường", "Đáp án: B. Căn cứ: Điều 3", "Câu 2. Hỏng?", "A. Có",
            "B. Không",
        ):  # fmt: skip
            document.add_paragraph(line)
        buffer = io.BytesIO()
        document.save(buffer)
        client = client_of(cast, Role.EDITOR)
        file = SimpleUploadedFile("cau-hoi.docx", buffer.getvalue())
        response = client.post(reverse("contests:import-questions", args=[bank.pk]), {"file": file})
        kept = QuestionImport.objects.get()
        assert response["Location"] == reverse("contests:question-import", args=[kept.pk])
        page = client.get(response["Location"])
        assert "Câu 2, dòng 5" in page.content.decode()
        plan = page.context["plan"].sha256
        client.post(reverse("contests:apply-questions", args=[kept.pk]), {"plan": plan})
        question = Question.objects.get()
        assert (question.state, question.key, question.written_by) == ("drafted", [1], cast.of(Role.EDITOR))
        left = client.get(reverse("contests:left-questions", args=[kept.pk]))
        (again,) = read_workbook(tables_of(left.content, name="can-sua.xlsx"))
        assert again.values["text"] == "Hỏng?"
        assert "no-store" in left["Cache-Control"]

    def test_says_what_is_wrong_with_a_file(self, cast: Cast, bank: QuestionBank) -> None:
        file = SimpleUploadedFile("cau-hoi.txt", b"Xin chao")
        response = client_of(cast, Role.EDITOR).post(
            reverse("contests:import-questions", args=[bank.pk]), {"file": file}
        )
        assert response.status_code == 422
        assert "Không thấy câu hỏi nào" in response.content.decode()


class TestDraw:
    def test_keeps_ticked_proposals_with_their_sentence(self, cast: Cast, bank: QuestionBank) -> None:
        sentence = "Thời hạn cấp bản sao trích lục hộ tịch là 3 ngày làm việc."
        directive = DirectiveFactory(text=f"Kính gửi: các xã.\n{sentence}\n")
        client = client_of(cast, Role.EDITOR)
        address = reverse("contests:draw-questions-of", args=["van-ban", directive.pk])
        assert sentence in client.get(address).content.decode()
        assert client.post(address, {"bank": bank.pk, "source": "Điều 1"}).status_code == 422
        data = {"bank": bank.pk, "source": "Điều 1", "take_0": "1", "text_0": "Cấp bản sao trong mấy ngày làm việc?"}
        assert client.post(address, data).status_code == 302
        question = Question.objects.get()
        assert (question.kind, question.key, question.source) == ("number", "3", "Điều 1")
        assert sentence in question.drawn_from
        assert question.text == "Cấp bản sao trong mấy ngày làm việc?"

    def test_finds_no_text_of_another_kind(self, cast: Cast) -> None:
        address = reverse("contests:draw-questions-of", args=["bai", 999_999])
        assert client_of(cast, Role.EDITOR).get(address).status_code == 404
