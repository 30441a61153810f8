"""One assignment with its whole life, and the acts that the reader may do on it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from wagtail import hooks

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF, WHOLE_PROVINCE, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.assignments.forms.acts import (
    AnswerForm,
    DelegateForm,
    EditForm,
    ExtensionForm,
    NothingForm,
    ReasonForm,
)
from lantoa.apps.assignments.forms.proof import ProofForm
from lantoa.apps.assignments.models import Assignment, Extension
from lantoa.apps.assignments.presenters.acts import Act, acts_of_agency, acts_of_officer
from lantoa.apps.assignments.presenters.due import due_words
from lantoa.apps.assignments.presenters.offers import Offer, offers
from lantoa.apps.assignments.presenters.timeline import proof_lines, timeline
from lantoa.apps.assignments.queries import (
    acts_on,
    agencies_below,
    assignment_seen_by,
    delegated_to,
    names_of,
    partners,
    working_calendar,
)
from lantoa.apps.base.backoffice import Crumb, office_page

FORMS: dict[Act, type[forms.Form]] = {
    Act.PROVE: ProofForm,
    Act.ASK_EXTENSION: ExtensionForm,
    Act.DELEGATE: DelegateForm,
    Act.REFUSE: ReasonForm,
    Act.RETURN: ReasonForm,
    Act.DECIDE_EXTENSION: AnswerForm,
    Act.EDIT: EditForm,
    Act.CANCEL: ReasonForm,
}


@open_to(STAFF)
def assignment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one assignment: what is asked, how far it has come, every act so far, and what the reader can do."""
    return show_assignment(request, found_for(request, pk))


def found_for(request: HttpRequest, pk: int) -> Assignment:
    """Return the assignment; Http404 where the user may not see it: another agency's, or a draft."""
    found = assignment_seen_by(request.user, pk)  # type: ignore[arg-type]
    if found is None:
        raise Http404("Không có việc này, hoặc việc không được giao cho cơ quan của bạn.")
    return found


def form_for(
    act: Act,
    found: Assignment,
    user: User,
    data: Mapping[str, Any] | None = None,
    files: MultiValueDict[str, UploadedFile[Any]] | None = None,
) -> forms.Form:
    """Return the form of an act, filled with what was typed and chosen where there is something."""
    ids = f"{act.value}-{found.pk}-%s"  # many forms stand on one page; each field has a name of its own
    if act is Act.DELEGATE:
        return DelegateForm(data, below=agencies_below(agency_of(user)), auto_id=ids)
    if act is Act.DECIDE_EXTENSION:
        asked = waiting_extension(found)
        return AnswerForm(data, initial={"granted_date": asked.wanted_date if asked else None}, auto_id=ids)
    return FORMS.get(act, NothingForm)(data, files, auto_id=ids)


def waiting_extension(found: Assignment) -> Extension | None:
    """Return the request for time that waits for an answer; the requests have been fetched with the assignment."""
    waiting = (row for row in found.extensions.all() if row.decision == Extension.Decision.WAITING)
    return next(waiting, None)


def show_assignment(
    request: HttpRequest, found: Assignment, *, sent: Mapping[Act, forms.Form] | None = None
) -> HttpResponseBase:
    """Return the page of one assignment; a form in `sent` was not in order and stands open with what was typed."""
    user: User = request.user  # type: ignore[assignment]
    entries, proofs = acts_on(found), list(found.proofs.all())
    names = names_of([*(entry.actor for entry in entries), *(proof.given_by for proof in proofs)])
    named, count = partners(found)
    shown = _offers(found, user, sent or {})
    for act in set(sent or {}) - {offer.act for offer in shown}:  # too late for the act: there is no form to stand in
        for words in (sent or {})[act].non_field_errors():
            messages.error(request, str(words))
    context = {
        "assignment": found,
        "directive": found.duty.theme.programme.directive,
        "steps": timeline(entries, agency=found.agency.short_name, names=names),
        "proofs": proof_lines(proofs, names),
        "due": due_words(found, working_calendar()),
        "late": found.is_late(timezone.localdate()),
        "offers": shown,
        "partners": named,
        "partner_count": count,
        "delegated": delegated_to(found),
        "waiting": waiting_extension(found),
        "evidence": [one for hook in hooks.get_hooks("lantoa_assignment_evidence") for one in hook(request, found)],
        "whole": bool(roles_of(user) & WHOLE_PROVINCE),
    }
    title = f"{found.agency.short_name}: {found.duty.theme.code}"
    return office_page(
        request,
        "assignments/assignment.html",
        context,
        title=title,
        icon="tasks",
        trail=trail_of(user),
        status=422 if sent else 200,
    )


def trail_of(user: User) -> list[Crumb]:
    """Return the way to the list the user comes from."""
    if roles_of(user) & WHOLE_PROVINCE:
        return [("Việc được giao", reverse("assignments:assignments"))]
    return [("Việc của tôi", reverse("assignments:mine"))]


def _offers(found: Assignment, user: User, sent: Mapping[Act, forms.Form]) -> list[Offer]:
    roles, own_agency = roles_of(user), agency_of(user)
    acts = acts_of_officer(found, roles, asks_time=waiting_extension(found) is not None)
    if own_agency is not None and own_agency.pk == found.agency_id:
        acts = acts_of_agency(found, roles, has_below=bool(agencies_below(own_agency))) + acts
    return offers(acts, found, form_for=lambda act: form_for(act, found, user), sent=sent)
