"""From where somebody acts: the address of a request, the name of a command, or the worker."""

import ipaddress
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

WORKER = "worker"
_here: ContextVar[str | None] = ContextVar("origin", default=None)
# What holds in every thread of a process that serves no requests.
_process = ""


def current_origin() -> str:
    """Return the words for where the act at hand comes from; empty where nobody said."""
    here = _here.get()
    return _process if here is None else here


def set_process_origin(words: str) -> None:
    """Say from where everything comes that this process does."""
    global _process
    _process = words


@contextmanager
def acting_from(words: str) -> Iterator[None]:
    """Say from where acts come until the block ends."""
    token = _here.set(words)
    try:
        yield
    finally:
        _here.reset(token)


def request_address(request: HttpRequest) -> str:
    """Return the network address a request comes from, in its short form.

    Behind our own proxy it is the last address of X-Forwarded-For, which that proxy wrote; the ones before it are the
    sender's word.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if settings.BEHIND_PROXY else ""
    for address in (named, peer):
        try:
            return str(ipaddress.ip_address(address))
        except ValueError:
            continue
    return ""


def origin_middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return a handler whose acts come from the address of their request."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        with acting_from(request_address(request)):
            return get_response(request)

    return handle
