"""What an agency sees and does by a receipt link, on a phone and without an account.

The link itself is the right: every view asks it first, so all are open to all (docs/explanation/receipt-links.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial, wraps
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.assignments.actions.answering import ask_extension, receive_assignment, refuse_assignment
from lantoa.apps.assignments.actions.handing_in import hand_in_proof
from lantoa.apps.assignments.actions.linking import (
    CannotSendAnew,
    open_link,
    receive_all,
    refuse_link,
    send_link_anew,
)
from lantoa.apps.assignments.actions.moving import CannotMove
from lantoa.apps.assignments.links import PREFIX, link_actor, masked
from lantoa.apps.assignments.models import Assignment, ReceiptLink
from lantoa.apps.assignments.queries.links import (
    Refusal,
    holds_link,
    link_assignments,
    link_of,
    speaks_for,
    successors_of,
    why_refused,
)
from lantoa.apps.assignments.states import OPEN
from lantoa.apps.assignments.views.duty_cards import ACTS, duty_cards
from lantoa.apps.assignments.views.proofs import photo_response
from lantoa.apps.base.actions import Actor
from lantoa.apps.base.guard import UnreadableFile
from lantoa.apps.base.secret_pages import give_secret, sealed

COOKIE = "lien_ket"
_STATUS = {
    Refusal.EXPIRED: 410,
    Refusal.REVOKED: 410,
    Refusal.AGENCY_ENDED: 410,
    Refusal.NOT_THEIRS: 404,
}
# Whose owner may ask for another one: the link is too old, or somebody else opened it first.
_RENEWABLE = frozenset({Refusal.EXPIRED, Refusal.OTHER_BROWSER})


class _Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at a link: by whom, from which browser, when."""

    link: ReceiptLink
    path: str
    secret: str
    may_act: bool
    by: Actor
    at: datetime


def link_page(
    view: Callable[..., HttpResponseBase], *, despite: frozenset[Refusal] = frozenset()
) -> Callable[..., HttpResponseBase]:
    """Return the view as a page of a link: asked whether it may be used, refused in words, kept by no cache.

    The view gets the visit in place of the token, and is reached `despite` these refusals.
    """

    @wraps(view)
    def answered(request: HttpRequest, token: str, **given: Any) -> HttpResponseBase:
        link = link_of(token)
        if link is None:
            # Nothing is written down of a forged address: there is no row it could speak of.
            return sealed(_shown(request, "assignments/link_refused.html", {"refusal": "forged"}, 404))
        visit = _visit(request, token, link)
        try:
            refusal = why_refused(link, user=request.user, secret=visit.secret, at=visit.at)
            if refusal and refusal not in despite:
                raise _Refused(refusal)
            return sealed(view(request, visit, **given))
        except _Refused as refused:
            return sealed(_refusal_page(request, visit, refused.refusal))

    return answered


def _visit(request: HttpRequest, token: str, link: ReceiptLink) -> Visit:
    secret = request.COOKIES.get(COOKIE, "")[:100]
    signed_in = speaks_for(link, request.user)
    by: Actor = request.user if signed_in else link_actor(link)  # type: ignore[assignment]
    may_act = signed_in or holds_link(link, secret)
    return Visit(link, f"{PREFIX}{token}/", secret, may_act, by, timezone.now())


def _shown(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, template, context, status=status)


def _refusal_page(request: HttpRequest, visit: Visit, refusal: Refusal) -> HttpResponse:
    by = request.user if refusal is Refusal.OTHER_ACCOUNT else visit.by
    refuse_link(link=visit.link, refusal=refusal, by=by, at=visit.at)  # type: ignore[arg-type]
    ended = refusal is Refusal.AGENCY_ENDED
    context = {
        "refusal": refusal.value,
        "link": visit.link,
        "path": visit.path,
        "mailbox": masked(visit.link.sent_to),
        "renewable": refusal in _RENEWABLE,
        "successors": successors_of(visit.link.agency) if ended else [],
    }
    return _shown(request, "assignments/link_refused.html", context, _STATUS.get(refusal, 403))


