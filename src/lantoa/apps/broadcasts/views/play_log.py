"""The play log: airings with what was said of them, totals, what nobody has confirmed, one airing with its reports."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.broadcasts.forms.play_log import PlayLogFilter, UnconfirmedFilter
from lantoa.apps.broadcasts.models import Airing
from lantoa.apps.broadcasts.presenters.play_log import airing_page, log_lines
from lantoa.apps.broadcasts.presenters.play_log_files import csv_file, xlsx_file
from lantoa.apps.broadcasts.presenters.station_today import REASONS
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_KEEPERS, BROADCAST_READERS, may_run, stations_seen_by
from lantoa.apps.broadcasts.queries.play_log import (
    airing_sheet,
    all_log_rows,
    log_rows,
    logged_airings,
    station_totals,
    stations_with,
    tally_of,
)
from lantoa.apps.broadcasts.queries.station_today import unconfirmed_airings
from lantoa.apps.broadcasts.views.board import broadcasts_trail

ICON, TITLE = "history", "Nhật ký phát"
# What one file holds: more than a year of a province's stations is asked for in parts.
MOST_IN_FILE = 60_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def log_trail() -> list[Crumb]:
    """Return the way from the home page to the play log."""
    return [*broadcasts_trail(), (TITLE, reverse("broadcasts:play_log"))]


def _asked(request: HttpRequest) -> tuple[PlayLogFilter, QuerySet[Airing]]:
    """Return the filter, and the airings of the user's stations with their outcome."""
    form = PlayLogFilter(request.GET, today=timezone.localdate())
    return form, logged_airings(stations_seen_by(request.user), at=timezone.now())


@open_to(BROADCAST_READERS)
def play_log(request: HttpRequest) -> HttpResponseBase:
    """List the airings of a period with what was said of each, and how many were played, missed, not confirmed."""
    form, airings = _asked(request)
    found = form.apply(airings)
    page = page_of(found, request)
    context = {
        "form": form, "page": page, "lines": log_lines(log_rows(page)), "period": form.period,
        "tally": tally_of(found), "query": request.GET.urlencode(),
        "may_keep": bool(roles_of(request.user) & BROADCAST_KEEPERS),
    }  # fmt: skip
    return office_page(request, "broadcasts/play_log.html", context, title=TITLE, icon=ICON, trail=broadcasts_trail())


@open_to(BROADCAST_READERS)
def play_totals(request: HttpRequest) -> HttpResponseBase:
    """List the stations with what became of their airings in the period."""
    form, airings = _asked(request)
    found = form.apply(airings, sort=False)
    page = page_of(stations_with(found, stations_seen_by(request.user)), request)
    context = {
        "form": form, "page": page, "rows": station_totals(found, list(page.object_list)), "period": form.period,
        "tally": tally_of(found), "may_keep": bool(roles_of(request.user) & BROADCAST_KEEPERS),
    }  # fmt: skip
    return office_page(
        request, "broadcasts/play_totals.html", context, title="Theo từng đài", icon=ICON, trail=log_trail()
    )


@open_to(BROADCAST_READERS)
def unconfirmed(request: HttpRequest) -> HttpResponseBase:
    """List the airings of days before of which nobody has said anything."""
    today = timezone.localdate()
    form = UnconfirmedFilter(request.GET)
    rows = unconfirmed_airings(before=today).filter(station__in=stations_seen_by(request.user))
    page = page_of(form.apply(rows.select_related("bulletin", "slot", "station__agency"), today=today), request)
    context = {"form": form, "page": page, "may_keep": bool(roles_of(request.user) & BROADCAST_KEEPERS)}
    return office_page(
        request, "broadcasts/unconfirmed.html", context, title="Chưa xác nhận", icon=ICON, trail=log_trail()
    )


@require_safe
@open_to(BROADCAST_READERS)
def play_log_csv(request: HttpRequest) -> HttpResponseBase:
    """Give the filtered log as CSV."""
    note, rows = _taken_away(request)
    return _file(csv_file(note, rows), "csv", "text/csv; charset=utf-8")


@require_safe
@open_to(BROADCAST_READERS)
def play_log_xlsx(request: HttpRequest) -> HttpResponseBase:
    """Give the filtered log as a workbook."""
    note, rows = _taken_away(request)
    return _file(xlsx_file(note, rows).getvalue(), "xlsx", _XLSX)


def _taken_away(request: HttpRequest) -> tuple[str, Any]:
    form, airings = _asked(request)
    first, last = form.period
    found = form.apply(airings)
    count = found.count()
    left = f"; chỉ {MOST_IN_FILE} dòng đầu của {count}" if count > MOST_IN_FILE else ""
    note = (
        f"Nhật ký phát từ {first:%d/%m/%Y} đến hết {last:%d/%m/%Y}{left}, lấy lúc {timezone.localtime():%H:%M %d/%m/%Y}"
    )
    return note, all_log_rows(found, most=MOST_IN_FILE)


def _file(data: bytes, kind: str, content_type: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="nhat-ky-phat-{timezone.localdate():%Y%m%d}.{kind}"'
    return answer


@open_to(BROADCAST_READERS)
def airing(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one airing with everything that was said of it: the evidence that a bulletin was heard."""
    seen = Airing.objects.filter(station__in=stations_seen_by(request.user))
    found = get_object_or_404(seen.select_related("station__agency", "bulletin", "slot"), pk=pk)
    at = timezone.now()
    context = {
        "page": airing_page(airing_sheet(found), user_pk=request.user.pk, at=at), "airing": found,
        "may_run": may_run(request.user, found.station), "reasons": REASONS,
        "clusters": found.station.clusters.filter(active=True),
    }  # fmt: skip
    title = f"Lượt phát {timezone.localtime(found.planned_at):%H:%M ngày %d/%m/%Y}"
    return office_page(request, "broadcasts/airing.html", context, title=title, icon=ICON, trail=log_trail())
