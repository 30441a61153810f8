"""Programmes in the office: a station's week as calendar and as sheet, all stations on a day, a bulletin's airings."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.broadcasts.forms.schedules import DayFilter, monday_of
from lantoa.apps.broadcasts.models import Airing, Bulletin, Placement, Station
from lantoa.apps.broadcasts.presenters.day_overview import day_figures, station_day_lines
from lantoa.apps.broadcasts.presenters.programme import clashes, week_columns, week_table, week_words
from lantoa.apps.broadcasts.presenters.programme_calendar import programme_calendar
from lantoa.apps.broadcasts.presenters.waiting import placement_lines, short_lines, waiting_lines
from lantoa.apps.broadcasts.queries.airings import WEEK, programmes, week_programme
from lantoa.apps.broadcasts.queries.day_overview import stations_on
from lantoa.apps.broadcasts.queries.durations import durations_of
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_READERS, may_change, may_run, stations_seen_by
from lantoa.apps.broadcasts.queries.waiting import bulletin_placements, short_placements, waiting_bulletins
from lantoa.apps.broadcasts.views.board import broadcasts_trail
from lantoa.apps.broadcasts.views.found import seen_bulletin

ICON = "calendar"
_ON_A_PAGE = 25
_CALENDAR_WEEKS = 5
# How many offered bulletins stand above the calendar; the rest are one press away.
_WAITING_SHOWN = 10


def schedule_trail(station: Station | None = None) -> list[Crumb]:
    """Return the way from the home page to the programmes, or to the programme of one station."""
    trail = [*broadcasts_trail(), ("Lịch phát", reverse("broadcasts:schedule_day"))]
    return [*trail, (station.name, reverse("broadcasts:schedule", args=[station.pk]))] if station else trail


def seen_station(request: HttpRequest, pk: int) -> Station:
    """Return the station if the person may look at it; nothing is there otherwise."""
    return get_object_or_404(stations_seen_by(request.user).select_related("agency"), pk=pk)


@open_to(BROADCAST_READERS)
@require_safe
def schedule(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a station's week: what is to be decided and what is offered above, the calendar below.

    `?tuan=` a day of the week; `?xep=` a bulletin, `?chuyen=` an airing that is about to get a place.
    """
    station, at = seen_station(request, pk), timezone.now()
    monday = monday_of(request.GET.get("tuan"), today=timezone.localdate(at))
    columns = week_columns(week_programme(station, monday), at=at)
    runs = may_run(request.user, station)
    waiting = list(waiting_bulletins(station, at=at)[: _WAITING_SHOWN + 1])
    durations = durations_of(bulletin.pk for bulletin in waiting)
    context = {
        "station": station,
        "runs": runs,
        "monday": monday,
        "week": week_words(monday),
        "previous": monday - WEEK,
        "next": monday + WEEK,
        "columns": columns,
        "table": week_table(columns),
        "clashes": clashes(columns) if runs else [],
        "waiting": waiting_lines(waiting[:_WAITING_SHOWN], durations, station),
        "more_waiting": len(waiting) > _WAITING_SHOWN,
        "shorts": short_lines(short_placements(station, at=at)),
        "placing": _placing(request, station) if runs else None,
        "moving": _moving(request, station) if runs else None,
        "over": "qua-gio" in request.GET,
        "today": timezone.localdate(at),
    }
    title = f"Lịch phát: {station.name}"
    return office_page(request, "broadcasts/schedule.html", context, title=title, icon=ICON, trail=schedule_trail())


def _number(words: str | None) -> int:
    return int(words) if words and words.isascii() and words.isdecimal() and len(words) < 12 else 0


def _placing(request: HttpRequest, station: Station) -> Bulletin | None:
    """Return the bulletin that is about to be placed."""
    asked = _number(request.GET.get("xep"))
    offered = Bulletin.objects.filter(stations=station, state=Bulletin.State.APPROVED)
    return offered.filter(pk=asked).first() if asked else None


def _moving(request: HttpRequest, station: Station) -> Airing | None:
    """Return the airing that is about to be moved."""
    asked = _number(request.GET.get("chuyen"))
    planned = station.airings.filter(state=Airing.State.PLANNED).select_related("bulletin")
    return planned.filter(pk=asked).first() if asked else None


