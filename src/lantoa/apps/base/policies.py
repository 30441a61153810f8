"""What a browser may load and do, by the kind of page: strict in public, relaxed where Wagtail needs inline code."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from csp.constants import HEADER, NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Directives = Mapping[str, Sequence[str]]

# Nothing but what the site itself serves, and no code or style inside a page.
STRICT: Directives = {
    "default-src": [NONE],
    "style-src": [SELF],
    "script-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "media-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF],
    "object-src": [NONE],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
# Signing in: the picture of the second factor is written into its page. Chromium holds form-action against the
# redirects after a form too, and an OpenID Connect provider is such a redirect.
_SIGN_IN: Directives = {**STRICT, "img-src": [SELF, "data:"]}
_SIGN_IN_ELSEWHERE: Directives = {**_SIGN_IN, "form-action": [SELF, "https:"]}
# Wagtail's pages hold inline code and styles, pictures that are being uploaded, and the preview in a frame.
BACK_OFFICE: Directives = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "form-action": [SELF],
    "base-uri": [SELF],
    "frame-ancestors": [SELF],
}
# Where a bulletin is recorded: what was recorded is heard before it is sent.
_RECORDING: Directives = {**BACK_OFFICE, "media-src": [SELF, "blob:"]}
# The frame that other sites show of a page of ours: whoever likes may hold it, and it holds nothing that acts.
_FRAMED: Directives = {**STRICT, "frame-ancestors": ["*"]}
_OFFICE = "/quan-tri/"
_RECORD = re.compile(r"/quan-tri/phat-thanh/am-thanh/[0-9]+/ghi-am/(gui/)?")
_FRAME = re.compile(r"/cuoc-thi/[-\w]+/nhung/")
# Nothing here films, locates or pays; one page listens, where the person lets it. Keys of the second factor are asked
# for by our own pages only.
PERMISSIONS = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(self), usb=()"
)
PERMISSIONS_TO_RECORD = PERMISSIONS.replace("microphone=()", "microphone=(self)")


def policy_for(path: str) -> Directives:
    """Return the content security policy for the page at this path."""
    if path.startswith(_OFFICE):
        return _RECORDING if _RECORD.fullmatch(path) else BACK_OFFICE
    if path.startswith("/tai-khoan/"):
        return _SIGN_IN_ELSEWHERE if settings.OIDC_URL else _SIGN_IN
    return _FRAMED if _FRAME.fullmatch(path) else STRICT


def permissions_for(path: str) -> str:
    """Return what the page at this path may ask the browser's devices for."""
    return PERMISSIONS_TO_RECORD if _RECORD.fullmatch(path) else PERMISSIONS


def policy_middleware(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return a handler whose answers carry the policy of their page; django-csp, which stands before it, writes it."""

    def handle(request: HttpRequest) -> HttpResponseBase:
        answer: Any = get_response(request)
        if request.path_info.startswith(_OFFICE) and "sandbox" not in answer.headers.get(HEADER, ""):
            # The editor's preview has been through here before, as the public page that it shows. Files from outside
            # keep their sandbox.
            del answer.headers[HEADER]
        answer._csp_config = {name: list(sources) for name, sources in policy_for(request.path_info).items()}
        answer.headers.setdefault("Permissions-Policy", permissions_for(request.path_info))
        return answer  # type: ignore[no-any-return]

    return handle
