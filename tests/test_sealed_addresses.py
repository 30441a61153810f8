"""Whatever is answered under the addresses of citizens, refusals and errors too: kept by no cache, found by no search,
told to no other site.
"""

import pytest
from django.conf import settings
from django.test import Client

ADDRESSES = [
    "/gui-phan-anh/x/", "/theo-doi/", "/theo-doi/sai/", "/theo-doi/sai",
    "/theo-doi/PA-7K3M-9QXD.1~x/tep/1/", "/theo-doi/a/b/c/", "/theo-doi/..%2f..%2fetc/passwd", "/theo-doi/%00/",
    "/theo-doi/%ff/", "/tra-loi/sai/", "/tra-loi/sai/cam-on/", "/tra-loi/quay/sai/", "/tra-loi/dot/sai/",
    "/du-lieu-cua-toi/", "/du-lieu-cua-toi/cua-toi/", "/du-lieu-cua-toi/tai-ve/", "/toi-can-gui/sai/",
]  # fmt: skip
METHODS = ["get", "head", "post", "put", "delete", "options"]


def _answers(address: str) -> list[tuple[str, int, dict[str, str]]]:
    """Return what every method is answered, with and without the token against forged forms."""
    found = []
    for client in (
        Client(raise_request_exception=False),
        Client(raise_request_exception=False, enforce_csrf_checks=True),
    ):
        for method in METHODS:
            answer = getattr(client, method)(address)
            found.append((method, answer.status_code, dict(answer.headers)))
    return found


@pytest.mark.django_db
class TestAddressesOfCitizens:
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_are_sealed_whatever_is_asked(self, address: str) -> None:
        for method, status, headers in _answers(address):
            assert status < 500, method
            assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow"), method
            assert headers["Referrer-Policy"] == "strict-origin", method

    def test_are_all_tried(self) -> None:
        assert all(any(address.startswith(prefix) for address in ADDRESSES) for prefix in settings.SEALED_PREFIXES)

    def test_read_a_form_as_utf8_whatever_it_says(self) -> None:
        kind = "application/x-www-form-urlencoded; charset=utf-7"
        client = Client(raise_request_exception=False, enforce_csrf_checks=True)
        assert client.post("/gui-phan-anh/", b"words=+ADw-script+AD4-", content_type=kind).status_code == 403
