"""The burst door: takes saves and submissions before Django does, as a bare WSGI callable (ADR 0026)."""

import os
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from lantoa.apps.contests.door import answers as tell
from lantoa.apps.contests.door.identity import address_of, device_of, keyed_sha256
from lantoa.apps.contests.door.reading import MOST_BYTES, Given, NotReadable, read_body
from lantoa.apps.contests.door.rows import Gone, Late, NewSave, NewSubmission, Outcome, Saved, Stored
from lantoa.apps.contests.door.writer import GroupWriter
from lantoa.apps.contests.moments import moment_text
from lantoa.apps.contests.tokens import PREFIX, AttemptToken, NotAToken, read_token
from lantoa.core.scoring import new_slip_code, slip_sha256

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_PATH = re.compile(rf"({PREFIX}[-\w]{{1,80}}/)bai/([^/]{{1,300}})/(luu|nop)/", re.ASCII)
# Somebody whose row would wait longer is asked to come again instead; and who has waited so long is told to send the
# same once more, which is safe: the key finds what may have been stored meanwhile.
_MOST_AHEAD_SECONDS = 8.0
_MOST_WAIT_SECONDS = 20.0
_LEAST_RETRY_SECONDS, _MOST_RETRY_SECONDS = 2, 30
_NO_SUCH_PAPER = "Không có bài thi ở địa chỉ này. Hãy mở lại cuộc thi và vào tiếp bài của bạn."


class SubmissionDoor:
    """Answers `POST /du-thi/<slug>/bai/<token>/luu/` and `…/nop/`; hands everything else on, untouched."""

    def __init__(
        self,
        application: Application,
        *,
        writer: GroupWriter | None = None,
        clock: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        self._application, self._clock = application, clock
        self.writer = writer or GroupWriter(clock=clock)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if environ["REQUEST_METHOD"] != "POST" or not path.startswith(PREFIX):
            return self._application(environ, start_response)
        match = _PATH.fullmatch(path)
        if match is None:
            return self._application(environ, start_response)
        asked = _Asked(
            contest_address=match[1],
            token=match[2],
            submits=match[3] == "nop",
            json_wanted="application/json" in environ.get("HTTP_ACCEPT", ""),
        )
        answer = self._answer(environ, asked)
        start_response(answer.status, answer.headers)
        return [answer.body]

    def _answer(self, environ: Environ, asked: "_Asked") -> tell.Answer:
        try:
            token = read_token(asked.token)
        except NotAToken:
            return tell.refused(404, _NO_SUCH_PAPER, json_wanted=asked.json_wanted)
        if _is_foreign(environ):
            return tell.refused(403, "Bài chỉ nhận được từ chính trang thi.", json_wanted=asked.json_wanted)
        given = _read(environ, json_wanted=asked.json_wanted)
        if isinstance(given, tell.Answer):
            return given
        received_at = self._clock()
        if not asked.submits:
            return _told(self._written(NewSave(token, given.answers, given.version, received_at)), given, asked)
        if not given.key:
            return tell.refused(400, "Thiếu khóa nộp bài; hãy mở lại trang thi.", json_wanted=asked.json_wanted)
        device, cookie = device_of(environ)
        row = _submission(token, given, received_at, device=device, address=address_of(environ))
        answer = _told(self._written(row), given, asked)
        if cookie is not None:
            answer.headers.append(("Set-Cookie", cookie))
        return answer

    def _written(self, row: NewSubmission | NewSave) -> Outcome | float:
        """Return what became of a row; or in how many seconds to come again, when it was not even taken."""
        ahead = self.writer.seconds_ahead()
        if ahead > _MOST_AHEAD_SECONDS:
            return ahead
        return self.writer.write(row, wait_seconds=_MOST_WAIT_SECONDS)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address and the headers of a request say."""

    contest_address: str
    token: str
    submits: bool
    json_wanted: bool


def _told(outcome: Outcome | float, given: Given, asked: _Asked) -> tell.Answer:
    paper_address = f"{asked.contest_address}bai/{asked.token}/"
    match outcome:
        case Stored():
            slip_address = f"{asked.contest_address}phieu/{outcome.slip_code}/"
            if not asked.submits and asked.json_wanted:
                return tell.said(200, {"saved": given.version, "slip": outcome.slip_code, "address": slip_address})
            return tell.stored(outcome, slip_address=slip_address, json_wanted=asked.json_wanted)
        case Saved():
            return tell.saved(outcome, paper_address=paper_address, json_wanted=asked.json_wanted)
        case Late():
            return tell.late(outcome, paper_address=paper_address, json_wanted=asked.json_wanted)
        case Gone():
            return tell.refused(404, _NO_SUCH_PAPER, json_wanted=asked.json_wanted)
    ahead = outcome if isinstance(outcome, float) else 0.0
    return tell.busy(
        answers=given.answers,
        key=given.key,
        version=given.version,
        seconds=min(max(ceil(ahead), _LEAST_RETRY_SECONDS), _MOST_RETRY_SECONDS),
        submits=asked.submits,
        json_wanted=asked.json_wanted,
    )


def _read(environ: Environ, *, json_wanted: bool) -> Given | tell.Answer:
    """Return what the body says, or the refusal. A long body is not read at all."""
    length = environ.get("CONTENT_LENGTH") or ""
    if not (length.isascii() and length.isdigit()):
        return tell.refused(411, "Bài gửi lên không ghi độ dài.", json_wanted=json_wanted)
    if int(length[:12]) > MOST_BYTES:
        return tell.refused(413, "Bài gửi lên dài quá mức cho phép.", json_wanted=json_wanted)
    try:
        body = environ["wsgi.input"].read(int(length))
        if len(body) != int(length):
            raise NotReadable("Bài gửi lên bị đứt giữa chừng; hãy gửi lại.")
        return read_body(body, environ.get("CONTENT_TYPE", ""))
    except NotReadable as error:
        return tell.refused(400, str(error), json_wanted=json_wanted)


def _submission(token: AttemptToken, given: Given, received_at: int, *, device: str, address: str) -> NewSubmission:
    slip = new_slip_code(os.urandom(16))
    sha256 = slip_sha256(
        slip=slip,
        entrant=token.entrant,
        round_number=token.round_number,
        attempt=token.number,
        answers=given.answers,
        started_at=moment_text(token.started_at),
        received_at=moment_text(received_at),
    )
    return NewSubmission(
        token,
        given.key,
        given.answers,
        received_at,
        slip,
        sha256,
        device_sha256=keyed_sha256("device", token.contest, device),
        address_sha256=keyed_sha256("address", token.contest, address),
    )


def _is_foreign(environ: Environ) -> bool:
    """Return whether another site sent this. Browsers say so; a request that says nothing has the token to show."""
    site = environ.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = environ.get("HTTP_ORIGIN")
    if not origin or origin in settings.CSRF_TRUSTED_ORIGINS:
        return False
    named: Sequence[str] = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    scheme = "https" if environ.get(named[0]) == named[1] != "" else environ.get("wsgi.url_scheme", "http")
    asked = urlsplit(origin)
    return (asked.scheme, asked.netloc.lower()) != (scheme, environ.get("HTTP_HOST", "").lower())
