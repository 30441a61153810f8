"""Internal digests in the back office: the list, writing one, sending it, what came of it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import OWN_AGENCY, STAFF, WHOLE_PROVINCE, roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.assignments.actions import CannotMove, NotYourAssignment
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.newsroom.actions.digests import (
    CannotChangeDigest,
    close_digest,
    drop_digest,
    prove_by_digest,
    reopen_digest,
    save_digest,
    send_digest,
    start_digest,
)
from lantoa.apps.newsroom.forms.digests import ComposeForms, DigestFilter, ReopenForm, StartForm
from lantoa.apps.newsroom.models import InternalDigest
from lantoa.apps.newsroom.presenters.digests import digest_rows, readers_line, state_words
from lantoa.apps.newsroom.queries.digest_proposals import digest_proposals
from lantoa.apps.newsroom.queries.digests import (
    KEEPERS,
    MAKERS,
    assignments_answered_by,
    digest_path,
    digest_results,
    digests_filtered,
    digests_seen_by,
    lacking,
    makes_digests_of,
    sees_readers,
    themes_for_items,
    with_counts,
)

_ICON = "list-ul"


def found_digest(request: HttpRequest, pk: int) -> InternalDigest:
    """Return the digest if the user may look at it; Http404 else, as for one that is not there."""
    return get_object_or_404(digests_seen_by(request.user), pk=pk)


def made_digest(request: HttpRequest, pk: int) -> InternalDigest:
    """Return the digest if the user may write it."""
    digest = found_digest(request, pk)
    if not makes_digests_of(request.user, digest.agency):
        raise PermissionDenied("Chỉ cán bộ của cơ quan và cán bộ chương trình soạn được bản tin này.")
    return digest


def _trail() -> list[Crumb]:
    return [("Bản tin nội bộ", reverse("newsroom:digests"))]


@require_safe
@open_to(STAFF)
def digests(request: HttpRequest) -> HttpResponseBase:
    """List the digests the user may look at, with how many have read them."""
    one_agency = not roles_of(request.user) & WHOLE_PROVINCE
    form = DigestFilter(request.GET or None, one_agency=one_agency)
    today = timezone.localdate()
    page = page_of(with_counts(digests_filtered(digests_seen_by(request.user), today=today, **form.asked())), request)
    context = {
        "form": form,
        "page": page,
        "rows": digest_rows(page, today),
        "asked": bool(form.asked()),
        "may_start": bool(roles_of(request.user) & MAKERS),
    }
    return office_page(request, "newsroom/digests.html", context, title="Bản tin nội bộ", icon=_ICON)


def _start_form(request: HttpRequest) -> StartForm:
    own = agency_of(request.user)
    agencies = Agency.objects.valid_on(timezone.localdate()).order_by("name")
    if not roles_of(request.user) & KEEPERS:
        agencies = Agency.objects.filter(pk=own.pk) if own else Agency.objects.none()
    initial = {"month": timezone.localdate(), "agency": own}
    return StartForm(request.POST if request.method == "POST" else None, agencies=agencies, initial=initial)


def _start_page(request: HttpRequest, form: StartForm) -> HttpResponseBase:
    return office_page(
        request,
        "newsroom/digest_start.html",
        {"form": form},
        title="Lập bản tin nội bộ",
        icon=_ICON,
        trail=_trail(),
        status=422 if form.is_bound else 200,
    )


@require_safe
@open_to(MAKERS)
def start(request: HttpRequest) -> HttpResponseBase:
    """Ask for which agency and month a digest is begun."""
    return _start_page(request, _start_form(request))


@require_POST
@open_to(MAKERS)
def begin(request: HttpRequest) -> HttpResponseBase:
    """Begin the digest of an agency for a month, or open the one that is there."""
    form = _start_form(request)
    if form.is_valid():
        digest = start_digest(**form.cleaned_data, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        return redirect("newsroom:digest", digest.pk)
    own = agency_of(request.user)
    if not roles_of(request.user) & KEEPERS and request.POST.get("agency") not in {"", None, str(own.pk if own else 0)}:
        raise PermissionDenied("Bạn chỉ lập được bản tin của cơ quan mình.")
    return _start_page(request, form)


@open_to(STAFF)
def digest(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a digest: a draft to whoever writes it, as forms; else what came of it."""
    found = found_digest(request, pk)
    may_write = makes_digests_of(request.user, found.agency)
    if request.method == "POST" and not may_write:
        raise PermissionDenied("Chỉ cán bộ của cơ quan và cán bộ chương trình soạn được bản tin này.")
    if found.state == InternalDigest.State.DRAFTED and may_write:
        return _compose(request, found)
    if request.method == "POST":
        messages.error(request, "Bản tin đã gửi nên không sửa được nữa.")
        return redirect("newsroom:digest", pk)
    return _results(request, found, may_write=may_write)


