"""Answering with a ticket: page by page, each drawn by the server, which alone decides what is asked next.

The server keeps no draft: what earlier pages answered travels in hidden fields, and is stored only with the last
button. The browser keeps it for a day (drafts.py).
"""

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.surveys.actions.answering import NotAnswered, NotTaken, answer, note_opened, why_not_taken
from lantoa.apps.surveys.consent import consent_of
from lantoa.apps.surveys.drafts import draft_of, drop_draft, keep_draft
from lantoa.apps.surveys.tickets import ticket_at
from lantoa.apps.surveys.views.citizen_pages import calm_page, citizen_page, to_page
from lantoa.apps.surveys.views.sittings import Sitting, place_asked, sitting_of


# The secret in the address is the right; nobody is known by it.
@open_to_all
def answer_page(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask, page by page, and store what was answered with the last button."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    ticket, now = ticket_at(token), timezone.now()
    if ticket is not None and hasattr(ticket, "response") and ticket.response.key == request.POST.get("key"):
        return _thanked(token)
    if refusal := why_not_taken(ticket, at=now):
        return calm_page(request, refusal, ticket.round if ticket else None)
    assert ticket is not None  # there would have been a refusal
    if request.method != "POST":
        draft = draft_of(request)
        sitting = sitting_of(request, ticket, draft=draft)
        note_opened(ticket=ticket, at=now)
        return _page(request, sitting, sitting.gone_on(draft), resumed=draft is not None)
    return _posted(request, token, sitting_of(request, ticket))


def _posted(request: HttpRequest, token: str, sitting: Sitting) -> HttpResponseBase:
    place = place_asked(request, sitting)
    if "tu-dau" in request.POST:
        again = to_page(request.path)
        drop_draft(again, path=request.path)
        return again
    if "lui" in request.POST:
        return _page(request, sitting, sitting.before(place))
    if problems := sitting.problems_on(place):
        return _page(request, sitting, place, problems=problems)
    following = sitting.after(place)
    if following is not None:
        return _page(request, sitting, following)
    try:
        answer(ticket=sitting.ticket, answers=sitting.answers, key=sitting.key, at=timezone.now())
    except NotTaken as refusal:
        return calm_page(request, refusal, sitting.ticket.round)
    except NotAnswered as missing:
        return _page(request, sitting, sitting.page_of(missing.problems), problems=missing.problems)
    return _thanked(token)


def _page(
    request: HttpRequest, sitting: Sitting, place: int, *, problems: dict[str, str] | None = None, resumed: bool = False
) -> HttpResponseBase:
    survey_round = sitting.ticket.round
    consent = consent_of(survey_round) if place == 0 else ()
    context = {**sitting.page(place, problems), "consent": consent, "resumed": resumed}
    page = citizen_page(request, "surveys/answer.html", survey_round, context, status=422 if problems else 200)
    if request.method == "POST":
        keep_draft(page, path=request.path, answers=sitting.answers, place=place)
    return page


def _thanked(token: str) -> HttpResponseBase:
    done = to_page(reverse("answering:thanks", args=[token]))
    drop_draft(done, path=reverse("answering:answer", args=[token]))
    return done


@open_to_all
def thanks(request: HttpRequest, token: str) -> HttpResponseBase:
    """Thank whoever has answered."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    ticket = ticket_at(token)
    if ticket is None or not hasattr(ticket, "response"):
        return to_page(reverse("answering:answer", args=[token]))
    context = {"questionnaire": ticket.round.questionnaire}
    return citizen_page(request, "surveys/thanks.html", ticket.round, context)
