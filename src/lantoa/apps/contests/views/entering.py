"""Entering a contest: a contact, a code, who one is; and "my page" for whoever has entered.

Every address is open to all: what a page shows is decided by the signed cookie of its browser (entrant_cookie.py,
entry_cookie.py). No session is written; forms are guarded by Django's own token in its cookie (ADR 0027).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.base.consents import NoSuchConsent
from lantoa.apps.base.origin import request_address
from lantoa.apps.contests.actions.entering import CannotEnter, enter_by_account, enter_by_code
from lantoa.apps.contests.actions.entry_codes import CODE_MINUTES, CodeRefused, send_entry_code, try_entry_code
from lantoa.apps.contests.consent import CONSENT_VERSION, consent_of
from lantoa.apps.contests.entrant_cookie import entrant_of, forget_entrant, give_entrant
from lantoa.apps.contests.entry_cookie import code_of, forget_code, give_code
from lantoa.apps.contests.forms.entering import CodeForm, ContactForm, EntryForm
from lantoa.apps.contests.models import Contest, Entrant, EntryCode
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.contests.presenters.my_page import round_cards
from lantoa.apps.contests.queries.entering import erase_day, last_close, why_not_taken
from lantoa.apps.contests.queries.own_data import attempts_of, standings_of
from lantoa.apps.contests.tokens import PREFIX
from lantoa.apps.contests.views.entrant_pages import entrant_page, kept_by_nobody
from lantoa.apps.privacy.contacts import masked_contact

# What stands in the address for each audience.
AUDIENCES = {"can-bo": Audience.OFFICIALS, "nguoi-dan": Audience.CITIZENS}


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to a contest: which, by whom, when. `path` is the contest's own place."""

    contest: Contest
    at: datetime
    entrant: Entrant | None

    @property
    def path(self) -> str:
        return f"{PREFIX}{self.contest.slug}/"


