"""Stations from a pasted table: looked at first, then stored."""

import hashlib

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import Role
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.broadcasts.actions.station_imports import import_stations
from lantoa.apps.broadcasts.forms.stations import PastedStations
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_KEEPERS
from lantoa.apps.broadcasts.queries.stations import MAX_LINES, PastedLine, pasted_stations
from lantoa.apps.broadcasts.views.found import who
from lantoa.apps.broadcasts.views.stations import ICON, stations_trail

_IMPORTERS = BROADCAST_KEEPERS - {Role.RADIO_OFFICER}


@require_safe
@open_to(_IMPORTERS)
def paste_stations(request: HttpRequest) -> HttpResponseBase:
    """Show where to paste the lines."""
    return _page(request, PastedStations(), [])


@require_POST
@open_to(_IMPORTERS)
def preview_stations(request: HttpRequest) -> HttpResponseBase:
    """Show what pasted lines would become; store them when the same lines come back with the button pressed."""
    form = PastedStations(request.POST)
    if not form.is_valid():
        return _page(request, form, [], status=422)
    lines = pasted_stations(form.cleaned_data["text"], on=timezone.localdate())
    if request.POST.get("seen") != _mark(lines):
        return _page(request, form, lines)
    made = import_stations(lines=lines, **who(request))
    left = len(lines) - len(made)
    messages.success(request, f"Đã thêm {len(made)} đài{f'; bỏ qua {left} dòng chưa dùng được' if left else ''}.")
    return redirect("broadcasts:stations")


def _page(
    request: HttpRequest, form: PastedStations, lines: list[PastedLine], *, status: int = 200
) -> HttpResponseBase:
    good = sum(not line.problem for line in lines)
    context = {
        "form": form, "lines": lines, "good": good, "bad": len(lines) - good, "seen": _mark(lines), "most": MAX_LINES,
    }  # fmt: skip
    trail, title = stations_trail(), "Nhập đài từ bảng"
    return office_page(
        request, "broadcasts/paste_stations.html", context, title=title, icon=ICON, trail=trail, status=status
    )


def _mark(lines: list[PastedLine]) -> str:
    """Return what tells this preview from any other: what is stored is what was looked at."""
    words = "\n".join(f"{one.name}|{one.agency and one.agency.pk}|{one.clusters}|{one.problem}" for one in lines)
    return hashlib.sha256(words.encode()).hexdigest()[:32]
