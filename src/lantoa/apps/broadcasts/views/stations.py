"""Stations in the office: the list, one of them, adding, changing, putting out of use, the addresses of its player."""

import io

import qrcode
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from qrcode.image.svg import SvgPathFillImage

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.broadcasts.actions.stations import (
    CannotChangeStation,
    remove_station,
    renew_station_key,
    save_station,
    set_station_active,
)
from lantoa.apps.broadcasts.forms.stations import StationFilter, StationForm
from lantoa.apps.broadcasts.models import Station
from lantoa.apps.broadcasts.presenters.stations import slot_lines, station_lines
from lantoa.apps.broadcasts.queries.keepers import (
    BROADCAST_KEEPERS,
    BROADCAST_READERS,
    may_run,
    stations_run_by,
    stations_seen_by,
)
from lantoa.apps.broadcasts.queries.stations import listed_stations, station_sheet
from lantoa.apps.broadcasts.station_links import station_address
from lantoa.apps.broadcasts.views.board import broadcasts_trail
from lantoa.apps.broadcasts.views.found import who

ICON, TITLE = "media", "Đài truyền thanh"
_PROVINCE = BROADCAST_KEEPERS - {Role.RADIO_OFFICER}


def stations_trail(station: Station | None = None) -> list[Crumb]:
    """Return the way from the home page to the stations, or to one of them."""
    trail = [*broadcasts_trail(), (TITLE, reverse("broadcasts:stations"))]
    if station:
        trail.append((station.name, reverse("broadcasts:station", args=[station.pk])))
    return trail


def seen_station(request: HttpRequest, pk: int) -> Station:
    """Return the station if the user may look at it; 404 otherwise."""
    return get_object_or_404(stations_seen_by(request.user).select_related("agency", "channel"), pk=pk)


def run_station(request: HttpRequest, pk: int) -> Station:
    """Return the station if the user keeps it; 404 otherwise."""
    return get_object_or_404(stations_run_by(request.user).select_related("agency", "channel"), pk=pk)


def _bound_agency(request: HttpRequest) -> Agency | None:
    """Return the only agency whose stations the user keeps; None for whoever keeps all."""
    return None if roles_of(request.user) & _PROVINCE else agency_of(request.user)


@open_to(BROADCAST_READERS)
def stations(request: HttpRequest) -> HttpResponseBase:
    """List the stations with their slots, clusters and languages."""
    form = StationFilter(request.GET)
    seen = stations_seen_by(request.user)
    page = page_of(form.apply(listed_stations(seen)), request)
    roles = roles_of(request.user)
    context = {
        "form": form, "page": page, "lines": station_lines(page.object_list), "any": seen.exists(),
        "may_keep": bool(roles & BROADCAST_KEEPERS), "may_import": bool(roles & _PROVINCE),
    }  # fmt: skip
    return office_page(request, "broadcasts/stations.html", context, title=TITLE, icon=ICON, trail=broadcasts_trail())


@open_to(BROADCAST_READERS)
def station(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show all that the register says of one station."""
    found = seen_station(request, pk)
    sheet = station_sheet(found)
    context = {
        "station": found, "sheet": sheet, "slots": slot_lines(sheet.slots), "may_run": may_run(request.user, found),
        "routes": found.routes.all(),
    }  # fmt: skip
    return office_page(request, "broadcasts/station.html", context, title=found.name, icon=ICON, trail=stations_trail())


@open_to(BROADCAST_KEEPERS)
def new_station(request: HttpRequest) -> HttpResponseBase:
    """Take a new station into the register."""
    return _station_form(request, None)


@open_to(BROADCAST_KEEPERS)
def change_station(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change what the register says of a station."""
    return _station_form(request, run_station(request, pk))


def _station_form(request: HttpRequest, kept: Station | None) -> HttpResponseBase:
    posted = request.method == "POST"
    form = StationForm(request.POST if posted else None, instance=kept, own_agency=_bound_agency(request))
    if posted and form.is_valid():
        given = form.cleaned_data
        try:
            saved = save_station(
                station=kept, agency=form.agency, values=form.values, languages=given["languages"], **who(request)
            )
        except CannotChangeStation as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"Đã lưu {saved.name}.")
            return redirect("broadcasts:station", saved.pk)
    title = "Sửa đài" if kept else "Thêm đài"
    context = {"form": form, "cancel": reverse("broadcasts:station", args=[kept.pk]) if kept else None}
    trail = stations_trail(Station.objects.get(pk=kept.pk) if kept else None)
    return office_page(
        request, "broadcasts/station_form.html", context, title=title, icon=ICON, trail=trail,
        status=422 if posted else 200,
    )  # fmt: skip


@require_POST
@open_to(BROADCAST_KEEPERS)
def use_station(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put a station out of use, or into use again."""
    found = run_station(request, pk)
    active = request.POST.get("active") == "1"
    set_station_active(station=found, active=active, **who(request))
    words = "lại đang hoạt động" if active else "đã ngừng hoạt động; địa chỉ máy phát của đài không mở được nữa"
    messages.success(request, f"{found.name} {words}.")
    return redirect("broadcasts:station", pk)


@require_POST
@open_to(BROADCAST_KEEPERS)
def delete_station(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Delete a station of which nothing speaks."""
    found = run_station(request, pk)
    try:
        remove_station(station=found, **who(request))
    except CannotChangeStation as error:
        messages.error(request, str(error))
        return redirect("broadcasts:station", pk)
    messages.success(request, f"Đã xóa {found.name}.")
    return redirect("broadcasts:stations")


@open_to(BROADCAST_KEEPERS)
def station_player(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the secret address of the station's player, to copy or to scan."""
    found = run_station(request, pk)
    context = {"station": found, "address": station_address(found)}
    answer = office_page(
        request, "broadcasts/station_player.html", context, title="Máy phát của đài", icon="desktop",
        trail=stations_trail(found),
    )  # fmt: skip
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@open_to(BROADCAST_KEEPERS)
def station_qr(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the address of the player as a QR code (SVG), black on white whatever the screen's colours."""
    found = run_station(request, pk)
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(station_address(found))
    file = io.BytesIO()
    code.make_image(image_factory=SvgPathFillImage).save(file)
    answer = HttpResponse(file.getvalue(), content_type="image/svg+xml")
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@open_to(BROADCAST_KEEPERS)
def renew_address(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the station another secret address; the old one opens nothing."""
    found = run_station(request, pk)
    renew_station_key(station=found, **who(request))
    messages.success(request, "Đã cấp địa chỉ mới; địa chỉ cũ không mở được nữa. Hãy mở lại địa chỉ mới trên máy phát.")
    return redirect("broadcasts:station_player", pk)
