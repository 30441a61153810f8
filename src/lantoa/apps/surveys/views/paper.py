"""Paper forms typed in: the number, then a digit for each question; checked a second time where that is wanted."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.surveys.actions.answering import NotAnswered, NotTaken, answer
from lantoa.apps.surveys.actions.correcting import AnsweredAlone, correct_entry, entry_differences
from lantoa.apps.surveys.forms.channels import PaperEntryForm
from lantoa.apps.surveys.models import SurveyRound, Ticket
from lantoa.apps.surveys.models.responses import Channel
from lantoa.apps.surveys.queries.keepers import INTERVIEWERS, strata_asked_by
from lantoa.apps.surveys.views.trails import ICON, seen_round, surveys_trail, who


@open_to(INTERVIEWERS)
def enter_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Type in a paper form of the round, and the next one after it."""
    found = seen_round(request, pk)
    questions = list(found.questionnaire.questions.order_by("position"))
    if request.method != "POST":
        before = request.GET.get("sau", "")
        following = int(before) + 1 if before.isascii() and before.isdecimal() and len(before) < 9 else None
        return _page(request, found, PaperEntryForm(questions=questions, initial={"serial": following}))
    form = PaperEntryForm(request.POST, questions=questions)
    ticket = _ticket(request, found, form) if form.is_valid() else None
    if ticket is None:
        return _page(request, found, form, status=422)
    key = request.POST.get("key", "").replace("\0", "")[:64]
    if hasattr(ticket, "response") and not (key and ticket.response.key == key):
        return _second(request, found, form, ticket)
    try:
        answer(
            ticket=ticket, answers=form.answers, key=key or secrets.token_urlsafe(16), at=timezone.now(),
            entered_by=request.user,  # type: ignore[arg-type]
        )  # fmt: skip
    except NotTaken as refusal:
        form.add_error("serial", str(refusal))
    except NotAnswered as missing:
        for code, words in missing.problems.items():
            form.add_error(f"c-{code}", words)
    else:
        messages.success(request, f"Đã lưu phiếu số {ticket.serial}: {len(form.answers)} câu có trả lời.")
        return _next(found, ticket)
    return _page(request, found, form, status=422)


def _ticket(request: HttpRequest, found: SurveyRound, form: PaperEntryForm) -> Ticket | None:
    """Return the paper form with the typed number; the form says so where there is none that the user may type in."""
    rows = Ticket.objects.select_related("round__questionnaire", "stratum", "response")
    own = strata_asked_by(request.user)
    serial = form.cleaned_data["serial"]
    ticket = rows.filter(round=found, serial=serial, channel=Channel.PAPER, stratum__in=own).first()
    if ticket is None:
        form.add_error("serial", f"Đợt này không có phiếu giấy số {serial} thuộc cơ quan bạn được nhập.")
    return ticket


def _second(request: HttpRequest, found: SurveyRound, form: PaperEntryForm, ticket: Ticket) -> HttpResponseBase:
    """Compare a form that is stored already with what was typed now; put the new answers in its place when told so."""
    try:
        differences = entry_differences(response=ticket.response, answers=form.answers)
    except AnsweredAlone as alone:
        form.add_error("serial", str(alone))
        return _page(request, found, form, status=422)
    except NotAnswered as missing:
        for code, words in missing.problems.items():
            form.add_error(f"c-{code}", words)
        return _page(request, found, form, status=422)
    if not differences:
        messages.success(request, f"Phiếu số {ticket.serial}: hai lần nhập khớp nhau.")
        return _next(found, ticket)
    if "thay" in request.POST:
        try:
            correct_entry(response=ticket.response, answers=form.answers, **who(request))
        except (NotTaken, NotAnswered) as error:
            form.add_error(None, str(error))
            return _page(request, found, form, status=422)
        messages.success(request, f"Đã thay phiếu số {ticket.serial} bằng lần nhập này.")
        return _next(found, ticket)
    return _page(request, found, form, differences=differences, ticket=ticket, status=422)


def _next(found: SurveyRound, ticket: Ticket) -> HttpResponseBase:
    """To the next form: a pile lies in order, so its number is proposed."""
    return redirect(f"{reverse('surveys:enter_paper', args=[found.pk])}?sau={ticket.serial}")


def _page(
    request: HttpRequest, found: SurveyRound, form: PaperEntryForm, *, status: int = 200, **more: Any
) -> HttpResponseBase:
    context = {"form": form, "round": found, "key": secrets.token_urlsafe(16), **more}
    return office_page(
        request, "surveys/enter_paper.html", context, title="Nhập phiếu giấy", icon=ICON, trail=surveys_trail(found),
        status=status,
    )  # fmt: skip
