"""Pictures of stories: the sizes that Wagtail makes, served to everybody; no other file of the media folder is."""

import mimetypes
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils._os import safe_join
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from lantoa.apps.accounts.rights import open_to_all
from lantoa.portal.public import NothingThere

_FOLDER = "images"
_KINDS = frozenset({"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"})
# A size has its making in its name, so that what stands under a name never changes.
_KEPT = "public, max-age=31536000, immutable"


@open_to_all
@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with a picture, to be kept for long; 404 for everything that is none."""
    kind, _ = mimetypes.guess_type(name)
    file = Path(safe_join(settings.MEDIA_ROOT, _FOLDER, name))
    if kind not in _KINDS or not file.is_file():
        raise NothingThere("Không có ảnh nào ở địa chỉ này.")
    answer = FileResponse(file.open("rb"), content_type=kind)
    answer["Cache-Control"] = _KEPT
    answer["Last-Modified"] = http_date(file.stat().st_mtime)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
