"""The interviewer's screen: one question at a time, what to say, and how the call ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.surveys.actions.answering import (
    NotAnswered,
    NotTaken,
    answer,
    note_opened,
    note_outcome,
    why_not_taken,
)
from lantoa.apps.surveys.consent import consent_of
from lantoa.apps.surveys.drafts import DAY, draft_of, drop_draft, keep_draft
from lantoa.apps.surveys.forms.channels import OutcomeForm
from lantoa.apps.surveys.models import Ticket
from lantoa.apps.surveys.models.responses import Channel
from lantoa.apps.surveys.outcomes import OUTCOMES, REFUSED
from lantoa.apps.surveys.queries.keepers import INTERVIEWERS, strata_asked_by
from lantoa.apps.surveys.tickets import CannotMakeTickets, make_tickets
from lantoa.apps.surveys.views.sittings import Sitting, place_asked, sitting_of
from lantoa.apps.surveys.views.trails import asked_stratum, surveys_trail, who

# Somebody who was interrupted is called again within a fortnight, at the same desk.
_KEPT = 14 * DAY


def _call(request: HttpRequest, pk: int) -> Ticket:
    """Return the call if the user may ask the people of its stratum; 404 otherwise."""
    rows = Ticket.objects.select_related(
        "round__questionnaire", "round__agency", "stratum__agency", "stratum__procedure", "response"
    )
    return get_object_or_404(rows, pk=pk, channel=Channel.PHONE, stratum__in=strata_asked_by(request.user))


@require_POST
@open_to(INTERVIEWERS)
def begin_call(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Begin a call: a ticket with a number, which the interviewer may write beside the name on the own list."""
    stratum = asked_stratum(request, pk)
    try:
        ((ticket, _secret),) = make_tickets(
            round=stratum.round, stratum=stratum, channel=Channel.PHONE, count=1, **who(request)
        )
    except CannotMakeTickets as error:
        messages.error(request, str(error))
        return redirect("surveys:channels", pk)
    return redirect("surveys:call", ticket.pk)


@open_to(INTERVIEWERS)
def call(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask one question at a time and store the answers with the last."""
    ticket = _call(request, pk)
    if refusal := why_not_taken(ticket, at=timezone.now()):
        messages.info(request, str(refusal))
        return redirect("surveys:channels", ticket.stratum_id)
    if request.method != "POST":
        draft = draft_of(request, seconds=_KEPT)
        sitting = sitting_of(request, ticket, most=1, draft=draft)
        return _page(request, sitting, sitting.gone_on(draft), resumed=draft is not None)
    sitting = sitting_of(request, ticket, most=1)
    place = place_asked(request, sitting)
    if "lui" in request.POST:
        return _page(request, sitting, sitting.before(place))
    note_opened(ticket=ticket, at=timezone.now())
    if problems := sitting.problems_on(place):
        return _page(request, sitting, place, problems=problems)
    following = sitting.after(place)
    return _page(request, sitting, following) if following is not None else _stored(request, sitting)


def _stored(request: HttpRequest, sitting: Sitting) -> HttpResponseBase:
    ticket, now = sitting.ticket, timezone.now()
    try:
        answer(ticket=ticket, answers=sitting.answers, key=sitting.key, at=now, entered_by=request.user)  # type: ignore[arg-type]
    except NotAnswered as missing:
        return _page(request, sitting, sitting.page_of(missing.problems), problems=missing.problems)
    except NotTaken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã lưu câu trả lời của cuộc gọi số {ticket.serial}.")
    return _left(ticket)


def _left(ticket: Ticket, *, forget: bool = True) -> HttpResponseBase:
    answer = redirect("surveys:channels", ticket.stratum_id)
    if forget:
        drop_draft(answer, path=reverse("surveys:call", args=[ticket.pk]))
    return answer


def _page(
    request: HttpRequest, sitting: Sitting, place: int, *, problems: dict[str, str] | None = None, resumed: bool = False
) -> HttpResponseBase:
    ticket = sitting.ticket
    context = {
        **sitting.page(place, problems), "ticket": ticket, "round": ticket.round, "outcomes": OUTCOMES,
        "consent": consent_of(ticket.round) if place == 0 else (), "resumed": resumed,
    }  # fmt: skip
    page = office_page(
        request, "surveys/call.html", context, title=f"Cuộc gọi số {ticket.serial}", icon="form",
        trail=[*surveys_trail(ticket.round)], status=422 if problems else 200,
    )  # fmt: skip
    if request.method == "POST":
        keep_draft(page, path=request.path, answers=sitting.answers, place=place, seconds=_KEPT)
    return page


@require_POST
@open_to(INTERVIEWERS)
def end_call(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Write down how a call ended without answers."""
    ticket, form = _call(request, pk), OutcomeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Hãy chọn cuộc gọi kết thúc thế nào.")
        return redirect("surveys:call", pk)
    try:
        note_outcome(ticket=ticket, outcome=form.cleaned_data["outcome"], **who(request))
    except NotTaken as refusal:
        messages.error(request, str(refusal))
    else:
        words = OUTCOMES[form.cleaned_data["outcome"]]
        messages.success(request, f"Đã ghi cuộc gọi số {ticket.serial}: {words}.")
    return _left(ticket, forget=form.cleaned_data["outcome"] == REFUSED)
