"""The list of contests, and the page of one from which everything about it is reached."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.contests.forms.contest_list import ContestFilter
from lantoa.apps.contests.models import Contest
from lantoa.apps.contests.presenters.contest_rows import contest_lines
from lantoa.apps.contests.presenters.rounds import round_lines
from lantoa.apps.contests.queries.runners import READERS, RUNNERS
from lantoa.apps.contests.queries.states import ContestState, contest_state, listed_contests

ICON = "form"


def contests_trail(contest: Contest | None = None) -> list[Crumb]:
    """Return the way from the home page to the contests, or to the page of one."""
    trail: list[Crumb] = [("Cuộc thi", reverse("contests:contests"))]
    return [*trail, (contest.title, reverse("contests:contest", args=[contest.pk]))] if contest else trail


def may_run(request: HttpRequest) -> bool:
    """Return whether the user runs contests, not only reads them."""
    return bool(roles_of(request.user) & RUNNERS)


@open_to(READERS)
def contests(request: HttpRequest) -> HttpResponseBase:
    """List the contests, the newest first."""
    form = ContestFilter(request.GET)
    page = page_of(form.apply(listed_contests(at=timezone.now())), request)
    context = {
        "form": form,
        "page": page,
        "lines": contest_lines(page.object_list),
        "may_run": may_run(request),
        "filtered": any(request.GET.get(name) for name in ("state", "words")),
    }
    return office_page(request, "contests/contests.html", context, title="Cuộc thi", icon=ICON)


@open_to(READERS)
def contest(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show where one contest stands, its rounds, and the ways to all that is done with it.

    Other screens add their ways by the hook `lantoa_contest_links` (request, contest) -> [(words, address)].
    """
    found = get_object_or_404(Contest.objects.select_related("agency", "portal", "programme"), pk=pk)
    at = timezone.now()
    state = contest_state(found, at=at)
    links = [link for hook in hooks.get_hooks("lantoa_contest_links") for link in hook(request, found)]
    context = {
        "contest": found,
        "state": state,
        "drafted": state == ContestState.DRAFTED,
        "rounds": round_lines(found.rounds.all(), at=at),
        "versions": found.rules_versions.order_by("-number"),
        "links": links,
        "may_run": may_run(request),
        "may_change": may_run(request) and found.announced_at and not found.called_off_at,
    }
    return office_page(request, "contests/contest.html", context, title=found.title, icon=ICON, trail=contests_trail())
