"""Rights and duties of citizens, and step-by-step pages."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.portal.presenters.howto import howto_page, howtos_page
from lantoa.portal.presenters.rights import STEPS, rights_page
from lantoa.portal.public import NothingThere, changes_at, public_page
from lantoa.portal.queries.law import howto_titles, public_rights, shown_howtos
from lantoa.portal.queries.services import public_howtos
from lantoa.portal.views.frame import shown
from lantoa.portal.views.services import next_day


@open_to_all
@public_page(depends=("services",))
def rights(request: HttpRequest) -> HttpResponse:
    """Answer with what an official owes a citizen, and what one can do about it; tomorrow another law may hold."""
    now = timezone.now()
    changes_at(request, next_day(now), now=now)
    page = rights_page(public_rights(), steps=howto_titles(STEPS.values()), today=timezone.localdate(now))
    return shown(request, "rights", page, "services")


@open_to_all
@public_page(depends=("services",))
def howtos(request: HttpRequest) -> HttpResponse:
    """Answer with the step-by-step pages one may choose from."""
    return shown(request, "howtos", howtos_page(public_howtos()), "services")


@open_to_all
@public_page(depends=("services",))
def howto(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with one step-by-step page."""
    now = timezone.now()
    found = shown_howtos().filter(slug=slug).first()
    if found is None:
        raise NothingThere(
            f"Không có bài hướng dẫn “{slug}”, hoặc bài đã thôi dùng. Hãy tìm trong Cẩm nang dịch vụ công."
        )
    changes_at(request, next_day(now), now=now)
    others = [one for one in public_howtos() if one.pk != found.pk]
    return shown(request, "howto", howto_page(found, others=others, today=timezone.localdate(now)), "services")
