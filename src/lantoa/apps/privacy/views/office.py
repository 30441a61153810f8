"""The office: the data map, what people ask, who looked at personal data, one's own data."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.base.personal import Person
from lantoa.apps.privacy.actions.access import note_access
from lantoa.apps.privacy.actions.requests import CannotDecide, decide_request
from lantoa.apps.privacy.actions.whom_to_ask import say_whom_to_ask
from lantoa.apps.privacy.copy_file import copy_file
from lantoa.apps.privacy.forms.office import AccessFilter, DecideForm, RequestFilter, WhomToAskForm, table_names
from lantoa.apps.privacy.models import DataRequest
from lantoa.apps.privacy.queries.accesses import looks_that_do_not_agree
from lantoa.apps.privacy.queries.data_map import data_map
from lantoa.apps.privacy.queries.held import held_about
from lantoa.apps.privacy.queries.keepers import PRIVACY_OFFICERS
from lantoa.apps.privacy.queries.own_requests import accesses_like, requests_like
from lantoa.apps.privacy.queries.whom_to_ask import whom_to_ask

# Where the public reads the same map.
_PUBLIC = "/du-lieu-ca-nhan/"
_ICON, _TITLE = "lock", "Dữ liệu cá nhân"
_READ_REQUEST = "Giải quyết yêu cầu về dữ liệu cá nhân"


@open_to(PRIVACY_OFFICERS)
def data_map_page(request: HttpRequest) -> HttpResponseBase:
    """Show what is kept of whom, why, on which ground, how long, who sees it, how it is erased."""
    return _page(
        request,
        "data_map",
        {"entries": data_map(), "here": "data_map", "public_address": _PUBLIC, "asked": whom_to_ask()},
        title=_TITLE,
    )


@open_to(PRIVACY_OFFICERS)
def requests(request: HttpRequest) -> HttpResponseBase:
    """List what people ask about their data, what is due first at the top."""
    form, today = RequestFilter(request.GET), timezone.localdate()
    given = form.cleaned_data if form.is_valid() else {}
    rows = requests_like(
        state=given.get("state", ""), kind=given.get("kind", ""), late_on=today if given.get("late") else None
    )
    context = {"form": form, "page": page_of(rows, request), "today": today, "here": "requests"}
    return _page(request, "requests", {**context, "narrowed": any(given.values())}, title="Yêu cầu của người dân")


@open_to(PRIVACY_OFFICERS)
def data_request(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one request and decide it. Each showing of one that still has a contact is noted in the access log."""
    row = get_object_or_404(DataRequest.objects.select_related("done_by"), pk=pk)
    at, by = timezone.now(), request.user
    assert isinstance(by, User)  # the rule has looked
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            decide_request(request=row, done=given["done"] == "yes", outcome=given["outcome"], by=by, at=at)
        except CannotDecide as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"Đã trả lời yêu cầu {row.code}.")
        return redirect("privacy:requests")
    if row.contact and request.method != "HEAD":
        note_access(by=by, row=row, reason=_READ_REQUEST, at=at)
    context = {"row": row, "form": form, "today": timezone.localdate(at)}
    trail = [(_TITLE, reverse("privacy:data_map")), ("Yêu cầu của người dân", reverse("privacy:requests"))]
    status = 422 if request.method == "POST" else 200
    return _page(request, "request", context, title=f"Yêu cầu {row.code}", trail=trail, status=status)


@open_to(PRIVACY_OFFICERS)
def access_log(request: HttpRequest) -> HttpResponseBase:
    """List who looked at personal data, whose by table and row, why, when."""
    form = AccessFilter(request.GET)
    given = {name: value for name, value in (form.cleaned_data if form.is_valid() else {}).items() if value}
    page = page_of(accesses_like(**given), request)
    names = table_names()
    lines = [(row, names.get(row.table, row.table)) for row in page]
    context = {"form": form, "page": page, "lines": lines, "narrowed": bool(given), "here": "access_log"}
    if "doi-chieu" in request.GET:
        context |= {"compared": True, "disagreeing": looks_that_do_not_agree(at=timezone.now())[:50]}
    return _page(request, "access_log", context, title="Ai đã xem dữ liệu cá nhân")


@open_to(PRIVACY_OFFICERS)
def whom_to_ask_page(request: HttpRequest) -> HttpResponseBase:
    """Say whom people write to about their data."""
    by = request.user
    assert isinstance(by, User)  # the rule has looked
    form = WhomToAskForm(request.POST or None, instance=whom_to_ask())
    if request.method == "POST" and form.is_valid():
        say_whom_to_ask(values=form.cleaned_data, by=by, at=timezone.now())
        messages.success(request, "Đã lưu. Người dân thấy ở trang bản đồ dữ liệu.")
        return redirect("privacy:whom_to_ask")
    context = {"form": form, "here": "whom_to_ask", "public_address": _PUBLIC}
    status = 422 if request.method == "POST" else 200
    return _page(request, "whom_to_ask", context, title="Nơi hỏi về dữ liệu cá nhân", status=status)


@open_to(STAFF)
def mine(request: HttpRequest) -> HttpResponseBase:
    """Show an official what is held about the own account."""
    kinds = [kind for held in held_about(_person(request)) for kind in held.kinds]
    context = {"kinds": [(kind.title, kind.rows[:50], len(kind.rows)) for kind in kinds]}
    return _page(request, "mine", context, title="Dữ liệu của tôi", trail=())


@open_to(STAFF)
@require_POST
def take_own_copy(request: HttpRequest) -> HttpResponseBase:
    """Give an official everything that is held about the own account as one file."""
    file = copy_file(held_about(_person(request)), at=timezone.now())
    return FileResponse(file, as_attachment=True, filename="du-lieu-cua-toi.zip", content_type="application/zip")


def _person(request: HttpRequest) -> Person:
    user = request.user
    assert isinstance(user, User)  # the rule has looked
    # Not by the mailbox: who signs in has proved the account, not that the address is his alone.
    return Person(user_pk=user.pk)


def _page(
    request: HttpRequest,
    name: str,
    context: dict[str, Any],
    *,
    title: str,
    trail: Sequence[Crumb] | None = None,
    status: int = 200,
) -> HttpResponseBase:
    above = [] if title == _TITLE else [(_TITLE, reverse("privacy:data_map"))]
    trail = above if trail is None else trail
    return office_page(
        request, f"privacy/office/{name}.html", context, title=title, icon=_ICON, trail=trail, status=status
    )
