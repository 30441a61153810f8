"""Decisions on a bulletin: submit, take back, return, approve, withdraw; and the emergency in one act."""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.broadcasts.actions.bulletins import (
    CannotChangeBulletin,
    UnknownWords,
    approve_bulletin,
    list_bulletin,
    return_bulletin,
    submit_bulletin,
    take_back_bulletin,
    withdraw_bulletin,
)
from lantoa.apps.broadcasts.actions.emergencies import send_emergency
from lantoa.apps.broadcasts.forms.items import EmergencyForm, ReasonForm
from lantoa.apps.broadcasts.models import Bulletin
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_APPROVERS, BROADCAST_KEEPERS, may_change
from lantoa.apps.broadcasts.views.board import ICON, broadcasts_trail
from lantoa.apps.broadcasts.views.bulletins import bulletin_page
from lantoa.apps.broadcasts.views.found import own_bulletin, seen_bulletin, who


def _decide(
    request: HttpRequest, found: Bulletin, words: str, act: Callable[..., Bulletin], **given: Any
) -> HttpResponseBase:
    """Take a decision; where it cannot be taken the page of the bulletin says why, with what was typed."""
    try:
        act(bulletin=found, **given, **who(request))
    except CannotChangeBulletin as error:
        found = seen_bulletin(request, found.pk)
        return bulletin_page(request, found, problem=str(error), typed=given)
    messages.success(request, words)
    return redirect("broadcasts:bulletin", found.pk)


@require_POST
@open_to(BROADCAST_KEEPERS)
def submit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Pass a draft to an approver."""
    return _decide(request, own_bulletin(request, pk), "Đã trình duyệt.", submit_bulletin)


@require_POST
@open_to(BROADCAST_KEEPERS)
def take_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a submitted bulletin back to change something."""
    return _decide(request, own_bulletin(request, pk), "Đã lấy lại; sửa xong nhớ trình lại.", take_back_bulletin)


@require_POST
@open_to(BROADCAST_APPROVERS)
def give_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return a submitted bulletin with what is to be changed."""
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else request.POST.get("reason", "")[:500].strip()
    return _decide(request, seen_bulletin(request, pk), "Đã trả lại cho người soạn.", return_bulletin, reason=reason)


@require_POST
@open_to(BROADCAST_APPROVERS)
def approve(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Approve a submitted bulletin as its script was shown."""
    return _decide(
        request, seen_bulletin(request, pk), "Đã duyệt. Lời đọc được giữ nguyên và đã giao cho các đài.",
        approve_bulletin, accepted=request.POST.getlist("accepted"), seen_sha256=request.POST.get("seen", ""),
    )  # fmt: skip


@require_POST
@open_to(BROADCAST_KEEPERS | BROADCAST_APPROVERS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Withdraw a bulletin: what is still to be played is not."""
    found, user = seen_bulletin(request, pk), request.user
    if not may_change(user, found) and not roles_of(user) & BROADCAST_APPROVERS:
        raise PermissionDenied("Bản tin này của cơ quan khác; chỉ cơ quan ấy hoặc người duyệt rút được.")
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else request.POST.get("reason", "")[:500].strip()
    return _decide(request, found, "Đã rút bản tin; các lượt chưa phát đã bỏ.", withdraw_bulletin, reason=reason)


@require_POST
@open_to(BROADCAST_KEEPERS)
def list_publicly(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put an approved bulletin on the public page, or take it off."""
    listed = request.POST.get("dang") == "co"
    words = "Đã đăng trên trang nghe bản tin." if listed else "Đã gỡ khỏi trang nghe bản tin."
    return _decide(request, own_bulletin(request, pk), words, list_bulletin, listed=listed)


@open_to(BROADCAST_KEEPERS)
def emergency(request: HttpRequest) -> HttpResponseBase:
    """Send an emergency: words, stations, until when; on the lists with one press for whoever may approve alone."""
    user: Any = request.user
    given = request.POST if request.method == "POST" else None
    form = EmergencyForm(given, user=user, at=timezone.now(), key=secrets.token_urlsafe(24))
    unknown: tuple[str, ...] = ()
    if given is not None and form.is_valid():
        try:
            sent = _sent(request, form)
        except UnknownWords as error:
            unknown = error.words
        except CannotChangeBulletin as error:
            form.add_error(None, str(error))
        else:
            on_air = sent.state == Bulletin.State.APPROVED
            words = "Đã phát khẩn cấp: bản tin đã lên danh sách của các đài." if on_air else _WAITS
            messages.success(request, words)
            return redirect("broadcasts:bulletin", sent.pk)
    context = {"form": form, "unknown": unknown, "accepted": form["accepted"].value() or []}
    return office_page(
        request, "broadcasts/emergency.html", context, title="Phát khẩn cấp", icon=ICON, trail=broadcasts_trail(),
        status=422 if given is not None else 200,
    )  # fmt: skip


_WAITS = "Đã trình bản tin khẩn cấp. Bản tin CHƯA phát: hãy gọi ngay người có quyền duyệt."


def _sent(request: HttpRequest, form: EmergencyForm) -> Bulletin:
    given = form.cleaned_data
    return send_emergency(
        agency=form.chosen_agency, title=given["title"], written=given["written"], stations=form.chosen_stations,
        valid_until=given["valid_until"], key=given["key"], accepted=given["accepted"], **who(request),
    )  # fmt: skip
