"""The service guide: procedures by need and by sector, and the page of each."""

from datetime import datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.services.queries.guide import public_sectors, shown_procedures
from lantoa.apps.services.queries.needs import public_needs
from lantoa.portal.forms.services import ProceduresForm
from lantoa.portal.presenters.procedure import procedure_page
from lantoa.portal.presenters.services import services_page
from lantoa.portal.public import KEPT_SECONDS, NothingThere, changes_at, public_page
from lantoa.portal.queries.services import beside, procedures_asked, public_howtos
from lantoa.portal.views.asking import note_search
from lantoa.portal.views.frame import page_of, shown


@open_to_all
@public_page(depends=("services",))
def services(request: HttpRequest) -> HttpResponse:
    """Answer with the guide: its search, the ways by need and by sector, the procedures."""
    now = timezone.now()
    today = timezone.localdate(now)
    sectors = public_sectors(today)
    form = ProceduresForm(request.GET, sectors=[sector for sector, _ in sectors])
    asked = form.asked()
    rows, found = procedures_asked(asked, today=today)
    page = page_of(request, rows)
    if found and page.number == 1 and not asked.is_filtering:
        note_search(request, found)
    changes_at(request, next_day(now), now=now)
    if asked.words:  # the index follows the changes a moment later
        changes_at(request, now + timedelta(seconds=KEPT_SECONDS), now=now)
    start = not asked.is_narrowing and page.number == 1
    shows = services_page(
        form=form, asked=asked, page=page, query=request.GET, sectors=sectors,
        suggestion=found.suggestion if found else "",
        needs=public_needs() if start else (), howtos=public_howtos() if start else (),
    )  # fmt: skip
    return shown(request, "services", shows, "services")


@open_to_all
@public_page(depends=("services",))
def procedure(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with one procedure; one that is over, or yet to come, says so."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = shown_procedures().filter(slug=slug).first()
    if found is None:
        raise NothingThere(
            f"Cẩm nang không có thủ tục “{slug}”, hoặc thủ tục đã thôi dùng. Hãy tìm trong Cẩm nang dịch vụ công."
        )
    changes_at(request, next_day(now), now=now)
    return shown(
        request, "procedure", procedure_page(found, beside=beside(found, today=today), today=today), "services"
    )


def next_day(now: datetime) -> datetime:
    """Return when the next day begins: from then on other procedures may hold, and others be stale."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, tzinfo=timezone.get_current_timezone())
