"""The calendar of due dates: how many assignments are due on each day of a month, and those of one day."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.dateparse import parse_date

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF, WHOLE_PROVINCE, roles_of
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.assignments.forms.calendar import FIRST_YEAR, LAST_YEAR, DueFilter
from lantoa.apps.assignments.presenters.due import due_words
from lantoa.apps.assignments.queries import assignments_seen_by, due_counts, shown_as_due, working_calendar
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.base.months import WEEKDAYS, month_weeks, next_month, previous_month
from lantoa.apps.directives.queries import current_programme

_ICON = "calendar"


@open_to(STAFF)
def due_month(request: HttpRequest) -> HttpResponseBase:
    """Show the due dates of a month that the user may see: all agencies', or the own agency's only."""
    today = timezone.localdate()
    whole = bool(roles_of(request.user) & WHOLE_PROVINCE)
    form = DueFilter(request.GET, today=today, programme=current_programme(), whole=whole)
    rows = shown_as_due(form.apply(assignments_seen_by(request.user)))  # type: ignore[arg-type]
    first, calendar = form.first_day(), working_calendar()
    last = next_month(first) - timedelta(days=1)
    counts = due_counts(rows, first=first, last=last, today=today)
    day = _asked_day(request.GET.get("day", ""), first, last)
    context = {
        "form": form,
        "first": first,
        "weekdays": WEEKDAYS,
        "weeks": month_weeks(first, counts, calendar, today=today),
        "total": sum(count.total for count in counts.values()),
        "late": sum(count.late for count in counts.values()),
        "previous": _within(previous_month(first)),
        "next": _within(next_month(first)),
        "day": day,
    }
    if day:
        page = page_of(rows.filter(due_date=day), request)
        context["page"] = page
        context["due"] = [(row, due_words(row, calendar), row.is_late(today)) for row in page]
    own_agency = None if whole else agency_of(request.user)
    title = "Lịch hạn" if own_agency is None else f"Lịch hạn của {own_agency.short_name}"
    return office_page(request, "assignments/due_month.html", context, title=title, icon=_ICON)


def _asked_day(text: str, first: date, last: date) -> date | None:
    """Return the day asked for when it is one of the month."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and first <= day <= last else None


def _within(month: date) -> date | None:
    return month if FIRST_YEAR <= month.year <= LAST_YEAR else None
