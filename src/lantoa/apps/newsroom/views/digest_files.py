"""What is taken away of a digest: its QR code to print, its readers as a table."""

import io

import qrcode
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe
from qrcode.image.svg import SvgPathFillImage

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import OWN_AGENCY, STAFF
from lantoa.apps.newsroom.models import InternalDigest
from lantoa.apps.newsroom.presenters.digest_tables import csv_bytes, reader_table, xlsx_file
from lantoa.apps.newsroom.queries.digests import digest_path, sees_readers
from lantoa.apps.newsroom.views.digests import found_digest


@require_safe
@open_to(STAFF)
def qr_code(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the address of a sent digest as a QR code (SVG), black on white whatever the screen's colours."""
    digest = found_digest(request, pk)
    if digest.state != InternalDigest.State.SENT:
        raise Http404("Bản tin chưa gửi nên chưa có mã QR.")
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(request.build_absolute_uri(digest_path(digest)))
    file = io.BytesIO()
    code.make_image(image_factory=SvgPathFillImage).save(file)
    response = HttpResponse(file.getvalue(), content_type="image/svg+xml")
    response["Cache-Control"] = "private, no-store"
    return response


def _own_sent(request: HttpRequest, pk: int) -> InternalDigest:
    digest = found_digest(request, pk)
    if not sees_readers(request.user, digest):
        raise PermissionDenied("Danh sách người đọc chỉ mở cho cán bộ của chính cơ quan.")
    return digest


def _file_name(digest: InternalDigest) -> str:
    return f"ban-tin-noi-bo-{digest.agency.slug}-{digest.month:%Y-%m}"


@require_safe
@open_to(OWN_AGENCY)
def readers_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the readers of a digest of the own agency as CSV."""
    digest = _own_sent(request, pk)
    response = HttpResponse(csv_bytes(reader_table(digest, timezone.now())), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(digest)}.csv"'
    return response


@require_safe
@open_to(OWN_AGENCY)
def readers_xlsx(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the readers of a digest of the own agency as a workbook."""
    digest = _own_sent(request, pk)
    return FileResponse(
        xlsx_file(reader_table(digest, timezone.now())),
        as_attachment=True,
        filename=f"{_file_name(digest)}.xlsx",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
