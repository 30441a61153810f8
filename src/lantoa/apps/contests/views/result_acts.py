"""What organisers do with results: close, publish, exclude and take back in, mark again. Each change is shown first."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.contests.actions import (
    CannotChangeResult,
    CannotClose,
    CannotPublish,
    close_round,
    exclude_submission,
    preview_exclusion,
    preview_readmission,
    preview_rescore,
    publish_result,
    readmit_submission,
    rescore_round,
)
from lantoa.apps.contests.actions.computing import Computed
from lantoa.apps.contests.forms.results import KeysForm, PublishForm, ReasonForm
from lantoa.apps.contests.models import Round, RoundPool, Submission
from lantoa.apps.contests.presenters.key_rows import question_rows
from lantoa.apps.contests.presenters.result_words import change_words
from lantoa.apps.contests.queries.results import names_of_changed
from lantoa.apps.contests.queries.runners import RUNNERS
from lantoa.apps.contests.queries.sealed import keys_of
from lantoa.apps.contests.views.results import found_round, trail_of


@require_POST
@open_to(RUNNERS)
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Close a round at once, when everybody's time is over; the worker does it by itself a minute later."""
    round_ = found_round(pk)
    try:
        close_round(round_=round_, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotClose as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã khóa sổ vòng thi. Kết quả chưa công bố.")
    return redirect("contests:round_result", pk)


@require_POST
@open_to(RUNNERS)
def publish(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Publish the newest result of a round."""
    round_, form = found_round(pk), PublishForm(request.POST)
    result = round_.results.filter(version=_number(request.POST.get("version"))).first()
    if result is None:
        messages.error(request, "Vòng thi chưa khóa sổ nên chưa có kết quả để công bố.")
    elif not form.is_valid():
        messages.error(request, " ".join(str(word) for words in form.errors.values() for word in words))
    else:
        try:
            publish_result(
                result=result,
                open_irregularities=form.cleaned_data["open_irregularities"],
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except CannotPublish as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Đã công bố kết quả: danh sách, số gốc và đáp án nay ai cũng xem được.")
    return redirect("contests:round_result", pk)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0


@open_to(RUNNERS)
def exclude(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what excluding a submission would change; with a reason and a yes, do it."""
    return _judge(request, pk, excluded=False)


@open_to(RUNNERS)
def readmit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what taking an excluded submission back in would change; with a reason and a yes, do it."""
    return _judge(request, pk, excluded=True)


def _judge(request: HttpRequest, pk: int, *, excluded: bool) -> HttpResponseBase:
    submission = get_object_or_404(
        Submission.objects.select_related("attempt__entrant__agency", "attempt__round__contest"), pk=pk
    )
    round_ = submission.attempt.round
    form = ReasonForm(request.POST if request.method == "POST" else None)
    given: dict[str, Any] = {"submission": submission, "by": request.user, "at": timezone.now()}
    preview = None
    try:
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["reason"]
            if request.POST.get("act") == "do":
                (readmit_submission if excluded else exclude_submission)(reason=reason, **given)
                messages.success(request, "Đã tính lại kết quả thành phiên bản mới, kèm lý do.")
                return redirect("contests:round_result", round_.pk)
            look = preview_readmission if excluded else preview_exclusion
            preview = look(round_=round_, submissions=[submission], reason=reason)
    except CannotChangeResult as error:
        messages.error(request, str(error))
        return redirect("contests:round_result", round_.pk)
    title = "Tính lại bài đã loại" if excluded else "Loại bài"
    context = {"submission": submission, "excluded": excluded, "form": form, **_preview(round_, preview)}
    return office_page(
        request, "contests/exclude.html", context, title=title, icon="cross", trail=trail_of(round_.contest, round_),
        status=422 if form.errors else 200,
    )  # fmt: skip


def _preview(round_: Round, computed: Computed | None) -> dict[str, Any]:
    if computed is None:
        return {"round": round_, "preview": None}
    names = names_of_changed(round_, computed.changes)
    return {"round": round_, "preview": change_words(computed.changes, names=names)}


@open_to(RUNNERS)
def rescore(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Choose questions (?cau=), give their right keys and the reason, see what would change, then mark again."""
    round_ = found_round(pk)
    pool = RoundPool.objects.filter(pk=round_.pk).first()
    if pool is None or round_.closed_at is None:
        context = {"round": round_, "rows": [], "preview": None}
        return _rescore_page(request, round_, context)
    chosen = set(request.GET.getlist("cau"))
    questions = [question for question in pool.pool if str(question["number"]) in chosen]
    if not questions and request.method == "POST":
        messages.error(request, "Chưa chọn câu hỏi nào để tính lại.")
        return redirect("contests:rescore", pk)
    if not questions:
        rows = question_rows(pool.pool, pool.keys, keys_of(round_))
        return _rescore_page(request, round_, {"round": round_, "rows": rows, "preview": None})
    form = KeysForm(request.POST if request.method == "POST" else None, questions=questions)
    preview = None
    try:
        if request.method == "POST" and form.is_valid():
            given = {"round_": round_, "keys": form.keys, "reason": form.cleaned_data["reason"]}
            if request.POST.get("act") == "do":
                rescore_round(by=request.user, at=timezone.now(), **given)  # type: ignore[arg-type]
                messages.success(request, "Đã chấm lại thành phiên bản mới, kèm lý do và thay đổi.")
                return redirect("contests:round_result", round_.pk)
            preview = preview_rescore(**given)
    except CannotChangeResult as error:
        form.add_error(None, str(error))
    return _rescore_page(request, round_, {"form": form, **_preview(round_, preview)}, failed=bool(form.errors))


def _rescore_page(
    request: HttpRequest, round_: Round, context: dict[str, Any], *, failed: bool = False
) -> HttpResponseBase:
    return office_page(
        request, "contests/rescore.html", context, title="Tính lại khi đáp án sai", icon="redirect",
        trail=trail_of(round_.contest, round_), status=422 if failed else 200,
    )  # fmt: skip
