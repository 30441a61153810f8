"""One question: its page, writing and changing it, what a reviewer decides."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.contests.actions.questions import (
    CannotReview,
    approve_question,
    change_question,
    retire_question,
    return_question,
    send_to_review,
    write_question,
)
from lantoa.apps.contests.forms.bank import QuestionForm
from lantoa.apps.contests.models import Question, QuestionBank
from lantoa.apps.contests.plain_hints import plain_hints
from lantoa.apps.contests.presenters.bank import (
    done_lines,
    figure_flags,
    figure_words,
    key_line,
    option_lines,
    validity_words,
)
from lantoa.apps.contests.queries.bank import (
    READERS,
    WRITERS,
    history_of,
    may_change,
    may_review,
    may_see_key,
    names_of,
    statistics_of,
)
from lantoa.apps.contests.queries.near_questions import Near, asked_of, near_questions
from lantoa.apps.contests.question_content import MOST_OPTIONS, QuestionContent, warnings_of
from lantoa.apps.contests.views.bank import ICON, may_keep, trail
from lantoa.core.analysis.near_questions import Asked

_TEMPLATE = "contests/bank/question_form.html"


@open_to(READERS)
def question(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a question as an entrant will see it, with source, figures, history; the answer to whoever may know it."""
    found = get_object_or_404(
        Question.objects.select_related("bank", "theme__programme", "written_by", "reviewed_by", "replaces"), pk=pk
    )
    today, user = timezone.localdate(), request.user
    sees_key = may_see_key(user, found)  # type: ignore[arg-type]
    entries = history_of(found)
    content = _content_of(found)
    context: dict[str, Any] = {
        "question": found,
        "options": option_lines(found, shows_key=sees_key),
        "key": key_line(found) if sees_key else "",
        "validity": validity_words(found, today=today),
        "warnings": [*warnings_of(content, today=today), *plain_hints(content, today=today)] if sees_key else [],
        "flags": figure_flags(found),
        "figures": figure_words(found),
        "rounds": statistics_of(found),
        "near": near_questions(asked_of(found), but=_own_wordings(found)),
        "history": done_lines(entries, names_of({entry.actor for entry in entries})),
        "replacement": found.replacements.exclude(state=Question.State.RETIRED).first(),
        "may_change": may_change(user, found),  # type: ignore[arg-type]
        "may_review": may_review(user, found),  # type: ignore[arg-type]
        "may_retire": may_keep(request) and found.state != Question.State.RETIRED,
        "sees_key": sees_key,
    }
    title = f"Câu hỏi {found.pk}"
    return office_page(request, "contests/bank/question.html", context, title=title, icon=ICON, trail=trail(found.bank))


def _own_wordings(question: Question) -> set[int]:
    wordings = {question.pk, *question.replacements.values_list("pk", flat=True)}
    return wordings | {question.replaces_id} if question.replaces_id else wordings


def _content_of(question: Question) -> QuestionContent:
    return QuestionContent(
        question.kind, question.text, question.options, question.key, question.source, valid_to=question.valid_to
    )


@require_http_methods(["GET", "POST"])
@open_to(WRITERS)
def new_question(request: HttpRequest) -> HttpResponseBase:
    """Write a question; those it is like are shown before it is stored."""
    if not QuestionBank.objects.exists():
        messages.warning(request, "Chưa có ngân hàng nào; hãy lập một ngân hàng trước.")
        return redirect("contests:banks")
    given = {"bank": request.GET.get("nh", ""), "kind": request.GET.get("dang") or "single"}
    form = _form(request, initial=given, rows=4)
    if (seen := _stored_or_shown(request, form, None)) is not None:
        return seen
    return _form_page(request, form, title="Soạn câu hỏi", near=_near_of(request, form, set()))


