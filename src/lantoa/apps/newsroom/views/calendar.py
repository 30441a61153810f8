"""The newsroom's calendar: everything that is planned, as a month and as a list; and what is set to the hour."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF
from lantoa.apps.assignments.queries import working_calendar
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.base.months import WEEKDAYS, month_weeks, next_month, previous_month
from lantoa.apps.newsroom.forms.calendar import FIRST_YEAR, LAST_YEAR, CalendarFilter
from lantoa.apps.newsroom.presenters.calendar import days_of_plan
from lantoa.apps.newsroom.queries import portals_seen_by
from lantoa.apps.newsroom.queries.calendar import entries_between
from lantoa.apps.newsroom.queries.scheduled import read_scheduled, scheduled_pages
from lantoa.apps.newsroom.views.progress import board_trail


@open_to(STAFF)
def calendar(request: HttpRequest) -> HttpResponseBase:
    """Show what is planned in a month, on its days and as a list."""
    today, portals = timezone.localdate(), portals_seen_by(request.user)
    form = CalendarFilter(request.GET, portals=portals, today=today)
    first = form.first_day()
    last = next_month(first) - timedelta(days=1)
    chosen = form.cleaned_data.get("portal")
    entries = entries_between([chosen] if chosen else portals, first, last, kind=form.cleaned_data.get("kind", ""))
    context = {
        "form": form,
        "first": first,
        "weekdays": WEEKDAYS,
        "weeks": month_weeks(first, days_of_plan(entries), working_calendar(), today=today),
        "total": len(entries),
        "page": page_of(entries, request),
        "previous": _within(previous_month(first)),
        "next": _within(next_month(first)),
    }
    return office_page(
        request, "newsroom/calendar.html", context, title="Lịch tòa soạn", icon="calendar", trail=board_trail()
    )


def _within(month: date) -> date | None:
    return month if FIRST_YEAR <= month.year <= LAST_YEAR else None


@open_to(STAFF)
def scheduled(request: HttpRequest) -> HttpResponseBase:
    """List the pages that are to appear or to go at an hour, with who set it."""
    portals = portals_seen_by(request.user)
    page = page_of(scheduled_pages(portals), request)
    context = {"page": page, "rows": read_scheduled(page.object_list, portals=portals)}
    return office_page(
        request, "newsroom/scheduled.html", context, title="Hẹn giờ đăng, gỡ", icon="time", trail=board_trail()
    )
