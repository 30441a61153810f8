"""“Tôi cần…”: the list of needs, and the way through the questions of one of them.

All that somebody answers stands in the address: the back button, a bookmark and a link sent to a relative work, and
nothing of it is stored.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.services.addresses import need_address, sending_address
from lantoa.apps.services.guidance import walk
from lantoa.apps.services.presenters.need_walk import ASKED, need_walk
from lantoa.apps.services.queries.needs import answers_in, need_guide, public_needs, tasks_of
from lantoa.portal.presenters import needs as presenter
from lantoa.portal.public import NothingThere, public_page
from lantoa.portal.views.frame import shown


@open_to_all
@public_page(depends=("services",), timed=True)
def needs(request: HttpRequest) -> HttpResponse:
    """Answer with the needs one may choose from."""
    return shown(request, "needs", presenter.needs_page(public_needs()), "services")


@open_to_all
@public_page(depends=("services",), timed=True)
def need(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with the next question, or with the list of what is to be done."""
    row = public_needs().select_related("owner").filter(slug=slug).first()
    if row is None:
        raise NothingThere("Không có nhu cầu nào ở địa chỉ này; có thể đã được gộp hoặc đổi tên. Hãy xem danh sách.")
    today = timezone.localdate()
    found = need_guide(row, on=today)
    way = walk(found.guide, answers_in(dict(request.GET.lists())))
    tasks = tasks_of(way.procedures, on=today) if way.over else []
    shown_way = need_walk(
        found, way, tasks, address=need_address(slug), asked=request.GET.get(ASKED, "")[:20], on=today,
        send=sending_address(slug), site=settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
    )  # fmt: skip
    return shown(request, "need", presenter.need_page(row, shown_way), "services")
