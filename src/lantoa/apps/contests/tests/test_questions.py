from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from django.db import IntegrityError

from lantoa.apps.accounts.factories import UserFactory
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.contests.actions.questions import (
    BadQuestion,
    CannotReview,
    approve_question,
    change_question,
    make_bank,
    retire_many,
    retire_question,
    return_question,
    send_many_to_review,
    send_to_review,
    write_question,
)
from lantoa.apps.contests.factories import make_contest
from lantoa.apps.contests.models import Question, QuestionBank, RoundPool
from lantoa.apps.contests.question_content import QuestionContent, problems_of, tidied, warnings_of

GOOD = QuestionContent(
    kind="single",
    text="Cơ quan nào thẩm định Chỉ số cải cách hành chính cấp tỉnh?",
    options=("Bộ Nội vụ", "Bộ Tài chính", "Thanh tra Chính phủ", "Văn phòng Chính phủ"),
    key=[0],
    source="Quyết định 876/QĐ-BNV",
)
TODAY = date(2023, 10, 1)


def fields(**values: Any) -> list[str]:
    return [problem.field for problem in problems_of(tidied(replace(GOOD, **values)))]


class TestProblems:
    def test_finds_none_in_a_good_question_of_each_kind(self) -> None:
        assert fields() == []
        assert fields(kind="multiple", key=[0, 2]) == []
        assert fields(kind="true_false", options=(), key=False) == []
        assert fields(kind="order", key=[2, 0, 1, 3]) == []
        assert fields(kind="number", options=(), key="12,5") == []

    @pytest.mark.parametrize(
        ("values", "wrong"),
        [
            ({"text": "  "}, ["text"]),
            ({"text": "a" * 1001}, ["text"]),
            ({"options": ("Một",)}, ["options"]),
            ({"options": ("Một", "một ", "Hai")}, ["options"]),
            ({"options": ("Một", "", "Hai")}, ["options"]),
            ({"options": tuple(f"Phương án {n}" for n in range(11))}, ["options"]),
            ({"key": []}, ["key"]),
            ({"key": [0, 1]}, ["key"]),
            ({"key": [4]}, ["key"]),
            ({"key": [True]}, ["key"]),
            ({"kind": "multiple", "key": []}, ["key"]),
            ({"kind": "order", "key": [0, 1]}, ["key"]),
            ({"kind": "true_false", "key": "true"}, ["key"]),
            ({"kind": "number", "key": "mười"}, ["key"]),
            ({"kind": "essay"}, ["kind"]),
            ({"source": ""}, ["source"]),
            ({"source_address": "javascript:alert(1)"}, ["source_address"]),
            ({"valid_from": date(2023, 2, 1), "valid_to": date(2023, 1, 1)}, ["valid_to"]),
        ],
    )
    def test_name_the_field(self, values: dict[str, Any], wrong: list[str]) -> None:
        assert fields(**values) == wrong


class TestWarnings:
    @pytest.mark.parametrize(
        "option", ["Tất cả các phương án trên", "Cả A và B", "A, B và C đúng", "Không có đáp án nào"]
    )
    def test_speak_of_options_that_shuffling_spoils(self, option: str) -> None:
        content = replace(GOOD, options=("Bộ Nội vụ", "Bộ Tài chính", option))
        (said,) = warnings_of(content, today=TODAY)
        assert option in said

    @pytest.mark.parametrize("option", ["Cả nước", "Tất nhiên là có", "Anh và chị", "Không"])
    def test_leave_other_options_alone(self, option: str) -> None:
        assert warnings_of(replace(GOOD, options=("Có thể", option)), today=TODAY) == []

    def test_tell_of_an_answer_that_is_over(self) -> None:
        assert "31/12/2022" in warnings_of(replace(GOOD, valid_to=date(2022, 12, 31)), today=TODAY)[0]


@pytest.fixture
def bank(db: None, now: datetime) -> QuestionBank:
    return make_bank(name="Ngân hàng thử", by=None, at=now)


def written(bank: QuestionBank, now: datetime, by: Any = None, **values: Any) -> Question:
    return write_question(bank=bank, content=replace(GOOD, **values), by=by, at=now)


class TestWriteQuestion:
    def test_keeps_a_draft_with_its_search_form(self, bank: QuestionBank, now: datetime) -> None:
        question = written(bank, now, by=UserFactory(), text="Cơ quan  na\u0300o thẩm định?")
        assert question.state == Question.State.DRAFTED
        assert question.text == "Cơ quan nào thẩm định?"
        assert "bo noi vu" in question.folded_text
        assert question.marks.exists()
        assert AuditEntry.objects.get(act="contests.write_question").subject_id == str(question.pk)

    def test_refuses_what_must_be_mended(self, bank: QuestionBank, now: datetime) -> None:
        with pytest.raises(BadQuestion, match="căn cứ đang trống"):
            written(bank, now, source="")
        assert not Question.objects.exists()