def _compose(request: HttpRequest, found: InternalDigest) -> HttpResponseBase:
    groups = digest_proposals(found)
    data = request.POST if request.method == "POST" else None
    forms = ComposeForms(found, themes=themes_for_items(), groups=groups, data=data)
    if data is not None and forms.is_valid():
        try:
            save_digest(digest=found, content=forms.content, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        except CannotChangeDigest as error:
            messages.error(request, str(error))
            return redirect("newsroom:digest", found.pk)
        messages.success(request, "Đã lưu bản nháp.")
        to_preview = "preview" in data
        return redirect("newsroom:preview_digest" if to_preview else "newsroom:digest", found.pk)
    context = {"digest": found, "forms": forms, "groups": groups, "lacking": lacking(found)}
    status = 422 if data is not None else 200
    return office_page(
        request, "newsroom/digest_compose.html", context, title=found.title, icon=_ICON, trail=_trail(), status=status
    )


def _results(request: HttpRequest, found: InternalDigest, *, may_write: bool) -> HttpResponseBase:
    sent = found.state == InternalDigest.State.SENT
    names = sees_readers(request.user, found)
    results = digest_results(found)
    context: dict[str, Any] = {
        "digest": found,
        "sent": sent,
        "state": state_words(found, timezone.localdate()),
        "open": found.takes_receipts(timezone.localdate()),
        "results": results,
        "line": readers_line(results),
        "names": names,
        "page": page_of(found.receipts.order_by("-read_at", "-pk"), request) if names else None,
        "items": found.items.select_related("theme"),
        "may_write": may_write,
        "address": request.build_absolute_uri(digest_path(found)) if sent else "",
        "reopen": ReopenForm(),
        "months": settings.DIGEST_NAMES_MONTHS,
        "answered": assignments_answered_by(found) if names else [],
    }
    return office_page(request, "newsroom/digest_results.html", context, title=found.title, icon=_ICON, trail=_trail())


@require_safe
@open_to(MAKERS)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the digest as officials will see it; nothing can be sent from there."""
    found = made_digest(request, pk)
    context = {
        "digest": found,
        "items": found.items.all(),
        "questions": found.questions.all(),
        "preview": True,
        "back": reverse("newsroom:digest", args=[pk]),
    }
    return render(request, "newsroom/digest_reading.html", context)


@require_POST
@open_to(MAKERS)
def send(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send the digest: open at its address, mailed to the agency's contacts, not to be changed any more."""
    done = "Đã gửi bản tin. Hãy chép địa chỉ bên dưới vào nhóm Zalo của cơ quan, hoặc in mã QR."
    return _done(request, pk, send_digest, done)


@require_POST
@open_to(MAKERS)
def close(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take no more receipts."""
    return _done(request, pk, close_digest, "Đã đóng: bản tin không nhận xác nhận nữa.")


@require_POST
@open_to(MAKERS)
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take receipts again."""
    form = ReopenForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Ngày đóng chưa đúng; hãy chọn lại ngày.")
        return redirect("newsroom:digest", pk)
    return _done(request, pk, reopen_digest, "Đã mở lại: bản tin nhận xác nhận tiếp.", **form.cleaned_data)


def _done(request: HttpRequest, pk: int, act: Any, done: str, **given: Any) -> HttpResponseBase:
    try:
        act(digest=made_digest(request, pk), by=request.user, at=timezone.now(), **given)
    except CannotChangeDigest as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("newsroom:digest", pk)


@require_POST
@open_to(MAKERS)
def drop(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Throw a draft away."""
    try:
        drop_digest(digest=made_digest(request, pk), by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotChangeDigest as error:
        messages.error(request, str(error))
        return redirect("newsroom:digest", pk)
    messages.success(request, "Đã bỏ bản nháp.")
    return redirect("newsroom:digests")


@require_POST
@open_to(OWN_AGENCY)
def prove(request: HttpRequest, pk: int, assignment_pk: int) -> HttpResponseBase:
    """Hand the digest in as the proof of an assignment of the own agency."""
    found = found_digest(request, pk)
    agency = agency_of(request.user)
    assignment = Assignment.objects.of_agency(agency).given().filter(pk=assignment_pk).first()
    if agency is None or assignment is None:
        raise Http404("Không có việc này trong các việc của cơ quan.")
    try:
        prove_by_digest(
            digest=found,
            assignment=assignment,
            for_agency=agency,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except (CannotChangeDigest, CannotMove) as error:
        messages.error(request, str(error))
    except NotYourAssignment as error:
        raise PermissionDenied(str(error)) from error
    else:
        messages.success(request, "Đã nộp bản tin làm tài liệu kiểm chứng. Việc chuyển thành “đã thực hiện”.")
    return redirect("newsroom:digest", pk)
