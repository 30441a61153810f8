"""The slip of a submission for whoever submitted, as a page and as a file; and the check of a slip for anybody."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.contests.entrant_cookie import read_entrant
from lantoa.apps.contests.models import Contest, Submission
from lantoa.apps.contests.presenters.slip_text import slip_text
from lantoa.apps.contests.presenters.taken import answers_shown
from lantoa.apps.contests.queries.slips import published_of, slip_of
from lantoa.apps.contests.slips import computed_sha256, slip_line
from lantoa.apps.contests.views.entrant_pages import entrant_page, kept_by_nobody, not_known, not_there

# So many hexadecimal digits of a hash tell it from every other.
_FEWEST_DIGITS = 16


# The cookie of the entrant is the right.
@open_to_all
def slip(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """Show to the entrant what was submitted, when, and its hash; after the results also what was right."""
    return _of_entrant(request, slug, code, as_file=False)


@open_to_all
def slip_file(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """Give the slip as a text to keep, with the line that its hash is made of."""
    return _of_entrant(request, slug, code, as_file=True)


def _of_entrant(request: HttpRequest, slug: str, code: str, *, as_file: bool) -> HttpResponseBase:
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    submission = slip_of(slug, code.upper())
    if submission is None:
        return not_there(request, wanted="slip")
    contest, entrant = submission.attempt.round.contest, submission.attempt.entrant
    key = read_entrant(request, at=timezone.now())
    if key is None or key.contest != contest.pk or key.code != entrant.code or entrant.erased_at is not None:
        return not_known(request, contest, tried="slip")
    return _file(submission) if as_file else _page(request, contest, submission)


def _page(request: HttpRequest, contest: Contest, submission: Submission) -> HttpResponseBase:
    attempt = submission.attempt
    published = published_of(attempt.round, attempt.entrant)
    answers = answers_shown(attempt, submission.answers, published)
    solutions = [answer.solution for answer in answers if answer.solution]
    context = {
        "submission": submission,
        "attempt": attempt,
        "answers": answers,
        "published": published,
        "right": sum(solution.right for solution in solutions),
        "marked": len(solutions),
        "seconds": int((submission.received_at - attempt.started_at).total_seconds()),
    }
    return entrant_page(request, "contests/slip.html", contest, context)


def _file(submission: Submission) -> HttpResponseBase:
    attempt = submission.attempt
    text = slip_text(submission, answers_shown(attempt, submission.answers, None), slip_line(submission))
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="phieu-{submission.slip_code}.txt"'
    return kept_by_nobody(response)


@open_to_all
def check_slip(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Tell anybody who has the code and the hash of a slip whether they are those of a submission here, and when it
    was received. Nothing is said of whose it is or what was answered.
    """
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    contest = Contest.objects.select_related("agency").filter(slug=slug, announced_at__isnull=False).first()
    if contest is None:
        return not_there(request, wanted="contest")
    code = re.sub(r"[\s\-]", "", request.GET.get("ma", ""))[:32].upper()
    digits = re.sub(r"\s", "", request.GET.get("bam", ""))[:80].lower()
    context = {"code": code, "digits": digits, "asked": bool(code or digits), **_checked(slug, code, digits)}
    return entrant_page(request, "contests/check_slip.html", contest, context)


def _checked(slug: str, code: str, digits: str) -> dict[str, object]:
    if not code or not digits:
        return {"incomplete": True}
    if len(digits) < _FEWEST_DIGITS:
        return {"too_short": _FEWEST_DIGITS}
    found = slip_of(slug, code)
    fits = found is not None and computed_sha256(found).startswith(digits)
    return {"fits": fits, "submission": found if fits else None}