class TestReview:
    def test_is_done_by_another_person(self, bank: QuestionBank, now: datetime) -> None:
        writer, reviewer = UserFactory(), UserFactory()
        question = written(bank, now, by=writer)
        send_to_review(question=question, by=writer, at=now)
        with pytest.raises(CannotReview, match="nhờ người khác"):
            approve_question(question=question, by=writer, at=now)
        approved = approve_question(question=question, by=reviewer, at=now)
        assert (approved.state, approved.reviewed_by) == (Question.State.APPROVED, reviewer)

    def test_by_its_writer_is_refused_by_the_database_too(self, bank: QuestionBank, now: datetime) -> None:
        writer = UserFactory()
        question = written(bank, now, by=writer)
        with pytest.raises(IntegrityError):
            Question.objects.filter(pk=question.pk).update(state="approved", reviewed_by=writer, reviewed_at=now)

    def test_returns_a_question_with_a_note(self, bank: QuestionBank, now: datetime) -> None:
        question = send_to_review(question=written(bank, now), by=None, at=now)
        with pytest.raises(CannotReview, match="điều cần sửa"):
            return_question(question=question, note=" ", by=None, at=now)
        back = return_question(question=question, note="Điều 5 chứ không phải Điều 4.", by=UserFactory(), at=now)
        assert (back.state, back.review_note) == (Question.State.DRAFTED, "Điều 5 chứ không phải Điều 4.")

    def test_is_not_skipped(self, bank: QuestionBank, now: datetime) -> None:
        with pytest.raises(CannotReview, match="bản nháp"):
            approve_question(question=written(bank, now), by=UserFactory(), at=now)

    def test_sends_and_retires_many_each_on_its_own(self, bank: QuestionBank, now: datetime) -> None:
        questions = [written(bank, now), send_to_review(question=written(bank, now), by=None, at=now)]
        assert send_many_to_review(questions=questions, by=None, at=now) == (1, 1)
        assert retire_many(questions=questions, by=None, at=now) == (2, 0)


class TestChangeQuestion:
    def _approved(self, bank: QuestionBank, now: datetime) -> Question:
        question = send_to_review(question=written(bank, now, by=UserFactory()), by=None, at=now)
        return approve_question(question=question, by=UserFactory(), at=now)

    def test_takes_a_question_out_of_review(self, bank: QuestionBank, now: datetime) -> None:
        question = send_to_review(question=written(bank, now), by=None, at=now)
        by = UserFactory()
        changed = change_question(question=question, bank=bank, content=replace(GOOD, key=[1]), by=by, at=now)
        assert (changed.pk, changed.state, changed.key, changed.written_by) == (question.pk, "drafted", [1], by)
        assert AuditEntry.objects.get(act="contests.change_question").detail == {"fields": ["key"]}

    def test_makes_a_copy_of_an_approved_one_that_replaces_it_once_approved(
        self, bank: QuestionBank, now: datetime
    ) -> None:
        old = self._approved(bank, now)
        new = change_question(question=old, bank=bank, content=replace(GOOD, key=[1]), by=UserFactory(), at=now)
        old.refresh_from_db()
        assert (old.state, old.key, new.replaces, new.state) == ("approved", [0], old, "drafted")
        with pytest.raises(CannotReview, match="bản sửa đang chờ"):
            change_question(question=old, bank=bank, content=GOOD, by=None, at=now)
        approve_question(question=send_to_review(question=new, by=None, at=now), by=UserFactory(), at=now)
        old.refresh_from_db()
        assert old.state == "retired"

    def test_leaves_sealed_pools_as_they_are(self, bank: QuestionBank, now: datetime) -> None:
        question = self._approved(bank, now)
        make_contest(at=now, bank=bank, questions=1)
        before = RoundPool.objects.get()
        retire_question(question=question, by=None, at=now)
        after = RoundPool.objects.get()
        assert (before.pool, before.keys) == (after.pool, after.keys)

    def test_refuses_a_retired_one(self, bank: QuestionBank, now: datetime) -> None:
        question = retire_question(question=written(bank, now), by=None, at=now)
        with pytest.raises(CannotReview, match="soạn câu mới"):
            change_question(question=question, bank=bank, content=GOOD, by=None, at=now)