def contest_visit(*methods: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Return a decorator: the view gets the visit in place of the slug; other methods are refused (405)."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answered(request: HttpRequest, slug: str, **given: Any) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            contest = get_object_or_404(Contest.objects.public().select_related("agency"), slug=slug)
            return view(request, Visit(contest, timezone.now(), entrant_of(request, contest)), **given)

        return answered

    return decorate


def to_page(address: str) -> HttpResponseBase:
    """Return the way to another page of the same person."""
    return kept_by_nobody(HttpResponseRedirect(address, status=303))


@open_to_all
@contest_visit("GET", "HEAD")
def home(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Show "my page" to an entrant, and to anybody else the ways in. Three queries for whoever is not known."""
    if visit.entrant is None:
        return _ways_in(request, visit, ContactForm())
    contest = visit.contest
    cards = round_cards(
        contest,
        contest.rounds.all(),
        attempts_of(visit.entrant),
        standings_of(visit.entrant),
        at=visit.at,
    )
    context = {"entrant": visit.entrant, "cards": cards, "done": request.GET.get("da", "")}
    return entrant_page(request, "contests/my_page.html", contest, context)


def _ways_in(request: HttpRequest, visit: Visit, form: ContactForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "closed": why_not_taken(visit.contest, at=visit.at),
        "account": _account(request),
        "done": request.GET.get("da", ""),
    }
    return entrant_page(request, "contests/enter.html", visit.contest, context, status=status)


def _account(request: HttpRequest) -> User | None:
    """Return who is signed in. No query for a browser without a session."""
    return request.user if isinstance(request.user, User) else None


@open_to_all
@contest_visit("POST", "GET", "HEAD")
def send_code(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Send a code to a contact; the answer is the same for one that has entered and for one that has not."""
    if request.method != "POST":
        return to_page(visit.path)
    form = ContactForm(request.POST)
    if form.is_valid():
        kind, contact = form.cleaned_data["contact"]
        try:
            code = send_entry_code(
                contest=visit.contest, kind=kind, contact=contact, address=request_address(request), at=visit.at
            )
        except CodeRefused as error:
            form.add_error("contact", str(error))
        else:
            response = to_page(f"{visit.path}ma/")
            give_code(response, code, visit.contest)
            return response
    return _ways_in(request, visit, form, status=422)


@open_to_all
@contest_visit("GET", "HEAD", "POST")
def code(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Ask for the code that was sent, and let in whoever has it: to "my page", or on to the entry form."""
    waiting = code_of(request, visit.contest, at=visit.at)
    if waiting is None:
        return to_page(f"{visit.path}?da=het-ma" if request.method == "POST" else visit.path)
    if waiting.used_at is not None:
        return to_page(f"{visit.path}dang-ky/")
    if request.method != "POST":
        return _code_page(request, visit, waiting, CodeForm())
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            try_entry_code(code=waiting, given=form.cleaned_data["code"], at=visit.at)
        except CodeRefused as error:
            form.add_error("code", str(error))
        else:
            return _after_code(visit, waiting)
    return _code_page(request, visit, waiting, form, status=422)


def _code_page(
    request: HttpRequest, visit: Visit, waiting: EntryCode, form: CodeForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "sent_to": masked_contact(waiting.contact),
        "contact": waiting.contact,
        "by_phone": waiting.contact_kind == "phone",
        "minutes": CODE_MINUTES,
    }
    return entrant_page(request, "contests/code.html", visit.contest, context, status=status)


def _after_code(visit: Visit, proved: EntryCode) -> HttpResponseBase:
    known = Entrant.objects.filter(contest=visit.contest, contact_sha256=proved.contact_sha256, erased_at=None).first()
    if known is None:
        return to_page(f"{visit.path}dang-ky/")
    return _let_in(visit, known)


def _let_in(visit: Visit, entrant: Entrant, done: str = "vao") -> HttpResponseBase:
    entrant.contest = visit.contest
    response = to_page(f"{visit.path}?da={done}")
    give_entrant(response, entrant, at=visit.at)
    forget_code(response, visit.contest)
    return response


@open_to_all
@contest_visit("GET", "HEAD", "POST")
def enter(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """The entry form, for whoever has proved a contact or is signed in: audience, name, unit, consent."""
    if visit.entrant is not None:
        return to_page(visit.path)
    proved = code_of(request, visit.contest, at=visit.at)
    proved = proved if proved is not None and proved.used_at is not None else None
    account = _account(request)
    if proved is None and account is None:
        return to_page(f"{visit.path}?da=het-ma")
    if proved is None and account is not None:
        known = Entrant.objects.filter(contest=visit.contest, user=account, erased_at=None).first()
        if known is not None:
            return _let_in(visit, known)
    audience = _audience(request, visit.contest)
    if audience is None:
        return entrant_page(request, "contests/audience.html", visit.contest, {"proved": proved, "account": account})
    return _entry_form(request, visit, proved, account, audience)


def _audience(request: HttpRequest, contest: Contest) -> Audience | None:
    may = contest.audiences()
    asked = AUDIENCES.get(request.GET.get("doi-tuong", ""))
    if asked in may:
        return asked
    return may[0] if len(may) == 1 else None


def _entry_form(
    request: HttpRequest, visit: Visit, proved: EntryCode | None, account: User | None, audience: Audience
) -> HttpResponseBase:
    made: dict[str, Any] = {"contest": visit.contest, "audience": audience, "day": timezone.localdate(visit.at)}
    if request.method != "POST":
        form = EntryForm(initial=_known_of(account) if proved is None else {}, **made)
        form.look_up()
        return _entry_page(request, visit, form, proved, account)
    if "find" in request.POST:
        form = EntryForm(initial=request.POST.dict(), **made)  # what is typed stays, and nothing is scolded yet
        form.look_up()
        return _entry_page(request, visit, form, proved, account, finding=True)
    form = EntryForm(request.POST, **made)
    words = ""
    if form.is_valid():
        try:
            if proved is not None:
                proved.contest = visit.contest
                found = enter_by_code(code=proved, entry=form.entry(), at=visit.at)
            else:
                assert account is not None  # the view has looked
                found = enter_by_account(contest=visit.contest, user=account, entry=form.entry(), at=visit.at)
            return _let_in(visit, found, done="dang-ky")
        except CannotEnter as error:
            words = str(error)
    return _entry_page(request, visit, form, proved, account, refused=words, status=422)


def _known_of(account: User | None) -> dict[str, Any]:
    if account is None:
        return {}
    agency = agency_of(account)
    return {"full_name": account.get_full_name(), "agency": str(agency.pk) if agency else ""}


def _entry_page(
    request: HttpRequest,
    visit: Visit,
    form: EntryForm,
    proved: EntryCode | None,
    account: User | None,
    *,
    finding: bool = False,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    last = last_close(visit.contest) or visit.at
    context = {
        "form": form,
        "finding": finding,
        "refused": refused,
        "sent_to": masked_contact(proved.contact) if proved else "",
        "account": account,
        "officials": form.audience == Audience.OFFICIALS,
        "may_choose": len(visit.contest.audiences()) > 1,
        "consent": consent_of(visit.contest, version=CONSENT_VERSION, erase_on=erase_day(visit.contest, last)),
    }
    return entrant_page(request, "contests/entry_form.html", visit.contest, context, status=status)


@open_to_all
@contest_visit("GET", "HEAD", "POST")
def leave(request: HttpRequest, visit: Visit) -> HttpResponseBase:
    """Let this browser be nobody's again; nothing that is stored changes."""
    if request.method != "POST":
        return to_page(visit.path)
    response = to_page(f"{visit.path}?da=thoat")
    forget_entrant(response, visit.contest)
    forget_code(response, visit.contest)
    return response


@open_to_all
@contest_visit("GET", "HEAD")
def consent(request: HttpRequest, visit: Visit, version: str) -> HttpResponseBase:
    """Show a version of what one agrees to, as this contest asked it."""
    last = last_close(visit.contest) or visit.at
    try:
        text = consent_of(visit.contest, version=version, erase_on=erase_day(visit.contest, last))
    except NoSuchConsent:
        raise Http404 from None
    return entrant_page(request, "contests/consent.html", visit.contest, {"consent": text})
