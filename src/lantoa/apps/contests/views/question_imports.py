"""Questions from a file: upload, preview, import of the good ones, what is left to mend; questions that look alike."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.base.guard import MAX_BYTES, UnreadableFile
from lantoa.apps.contests.actions.near_questions import tell_apart
from lantoa.apps.contests.actions.question_imports import CannotImport, import_questions, plan_of, upload_questions
from lantoa.apps.contests.forms.bank import UploadForm
from lantoa.apps.contests.models import Question, QuestionBank, QuestionImport
from lantoa.apps.contests.queries.bank import READERS, WRITERS
from lantoa.apps.contests.queries.near_questions import near_pairs_of_bank
from lantoa.apps.contests.queries.question_import_plan import PlanState
from lantoa.apps.contests.question_files.records import KINDS, key_words
from lantoa.apps.contests.question_files.workbook import BadWorkbook, rows_workbook
from lantoa.apps.contests.views.bank import ICON, XLSX, file_answer, may_write, trail

_TITLE = "Nhập câu hỏi từ tệp"
_ALIKE = "Câu hỏi gần giống"


@require_http_methods(["GET", "POST"])
@open_to(WRITERS)
def upload(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a file for a bank and lead to its preview; a file that cannot be read comes back with its reason."""
    bank = get_object_or_404(QuestionBank, pk=pk)
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            data = file.read(MAX_BYTES + 1)
            by: Any = request.user
            kept = upload_questions(data=data, file_name=file.name, bank=bank, by=by, at=timezone.now())
        except (UnreadableFile, BadWorkbook, CannotImport) as error:
            form.add_error("file", str(error))
        else:
            return redirect("contests:question-import", kept.pk)
    context = {"form": form, "bank": bank}
    status = 422 if posted else 200
    return office_page(
        request, "contests/bank/upload.html", context, title=_TITLE, icon=ICON, trail=trail(bank), status=status
    )


def _kept(pk: int) -> QuestionImport:
    return get_object_or_404(QuestionImport.objects.select_related("bank", "uploaded_by"), pk=pk)


@open_to(WRITERS)
def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what a kept file would add: good questions, those like others, and those with errors."""
    kept = _kept(pk)
    now = timezone.now()
    context: dict[str, Any] = {"kept": kept, "expired": kept.expires_at < now}
    if not kept.applied_at:
        plan = plan_of(kept, at=now)
        context |= {
            "plan": plan,
            "bad": plan.of(PlanState.BAD),
            "near": [(question, _lines(question.values)) for question in plan.of(PlanState.NEAR)],
            "good": [(question, _lines(question.values)) for question in plan.of(PlanState.GOOD)],
        }
    steps = [*trail(kept.bank), (_TITLE, reverse("contests:import-questions", args=[kept.bank_id]))]
    return office_page(request, "contests/bank/preview.html", context, title=kept.file_name, icon=ICON, trail=steps)


def _lines(values: Mapping[str, Any]) -> dict[str, str]:
    return {"kind": KINDS[values["kind"]], "key": key_words(values["kind"], values["key"])}


@require_POST
@open_to(WRITERS)
def apply(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Store the good questions of a kept file, and the ticked ones of those that look like others."""
    kept = _kept(pk)
    chosen = {int(number) for number in request.POST.getlist("take") if number.isdecimal() and len(number) < 7}
    by: Any = request.user
    try:
        stored = import_questions(
            kept=kept, plan_sha256=request.POST.get("plan", ""), chosen=chosen, by=by, at=timezone.now()
        )
    except CannotImport as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã nhập {len(stored)} câu hỏi dưới dạng bản nháp vào “{kept.bank}”.")
    return redirect("contests:question-import", pk)


@open_to(WRITERS)
def left_over(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with the questions of a file that were not stored, and what to mend, as a workbook to upload again."""
    kept = _kept(pk)
    if kept.applied_at:
        faults = [(item["values"], item["errors"]) for item in kept.items]
    else:
        faults = [(question.values, question.errors) for question in plan_of(kept, at=timezone.now()).of(PlanState.BAD)]
    rows, said = [], []
    for values, errors in faults:
        row = dict(values) | {"kind": KINDS.get(values.get("kind", ""), ""), "key": _key_cell(values)}
        rows.append(row)
        said.append("; ".join(f"{column}: {message}" if column else message for column, message in errors))
    return file_answer(rows_workbook(rows, said), f"can-sua-{kept.pk}.xlsx", XLSX)


def _key_cell(values: Mapping[str, Any]) -> str:
    return key_words(values["kind"], values["key"]) if values.get("kind") and values.get("key") is not None else ""


@require_http_methods(["GET", "POST"])
@open_to(READERS)
def alike(request: HttpRequest) -> HttpResponseBase:
    """List the questions that look alike, the most alike first; a person says which are different all the same."""
    if request.method == "POST":
        if not may_write(request):
            raise PermissionDenied("Chỉ người soạn và người duyệt mới kết luận được.")
        first, second = (get_object_or_404(Question, pk=_key(request, name)) for name in ("first", "second"))
        if first.pk != second.pk:
            by: Any = request.user
            tell_apart(first=first, second=second, by=by, at=timezone.now())
            messages.success(request, f"Đã ghi nhận: câu {first.pk} và câu {second.pk} là hai câu khác nhau.")
        return redirect("contests:alike-questions")
    context = {"page": page_of(near_pairs_of_bank(), request), "may_write": may_write(request)}
    return office_page(request, "contests/bank/alike.html", context, title=_ALIKE, icon=ICON, trail=trail())


def _key(request: HttpRequest, name: str) -> int:
    words = request.POST.get(name, "")
    return int(words) if words.isdecimal() and len(words) < 19 else 0
