"""Irregularities in the back office: the list of a contest, one of them with its submissions, a person's decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.contests.actions import (
    CannotChangeResult,
    CannotDecide,
    CannotLookFor,
    decide_irregularity,
    exclude_submissions,
    look_for_irregularities,
)
from lantoa.apps.contests.forms.irregularities import DecisionForm, ExcludeForm, IrregularityFilter
from lantoa.apps.contests.models import Contest, Irregularity, Round, Submission
from lantoa.apps.contests.presenters.irregularities import comparison, told_acts
from lantoa.apps.contests.queries.irregularities import acts_on, compared_submissions, irregularities_of
from lantoa.apps.contests.queries.runners import READERS, RUNNERS
from lantoa.apps.contests.queries.sealed import keys_of

_ICON = "warning"
# Columns that fit beside each other before one loses the thread.
SIDE_BY_SIDE = 6


@open_to(READERS)
def irregularities(request: HttpRequest, pk: int) -> HttpResponseBase:
    """List what was found in the closed rounds of a contest; nothing of rounds that are not closed."""
    contest = get_object_or_404(Contest, pk=pk)
    form = IrregularityFilter(request.GET, contest=contest)
    context = {
        "contest": contest,
        "form": form,
        "page": page_of(form.apply(irregularities_of(contest)), request),
        "rounds": list(contest.rounds.order_by("number")),
        "asked": any(request.GET.get(name) for name in form.fields),
        "may_run": bool(roles_of(request.user) & RUNNERS),
    }
    title = f"Dấu hiệu bất thường: {contest.title}"
    return office_page(request, "contests/irregularities.html", context, title=title, icon=_ICON)


@require_POST
@open_to(RUNNERS)
def look_for(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Look through a closed round, once more."""
    round_ = get_object_or_404(Round, pk=pk)
    try:
        new = look_for_irregularities(round=round_, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotLookFor as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã xem hết bài nộp của {round_.title}: {new} dấu hiệu mới.")
    return redirect("contests:irregularities", round_.contest_id)


@open_to(READERS)
def irregularity(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one irregularity: reasons, submissions side by side, what was decided."""
    return _page(request, _found(pk))


@require_POST
@open_to(RUNNERS)
def decide(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a person's decision."""
    found = _found(pk)
    form = DecisionForm(request.POST, irregularity=found)
    if not form.is_valid():
        return _page(request, found, decision=form, status=422)
    try:
        decide_irregularity(irregularity=found, by=request.user, at=timezone.now(), **form.cleaned_data)  # type: ignore[arg-type]
    except CannotDecide as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã ghi kết luận.")
    return redirect("contests:irregularity", pk)


@require_POST
@open_to(RUNNERS)
def exclude_upheld(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take chosen submissions of an upheld irregularity out of the ranking: one new version of the result."""
    found = _found(pk)
    form = ExcludeForm(request.POST, choices=_choices(found))
    if found.state != Irregularity.State.UPHELD:
        messages.error(request, "Chỉ loại bài khi đã kết luận vi phạm.")
        return redirect("contests:irregularity", pk)
    if not form.is_valid():
        return _page(request, found, exclusion=form, status=422)
    chosen = list(found.submissions.filter(pk__in=form.cleaned_data["submissions"]))
    try:
        result = exclude_submissions(
            round_=found.round,
            submissions=chosen,
            reason=form.cleaned_data["reason"],
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except CannotChangeResult as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã loại {len(chosen)} bài nộp; kết quả được tính lại, nay là bản {result.version}.")
    return redirect("contests:irregularity", pk)


def _found(pk: int) -> Irregularity:
    found = get_object_or_404(Irregularity.objects.select_related("round__contest", "decided_by"), pk=pk)
    if found.round.closed_at is None:
        raise Http404("Vòng thi chưa khóa sổ.")
    return found


def _choices(found: Irregularity) -> list[tuple[int, str]]:
    """Return the submissions that may still be excluded, by the code of the entrant."""
    rows = found.submissions.filter(excluded_at=None).order_by("received_at", "pk")
    return [
        (pk, f"{code} (lượt {number})")
        for pk, code, number in rows.values_list("pk", "attempt__entrant__code", "attempt__number")
    ]


def _page(
    request: HttpRequest,
    found: Irregularity,
    *,
    decision: DecisionForm | None = None,
    exclusion: ExcludeForm | None = None,
    status: int = 200,
) -> HttpResponseBase:
    runs = bool(roles_of(request.user) & RUNNERS)
    submissions = compared_submissions(found)
    page = page_of(submissions, request, size=SIDE_BY_SIDE)
    choices = _choices(found) if runs and found.state == Irregularity.State.UPHELD else []
    context: dict[str, Any] = {
        "found": found,
        "round": found.round,
        "page": page,
        "comparison": _compared(found.round, list(page), names=runs),
        "acts": told_acts(acts_on(found)),
        "may_run": runs,
        "decision": decision or DecisionForm(irregularity=found),
        "exclusion": (exclusion or ExcludeForm(choices=choices)) if choices else None,
    }
    contest = found.round.contest
    trail: list[Crumb] = [("Dấu hiệu bất thường", reverse("contests:irregularities", args=[contest.pk]))]
    title = f"{found.get_kind_display()[:1].upper()}{found.get_kind_display()[1:]}, {found.round.title}"
    return office_page(
        request, "contests/irregularity.html", context, title=title, icon=_ICON, trail=trail, status=status
    )


def _compared(round_: Round, submissions: list[Submission], *, names: bool) -> Any:
    keys = keys_of(round_) if round_.published_at else None
    return comparison(submissions, pool=round_.pool.pool, keys=keys, names=names)
