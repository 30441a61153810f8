"""Entrants in the back office: found, given more time. While their number is a secret, no list of them is shown."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.contests.actions.entering import grant_extra_time
from lantoa.apps.contests.forms.entering import EntrantSearch, ExtraTimeForm
from lantoa.apps.contests.models import Contest, Entrant
from lantoa.apps.contests.queries.office_entrants import entrant_known_by, entrants_like, numbers_are_hidden
from lantoa.apps.contests.queries.runners import RUNNERS
from lantoa.apps.privacy.actions.access import note_accesses

_ICON, _TITLE = "group", "Người thi"
_LISTED = "Mở danh sách người thi"


@open_to(RUNNERS)
def entrants(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Find entrants: any and all once their number may be known, before that the one whose code or contact is known."""
    contest = get_object_or_404(Contest.objects.exclude(announced_at=None), pk=pk)
    hidden = numbers_are_hidden(contest)
    form = EntrantSearch(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    if not hidden:
        form.fields["words"].label = "Mã, họ tên, liên hệ hoặc đơn vị"
    context: dict[str, Any] = {"contest": contest, "form": form, "hidden": hidden, "asked": bool(words.strip())}
    rows = entrants_like(contest, words) if not hidden else entrant_known_by(contest, words)
    if hidden and not words.strip():
        rows = rows.none()
    context["page"] = page_of(rows, request)
    shown = [entrant for entrant in context["page"] if entrant.contact or entrant.full_name]
    # Keys of entrants, counted up, would tell how many there are: while that is a secret, the contest stands for them.
    rows_seen = [contest] if hidden and shown else shown
    note_accesses(by=request.user, rows=rows_seen, reason=_LISTED, at=timezone.now())  # type: ignore[arg-type]
    return office_page(request, "contests/entrants.html", context, title=_TITLE, icon=_ICON, trail=_trail(contest))


@open_to(RUNNERS)
def extra_time(request: HttpRequest, pk: int, code: str) -> HttpResponseBase:
    """Give one entrant more minutes, on grounds."""
    entrant = get_object_or_404(
        Entrant.objects.select_related("contest", "agency"), contest__pk=pk, code=code, erased_at=None
    )
    seen: Contest | Entrant = entrant.contest if numbers_are_hidden(entrant.contest) else entrant
    note_accesses(by=request.user, rows=[seen], reason="Cho thêm thời gian", at=timezone.now())  # type: ignore[arg-type]
    known = {"minutes": entrant.extra_minutes, "grounds": entrant.extra_grounds}
    form = ExtraTimeForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        grant_extra_time(
            entrant=entrant,
            minutes=given["minutes"],
            grounds=given["grounds"].strip(),
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
        messages.success(request, f"Người thi {entrant.code} được thêm {given['minutes']} phút cho mỗi lượt thi.")
        return redirect(f"{reverse('contests:entrants', args=[pk])}?words={entrant.code}")
    trail = [*_trail(entrant.contest), (_TITLE, reverse("contests:entrants", args=[pk]))]
    context = {"entrant": entrant, "form": form}
    status = 422 if request.method == "POST" else 200
    return office_page(
        request, "contests/extra_time.html", context, title="Thêm thời gian", icon=_ICON, trail=trail, status=status
    )


def _trail(contest: Contest) -> list[Crumb]:
    return [("Cuộc thi", reverse("contests:contests")), (contest.title, reverse("contests:contest", args=[contest.pk]))]
