"""What the site is, its components, what robots may read."""

from django.http import HttpRequest, HttpResponse

from lantoa.apps.accounts.rights import open_to_all
from lantoa.portal import presenters
from lantoa.portal.public import public_page
from lantoa.portal.views.frame import shown


@open_to_all
@public_page
def about(request: HttpRequest) -> HttpResponse:
    """Answer with what the site is, and how its figures are made."""
    return shown(request, "about", presenters.about_page(), "about")


@open_to_all
@public_page
def components(request: HttpRequest) -> HttpResponse:
    return shown(request, "components", presenters.gallery_page())


@open_to_all
@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Answer with what robots may read."""
    return HttpResponse(
        "User-agent: *\nDisallow: /quan-tri/\nDisallow: /nhan-viec/\nDisallow: /duyet-bai/\n",
        content_type="text/plain; charset=utf-8",
    )
