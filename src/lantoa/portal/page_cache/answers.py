"""What goes over the line for a kept page: one answer for each encoding, compressed once, with its strong ETag."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import brotli

Headers = list[tuple[str, str]]

_COMPRESSED = ("text/", "application/json", "application/xml", "application/rss+xml", "application/atom+xml",
               "application/feed+json", "application/ld+json", "application/javascript", "image/svg+xml")  # fmt: skip
# Shorter than this, what compressing saves is less than what its header costs.
_WORTH_BYTES = 200
# Quality 5 of Brotli takes about as long as gzip at 6, and is a fifth smaller on Vietnamese pages.
_BROTLI_QUALITY = 5
_GZIP_LEVEL = 6
# These are about the connection or made anew for each answer.
_FRESHENS = {"cache-control", "content-location", "expires"}
_LEFT_OUT = {"content-length", "etag", "vary", "content-encoding", "date", "server", "connection"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A body with its headers, and the headers of the answer that the reader has it already."""

    headers: Headers
    body: bytes
    etag: str
    unchanged_headers: Headers


def may_be_kept(headers: Iterable[tuple[str, str]]) -> bool:
    """Return whether nothing in the headers speaks of one reader.

    >>> may_be_kept([("Cache-Control", "public, max-age=60")])
    True
    >>> may_be_kept([("Vary", "Accept-Encoding, Cookie")]), may_be_kept([("Set-Cookie", "a=b")])
    (False, False)
    """
    for name, value in headers:
        words = {word.strip().lower() for word in value.split(",")}
        match name.lower():
            case "set-cookie" | "content-encoding":
                return False
            case "vary" if words & {"cookie", "*", "authorization"}:
                return False
            case "cache-control" if words & {"private", "no-store"}:
                return False
    return True


def answers_for(headers: Headers, body: bytes) -> dict[str, Answer]:
    """Return the answers by content coding, "" for none; a coding that saves nothing is left out."""
    kept = [(name, value) for name, value in headers if name.lower() not in _LEFT_OUT]
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    bodies = {"": body}
    if kind.startswith(_COMPRESSED) and len(body) >= _WORTH_BYTES:
        bodies["br"] = brotli.compress(body, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)
        bodies["gzip"] = gzip.compress(body, _GZIP_LEVEL, mtime=0)
    name = hashlib.sha256(body).hexdigest()[:24]
    return {
        coding: _answer(kept, coded, coding, f'"{name}{"-" if coding else ""}{coding}"')
        for coding, coded in bodies.items()
        if not coding or len(coded) < len(body)
    }


def _answer(headers: Headers, body: bytes, coding: str, etag: str) -> Answer:
    own = [("ETag", etag), ("Vary", "Accept-Encoding")]
    full = [*headers, *own, ("Content-Length", str(len(body)))]
    if coding:
        full.append(("Content-Encoding", coding))
    # RFC 9110, 15.4.5: a 304 carries what a cache needs to freshen what it has.
    fresh = [(name, value) for name, value in headers if name.lower() in _FRESHENS]
    return Answer(full, body, etag, [*fresh, *own])


@lru_cache(maxsize=512)
def coding_for(accepted: str) -> str:
    """Return the best coding for an Accept-Encoding header: "br", "gzip" or "" for none.

    >>> coding_for("gzip, deflate, br"), coding_for("gzip;q=0.5, br;q=0"), coding_for("*"), coding_for("")
    ('br', 'gzip', '', '')
    """
    wanted = set()
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        quality = parameters.replace(" ", "")
        if not (quality.startswith("q=0") and not quality[3:].strip(".0")):
            wanted.add(name.strip())
    return next((coding for coding in ("br", "gzip") if coding in wanted), "")


def is_known(if_none_match: str, etag: str) -> bool:
    """Return whether the reader has the answer with this ETag already.

    >>> is_known('W/"a", "b-br"', '"b-br"'), is_known("*", '"b"'), is_known('"c"', '"b"')
    (True, True, False)
    """
    if if_none_match == etag:
        return True
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag in tags or tags == {"*"}
