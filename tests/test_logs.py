"""No log holds an address that opens something to whoever has it."""

import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

_SECRET = "bi-mat.1~Xy9"
# What an address calls a part that opens something to whoever has it, without signing in.
_OPENS = frozenset({"token", "signed", "key"})
_SIGNED_IN = "/quan-tri/"


def _patterns(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for found in resolver.url_patterns:
        path = prefix + str(found.pattern).replace("^", "")
        if isinstance(found, URLResolver):
            yield from _patterns(found, path)
        else:
            yield path, found


def _opening() -> list[str]:
    """Return the addresses, as written in the address tables, that hold such a part."""
    found = []
    for path, one in _patterns(get_resolver()):
        names = {*one.pattern.converters, *one.pattern.regex.groupindex}
        if names & (_OPENS - {"key"} if path.startswith(_SIGNED_IN) else _OPENS):
            found.append(path)
    return sorted(set(found))


def _told(message: str, *args: object, logger: str = "django.request") -> str:
    """Return what the filters let through of a record."""
    record = logging.LogRecord(logger, logging.WARNING, "", 0, message, args, None)
    for one in logging.getLogger(logger).filters:
        one.filter(record)  # type: ignore[union-attr]
    return record.getMessage()


class TestLogs:
    def test_know_the_secret_addresses_of_every_kind(self) -> None:
        begins = {path.split("/")[1] for path in _opening()}
        assert {"tra-loi", "theo-doi", "du-thi", "may-phat", "nhan-viec", "duyet-bai", "tai-khoan"} <= begins

    @pytest.mark.parametrize("path", _opening())
    def test_hold_nothing_of_a_secret_part(self, path: str) -> None:
        head = path.split("<")[0].split("(?P")[0]
        address = f"{head}{_SECRET}/{_SECRET}/?x={_SECRET}"
        assert _SECRET not in _told("Not Found: %s", address)
        assert _SECRET not in _told("Forbidden (%s): %s", "CSRF", address, logger="django.security.csrf")
        assert _SECRET not in _told('"GET %s HTTP/1.1" 404', address, logger="django.server")

    def test_hide_the_code_of_a_desk_screen_and_of_a_paper(self) -> None:
        assert _told("Not Found: %s", "/tra-loi/quay/12:abc:xyz/") == "Not Found: /tra-loi/…"
        assert _told("Not Found: %s", "/du-thi/tim-hieu/bai/xyz/") == "Not Found: /du-thi/…"

    def test_hide_it_after_a_doubled_slash_too(self) -> None:
        assert _SECRET not in _told("Not Found: %s", f"/theo-doi//{_SECRET}")

    def test_leave_other_addresses_as_they_are(self) -> None:
        assert _told("Not Found: %s", "/phan-anh/PA-7K3M/") == "Not Found: /phan-anh/PA-7K3M/"

    def test_filter_what_any_logger_sends_to_the_handlers(self) -> None:
        handlers: dict[str, dict[str, list[str]]] = settings.LOGGING["handlers"]  # type: ignore[assignment]
        assert all(one["filters"] == ["secrets"] for one in handlers.values())
