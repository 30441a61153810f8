"""Ways to a ticket that somebody takes for himself: the code at the desk, and the open page of a round."""

from datetime import datetime

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.base.crowds import Way, way_in
from lantoa.apps.base.limits import network_of
from lantoa.apps.surveys.actions.answering import NotTaken, why_not_taken
from lantoa.apps.surveys.browser_tickets import give_ticket, ticket_kept
from lantoa.apps.surveys.desk_codes import read_desk_code
from lantoa.apps.surveys.forms.starting import StartForm
from lantoa.apps.surveys.models import Stratum, SurveyRound, Ticket
from lantoa.apps.surveys.models.responses import Channel
from lantoa.apps.surveys.tickets import make_tickets, ticket_path
from lantoa.apps.surveys.views.citizen_pages import calm_page, citizen_page, to_page

# Of one network in an hour, at once and slowed down (base/crowds.py). A one-stop centre may have one network for all
# who come, and so may the telephones of a town.
AT_THE_DESK, ON_THE_OPEN_PAGE, _HOUR = (60, 600), (10, 100), 3600
_STALE = NotTaken("stale", "Mã này đã hết giờ. Xin quét lại mã đang hiện trên màn hình ở quầy.")
_WAIT = "Nhiều người dùng chung mạng với ông/bà đang mở phiếu cùng lúc. Xin đợi một phút rồi bấm lại một lần nữa."
_CROWDED = NotTaken(
    "crowded", "Mạng ông/bà đang dùng vừa mở nhiều phiếu. Xin thử lại sau một giờ, hoặc dùng mạng khác."
)


@open_to_all
def desk(request: HttpRequest, signed: str) -> HttpResponseBase:
    """Give a ticket of the desk's stratum to whoever has scanned the code there."""
    now = timezone.now()
    code = read_desk_code(signed, at=now)
    rows = Stratum.objects.select_related("round__questionnaire", "round__agency", "agency", "procedure")
    stratum = rows.filter(pk=code.stratum).first() if code else None
    if code is None or stratum is None:
        return calm_page(request, _STALE)
    return _start(request, stratum.round, stratum, Channel.DESK, once=code.poster, at=now)


@open_to_all
def open_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give a ticket to whoever opens the address of a round that everybody may answer; one a browser."""
    rows = SurveyRound.objects.select_related("questionnaire", "agency").filter(slug=slug, open_to_all=True)
    survey_round = rows.exclude(state=SurveyRound.State.DRAFT).first()
    if survey_round is None:
        return calm_page(request, NotTaken("unknown", "Không có đợt khảo sát nào ở địa chỉ này."))
    return _start(request, survey_round, None, Channel.OPEN, once=True, at=timezone.now())


def _start(
    request: HttpRequest,
    survey_round: SurveyRound,
    stratum: Stratum | None,
    channel: Channel,
    *,
    once: bool,
    at: datetime,
) -> HttpResponseBase:
    """Show the button, and give the ticket once it is pressed. `once`: a browser that has answered gets no second."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if refusal := why_not_taken(Ticket(round=survey_round, stratum=stratum), at=at):
        return calm_page(request, refusal, survey_round)
    if kept := ticket_kept(request, survey_round):
        ticket, secret = kept
        if not hasattr(ticket, "response") or once:
            return to_page(ticket_path(secret))
    form = StartForm(request.POST if request.method == "POST" else None, at=at)
    if request.method != "POST":
        return _start_page(request, survey_round, stratum, form)
    if refused := form.why_caught():
        return _start_page(request, survey_round, stratum, form.again(), refused=refused)
    quick, most = AT_THE_DESK if channel == Channel.DESK else ON_THE_OPEN_PAGE
    key = f"{survey_round.pk}|{network_of(request)}"
    way = way_in(f"survey-{channel}", key, form, quick=quick, most=most, seconds=_HOUR, at=at)
    if way is Way.WAIT:
        return _start_page(request, survey_round, stratum, form.again(), refused=_WAIT)
    if way is Way.FULL:
        return calm_page(request, _CROWDED, survey_round)
    ((_ticket, secret),) = make_tickets(round=survey_round, stratum=stratum, channel=channel, count=1, by=None, at=at)
    response = to_page(ticket_path(secret))
    give_ticket(response, survey_round, secret)
    return response


def _start_page(
    request: HttpRequest, survey_round: SurveyRound, stratum: Stratum | None, form: StartForm, *, refused: str = ""
) -> HttpResponseBase:
    context = {
        "form": form, "stratum": stratum, "refused": refused, "questionnaire": survey_round.questionnaire,
    }  # fmt: skip
    return citizen_page(request, "surveys/start.html", survey_round, context, status=422 if refused else 200)
