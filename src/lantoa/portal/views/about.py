"""What the site is, whom to ask, how it serves everybody, its components."""

from django.http import HttpRequest, HttpResponse

from lantoa.apps.accounts.rights import open_to_all
from lantoa.portal import presenters, queries
from lantoa.portal.public import public_page
from lantoa.portal.views.frame import shown
from lantoa.portal.views.newsroom import show_info


@open_to_all
@public_page(depends=("pages",))
def about(request: HttpRequest) -> HttpResponse:
    """Answer with what the site is, and how its figures are made."""
    portal = queries.asked_portal(request)
    infos = queries.info_pages(portal) if portal else ()
    return shown(request, "about", presenters.about_page(portal, infos), "about")


@open_to_all
@public_page(depends=("pages",))
def contact(request: HttpRequest) -> HttpResponse:
    """Answer with how to reach the people of the portal: the page they wrote, else what the portal itself says."""
    portal = queries.asked_portal(request)
    info = queries.info_page(portal, request.path.strip("/")) if portal else None
    if portal and info:
        return show_info(request, portal, info)
    return shown(request, "contact", presenters.contact_page(portal))


@open_to_all
@public_page(depends=("pages",))
def accessibility(request: HttpRequest) -> HttpResponse:
    """Answer with the statement on accessibility: the one the portal wrote, else the one of the software."""
    portal = queries.asked_portal(request)
    info = queries.info_page(portal, request.path.strip("/")) if portal else None
    if portal and info:
        return show_info(request, portal, info)
    return shown(request, "accessibility", presenters.accessibility_page(portal))


@open_to_all
@public_page(depends=("pages",))
def components(request: HttpRequest) -> HttpResponse:
    return shown(request, "components", presenters.gallery_page())
