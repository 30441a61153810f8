"""Beginning a round and the page of its paper. What is saved and submitted goes to the door, not to a view."""

import secrets
from datetime import datetime

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.contests.actions import CannotStart, start_attempt
from lantoa.apps.contests.door import waiting
from lantoa.apps.contests.entrant_cookie import entrant_of, read_entrant
from lantoa.apps.contests.models import Attempt, Contest, Entrant, Round
from lantoa.apps.contests.moments import milliseconds
from lantoa.apps.contests.presenters.paper import prediction_words, questions_shown, unanswered
from lantoa.apps.contests.presenters.spans import span_words
from lantoa.apps.contests.presenters.start import start_shown
from lantoa.apps.contests.queries.attempts import attempts_in, is_submitted, open_attempt
from lantoa.apps.contests.queries.slips import attempt_of
from lantoa.apps.contests.tokens import PREFIX, NotAToken, attempt_address, read_token
from lantoa.apps.contests.views.entrant_pages import entrant_page, kept_by_nobody, not_known, not_there
from lantoa.apps.contests.views.waiting_room import waiting_page


# The cookie of the entrant is the right.
@open_to_all
def start(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Say what will happen, and on the press of the button begin the attempt or go on with the one under way."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    round_ = (
        Round.objects.select_related("contest__agency")
        .filter(contest__slug=slug, contest__announced_at__isnull=False, number=number)
        .first()
    )
    if round_ is None:
        return not_there(request, wanted="contest")
    entrant = entrant_of(request, round_.contest)
    if entrant is None:
        return not_known(request, round_.contest, tried="start")
    at = timezone.now()
    if request.method == "POST":
        return _wait(request, entrant, round_, at=at) or _begin(request, entrant, round_, at=at)
    return _start_page(request, entrant, round_, at=at)


def _wait(request: HttpRequest, entrant: Entrant, round_: Round, *, at: datetime) -> HttpResponseBase | None:
    """Return the page of the waiting room when more begin than can be served; nobody waits while his time runs."""
    page = waiting_page(request, slug=round_.contest.slug, visitor=entrant.code, at=at)
    if page is not None and open_attempt(attempts_in(entrant, round_), at=at) is not None:
        return None
    return page


def _begin(request: HttpRequest, entrant: Entrant, round_: Round, *, at: datetime) -> HttpResponseBase:
    try:
        with waiting.ROOM.starting():
            return _to(attempt_address(start_attempt(entrant=entrant, round=round_, at=at)))
    except CannotStart:
        return _start_page(request, entrant, round_, at=at, status=409)


def _start_page(
    request: HttpRequest, entrant: Entrant, round_: Round, *, at: datetime, status: int = 200
) -> HttpResponseBase:
    shown = start_shown(entrant, round_, attempts_in(entrant, round_), at=at)
    context = {"round": round_, "entrant": entrant, "start": shown, "refused": status == 409}
    return entrant_page(request, "contests/start.html", round_.contest, context, status=status)


def _to(address: str) -> HttpResponseBase:
    return kept_by_nobody(HttpResponseRedirect(address, status=303))


@open_to_all
def paper(request: HttpRequest, slug: str, token: str) -> HttpResponseBase:
    """Show the paper to the browser of its entrant, with what is saved of it; after the end what became of it.

    The address alone shows nothing: it may have been passed on. One query, and one for the sealed pool in a process
    that has not read it.
    """
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    try:
        attempt = attempt_of(read_token(token).attempt, slug)
    except NotAToken:
        attempt = None
    if attempt is None:
        return not_there(request, wanted="paper")
    contest, at = attempt.round.contest, timezone.now()
    if not _is_theirs(request, attempt, contest, at=at):
        return not_known(request, contest, tried="paper")
    if is_submitted(attempt):
        return _to(f"{PREFIX}{slug}/phieu/{attempt.submission.slip_code}/")
    if at > attempt.ends_at or contest.called_off_at is not None:
        context = {"attempt": attempt, "saved": getattr(attempt, "saved", None)}
        return entrant_page(request, "contests/paper_over.html", contest, context)
    address = attempt_address(attempt)
    if address != f"{PREFIX}{slug}/bai/{token}/":
        return _to(address)  # the end has moved since this address was given
    return _paper_page(request, attempt, address, at=at)


def _is_theirs(request: HttpRequest, attempt: Attempt, contest: Contest, *, at: datetime) -> bool:
    key = read_entrant(request, at=at)
    known = key is not None and key.contest == contest.pk and key.code == attempt.entrant.code
    return known and attempt.entrant.erased_at is None


def _paper_page(request: HttpRequest, attempt: Attempt, address: str, *, at: datetime) -> HttpResponseBase:
    contest, saved = attempt.round.contest, getattr(attempt, "saved", None)
    answers = saved.answers if saved else {}
    questions = questions_shown(attempt, answers)
    context = {
        "attempt": attempt,
        "address": address,
        "slips": f"{PREFIX}{contest.slug}/phieu/",
        "questions": questions,
        "prediction": prediction_words(contest),
        "predicted": answers.get("p", ""),
        "unanswered": unanswered(questions, contest, answers),
        "saved": saved,
        "key": secrets.token_urlsafe(24),
        "version": saved.version if saved else 0,
        "next_version": _version_at(attempt, saved.version if saved else 0, at=at),
        "left": span_words(attempt.ends_at - at),
        "now": milliseconds(at),
        "started": milliseconds(attempt.started_at),
        "ends": milliseconds(attempt.ends_at),
    }
    return entrant_page(request, "contests/paper.html", contest, context)


def _version_at(attempt: Attempt, saved: int, *, at: datetime) -> int:
    """Return the version of what is saved from a page shown now: the seconds since the beginning, so that of two open
    pages the later word counts, and always more than what is saved.
    """
    return max(saved + 1, int((at - attempt.started_at).total_seconds()))
