"""The bank of questions: the banks, one bank, the list of questions with acts on many, what can be downloaded."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.contests.actions.questions import change_bank, make_bank, retire_many, send_many_to_review
from lantoa.apps.contests.forms.bank import BankForm, QuestionFilter
from lantoa.apps.contests.models import Question, QuestionBank, QuestionImport
from lantoa.apps.contests.models.bank import Difficulty
from lantoa.apps.contests.presenters.bank import figure_flags, validity_words
from lantoa.apps.contests.queries.bank import READERS, REVIEWERS, WRITERS, BankCounts, banks_with_counts
from lantoa.apps.contests.question_files.gift import gift_of
from lantoa.apps.contests.question_files.workbook import questions_workbook

ICON = "help"
TITLE = "Ngân hàng câu hỏi"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_AT_ONCE = 1_000


def trail(bank: QuestionBank | None = None) -> list[Crumb]:
    """Return the steps above a page of the bank."""
    steps: list[Crumb] = [(TITLE, reverse("contests:banks"))]
    if bank:
        steps.append((bank.name, reverse("contests:bank", args=[bank.pk])))
    return steps


def may_write(request: HttpRequest) -> bool:
    return bool(roles_of(request.user) & WRITERS)


def may_keep(request: HttpRequest) -> bool:
    return bool(roles_of(request.user) & REVIEWERS)


@require_http_methods(["GET", "POST"])
@open_to(READERS)
def banks(request: HttpRequest) -> HttpResponseBase:
    """List the banks with how many questions they hold; whoever keeps them makes a new one here."""
    posted = request.method == "POST"
    if posted and not may_keep(request):
        raise PermissionDenied("Chỉ Ban tổ chức cuộc thi và cán bộ chương trình lập ngân hàng mới.")
    form = BankForm(request.POST if posted else None)
    if posted and form.is_valid():
        bank = make_bank(**form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, f"Đã lập ngân hàng “{bank.name}”. Hãy soạn câu hỏi hoặc nhập từ tệp.")
        return redirect("contests:bank", bank.pk)
    context = {
        "rows": [_counted(counts) for counts in banks_with_counts()],
        "form": form if may_keep(request) else None,
        "may_write": may_write(request),
    }
    return office_page(
        request, "contests/bank/banks.html", context, title=TITLE, icon=ICON, status=422 if posted else 200
    )


def _counted(counts: BankCounts) -> dict[str, Any]:
    return {
        "bank": counts.bank,
        "total": counts.total,
        "states": [(state.label, state.value, counts.states[state.value]) for state in Question.State],
        "difficulties": [(level.label, level.value, counts.difficulties[level.value]) for level in Difficulty],
    }


@require_http_methods(["GET", "POST"])
@open_to(READERS)
def bank(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one bank: its counts, its files, what can be done with it; its keepers rename it."""
    found = get_object_or_404(QuestionBank, pk=pk)
    posted = request.method == "POST"
    if posted and not may_keep(request):
        raise PermissionDenied("Chỉ Ban tổ chức cuộc thi và cán bộ chương trình sửa ngân hàng.")
    form = BankForm(request.POST if posted else None, instance=QuestionBank.objects.get(pk=pk))
    if posted and form.is_valid():
        change_bank(bank=found, **form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        messages.success(request, "Đã lưu.")
        return redirect("contests:bank", pk)
    counts = next(counts for counts in banks_with_counts() if counts.bank.pk == pk)
    context = {
        **_counted(counts),
        "bank": found,
        "form": form if may_keep(request) else None,
        "may_write": may_write(request),
        "imports": QuestionImport.objects.filter(bank=found)
        .exclude(applied_at=None)
        .select_related("uploaded_by")[:10],
    }
    status = 422 if posted else 200
    return office_page(
        request, "contests/bank/bank.html", context, title=found.name, icon=ICON, trail=trail(), status=status
    )


@open_to(READERS)
def questions(request: HttpRequest) -> HttpResponseBase:
    """List the questions as asked for."""
    form, today = QuestionFilter(request.GET), timezone.localdate()
    page = page_of(form.rows(today=today), request)
    rows = [(question, validity_words(question, today=today), figure_flags(question)) for question in page]
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "query": query.urlencode(),
        "may_write": may_write(request),
        "may_keep": may_keep(request),
        "bank": form.bank,
    }
    return office_page(
        request, "contests/bank/questions.html", context, title="Câu hỏi", icon=ICON, trail=trail(form.bank)
    )


@require_POST
@open_to(WRITERS)
def bulk(request: HttpRequest) -> HttpResponseBase:
    """Send many drafts to review, or retire many questions; each succeeds or stays on its own."""
    act, query = request.POST.get("act", ""), request.POST.get("filter", "")
    back = f"{reverse('contests:questions')}?{query}" if query else reverse("contests:questions")
    if act == "retire" and not may_keep(request):
        raise PermissionDenied("Chỉ người duyệt mới cho câu hỏi thôi dùng.")
    chosen = _chosen(request, query)
    if act not in ("review", "retire") or not chosen:
        messages.warning(request, "Chưa chọn câu hỏi nào; hãy đánh dấu ở cột đầu.")
        return redirect(back)
    given: dict[str, Any] = {"questions": chosen, "by": request.user, "at": timezone.now()}
    done, left = send_many_to_review(**given) if act == "review" else retire_many(**given)
    verb = "gửi duyệt" if act == "review" else "cho thôi dùng"
    said = f"Đã {verb} {done} câu."
    if left:
        said += f" {left} câu không {verb} được vì trạng thái của nó, vẫn giữ nguyên."
    (messages.success if done else messages.warning)(request, said)
    return redirect(back)


def _chosen(request: HttpRequest, query: str) -> list[Question]:
    """Return the ticked questions, or all that the filter finds."""
    if request.POST.get("all"):
        rows = QuestionFilter(QueryDict(query)).rows(today=timezone.localdate())
    else:
        keys = [int(key) for key in request.POST.getlist("question") if key.isdecimal() and len(key) < 19]
        rows = Question.objects.filter(pk__in=keys[:_MOST_AT_ONCE])
    return list(rows[:_MOST_AT_ONCE])


@open_to(WRITERS)
def template(request: HttpRequest) -> HttpResponseBase:
    """Answer with an empty workbook whose columns are explained."""
    return file_answer(questions_workbook([]), "mau-cau-hoi.xlsx", XLSX)


@open_to(REVIEWERS)
def export_workbook(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with every question of a bank that is in use, with keys, as a workbook that can be read back."""
    found = get_object_or_404(QuestionBank, pk=pk)
    return file_answer(questions_workbook(_exported(found)), f"ngan-hang-{pk}-{timezone.localdate():%Y%m%d}.xlsx", XLSX)


@open_to(REVIEWERS)
def export_gift(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer with the same as GIFT, for Moodle and its like."""
    found = get_object_or_404(QuestionBank, pk=pk)
    data = gift_of(_exported(found), bank=found.name).encode()
    return file_answer(data, f"ngan-hang-{pk}-{timezone.localdate():%Y%m%d}.gift.txt", "text/plain; charset=utf-8")


def _exported(bank: QuestionBank) -> list[Question]:
    rows = bank.questions.exclude(state=Question.State.RETIRED)
    return list(rows.select_related("theme").order_by("pk"))


def file_answer(data: bytes, name: str, kind: str) -> HttpResponse:
    """Return a file to be stored, kept by no cache: it holds keys."""
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
