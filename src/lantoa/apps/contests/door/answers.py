"""What the door answers: a page for a browser without scripts, JSON for the script of the paper."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from lantoa.apps.base.policies import PERMISSIONS
from lantoa.apps.contests.door.reading import Answers
from lantoa.apps.contests.door.rows import Late, Saved, Stored
from lantoa.apps.contests.moments import moment, moment_text

Headers = list[tuple[str, str]]

_COMMON: Headers = [
    ("Cache-Control", "no-store"),
    ("X-Robots-Tag", "noindex, nofollow"),
    ("Referrer-Policy", "strict-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", PERMISSIONS),
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'",
    ),
]
_HTML, _JSON = ("Content-Type", "text/html; charset=utf-8"), ("Content-Type", "application/json")
_WORDS = json.JSONEncoder(ensure_ascii=False)
_STATUS = {
    200: "200 OK",
    303: "303 See Other",
    400: "400 Bad Request",
    403: "403 Forbidden",
    404: "404 Not Found",
    409: "409 Conflict",
    410: "410 Gone",
    411: "411 Length Required",
    413: "413 Content Too Large",
    503: "503 Service Unavailable",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, ready for the web server."""

    status: str
    headers: Headers
    body: bytes


def said(status: int, words: Mapping[str, Any], *, extra: Headers | None = None) -> Answer:
    """Return an answer in JSON."""
    body = _WORDS.encode(words).encode()
    return _answer(status, [_JSON, *(extra or [])], body)


def page(status: int, template: str, words: Mapping[str, Any], *, extra: Headers | None = None) -> Answer:
    """Return an answer as a page: `contests/door/<template>.html`."""
    body = render_to_string(f"contests/door/{template}.html", dict(words)).encode()
    return _answer(status, [_HTML, *(extra or [])], body)


def sent_to(address: str) -> Answer:
    """Return an answer that sends the browser to another address of ours, by GET."""
    return _answer(303, [_HTML, ("Location", address)], b"")


def stored(outcome: Stored, *, slip_address: str, json_wanted: bool) -> Answer:
    """Return the slip of a submission. Another press after the first is told so (409), with the same slip."""
    if not json_wanted:
        return sent_to(slip_address)
    words: dict[str, Any] = {
        "slip": outcome.slip_code,
        "sha256": outcome.slip_sha256,
        "received_at": moment_text(outcome.received_at),
        "address": slip_address,
    }
    return said(200, words) if outcome.same_press else said(409, {**words, "already": True})


def saved(outcome: Saved, *, paper_address: str, json_wanted: bool) -> Answer:
    """Return which version is kept now."""
    return said(200, {"saved": outcome.version}) if json_wanted else sent_to(f"{paper_address}#da-luu")


def late(outcome: Late, *, paper_address: str, json_wanted: bool) -> Answer:
    """Return that the time was over, and what counts instead."""
    if json_wanted:
        words = {
            "late": True,
            "ends_at": moment_text(outcome.ends_at),
            "saved": outcome.saved_version,
            "saved_at": None if outcome.saved_at is None else moment_text(outcome.saved_at),
        }
        return said(410, words)
    words = {
        "ends_at": moment(outcome.ends_at),
        "saved_at": None if outcome.saved_at is None else moment(outcome.saved_at),
        "paper_address": paper_address,
    }
    return page(410, "late", words)


def busy(*, answers: Answers, key: str, version: int, seconds: int, submits: bool, json_wanted: bool) -> Answer:
    """Return that it could not be taken now; the page holds the same answers and key, to be sent again."""
    extra = [("Retry-After", str(seconds))]
    if json_wanted:
        return said(503, {"busy": True, "retry_seconds": seconds}, extra=extra)
    fields = [("key", key), ("v", str(version))] if key else [("v", str(version))]
    words = {"fields": [*fields, *_fields(answers)], "seconds": seconds, "submits": submits}
    return page(503, "busy", words, extra=extra)


def refused(status: int, words: str, *, json_wanted: bool, extra: Headers | None = None) -> Answer:
    """Return a refusal with its reason."""
    if json_wanted:
        return said(status, {"error": words}, extra=extra)
    return page(status, "refused", {"status": status, "reason": words}, extra=extra)


def _fields(answers: Answers) -> list[tuple[str, str]]:
    """Return the fields of the form that say these answers.

    >>> _fields({"1": "b", "2": ["a", "c"], "3": ["d", "", "a"]})
    [('1', 'b'), ('2', 'a'), ('2', 'c'), ('3.1', 'd'), ('3.3', 'a')]
    """
    fields: list[tuple[str, str]] = []
    for place, answer in answers.items():
        if isinstance(answer, str):
            fields.append((place, answer))
        elif "" in answer or len(answer) == 1:
            fields += [(f"{place}.{number}", letter) for number, letter in enumerate(answer, start=1) if letter]
        else:
            fields += [(place, letter) for letter in answer]
    return fields


def _answer(status: int, headers: Headers, body: bytes) -> Answer:
    return Answer(_STATUS[status], [*headers, *_COMMON, ("Content-Length", str(len(body)))], body)