@open_to(BROADCAST_READERS)
@require_safe
def schedule_sheet(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a station's week for one sheet of paper."""
    station, at = seen_station(request, pk), timezone.now()
    monday = monday_of(request.GET.get("tuan"), today=timezone.localdate(at))
    columns = week_columns(week_programme(station, monday), at=at)
    rows = list(zip(*(column.cells for column in columns), strict=True))
    named = [(next(cell for cell in row if cell), row) for row in rows]
    context = {"station": station, "monday": monday, "week": week_words(monday), "columns": columns, "rows": named}
    return office_page(
        request, "broadcasts/schedule_sheet.html", context, title=f"Lịch tuần {week_words(monday)}", icon=ICON,
        trail=schedule_trail(station),
    )  # fmt: skip


@open_to(BROADCAST_READERS)
@require_safe
def schedule_calendar(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give a station's programme of this and the next weeks as a calendar file."""
    return calendar_answer(request, seen_station(request, pk))


def calendar_answer(request: HttpRequest, station: Station) -> HttpResponse:
    """Return the calendar file of a station, from this week's Monday on."""
    at = timezone.now()
    first = monday_of(None, today=timezone.localdate(at))
    days = programmes([station], first, first + _CALENDAR_WEEKS * WEEK - timedelta(days=1))[station.pk]
    answer = HttpResponse(
        programme_calendar(days, at=at, host=request.get_host()), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="lich-{station.slug}.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@open_to(BROADCAST_READERS)
@require_safe
def schedule_day(request: HttpRequest) -> HttpResponseBase:
    """List all stations that a person sees with their slots of one day, and what is to be seen to."""
    at = timezone.now()
    seen = stations_seen_by(request.user).filter(active=True).select_related("agency")
    form = DayFilter(request.GET, stations=seen, today=timezone.localdate(at))
    day = form.day()
    days = stations_on(form.apply(seen), day, at=at)
    page = page_of(form.narrow(days), request, size=_ON_A_PAGE)
    context: dict[str, Any] = {
        "form": form,
        "day": day,
        "previous": day - timedelta(days=1),
        "next": day + timedelta(days=1),
        "page": page,
        "lines": station_day_lines(page.object_list),
        "figures": day_figures(days),
        "stations": len(days),
        "asked": _without_day(request),
    }
    title = f"Lịch phát ngày {day:%d/%m/%Y}"
    return office_page(
        request, "broadcasts/schedule_day.html", context, title=title, icon=ICON, trail=broadcasts_trail()
    )


def _without_day(request: HttpRequest) -> str:
    """Return what was asked for besides the day and the page, for the ways to the days beside it."""
    asked = request.GET.copy()
    for name in ("ngay", "p"):
        asked.pop(name, None)
    return asked.urlencode()


@open_to(BROADCAST_READERS)
@require_safe
def bulletin_schedule(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show where one bulletin is played: each station with what came of placing it there, and why not all."""
    bulletin = seen_bulletin(request, pk)
    placements = bulletin_placements(bulletin).filter(station__in=_seen(request, bulletin))
    wanted = request.GET.get("tinh-trang", "")
    if wanted in Placement.State.values:
        placements = placements.filter(state=wanted)
    page = page_of(placements, request, size=_ON_A_PAGE)
    context = {
        "bulletin": bulletin,
        "page": page,
        "lines": placement_lines(list(page.object_list), _to_come(bulletin, list(page.object_list))),
        "states": Placement.State.choices,
        "wanted": wanted,
    }
    trail = broadcasts_trail(bulletin)
    return office_page(
        request, "broadcasts/bulletin_schedule.html", context, title="Lịch phát của bản tin", icon=ICON, trail=trail
    )


def _seen(request: HttpRequest, bulletin: Bulletin) -> QuerySet[Station]:
    """Return the stations whose placements a person reads: of an own bulletin all, else the own ones."""
    return Station.objects.all() if may_change(request.user, bulletin) else stations_seen_by(request.user)


def _to_come(bulletin: Bulletin, placements: Iterable[Placement]) -> QuerySet[Airing]:
    stations = [placement.station_id for placement in placements]
    planned = bulletin.airings.filter(state=Airing.State.PLANNED, planned_at__gte=timezone.now())
    return planned.filter(station__in=stations).order_by("planned_at")


def week_address(station: Station, day: date) -> str:
    """Return where the week of a station stands in which the day lies."""
    return f"{reverse('broadcasts:schedule', args=[station.pk])}?tuan={day - timedelta(days=day.weekday())}"
