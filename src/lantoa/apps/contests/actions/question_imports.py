"""Writes of questions from a file: kept to be looked at, then the good ones stored as they were looked at."""

import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.guard_marked import marked_text_of
from lantoa.apps.base.guard_tables import tables_of
from lantoa.apps.contests.actions.questions import store_questions
from lantoa.apps.contests.models import Question, QuestionBank, QuestionImport
from lantoa.apps.contests.queries.question_import_plan import PlannedQuestion, PlanState, QuestionPlan, question_plan
from lantoa.apps.contests.question_files.document import read_document
from lantoa.apps.contests.question_files.gift import looks_like_gift, read_gift
from lantoa.apps.contests.question_files.records import ReadQuestion
from lantoa.apps.contests.question_files.workbook import read_workbook

# Long enough to have a colleague look at it; afterwards nothing of the file is kept.
KEPT = timedelta(hours=24)
MOST_QUESTIONS = 1_000
_FORMS = QuestionImport.Form


class CannotImport(ValueError):
    """The file cannot be taken; the message, in Vietnamese, says why and what to do."""


class BankChanged(CannotImport):
    """The bank is no longer the one that was compared with the file; the new comparison is to be looked at."""


@transaction.atomic
def upload_questions(*, data: bytes, file_name: str, bank: QuestionBank, by: User, at: datetime) -> QuestionImport:
    """Return the kept file with its questions as read; no question is stored.

    UnreadableFile, BadWorkbook or CannotImport for a file without questions.
    """
    form, read = _read(data, file_name)
    if not read:
        raise CannotImport(
            "Không thấy câu hỏi nào trong tệp. Mỗi câu bắt đầu bằng “Câu 1.”, mỗi phương án bằng “A.”, “B.”; hãy xem"
            " cách trình bày ở dưới, hoặc dùng tệp mẫu."
        )
    if len(read) > MOST_QUESTIONS:
        raise CannotImport(f"Tệp có {len(read)} câu, nhiều hơn {MOST_QUESTIONS}; hãy chia thành nhiều tệp.")
    kept = QuestionImport.objects.create(
        bank=bank,
        form=form,
        file_name=file_name,
        file_sha256=hashlib.sha256(data).hexdigest(),
        items=[question.as_data() for question in read],
        uploaded_by=by,
        uploaded_at=at,
        expires_at=at + KEPT,
    )
    detail = {"file": file_name, "sha256": kept.file_sha256, "bank": bank.name, "questions": len(read)}
    record_act("contests.upload_questions", subject=kept, by=by, at=at, detail=detail)
    return kept


def _read(data: bytes, file_name: str) -> tuple[QuestionImport.Form, list[ReadQuestion]]:
    """Return the form of a file, told by its bytes (a .csv by its name), and its questions."""
    is_archive = data.startswith(b"PK\x03\x04")
    if (is_archive and b"xl/workbook.xml" in data) or (not is_archive and file_name.lower().endswith(".csv")):
        return _FORMS.WORKBOOK, read_workbook(tables_of(data, name=file_name))
    text = marked_text_of(data, name=file_name)
    if not is_archive and looks_like_gift(text):
        return _FORMS.GIFT, read_gift(text)
    return _FORMS.DOCUMENT, read_document(text)


def plan_of(kept: QuestionImport, *, at: datetime) -> QuestionPlan:
    """Return what a kept file would add to its bank as it is now."""
    return question_plan(kept, today=timezone.localdate(at))


@transaction.atomic
def import_questions(
    *, kept: QuestionImport, plan_sha256: str, chosen: Collection[int] = (), by: User, at: datetime
) -> list[Question]:
    """Return the questions that were stored, as drafts: the good ones, and of those that look like others the
    `chosen` ones. The rest stays with the file, to be downloaded and mended.

    BankChanged when the bank has changed since the plan was looked at; CannotImport when the file has expired, was
    applied before or has no question that can be stored.
    """
    kept = QuestionImport.objects.select_for_update(of=("self",)).get(pk=kept.pk)
    if kept.applied_at:
        raise CannotImport("Tệp này đã được nhập; hãy tải lên tệp mới.")
    if kept.expires_at < at:
        raise CannotImport("Bản xem trước đã quá hạn; hãy tải tệp lên lại.")
    plan = plan_of(kept, at=at)
    if plan.sha256 != plan_sha256:
        raise BankChanged("Ngân hàng đã thay đổi từ lúc bạn xem; hãy xem lại so sánh mới dưới đây rồi nhập.")
    taken = [question for question in plan.questions if _is_taken(question, chosen)]
    if not taken:
        raise CannotImport("Không có câu nào để nhập; hãy sửa tệp, hoặc đánh dấu các câu gần giống muốn nhập.")
    stored = store_questions(bank=kept.bank, contents=[question.content for question in taken], by=by, at=at)
    numbers = {question.number for question in taken}
    left = [question for question in plan.questions if question.number not in numbers]
    kept.applied_at = at
    kept.counts = {"stored": len(stored), "bad": len(plan.of(PlanState.BAD)), "left": len(left)}
    kept.items = [_left_item(question) for question in left]
    kept.save(update_fields=["applied_at", "counts", "items"])
    detail = {"file": kept.file_name, "sha256": kept.file_sha256, "bank": kept.bank.name, "counts": kept.counts}
    record_act("contests.import_questions", subject=kept, by=by, at=at, detail=detail)
    return stored


def _is_taken(question: PlannedQuestion, chosen: Collection[int]) -> bool:
    return question.state is PlanState.GOOD or (question.state is PlanState.NEAR and question.number in chosen)


def _left_item(question: PlannedQuestion) -> dict[str, Any]:
    errors = question.errors or (("", "giống câu đã có và không được chọn."),)
    return {"place": question.place, "values": dict(question.values), "errors": [list(error) for error in errors]}


def forget_expired_imports(*, at: datetime) -> int:
    """Return how many uploaded files were forgotten: those not applied in time are deleted, of the others the questions
    that were left.
    """
    expired = QuestionImport.objects.filter(expires_at__lt=at)
    forgotten, _ = expired.filter(applied_at=None).delete()
    return forgotten + expired.exclude(items=[]).update(items=[])
