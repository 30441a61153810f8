"""“Tôi cần…”: the list of needs, and the way through the questions of one of them.

All that somebody answers stands in the address: the back button, a bookmark and a link sent to a relative work, and
nothing of it is stored.
"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.services.guidance import walk
from lantoa.apps.services.queries.needs import answers_in, need_guide, public_needs, tasks_of
from lantoa.apps.services.stale import STALE_DAYS
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
    asked = request.GET.get(presenter.ASKED, "")[:20]
    page = presenter.need_page(found, way, tasks, asked=asked, on=today, stale_days=STALE_DAYS)
    return shown(request, "need", page, "services")
