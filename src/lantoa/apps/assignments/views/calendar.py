"""The working calendar in the back office: a year, a change with whom it moves, the library's days of a year."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF, Role, roles_of
from lantoa.apps.assignments.actions import CalendarChanged, change_calendar, seed_calendar
from lantoa.apps.assignments.forms.calendar import FIRST_YEAR, LAST_YEAR, DayChangeForm
from lantoa.apps.assignments.models import CalendarDay
from lantoa.apps.assignments.presenters.year import months_of
from lantoa.apps.assignments.queries import Move, calendar_days, moves_after
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.base.months import WEEKDAYS

CHANGERS = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})
_ICON = "calendar-alt"
_TITLE = "Lịch làm việc"


@open_to(STAFF)
def working_year(request: HttpRequest) -> HttpResponseBase:
    """Show the working calendar of a year (?year=), twelve months and the list of its special days."""
    today = timezone.localdate()
    year = _year(request.GET.get("year", ""), default=today.year)
    rows = list(calendar_days(year))
    context = {
        "year": year,
        "years": [other for other in (year - 1, year + 1) if FIRST_YEAR <= other <= LAST_YEAR],
        "months": months_of(year, rows, today=today),
        "weekdays": WEEKDAYS,
        "rows": rows,
        "may_change": bool(roles_of(request.user) & CHANGERS),
    }
    return office_page(request, "assignments/working_year.html", context, title=f"{_TITLE} năm {year}", icon=_ICON)


def _year(text: str, *, default: int) -> int:
    year = int(text) if text.isascii() and text.isdigit() else default
    return year if FIRST_YEAR <= year <= LAST_YEAR else default


@open_to(CHANGERS)
def change(request: HttpRequest) -> HttpResponseBase:
    """Ask for a change of the calendar, show whom it would move, then store it.

    GET shows the form, with the preview when it is filled in; POST stores what the preview showed.
    """
    if request.method == "POST":
        return _store(request)
    if "kind" not in request.GET:
        return _change_page(request, DayChangeForm(initial=_initial(request.GET.get("day", ""))))
    form = DayChangeForm(request.GET)
    moves = moves_after(form.changes()) if form.is_valid() else None
    return _change_page(request, form, moves, status=200 if form.is_valid() else 422)


def _store(request: HttpRequest) -> HttpResponseBase:
    form = DayChangeForm(request.POST)
    if not form.is_valid():
        return _change_page(request, form, status=422)
    done = change_calendar(changes=form.changes(), by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, f"Đã lưu {done.days} ngày. {_moved_words(done)}")
    return redirect(f"{reverse('assignments:calendar')}?year={form.cleaned_data['day'].year}")


def _change_page(
    request: HttpRequest, form: DayChangeForm, moves: Sequence[Move] | None = None, *, status: int = 200
) -> HttpResponseBase:
    context = {
        "form": form,
        "changes": form.changes() if moves is not None else [],
        "moves": moves,
        "page": page_of(moves or [], request),
        "assignments": sum(move.assignments for move in moves or []),
        "agencies": len({move.agency_id for move in moves or [] if not move.drafted}),
    }
    trail = [(_TITLE, reverse("assignments:calendar"))]
    title = "Đổi lịch làm việc"
    return office_page(
        request, "assignments/change_calendar.html", context, title=title, icon=_ICON, trail=trail, status=status
    )


def _initial(text: str) -> dict[str, object]:
    """Return what the form begins with for a day: what the calendar says of it now."""
    day = _day(text)
    row = CalendarDay.objects.filter(day=day).first() if day else None
    if row is None:
        return {"day": day}
    # The library's name may stay; the source must be the person's own.
    source = "" if row.seeded_from else row.source
    return {"day": day, "kind": row.kind, "name": row.name, "source": source}


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


@require_POST
@open_to(CHANGERS)
def seed(request: HttpRequest, year: int) -> HttpResponseBase:
    """Put the library's days of a year into the calendar; days that a person has set stay."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
    done = seed_calendar(year=year, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, f"Đã điền {done.days} ngày của năm {year} theo thư viện. {_moved_words(done)}")
    return redirect(f"{reverse('assignments:calendar')}?year={year}")


def _moved_words(done: CalendarChanged) -> str:
    if not done.assignments:
        return "Không hạn nào đổi theo."
    return f"Hạn của {done.assignments} việc thuộc {done.agencies} cơ quan đã đổi theo; các cơ quan đã được báo."
