"""Ways of asking the people of a stratum: links, messages, slips, the screen at the desk, paper."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.base.own_address import own_address
from lantoa.apps.base.qr import qr_inside
from lantoa.apps.surveys.actions.inviting import send_invitations
from lantoa.apps.surveys.desk_codes import SECONDS, desk_path
from lantoa.apps.surveys.forms.channels import ContactsForm, LinksForm, PaperForm, SlipsForm
from lantoa.apps.surveys.models import Stratum, SurveyRound
from lantoa.apps.surveys.models.responses import Channel
from lantoa.apps.surveys.presenters.printed import paper_questions
from lantoa.apps.surveys.presenters.ticket_files import csv_file, xlsx_file
from lantoa.apps.surveys.queries.keepers import INTERVIEWERS
from lantoa.apps.surveys.queries.open_calls import open_calls
from lantoa.apps.surveys.queries.rates import round_rates
from lantoa.apps.surveys.tickets import CannotMakeTickets, make_tickets, ticket_path
from lantoa.apps.surveys.views.trails import ICON, asked_stratum, surveys_trail, who

_QR = "Mã QR của phiếu"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@open_to(INTERVIEWERS)
def channels(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show every way of asking the people of a stratum, with what came of each."""
    return _page(request, asked_stratum(request, pk))


def _page(request: HttpRequest, stratum: Stratum, *, status: int = 200, **forms: Any) -> HttpResponseBase:
    rates = round_rates(stratum.round, [stratum])
    context = {
        "stratum": stratum, "round": stratum.round, "rates": rates.strata[0],
        "links": LinksForm(), "slips": SlipsForm(), "paper": PaperForm(),
        "contacts": ContactsForm(initial={"key": secrets.token_urlsafe(16)}),
        "open_calls": open_calls(stratum),
        "may_ask": stratum.round.state in {SurveyRound.State.DRAFT, SurveyRound.State.OPEN}, **forms,
    }  # fmt: skip
    return office_page(
        request, "surveys/channels.html", context, title=f"Cách hỏi: {stratum}", icon=ICON,
        trail=surveys_trail(stratum.round), status=status,
    )  # fmt: skip


def _made(request: HttpRequest, stratum: Stratum, channel: Channel, count: int, **how: Any) -> list[tuple[Any, str]]:
    """Return new tickets, each with its whole address."""
    made = make_tickets(round=stratum.round, stratum=stratum, channel=channel, count=count, **who(request), **how)
    return [(ticket, request.build_absolute_uri(ticket_path(secret))) for ticket, secret in made]


@require_POST
@open_to(INTERVIEWERS)
def make_links(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give new personal links as a file, once."""
    stratum, form = asked_stratum(request, pk), LinksForm(request.POST)
    if not form.is_valid():
        return _page(request, stratum, links=form, status=422)
    try:
        made = _made(request, stratum, Channel.LINK, form.cleaned_data["count"])
    except CannotMakeTickets as error:
        form.add_error(None, str(error))
        return _page(request, stratum, links=form, status=422)
    until = f"{timezone.localtime(stratum.round.closes_at):%H:%M %d/%m/%Y}"
    procedure = stratum.procedure.plain_title if stratum.procedure else "mọi thủ tục"
    rows = [
        (str(place), address, stratum.agency.name, procedure, until) for place, (_, address) in enumerate(made, start=1)
    ]
    as_csv = form.cleaned_data["form"] == "csv"
    content = csv_file(rows) if as_csv else xlsx_file(rows)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8" if as_csv else _XLSX)
    response["Content-Disposition"] = f'attachment; filename="phieu-moi-{stratum.pk}.{"csv" if as_csv else "xlsx"}"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@open_to(INTERVIEWERS)
def invite(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send an invitation to each pasted contact."""
    stratum, form = asked_stratum(request, pk), ContactsForm(request.POST)
    if not form.is_valid():
        return _page(request, stratum, contacts=form, status=422)
    given = form.cleaned_data
    site = own_address(request)
    try:
        sent = send_invitations(
            stratum=stratum, contacts=given["contacts"], site=site, key=given["key"], **who(request)
        )
    except CannotMakeTickets as error:
        form.add_error(None, str(error))
        return _page(request, stratum, contacts=form, status=422)
    if sent:
        messages.success(request, f"{sent} thư, tin nhắn mời đang được gửi; liên hệ bị xóa khỏi hộp gửi sau hai ngày.")
    else:
        messages.info(request, "Lần bấm này đã được gửi trước đó; không gửi hai lần.")
    return redirect("surveys:channels", pk)


@require_POST
@open_to(INTERVIEWERS)
def print_slips(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show slips to print and cut, each with a code that is used once."""
    stratum, form = asked_stratum(request, pk), SlipsForm(request.POST)
    if not form.is_valid():
        return _page(request, stratum, slips=form, status=422)
    try:
        made = _made(request, stratum, Channel.DESK, form.cleaned_data["count"], numbered=True)
    except CannotMakeTickets as error:
        form.add_error(None, str(error))
        return _page(request, stratum, slips=form, status=422)
    size = form.cleaned_data["on_sheet"]
    slips = [(ticket, qr_inside(address, _QR)) for ticket, address in made]
    sheets = [slips[start : start + size] for start in range(0, len(slips), size)]
    return _printed(request, "surveys/slips.html", stratum, {"sheets": sheets, "size": size})


@require_POST
@open_to(INTERVIEWERS)
def print_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show paper forms to print, each with its number and code."""
    stratum, form = asked_stratum(request, pk), PaperForm(request.POST)
    if not form.is_valid():
        return _page(request, stratum, paper=form, status=422)
    try:
        made = _made(request, stratum, Channel.PAPER, form.cleaned_data["count"])
    except CannotMakeTickets as error:
        form.add_error(None, str(error))
        return _page(request, stratum, paper=form, status=422)
    questions = paper_questions(list(stratum.round.questionnaire.questions.order_by("position")))
    context = {"copies": [(ticket, qr_inside(address, _QR)) for ticket, address in made], "questions": questions}
    return _printed(request, "surveys/paper.html", stratum, context)


def _printed(request: HttpRequest, template: str, stratum: Stratum, context: dict[str, Any]) -> HttpResponseBase:
    shared = {"stratum": stratum, "round": stratum.round, "questionnaire": stratum.round.questionnaire}
    response = render(request, template, {**shared, **context})
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@open_to(INTERVIEWERS)
def desk_screen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the code for the screen at the desk; the page exchanges it while the old one is still good."""
    stratum = asked_stratum(request, pk)
    address = request.build_absolute_uri(desk_path(stratum, at=timezone.now()))
    context = {"qr": qr_inside(address, _QR), "address": address, "again": SECONDS // 2}
    return _printed(request, "surveys/desk_screen.html", stratum, context)


@require_safe
@open_to(INTERVIEWERS)
def poster(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a poster for the desk, whose code stays good as long as the round is open."""
    stratum = asked_stratum(request, pk)
    address = request.build_absolute_uri(desk_path(stratum, at=timezone.now(), poster=True))
    return _printed(request, "surveys/poster.html", stratum, {"qr": qr_inside(address, _QR)})