@require_http_methods(["GET", "POST"])
@open_to(WRITERS)
def edit_question(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a question; of an approved one a new wording is made, that goes through review itself."""
    found = get_object_or_404(Question.objects.select_related("bank"), pk=pk)
    if not may_change(request.user, found):  # type: ignore[arg-type]
        raise PermissionDenied(
            "Câu đã duyệt chỉ người soạn hoặc người duyệt mới lập được bản sửa; câu thôi dùng không sửa được."
        )
    form = _form(request, initial=QuestionForm.initial_of(found), rows=max(4, len(found.options)))
    if (seen := _stored_or_shown(request, form, found)) is not None:
        return seen
    near = _near_of(request, form, _own_wordings(found))
    return _form_page(request, form, title=f"Sửa câu {pk}", near=near, question=found)


def _form(request: HttpRequest, *, initial: dict[str, Any], rows: int) -> QuestionForm:
    if request.method != "POST":
        return QuestionForm(initial=initial, rows=rows)
    asked = request.POST.get("rows", "")
    rows = int(asked) if asked.isdecimal() and len(asked) < 3 else rows
    if request.POST.get("act") == "more":
        # Without scripts "one more option" is a press that brings the page again, with what was typed.
        form = QuestionForm(request.POST, rows=rows)
        typed = {field.html_name: field.value() for field in form}
        return QuestionForm(initial=typed, rows=min(rows + 2, MOST_OPTIONS))
    return QuestionForm(request.POST, rows=rows)


def _near_of(request: HttpRequest, form: QuestionForm, but: set[int]) -> list[Near]:
    """Return what the typed question is like, as long as the writer has not said to have seen it."""
    if not form.is_bound or not form.is_valid() or form.content is None or request.POST.get("seen"):
        return []
    return near_questions(Asked(form.content.text, form.content.options), but=but)


def _stored_or_shown(request: HttpRequest, form: QuestionForm, question: Question | None) -> HttpResponseBase | None:
    """Store what was typed and lead to it; None when the page is to be shown (again)."""
    if not form.is_bound or not form.is_valid() or form.content is None:
        return None
    if _near_of(request, form, _own_wordings(question) if question else set()):
        return None
    by: Any = request.user
    bank, content, at = form.cleaned_data["bank"], form.content, timezone.now()
    try:
        if question is None:
            kept = write_question(bank=bank, content=content, by=by, at=at)
        else:
            kept = change_question(question=question, bank=bank, content=content, by=by, at=at)
    except CannotReview as error:
        form.add_error(None, str(error))
        return None
    if question is not None and kept.pk != question.pk:
        messages.success(
            request, f"Đã lập bản sửa (câu {kept.pk}); câu {question.pk} vẫn dùng đến khi bản sửa được duyệt."
        )
    else:
        messages.success(request, "Đã lưu bản nháp. Khi xong, hãy gửi duyệt.")
    return redirect("contests:question", kept.pk)


def _form_page(
    request: HttpRequest, form: QuestionForm, *, title: str, near: list[Near], question: Question | None = None
) -> HttpResponseBase:
    warnings: list[str] = []
    if near and form.content:
        today = timezone.localdate()
        warnings = [*warnings_of(form.content, today=today), *plain_hints(form.content, today=today)]
    context = {"form": form, "near": near, "warnings": warnings, "question": question, "most": MOST_OPTIONS}
    steps = trail(question.bank if question else None)
    if question:
        steps.append((f"Câu hỏi {question.pk}", reverse("contests:question", args=[question.pk])))
    status = 422 if form.is_bound and (form.errors or near) else 200
    return office_page(request, _TEMPLATE, context, title=title, icon=ICON, trail=steps, status=status)


@require_POST
@open_to(WRITERS)
def decide_question(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a question to review, approve it, return it with a note, retire it."""
    found = get_object_or_404(Question, pk=pk)
    act, note = request.POST.get("act", ""), request.POST.get("note", "")
    given: dict[str, Any] = {"question": found, "by": request.user, "at": timezone.now()}
    if act == "review":
        if not may_change(request.user, found):  # type: ignore[arg-type]
            raise PermissionDenied("Chỉ người soạn hoặc người duyệt mới gửi được câu hỏi này.")
    elif not may_keep(request):
        raise PermissionDenied("Chỉ Ban tổ chức cuộc thi và cán bộ chương trình duyệt câu hỏi.")
    try:
        said = _decided(act, note, given)
    except CannotReview as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("contests:question", pk)


def _decided(act: str, note: str, given: dict[str, Any]) -> str:
    match act:
        case "review":
            send_to_review(**given)
            return "Đã gửi duyệt. Người khác sẽ xem và duyệt câu hỏi."
        case "approve":
            approve_question(**given, note=note)
            return "Đã duyệt. Câu hỏi vào được đề của các vòng công bố từ nay."
        case "return":
            return_question(**given, note=note)
            return "Đã trả lại kèm ý kiến."
        case "retire":
            retire_question(**given, reason=note)
            return "Câu hỏi thôi dùng; các vòng đã công bố không thay đổi."
    raise CannotReview("Không rõ việc cần làm; hãy tải lại trang.")
