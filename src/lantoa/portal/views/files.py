"""Files that the public pages are made of, where they are put together and not kept in a folder."""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.base.bundles import NoSuchBundle, bundle
from lantoa.apps.base.templatetags.styles import font_addresses
from lantoa.portal.public import NothingThere, public_page


@open_to_all
@public_page(immutable=True)
def style_bundle(request: HttpRequest, name: str, digest: str) -> HttpResponse:
    """Answer with the style sheets of a kind of page, kept for ever; another version leads to this one."""
    try:
        found = bundle(name)
    except NoSuchBundle as error:
        raise NothingThere("Không có tệp trình bày nào mang tên này.") from error
    if found.digest != digest:
        return HttpResponseRedirect(found.url)
    return HttpResponse(found.css, content_type="text/css; charset=utf-8")


@open_to_all
@public_page(depends=("pages",))
def service_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the script that keeps pages on the reader's device for when the line is gone."""
    along = [bundle("public").url, *font_addresses()]
    said = {
        "along": along,
        "offline": reverse("portal:offline"),
        "private": settings.PRIVATE_PREFIXES,
        "version": hashlib.sha256(" ".join(along).encode()).hexdigest()[:12],
    }
    return render(request, "portal/sw.js", said, content_type="text/javascript; charset=utf-8")


@open_to_all
@public_page(depends=("pages",))
def offline(request: HttpRequest) -> HttpResponse:
    """Answer with what is shown for a page that was not kept, while there is no network."""
    return render(request, "portal/offline.html")
