"""Certificates to take away: for organisers in the back office, for the winner in the own browser."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lantoa.apps.accounts.rights import open_to, open_to_all
from lantoa.apps.base.convert import ConversionFailed
from lantoa.apps.contests.certificates import certificate_pdf, root_of
from lantoa.apps.contests.entrant_cookie import entrant_of
from lantoa.apps.contests.models import Standing
from lantoa.apps.contests.queries.certificates import certificate_of
from lantoa.apps.contests.queries.runners import RUNNERS

_FAILED = "Máy chủ chưa tạo được tệp PDF lúc này. Xin thử lại sau ít phút.\n"


@open_to(RUNNERS)
def certificate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Answer an organiser with the certificate of a winner."""
    standing = get_object_or_404(
        Standing.objects.select_related(
            "submission__attempt__entrant__agency", "result__round__contest__agency", "result__round__contest__portal"
        ).exclude(certificate_code=None),
        pk=pk,
    )
    return _file(request, standing)


@require_safe
@open_to_all
def own_certificate(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """Answer the winner, known by the cookie of the own browser, with the own certificate; 404 for everybody else."""
    found = certificate_of(code.upper())
    contest = found.standing.result.round.contest if found else None
    if found is None or contest is None or contest.slug != slug or not found.stands:
        raise Http404("Không có giấy chứng nhận này.")
    if entrant_of(request, contest) != found.standing.submission.attempt.entrant:
        raise Http404("Không có giấy chứng nhận này.")
    return _file(request, found.standing)


def _file(request: HttpRequest, standing: Standing) -> HttpResponse:
    root = root_of(standing.result.round.contest, otherwise=f"{request.scheme}://{request.get_host()}")
    try:
        content = certificate_pdf(standing, root=root)
    except ConversionFailed:
        again = {"Retry-After": "60"}
        return HttpResponse(_FAILED, status=503, content_type="text/plain; charset=utf-8", headers=again)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="giay-chung-nhan-{standing.certificate_code}.pdf"'
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
