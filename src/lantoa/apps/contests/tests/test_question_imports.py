from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.contests.actions.near_questions import tell_apart
from lantoa.apps.contests.actions.question_imports import (
    BankChanged,
    CannotImport,
    forget_expired_imports,
    import_questions,
    plan_of,
    upload_questions,
)
from lantoa.apps.contests.actions.questions import change_question, make_bank, store_questions, write_question
from lantoa.apps.contests.models import Question, QuestionBank, QuestionImport, QuestionMark
from lantoa.apps.contests.queries.near_questions import near_pairs_of_bank, near_questions
from lantoa.apps.contests.queries.question_import_plan import PlanState
from lantoa.apps.contests.question_content import QuestionContent
from lantoa.core.analysis.near_questions import Asked

pytestmark = pytest.mark.django_db

GOOD = "Câu {n}. {text}\nA. Sở Nội vụ\nB. Phường\nĐáp án: A\nCăn cứ: Điều {n}\n"


@pytest.fixture(autouse=True)
def _children_find_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))


@pytest.fixture
def bank(now: datetime) -> QuestionBank:
    return make_bank(name="Ngân hàng thử", by=None, at=now)


def content(text: str, *options: str) -> QuestionContent:
    return QuestionContent("single", text, options or ("Sở Nội vụ", "Phường"), [0], "Điều 1")


def upload(bank: QuestionBank, text: str, at: datetime) -> QuestionImport:
    return upload_questions(data=text.encode(), file_name="cau-hoi.txt", bank=bank, by=UserFactory(), at=at)


TWO = GOOD.format(n=1, text="Cơ quan nào thẩm định chỉ số?") + GOOD.format(n=2, text="Ai nhận hồ sơ ở xã?")


class TestImport:
    def test_stores_nothing_before_a_person_says_so(self, bank: QuestionBank, now: datetime) -> None:
        kept = upload(bank, TWO, now)
        assert not Question.objects.exists()
        by = UserFactory()
        stored = import_questions(kept=kept, plan_sha256=plan_of(kept, at=now).sha256, by=by, at=now)
        assert [(q.state, q.written_by, q.key) for q in stored] == [("drafted", by, [0])] * 2
        assert QuestionMark.objects.filter(question=stored[0]).exists()
        assert AuditEntry.objects.filter(act="contests.write_question").count() == 2

    def test_imports_the_good_ones_and_keeps_the_others_to_be_mended(self, bank: QuestionBank, now: datetime) -> None:
        kept = upload(bank, TWO + "Câu 3. Không có đáp án?\nA. Một\nB. Hai\n", now)
        plan = plan_of(kept, at=now)
        assert [question.place for question in plan.of(PlanState.BAD)] == ["câu 3, dòng 11"]
        assert len(import_questions(kept=kept, plan_sha256=plan.sha256, by=UserFactory(), at=now)) == 2
        kept.refresh_from_db()
        assert kept.counts == {"stored": 2, "bad": 1, "left": 1}
        assert [error[0] for error in kept.items[0]["errors"]] == ["Đáp án", "Căn cứ"]

    def test_does_not_store_what_the_bank_has(self, bank: QuestionBank, now: datetime) -> None:
        write_question(bank=bank, content=content("Cơ quan nào thẩm định chỉ số?"), by=None, at=now)
        plan = plan_of(upload(bank, TWO, now), at=now)
        (bad,) = plan.of(PlanState.BAD)
        assert "đã có trong ngân hàng" in bad.fault
        assert len(plan.of(PlanState.GOOD)) == 1

    def test_stores_what_is_like_another_only_when_a_person_chooses_it(self, bank: QuestionBank, now: datetime) -> None:
        write_question(bank=bank, content=content("Cơ quan nào thẩm định chỉ số PAR INDEX?"), by=None, at=now)
        kept = upload(bank, TWO, now)
        plan = plan_of(kept, at=now)
        (near,) = plan.of(PlanState.NEAR)
        with CaptureQueriesContext(connection):
            stored = import_questions(
                kept=kept, plan_sha256=plan.sha256, chosen={near.number}, by=UserFactory(), at=now
            )
        assert len(stored) == 2
        other = upload(bank, TWO.replace("Điều", "Khoản"), now)
        assert len(plan_of(other, at=now).of(PlanState.BAD)) == 2

    def test_finds_repetitions_inside_the_file(self, bank: QuestionBank, now: datetime) -> None:
        text = TWO + GOOD.format(n=3, text="Ai nhận hồ sơ ở xã?") + GOOD.format(n=4, text="Ai nhận hồ sơ ở xã ta?")
        plan = plan_of(upload(bank, text, now), at=now)
        assert [question.state for question in plan.questions] == ["good", "good", "bad", "near"]

    def test_warns_of_words_out_of_use(self, bank: QuestionBank, now: datetime) -> None:
        plan = plan_of(upload(bank, GOOD.format(n=1, text="Dịch vụ công mức độ 4 là gì?"), now), at=now)
        assert "toàn trình" in plan.questions[0].warnings[0]

    def test_is_refused_when_the_bank_has_changed_or_time_is_over(self, bank: QuestionBank, now: datetime) -> None:
        kept = upload(bank, TWO, now)
        sha256 = plan_of(kept, at=now).sha256
        write_question(bank=bank, content=content("Ai nhận hồ sơ ở xã?"), by=None, at=now)
        with pytest.raises(BankChanged):
            import_questions(kept=kept, plan_sha256=sha256, by=UserFactory(), at=now)
        with pytest.raises(CannotImport, match="quá hạn"):
            import_questions(kept=kept, plan_sha256=sha256, by=UserFactory(), at=now + timedelta(days=2))

    def test_is_done_once(self, bank: QuestionBank, now: datetime) -> None:
        kept = upload(bank, TWO, now)
        sha256 = plan_of(kept, at=now).sha256
        import_questions(kept=kept, plan_sha256=sha256, by=UserFactory(), at=now)
        with pytest.raises(CannotImport, match="đã được nhập"):
            import_questions(kept=kept, plan_sha256=sha256, by=UserFactory(), at=now)

    def test_refuses_a_file_without_questions(self, bank: QuestionBank, now: datetime) -> None:
        with pytest.raises(CannotImport, match="Không thấy câu hỏi"):
            upload(bank, "Kế hoạch năm 2023", now)

    def test_forgets_files_in_time(self, bank: QuestionBank, now: datetime) -> None:
        waiting, done = upload(bank, TWO, now), upload(bank, TWO + "Câu 3. Hỏng?\n", now)
        import_questions(kept=done, plan_sha256=plan_of(done, at=now).sha256, by=UserFactory(), at=now)
        assert forget_expired_imports(at=now + timedelta(hours=23)) == 0
        assert forget_expired_imports(at=now + timedelta(hours=25)) == 2
        done.refresh_from_db()
        assert done.items == []
        assert not QuestionImport.objects.filter(pk=waiting.pk).exists()


