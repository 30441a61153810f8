"""Preparing a contest: from a template, then part by part on one page with the list of what is still missing."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.contests.actions.drafting import CannotChange, delete_draft, draft_contest
from lantoa.apps.contests.forms.drafting import NewContestForm
from lantoa.apps.contests.models import Contest
from lantoa.apps.contests.queries.runners import RUNNERS
from lantoa.apps.contests.queries.templates import contest_templates
from lantoa.apps.contests.views.contests import ICON, contests_trail
from lantoa.apps.contests.views.setup_acts import ACTS, PARTS_OF_ACTS
from lantoa.apps.contests.views.setup_page import Bound, setup_page

_NEW = "Soạn cuộc thi mới"


@open_to(RUNNERS)
def new_contest(request: HttpRequest) -> HttpResponseBase:
    """Ask for a template, a title and a time; lead to the page where the rest is filled in."""
    posted = request.method == "POST"
    user = request.user
    form = NewContestForm(request.POST if posted else None, user=user, initial={"template": "weekly"})  # type: ignore[arg-type]
    if posted and form.is_valid():
        given = {
            name: form.cleaned_data[name] for name in ("title", "slug", "programme", "portal", "agency", "opens_at")
        }
        made = draft_contest(
            template=form.chosen_template,
            banks=form.banks,
            by=user,  # type: ignore[arg-type]
            at=timezone.now(),
            **given,
        )
        messages.success(request, f"Đã lập “{made.title}”. Hãy xem từng phần và điền phần còn thiếu.")
        return redirect("contests:setup", made.pk)
    context = {"form": form, "templates": contest_templates().values(), "chosen": form["template"].value()}
    return office_page(
        request, "contests/new_contest.html", context, title=_NEW, icon=ICON, trail=contests_trail(),
        status=422 if posted else 200,
    )  # fmt: skip


@open_to(RUNNERS)
def setup(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show all parts of a contest in preparation; take one part, and come back to it."""
    contest = get_object_or_404(Contest.objects.select_related("agency", "portal", "programme"), pk=pk)
    if contest.announced_at:
        messages.info(request, "Cuộc thi đã được công bố; thể lệ chỉ còn thay đổi được bằng một phiên bản mới.")
        return redirect("contests:contest", pk)
    bound: Bound | None = None
    if request.method == "POST":
        done = _take(request, contest)
        if not isinstance(done, Bound):
            return done
        bound = done
        contest.refresh_from_db()
    page = setup_page(contest, user=request.user, at=timezone.now(), bound=bound)  # type: ignore[arg-type]
    return office_page(
        request, "contests/setup.html", {"contest": contest, "page": page}, title="Soạn thể lệ", icon=ICON,
        trail=contests_trail(contest), status=422 if bound else 200,
    )  # fmt: skip


def _take(request: HttpRequest, contest: Contest) -> HttpResponseBase | Bound:
    """Do the act that was posted, or give back its form with what was typed and what is wrong with it."""
    name = request.POST.get("act", "")
    act = ACTS.get(name)
    if act is None:
        messages.error(request, "Trang không hiểu yêu cầu này; hãy tải lại trang rồi thử lại.")
        return redirect("contests:setup", contest.pk)
    row = request.POST.get("row", "")
    try:
        with transaction.atomic():
            done = act(request, contest, int(row) if row.isdecimal() else 0)
    except CannotChange as error:
        messages.error(request, str(error))
    else:
        if not isinstance(done, str):
            return Bound(name, row, done)
        messages.success(request, done)
    return redirect(reverse("contests:setup", args=[contest.pk]) + f"#{PARTS_OF_ACTS[name]}")


@require_POST
@open_to(RUNNERS)
def delete_contest(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a contest that was never announced."""
    contest = get_object_or_404(Contest, pk=pk)
    try:
        delete_draft(contest=contest, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotChange as error:
        messages.error(request, str(error))
        return redirect("contests:contest", pk)
    messages.success(request, f"Đã xóa bản soạn “{contest.title}”.")
    return redirect("contests:contests")
