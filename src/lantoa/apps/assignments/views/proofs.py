"""The photo of a proof, for whoever may see the assignment that it proves."""

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF
from lantoa.apps.assignments.actions.photos import photo_path
from lantoa.apps.assignments.models import Assignment, Proof
from lantoa.apps.assignments.queries import assignments_seen_by


@require_safe
@open_to(STAFF)
def proof_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the photo of a proof to the province's roles and to the officers of the agency that gave it."""
    return photo_response(pk, assignments_seen_by(request.user))  # type: ignore[arg-type]


def photo_response(pk: int, seen: QuerySet[Assignment]) -> HttpResponseBase:
    """Return the photo of a proof of one of the assignments the reader sees; Http404 for any other, and for a link."""
    proof = Proof.objects.filter(pk=pk, kind=Proof.Kind.PHOTO, assignment__in=seen.order_by().values("pk")).first()
    if proof is None:
        raise Http404
    try:
        file = photo_path(proof.file).open("rb")
    except FileNotFoundError as error:
        raise Http404("Tệp ảnh không còn trong kho; hãy báo người vận hành phục hồi từ bản sao lưu.") from error
    response = FileResponse(file, content_type="image/jpeg")
    response["Content-Disposition"] = f'inline; filename="minh-chung-{proof.pk}.jpg"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=3600"
    return response