class TestNearQuestions:
    def test_are_found_by_a_person_or_put_aside_for_good(self, bank: QuestionBank, now: datetime) -> None:
        one = write_question(bank=bank, content=content("Cơ quan nào thẩm định chỉ số?"), by=None, at=now)
        two = write_question(bank=bank, content=content("Cơ quan nào thẩm định chỉ số PAR?"), by=None, at=now)
        write_question(bank=bank, content=content("Mấy ngày phải trả hồ sơ?", "3", "5"), by=None, at=now)
        (pair,) = near_pairs_of_bank()
        assert (pair.first, pair.second) == (one, two)
        assert [near.question for near in near_questions(Asked("co quan nao tham dinh chi so"))] == [one, two]
        tell_apart(first=two, second=one, by=UserFactory(), at=now)
        assert tell_apart(first=one, second=two, by=UserFactory(), at=now).first == one
        assert near_pairs_of_bank() == []

    def test_are_not_a_question_and_its_new_wording(self, bank: QuestionBank, now: datetime) -> None:
        given = content("Cơ quan nào thẩm định chỉ số?")
        one = write_question(bank=bank, content=given, by=None, at=now)
        Question.objects.filter(pk=one.pk).update(state="approved", reviewed_at=now)
        change_question(question=one, bank=bank, content=given, by=None, at=now)
        assert near_pairs_of_bank() == []

    def test_are_found_with_work_that_does_not_grow_with_the_bank(self, bank: QuestionBank, now: datetime) -> None:
        def compared(questions: int) -> int:
            letters = "abcdefghijklmnopqrstuvwxyz"
            texts = [
                " ".join(letters[(n * 7 + k * k) % 26] + letters[(n + 3 * k) % 26] + str(n * k % 97) for k in range(9))
                for n in range(questions)
            ]
            made = [content(f"Cơ quan nào sau đây {text}?", f"Sở {n}", f"Bộ {n}") for n, text in enumerate(texts)]
            store_questions(bank=bank, contents=made, by=None, at=now)
            with CaptureQueriesContext(connection) as captured:
                found = near_questions(Asked(made[5].text, made[5].options))
            assert found[0].likeness == 1.0
            Question.objects.all().delete()
            return len(captured)

        assert compared(50) == compared(400) == 2
