"""The limit on what one request may upload: a larger one is refused before a byte of it is stored."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponseBase

from lantoa.apps.base.guard import MAX_BYTES

# One file that the guard would read, and the fields beside it. Anybody may send a form: its token against forgery is
# looked at only after the whole form was read.
MAX_REQUEST_BYTES = MAX_BYTES + 4 * 1024 * 1024


class CappedUploads(FileUploadHandler):
    """Refuses a form that is too large by the length it announces; leaves the files of others to the next handlers."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803  # Django's own name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > MAX_REQUEST_BYTES:
            raise RequestDataTooBig(f"a form of {content_length} bytes")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def utf8_middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return a handler that reads every form as UTF-8, whatever the form says it is: no browser says anything else, and
    Django would fail on it while it draws the page that refuses it.
    """

    def handle(request: HttpRequest) -> HttpResponseBase:
        request.encoding = None  # type: ignore[assignment]  # takes back what the form said
        return get_response(request)

    return handle
