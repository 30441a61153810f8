"""Files answered whole or in part, so that a player may begin in the middle (RFC 9110, sections 13 and 14)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

_PIECE_BYTES = 64 * 1024
_RANGE = re.compile(r"bytes=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int  # included, as in the header


class _Unsatisfiable(ValueError):
    """The part asked for lies outside the file."""


def ranged_file(
    request: HttpRequest,
    path: Path,
    content_type: str,
    *,
    sha256: str,
    cache_control: str = "private, no-cache",
    download_name: str = "",
) -> HttpResponseBase:
    """Return the answer with the file, or with the part of it that the request asks for: 200, 206, 304 or 416.

    `sha256` of its bytes is the entity tag. Several parts in one request are answered with the whole, as the standard
    lets a server do; so is a part of another version (If-Range). HEAD gets the headers of the whole. With
    `download_name` the browser saves it. FileNotFoundError where the file is not there.
    """
    size = path.stat().st_size
    tag = f'"{sha256}"'
    answer: HttpResponseBase
    if _has_it(request, tag):
        answer = HttpResponse(status=304)
        del answer.headers["Content-Type"]
    elif request.method == "HEAD":
        answer = HttpResponse(content_type=content_type)
        answer.headers["Content-Length"] = str(size)
    else:
        answer = _body(request, path, size, content_type, tag)
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = cache_control
    disposition = content_disposition_header(bool(download_name), download_name) if download_name else None
    if disposition:
        answer.headers["Content-Disposition"] = disposition
    return answer


def _body(request: HttpRequest, path: Path, size: int, content_type: str, tag: str) -> HttpResponseBase:
    try:
        part = _asked_part(request, size, tag)
    except _Unsatisfiable:
        refused = HttpResponse(status=416, content_type="text/plain; charset=utf-8")
        refused.headers["Content-Range"] = f"bytes */{size}"
        return refused
    start, end = (part.start, part.end) if part else (0, size - 1)
    answer = StreamingHttpResponse(
        _pieces(path, start, end - start + 1), status=206 if part else 200, content_type=content_type
    )
    answer.headers["Content-Length"] = str(end - start + 1)
    if part:
        answer.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return answer


def _has_it(request: HttpRequest, tag: str) -> bool:
    tags = [known.removeprefix("W/") for known in parse_etags(request.headers.get("If-None-Match", ""))]
    return tag in tags or "*" in tags


def _asked_part(request: HttpRequest, size: int, tag: str) -> _Part | None:
    """Return the one part asked for, None for the whole; _Unsatisfiable where it begins behind the end."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    valid_for = request.headers.get("If-Range", "").strip()
    if asked is None or (valid_for and valid_for != tag):
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    if not first:  # the last so many bytes
        if int(last) == 0 or size == 0:
            raise _Unsatisfiable
        return _Part(max(0, size - int(last)), size - 1)
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None  # not a range at all: as if it had not been sent
    if start >= size:
        raise _Unsatisfiable
    return _Part(start, end)


def _pieces(path: Path, start: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while length > 0:
            piece = file.read(min(_PIECE_BYTES, length))
            if not piece:
                return
            length -= len(piece)
            yield piece
