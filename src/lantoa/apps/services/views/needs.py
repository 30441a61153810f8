"""“Tôi cần…” in the office: the list, one need with its picture, trying it out, publishing."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.services.actions.needs import (
    CannotChangeNeed,
    check_need,
    copy_need,
    publish_need,
    remove_need,
    withdraw_need,
)
from lantoa.apps.services.addresses import need_address
from lantoa.apps.services.forms.needs import CopyForm, NeedFilter
from lantoa.apps.services.guidance import findings, walk
from lantoa.apps.services.models import Need, Procedure
from lantoa.apps.services.presenters.need_office import finding_lines, question_lines, tree_lines, ways_words
from lantoa.apps.services.presenters.need_walk import ASKED, need_walk
from lantoa.apps.services.queries.keepers import SERVICE_KEEPERS, SERVICE_READERS, may_keep_need, needs_seen_by
from lantoa.apps.services.queries.needs import answers_in, is_stale, need_guide, tasks_of
from lantoa.apps.services.views.need_found import kept_need, owner_of, who

ICON = "help"
TITLE = "Tôi cần…"


def needs_trail(need: Need | None = None) -> list[Crumb]:
    """Return the way from the home page to the needs, and to one of them."""
    trail: list[Crumb] = [(TITLE, reverse("services:needs"))]
    if need:
        trail.append((need.title, reverse("services:need", args=[need.pk])))
    return trail


@open_to(SERVICE_READERS)
def needs(request: HttpRequest) -> HttpResponseBase:
    """List the needs a person may see."""
    form = NeedFilter(request.GET)
    seen = needs_seen_by(request.user).select_related("owner").annotate(asked=Count("questions"))
    page = page_of(form.apply(seen), request)
    today = timezone.localdate()
    context = {
        "form": form,
        "page": page,
        "may_keep": bool(roles_of(request.user) & SERVICE_KEEPERS),
        "lines": [(need, is_stale(need.checked_on, on=today)) for need in page.object_list],
    }
    return office_page(request, "services/needs.html", context, title=TITLE, icon=ICON)


@open_to(SERVICE_READERS)
def need(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one need: its questions, the picture of the ways, and what is wrong."""
    found = get_object_or_404(needs_seen_by(request.user).select_related("owner"), pk=pk)
    return need_page(request, found)


def need_page(request: HttpRequest, found: Need, *, problem: str = "", form: Any = None) -> HttpResponseBase:
    """Return the page of a need; with what was not done and why."""
    today = timezone.localdate()
    whole, public = need_guide(found), need_guide(found, on=today)
    hidden = [row for key, row in whole.procedures.items() if key not in public.procedures]
    context = {
        "need": found,
        "problem": problem,
        "stale": is_stale(found.checked_on, on=today),
        "questions": question_lines(whole, findings(public.guide)),
        "always": [whole.procedures[key] for key in whole.guide.always],
        "findings": finding_lines(public.guide, whole.rows),
        "hidden": [(row, row.state == Procedure.State.RETIRED) for row in hidden],
        "ways": ways_words(whole.guide),
        "tree": tree_lines(whole),
        "first": whole.rows[0].text if whole.rows else "",
        "public_address": need_address(found.slug),
        "copy_form": form or CopyForm(initial={"title": f"{found.title} (bản chép)"[:160]}),
        "may_change": may_keep_need(request.user, found),
    }
    return office_page(
        request, "services/need.html", context, title=found.title, icon=ICON, trail=needs_trail(),
        status=422 if problem or form else 200,
    )  # fmt: skip


@open_to(SERVICE_READERS)
def try_need(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the questions as a citizen meets them, before they are public."""
    found = get_object_or_404(needs_seen_by(request.user).select_related("owner"), pk=pk)
    today = timezone.localdate()
    whole = need_guide(found, on=today)
    way = walk(whole.guide, answers_in(dict(request.GET.lists())))
    tasks = tasks_of(way.procedures, on=today) if way.over else []
    address, asked = reverse("services:try_need", args=[pk]), request.GET.get(ASKED, "")[:20]
    context = {"need": found, "walk": need_walk(whole, way, tasks, address=address, asked=asked, on=today)}
    return render(request, "services/try_need.html", context)


def _act(request: HttpRequest, pk: int, action: Any, told: str) -> HttpResponseBase:
    found = kept_need(request, pk)
    try:
        action(need=found, **who(request))
    except CannotChangeNeed as error:
        return need_page(request, Need.objects.get(pk=pk), problem=str(error))
    messages.success(request, told)
    return redirect("services:need", pk)


@require_POST
@open_to(SERVICE_KEEPERS)
def publish(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the need to the public."""
    return _act(request, pk, publish_need, "Đã công khai; người dân thấy ngay.")


@require_POST
@open_to(SERVICE_KEEPERS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the need from the public."""
    return _act(request, pk, withdraw_need, "Đã thôi công khai.")


@require_POST
@open_to(SERVICE_KEEPERS)
def checked(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take the word that the need is still right."""
    return _act(request, pk, check_need, "Đã ghi: hôm nay nội dung vẫn đúng.")


@require_POST
@open_to(SERVICE_KEEPERS)
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a need that is not public."""
    found = kept_need(request, pk)
    try:
        remove_need(need=found, **who(request))
    except CannotChangeNeed as error:
        return need_page(request, found, problem=str(error))
    messages.success(request, f"Đã xóa “{found.title}”.")
    return redirect("services:needs")


@require_POST
@open_to(SERVICE_KEEPERS)
def copy(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make a copy to work on; whoever may only read this one gets a copy of the own agency."""
    found = get_object_or_404(needs_seen_by(request.user), pk=pk)
    form = CopyForm(request.POST)
    if not form.is_valid():
        return need_page(request, found, form=form)
    owner = owner_of(request) or found.owner
    made = copy_need(need=found, values={"title": form.cleaned_data["title"], "owner": owner}, **who(request))
    messages.success(request, "Đã chép; bản này chưa công khai.")
    return redirect("services:need", made.pk)
