"""An agency's own work: what to do now, on a phone first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import OWN_AGENCY, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.assignments.actions import receive_all
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.presenters.acts import ANSWERING, Act, acts_of_agency
from lantoa.apps.assignments.presenters.mine import sections
from lantoa.apps.assignments.presenters.offers import Offer, offers
from lantoa.apps.assignments.queries import my_work, unreceived_by
from lantoa.apps.assignments.views.acting import own_agency
from lantoa.apps.assignments.views.assignment import form_for
from lantoa.apps.base.backoffice import office_page
from lantoa.core.viettext import format_number

# What stands on a card; the rest is one tap away on the assignment's own page.
_ON_CARD = (Act.RECEIVE, Act.PROVE)


@open_to(OWN_AGENCY)
def mine(request: HttpRequest) -> HttpResponseBase:
    """Show the officer's agency what it has to do, in the order in which it should be done."""
    user: User = request.user  # type: ignore[assignment]
    agency = agency_of(user)
    work = my_work(agency, today=timezone.localdate())
    context = {
        "agency": agency,
        "work": work,
        "sections": sections(work, offers_for=lambda row: _card_offers(row, user)),
        "unreceived": unreceived_by(agency) if roles_of(user) & ANSWERING else 0,
        "here": reverse("assignments:mine"),
    }
    return office_page(request, "assignments/mine.html", context, title="Việc của tôi", icon="tasks")


def _card_offers(row: Assignment, user: User) -> list[Offer]:
    possible = acts_of_agency(row, roles_of(user), has_below=False)
    # One thing at a time: what was not received is received first, unless it is already proved then and there.
    on_card = [act for act in _ON_CARD if act in possible]
    return offers(on_card, row, form_for=lambda act: form_for(act, row, user), sent={})


@require_POST
@open_to(ANSWERING)
def receive_everything(request: HttpRequest) -> HttpResponseBase:
    """Say that the agency has received all that was sent to it."""
    count = receive_all(for_agency=own_agency(request), by=request.user, at=timezone.now())  # type: ignore[arg-type]
    if count:
        messages.success(request, f"Đã ghi nhận: cơ quan đã nhận {format_number(count)} việc.")
    else:
        messages.info(request, "Không còn việc nào chờ nhận.")
    return redirect("assignments:mine")