# The link itself is the right.
@open_to_all
@link_page
def duties(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Show the agency's duties to the browser that holds the link; to any other, little, and a button that opens it.

    Scanners of mail look at every address: looking changes nothing and takes nothing from the link.
    """
    if visit.may_act:
        return _duties_page(request, visit)
    context = {
        "link": visit.link,
        "path": visit.path,
        "waiting": link_assignments(visit.link).filter(state__in=OPEN).count(),
        "no_cookie": request.GET.get("cookie") == "khong",
    }
    response = _shown(request, "assignments/link_cover.html", context)
    if not visit.secret:
        give_secret(response, cookie=COOKIE, path=visit.path, until=visit.link.expires_at)
    return response


@open_to_all
@link_page
def open_here(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Bind the link to this browser, the first one that asks."""
    if request.method == "POST" and not visit.may_act:
        if not visit.secret:
            return redirect("../?cookie=khong")
        if not open_link(link=visit.link, secret=visit.secret, at=visit.at):
            raise _Refused(Refusal.OTHER_BROWSER)
    return redirect("../")


@open_to_all
@partial(link_page, despite=_RENEWABLE)
def send_anew(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Send another link to the mailbox that this one went to."""
    if request.method != "POST":
        return redirect("../")
    sent, words = True, ""
    try:
        send_link_anew(link=visit.link, by=link_actor(visit.link), at=visit.at)
    except CannotSendAnew as error:
        sent, words = False, str(error)
    context = {"sent": sent, "words": words, "mailbox": masked(visit.link.sent_to)}
    return _shown(request, "assignments/link_sent.html", context, 200 if sent else 409)


@open_to_all
@link_page
def receive_everything(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Say that the agency has received all that was sent to it."""
    if request.method == "POST":
        _only_holders(visit)
        receive_all(programme=visit.link.programme, for_agency=visit.link.agency, by=visit.by, at=visit.at)
        return redirect("../?da=nhan-het")
    return redirect("../")


@open_to_all
@link_page
def act_on(request: HttpRequest, visit: Visit, pk: int, act: str) -> HttpResponseBase:
    """Receive, prove or refuse one duty, or ask for time; a form with a mistake comes back as it was filled in."""
    if request.method != "POST":
        return redirect("../../../")
    _only_holders(visit)
    if act not in ACTS:
        raise _Refused(Refusal.OTHER_PURPOSE)
    assignment = link_assignments(visit.link).filter(pk=pk).first()
    if assignment is None:
        raise _Refused(Refusal.NOT_THEIRS)
    made = ACTS[act]
    form = made(request.POST, request.FILES, auto_id=f"{act}-{pk}-%s") if made else None
    if form is not None and not form.is_valid():
        return _duties_page(request, visit, given={(pk, act): form}, first=pk)
    try:
        _carry_out(act, assignment, form, visit)
    except (CannotMove, UnreadableFile) as error:
        if form is None:
            return _duties_page(request, visit, mistake=str(error))
        form.add_error(None, str(error))
        return _duties_page(request, visit, given={(pk, act): form}, first=pk)
    return redirect(f"../../../?da={act}&viec={pk}")


def _only_holders(visit: Visit) -> None:
    if not visit.may_act:
        raise _Refused(Refusal.OTHER_BROWSER)


def _carry_out(act: str, assignment: Assignment, form: Any, visit: Visit) -> None:
    who: dict[str, Any] = {"for_agency": visit.link.agency, "by": visit.by, "at": visit.at}
    if act == "nhan":
        receive_assignment(assignment=assignment, **who)
    elif act == "nop":
        hand_in_proof(assignment=assignment, handed_in=form.handed_in, **who)
    elif act == "tu-choi":
        refuse_assignment(assignment=assignment, reason=form.cleaned_data["reason"], **who)
    else:
        ask_extension(assignment=assignment, **form.cleaned_data, **who)


@open_to_all
@link_page
def photo(request: HttpRequest, visit: Visit, pk: int) -> HttpResponseBase:
    """Show the photo of a proof of the agency's own."""
    _only_holders(visit)
    try:
        return photo_response(pk, link_assignments(visit.link))
    except Http404:
        raise _Refused(Refusal.NOT_THEIRS) from None


def _duties_page(
    request: HttpRequest,
    visit: Visit,
    *,
    given: dict[tuple[int, str], Form] | None = None,
    first: int | None = None,
    mistake: str = "",
) -> HttpResponse:
    asked = request.GET.get("viec", "")
    done = request.GET.get("da", "")
    if first is None and done == "nhan" and asked.isdecimal():
        first = int(asked)
    today = timezone.localdate(visit.at)
    rows, unfold = link_assignments(visit.link), done in {"nhan", "nhan-het"}
    cards = duty_cards(rows, today, path=visit.path, first=first, given=given, unfold=unfold)
    context = {
        "link": visit.link,
        "path": visit.path,
        "open": [card for card in cards if card.is_open],
        "closed": [card for card in cards if not card.is_open],
        "to_receive": sum(card.receive for card in cards),
        "late": sum(card.late for card in cards),
        "done": done,
        "subject": next((card for card in cards if str(card.pk) == asked), None),
        "mistake": mistake,
    }
    return _shown(request, "assignments/link_duties.html", context, 422 if given or mistake else 200)
