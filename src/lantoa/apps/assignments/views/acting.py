"""One act on one assignment, sent from its page or from a list: checked, done, answered in words."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.assignments.actions import CannotMove, NotYourAssignment
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.presenters.acts import Act
from lantoa.apps.assignments.views.assignment import form_for, found_for, show_assignment
from lantoa.apps.base.guard import UnreadableFile

# Does the act: the assignment, its valid form, and the keywords every action takes (by, at).
Doing = Callable[[Assignment, Any, dict[str, Any]], object]


def take(request: HttpRequest, pk: int, act: Act, do: Doing, done: str) -> HttpResponseBase:
    """Do the act and go back to where it was sent from; a form that is not in order is shown again as it was typed."""
    found = found_for(request, pk)
    form = form_for(act, found, request.user, request.POST, request.FILES)  # type: ignore[arg-type]
    if not form.is_valid():
        return show_assignment(request, found, sent={act: form})
    try:
        do(found, form, {"by": request.user, "at": timezone.now()})
    except NotYourAssignment as error:
        raise PermissionDenied(str(error)) from error
    except (CannotMove, UnreadableFile) as error:
        if not form.fields:
            messages.error(request, str(error))
            return back(request, pk)
        form.add_error(None, str(error))
        return show_assignment(request, found, sent={act: form})
    messages.success(request, done)
    return back(request, pk)


def back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Return to the list the form came from, else to the page of the assignment."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return redirect(wanted)
    return redirect("assignments:assignment", pk)


def own_agency(request: HttpRequest) -> Agency:
    """Return the agency the user speaks for; PermissionDenied for somebody who speaks for none."""
    found = agency_of(request.user)
    if found is None:
        raise PermissionDenied("Tài khoản của bạn chưa gắn với cơ quan nào; hãy liên hệ quản trị.")
    return found
