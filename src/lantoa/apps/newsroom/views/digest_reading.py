"""What officials see of a digest: no account, phone first, no script, kept by no cache.

Whoever holds the address may read, so the views are open to all; the page never tells who else has read.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.newsroom.actions.digest_receipts import read_digest
from lantoa.apps.newsroom.actions.digests import CannotChangeDigest
from lantoa.apps.newsroom.forms.digest_reading import ReadingForm
from lantoa.apps.newsroom.models import DigestQuestion, InternalDigest

_SEALED = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    # As for receipt links: other sites learn nothing of the address, and forms still carry their origin.
    "Referrer-Policy": "strict-origin",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
}


def _sealed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answered(request: HttpRequest, **given: Any) -> HttpResponseBase:
        response = view(request, **given)
        for name, value in _SEALED.items():
            response[name] = value
        return response

    return answered


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@_sealed
def read(request: HttpRequest, nonce: str) -> HttpResponse:
    """Show the digest and take one receipt a person; after it, which answers were right and why."""
    digest = InternalDigest.objects.select_related("agency").filter(nonce=nonce).first()
    if digest is None or digest.state != InternalDigest.State.SENT:
        raise Http404("Địa chỉ này không mở bản tin nào. Hãy kiểm tra lại liên kết trong nhóm của cơ quan.")
    questions = list(digest.questions.all())
    context: dict[str, Any] = {
        "digest": digest,
        "items": digest.items.all(),
        "questions": questions,
        "months": settings.DIGEST_NAMES_MONTHS,
    }
    if not digest.takes_receipts(timezone.localdate()):
        return render(request, "newsroom/digest_reading.html", {**context, "closed": True})
    form = ReadingForm(request.POST if request.method == "POST" else None, questions=questions)
    if request.method == "POST" and form.is_valid():
        return _receipt(request, digest, form, context)
    status = 422 if form.is_bound else 200
    return render(request, "newsroom/digest_reading.html", {**context, "form": form}, status=status)


def _receipt(request: HttpRequest, digest: InternalDigest, form: ReadingForm, context: dict[str, Any]) -> HttpResponse:
    given = {name: form.cleaned_data[name] for name in ("name", "unit")}
    try:
        reading = read_digest(digest=digest, **given, answers=form.answers, at=timezone.now())
    except CannotChangeDigest:
        return render(request, "newsroom/digest_reading.html", {**context, "closed": True})
    answered = [_answered(question, place) for question, place in zip(context["questions"], form.answers, strict=True)]
    context |= {"reading": reading, "answered": answered, "right": sum(entry["right"] for entry in answered)}
    return render(request, "newsroom/digest_receipt.html", context)


def _answered(question: DigestQuestion, place: int) -> dict[str, Any]:
    """Return one question with what was chosen just now, and what is right."""
    return {
        "question": question,
        "chosen": question.choices[place],
        "right": place == question.right,
        "wanted": question.choices[question.right],
    }
