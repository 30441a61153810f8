"""Building a need: its words, its questions with their answers, their order."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.services.actions.needs import (
    CannotChangeNeed,
    NeedChangedMeanwhile,
    WouldLeadNowhere,
    change_need,
    make_need,
    move_question,
    remove_question,
    save_question,
)
from lantoa.apps.services.forms.needs import NeedForm, ProcedureNames, QuestionForm
from lantoa.apps.services.models import Need, NeedQuestion
from lantoa.apps.services.queries.keepers import SERVICE_KEEPERS
from lantoa.apps.services.views.need_found import kept_need, kept_question, owner_of, who
from lantoa.apps.services.views.needs import ICON, need_page, needs_trail

_AGAIN = " Bên dưới là bản bạn gõ; bấm “Lưu” lần nữa để thay bản đang lưu."
_NOT_PUBLIC = (
    "Nhu cầu đang công khai, sửa như vậy sẽ có người đi tới chỗ không ra gì; chưa lưu. Hãy sửa lại bên dưới, hoặc "
    "“Thôi công khai” rồi sửa từng bước."
)


@open_to(SERVICE_KEEPERS)
def new_need(request: HttpRequest) -> HttpResponseBase:
    """Take a new need; its questions come next."""
    names, data = ProcedureNames(), request.POST if request.method == "POST" else None
    form = NeedForm(data, names=names, own_agency=owner_of(request))
    if data is not None and form.is_valid():
        made = make_need(values=form.values, procedures=form.procedures, **who(request))
        messages.success(request, "Đã lập nhu cầu. Bây giờ thêm câu hỏi thứ nhất.")
        return redirect("services:new_question", made.pk)
    return _need_form(request, form, names, None)


@open_to(SERVICE_KEEPERS)
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change what a need is called, who keeps it, what it always needs."""
    found = kept_need(request, pk)
    names, data = ProcedureNames(), request.POST.copy() if request.method == "POST" else None
    form = NeedForm(data, names=names, need=found, own_agency=owner_of(request))
    if data is not None and form.is_valid():
        version = form.cleaned_data["version"] or 0
        given: Any = {"values": form.values, "procedures": form.procedures, "version": version}
        problem = _try(lambda: change_need(need=found, **given, **who(request)))
        if problem is None:
            messages.success(request, "Đã lưu.")
            return redirect("services:need", pk)
        form.add_error(None, problem)
        data["version"] = str(Need.objects.values_list("version", flat=True).get(pk=pk))
    return _need_form(request, form, names, found)


def _try(action: Any) -> str | None:
    """Return what is wrong, None when it was done."""
    try:
        action()
    except NeedChangedMeanwhile as error:
        return f"{error}{_AGAIN}"
    except WouldLeadNowhere:
        return _NOT_PUBLIC
    except CannotChangeNeed as error:
        return str(error)
    return None


def _need_form(request: HttpRequest, form: NeedForm, names: ProcedureNames, found: Need | None) -> HttpResponseBase:
    context = {"form": form, "labels": names.labels, "need": found}
    return office_page(
        request, "services/need_form.html", context, title="Sửa nhu cầu" if found else "Thêm nhu cầu", icon=ICON,
        trail=needs_trail(found), status=422 if form.is_bound else 200,
    )  # fmt: skip


@open_to(SERVICE_KEEPERS)
def new_question(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a new question at the end."""
    return _question(request, kept_need(request, pk), None)


@open_to(SERVICE_KEEPERS)
def change_question(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a question and its answers."""
    found = kept_question(request, pk)
    return _question(request, found.need, found)


def _question(request: HttpRequest, need: Need, question: NeedQuestion | None) -> HttpResponseBase:
    names, data = ProcedureNames(), request.POST.copy() if request.method == "POST" else None
    more = data is not None and "them" in data
    form = QuestionForm(data, need=need, question=question, names=names, more=more)
    if data is not None and not more and form.is_valid():
        version = form.cleaned_data["version"]
        given: Any = {"question": question, "given": form.given, "version": version}
        problem = _try(lambda: save_question(need=need, **given, **who(request)))
        if problem is None:
            messages.success(request, "Đã lưu câu hỏi.")
            if "tiep" in data:
                return redirect("services:new_question", need.pk)
            return redirect("services:need", need.pk)
        form.add_error(None, problem)
        form.data["version"] = str(Need.objects.values_list("version", flat=True).get(pk=need.pk))  # type: ignore[index]
    context = {"form": form, "labels": names.labels, "need": need, "question": question, "more": more}
    return office_page(
        request, "services/need_question_form.html", context, icon=ICON, trail=needs_trail(need),
        title=f"Câu {question.position}" if question else f"Câu {need.questions.count() + 1}",
        status=422 if form.is_bound and not more else 200,
    )  # fmt: skip


@require_POST
@open_to(SERVICE_KEEPERS)
def move(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Move a question one place up or down."""
    found = kept_question(request, pk)
    up = request.POST.get("huong") == "len"
    return _done(request, found, lambda: move_question(question=found, up=up, **who(request)), "Đã đổi thứ tự.")


@require_POST
@open_to(SERVICE_KEEPERS)
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a question with its answers."""
    found = kept_question(request, pk)
    told = f"Đã bỏ câu “{found.text[:80]}”. Câu trả lời từng dẫn tới câu này nay đi câu kế tiếp."
    return _done(request, found, lambda: remove_question(question=found, **who(request)), told)


def _done(request: HttpRequest, found: NeedQuestion, action: Any, told: str) -> HttpResponseBase:
    problem = _try(action)
    if problem is not None:
        return need_page(request, Need.objects.select_related("owner").get(pk=found.need_id), problem=problem)
    messages.success(request, told)
    return redirect("services:need", found.need_id)
