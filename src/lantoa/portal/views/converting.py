"""Pictures and sheets that programs of their own make while somebody waits: so many at once, in the whole process."""

import threading
from collections.abc import Callable

from django.http import HttpResponse

from lantoa.apps.base.convert import ConversionFailed

_AT_ONCE = threading.BoundedSemaphore(2)
_WAIT_SECONDS = 20.0


def converted(make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return what `make` answers; 503 with the advice to come again where too many wait or the program fails."""
    if not _AT_ONCE.acquire(timeout=_WAIT_SECONDS):
        return _busy()
    try:
        return make()
    except ConversionFailed:
        return _busy()
    finally:
        _AT_ONCE.release()


def _busy() -> HttpResponse:
    answer = HttpResponse(
        "Máy chủ đang bận vẽ hình. Hãy thử lại sau một phút, hoặc tải hình dạng SVG.\n",
        content_type="text/plain; charset=utf-8",
        status=503,
    )
    answer["Retry-After"] = "60"
    return answer
