"""One's own data in a contest: read, take along, correct, erase; for the browser that the entrant's cookie knows."""

import json

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.contests.actions.entering import CannotEnter, correct_entrant
from lantoa.apps.contests.actions.erasing import erase_entrant
from lantoa.apps.contests.entrant_cookie import forget_entrant
from lantoa.apps.contests.forms.entering import UnitForm
from lantoa.apps.contests.models import Entrant
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.contests.queries.own_data import held_about
from lantoa.apps.contests.views.entering import Visit, contest_visit, to_page
from lantoa.apps.contests.views.entrant_pages import entrant_page, kept_by_nobody


@open_to_all
@contest_visit("GET", "HEAD")
def own_data(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Show everything that is stored about the entrant in this contest."""
    if visit.entrant is None:
        return to_page(visit.path)
    held = held_about(visit.entrant)
    attempts = held.pop("lượt thi")
    context = {
        "entrant": visit.entrant,
        "held": held.items(),
        "attempts": [list(attempt.items()) for attempt in attempts],
        "done": request.GET.get("da", ""),
    }
    return entrant_page(request, "contests/own_data.html", visit.contest, context)


@open_to_all
@contest_visit("GET", "HEAD")
def own_data_file(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Give everything that is stored about the entrant as a JSON file."""
    if visit.entrant is None:
        return to_page(visit.path)
    text = json.dumps(held_about(visit.entrant), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="du-lieu-{visit.entrant.code}.json"'
    return kept_by_nobody(response)


@open_to_all
@contest_visit("GET", "HEAD", "POST")
def correct(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Correct name and unit, while no round is closed."""
    entrant = visit.entrant
    if entrant is None:
        return to_page(visit.path)
    day = timezone.localdate(visit.at)
    if request.method != "POST":
        known = {"full_name": entrant.full_name, "agency": str(entrant.agency_id or "")}
        form = UnitForm(initial=known, audience=entrant.audience, day=day)
        form.look_up()
        return _correct_page(request, visit, form)
    if "find" in request.POST:
        form = UnitForm(initial=request.POST.dict(), audience=entrant.audience, day=day)
        form.look_up()
        return _correct_page(request, visit, form, finding=True)
    form = UnitForm(request.POST, audience=entrant.audience, day=day)
    refused = ""
    if form.is_valid():
        try:
            given = form.cleaned_data
            correct_entrant(entrant=entrant, full_name=given["full_name"], agency=given["agency"], at=visit.at)
            return to_page(f"{visit.path}du-lieu/?da=sua")
        except CannotEnter as error:
            refused = str(error)
    return _correct_page(request, visit, form, refused=refused, status=422)


def _correct_page(
    request: HttpRequest, visit: Visit, form: UnitForm, *, finding: bool = False, refused: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "finding": finding,
        "refused": refused,
        "officials": form.audience == Audience.OFFICIALS,
        "closed": visit.contest.rounds.exclude(closed_at=None).exists(),
    }
    return entrant_page(request, "contests/correct.html", visit.contest, context, status=status)


@open_to_all
@contest_visit("GET", "HEAD", "POST")
def erase(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Say what erasing means now, and on the press of the button erase; that is how one withdraws consent."""
    entrant: Entrant | None = visit.entrant
    if entrant is None:
        return to_page(visit.path)
    if request.method != "POST":
        context = {"entrant": entrant, "begun": entrant.attempts.exists()}
        return entrant_page(request, "contests/erase.html", visit.contest, context)
    gone = erase_entrant(entrant=entrant, at=visit.at)
    response = to_page(f"{visit.path}?da={'xoa-het' if gone else 'xoa'}")
    forget_entrant(response, visit.contest)
    return response
