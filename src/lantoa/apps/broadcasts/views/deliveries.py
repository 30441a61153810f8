"""Deliveries in the office: the list, a package, another try; the routes and secret addresses of a station."""

import io

import qrcode
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe
from qrcode.image.svg import SvgPathFillImage

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.broadcasts.actions.deliveries import CannotDeliver, deliver_again, set_route
from lantoa.apps.broadcasts.forms.deliveries import DeliveryFilter
from lantoa.apps.broadcasts.models import Delivery, Station
from lantoa.apps.broadcasts.packages import PackageBroken, package_bytes
from lantoa.apps.broadcasts.presenters.deliveries import delivery_lines, route_lines
from lantoa.apps.broadcasts.queries.deliveries import deliveries_seen_by, listed_deliveries, routes_of
from lantoa.apps.broadcasts.queries.keepers import (
    BROADCAST_KEEPERS,
    BROADCAST_READERS,
    bulletins_seen_by,
    may_run,
    stations_run_by,
    stations_seen_by,
)
from lantoa.apps.broadcasts.queries.packages import NotToBePlayed, package_for
from lantoa.apps.broadcasts.station_links import station_address
from lantoa.apps.broadcasts.views.board import broadcasts_trail
from lantoa.apps.broadcasts.views.stations import stations_trail

ICON, TITLE = "download", "Lượt giao"


@open_to(BROADCAST_READERS)
def deliveries(request: HttpRequest) -> HttpResponseBase:
    """List the deliveries: all, of a bulletin, or of a station."""
    seen = deliveries_seen_by(request.user)
    form = DeliveryFilter(
        request.GET, bulletins=bulletins_seen_by(request.user), stations=stations_seen_by(request.user)
    )
    page = page_of(form.apply(listed_deliveries(seen)), request)
    shown = form.cleaned_data if form.is_valid() else {}
    run = frozenset(stations_run_by(request.user).values_list("pk", flat=True))
    context = {
        "form": form,
        "page": page,
        "lines": delivery_lines(page.object_list, at=timezone.now(), run=run),
        "bulletin": shown.get("bulletin"),
        "station": shown.get("station"),
    }
    return office_page(request, "broadcasts/deliveries.html", context, title=TITLE, icon=ICON, trail=broadcasts_trail())


@require_safe
@open_to(BROADCAST_READERS)
def delivery_package(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the package of a delivery as it is now; the station's own fetching is not counted by this."""
    delivery = _seen(request, pk)
    try:
        made = package_for(delivery.bulletin, delivery.station)
        data = package_bytes(made)
    except (NotToBePlayed, PackageBroken) as error:
        messages.error(request, str(error))
        return redirect(_back(request, delivery))
    answer = HttpResponse(data, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{delivery.station.slug}-{made.name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@open_to(BROADCAST_KEEPERS)
def retry_delivery(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make a delivery that failed due at once."""
    delivery = _seen(request, pk)
    if not may_run(request.user, delivery.station):
        raise PermissionDenied("Đài này của cơ quan khác; người giữ đài mới giao lại được.")
    try:
        deliver_again(delivery=delivery, by=request.user, at=timezone.now())  # type: ignore[arg-type]  # signed in
    except CannotDeliver as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Sẽ giao lại trong ít giây nữa; tải lại trang để xem kết quả.")
    return redirect(_back(request, delivery))


@open_to(BROADCAST_KEEPERS)
def station_routes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show how packages come to a station: its feed, its folder, the source-information system."""
    station = _run(request, pk)
    context = {
        "station": station,
        "address": station_address(station, "rss.xml"),
        "routes": route_lines(routes_of(station)),
        "folder": station.slug,
    }
    answer = office_page(
        request, "broadcasts/station_routes.html", context, title="Đường giao", icon=ICON, trail=stations_trail(station)
    )
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@open_to(BROADCAST_KEEPERS)
def switch_route(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Switch a route of a station on or off."""
    station = _run(request, pk)
    active = request.POST.get("active") == "1"
    kind = request.POST.get("kind", "")
    try:
        route = set_route(station=station, kind=kind, active=active, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotDeliver as error:
        messages.error(request, str(error))
    else:
        words = "Đã bật" if active else "Đã tắt"
        messages.success(request, f"{words} đường giao “{route.get_kind_display()}” của {station.name}.")
    return redirect("broadcasts:station_routes", pk)


@require_safe
@open_to(BROADCAST_KEEPERS)
def feed_qr(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the address of a station's feed as a QR code (SVG), black on white whatever the screen's colours."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(station_address(_run(request, pk), "rss.xml"))
    file = io.BytesIO()
    code.make_image(image_factory=SvgPathFillImage).save(file)
    answer = HttpResponse(file.getvalue(), content_type="image/svg+xml")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _seen(request: HttpRequest, pk: int) -> Delivery:
    rows = deliveries_seen_by(request.user).select_related(
        "station__agency", "bulletin__agency", "bulletin__language", "bulletin__approved_by"
    )
    return get_object_or_404(rows, pk=pk)


def _run(request: HttpRequest, pk: int) -> Station:
    station = get_object_or_404(stations_run_by(request.user).select_related("agency"), pk=pk)
    if not station.active and request.method == "POST":
        raise Http404("Đài đang ngừng hoạt động.")
    return station


def _back(request: HttpRequest, delivery: Delivery) -> str:
    """Return the list one came from; that of the bulletin where it cannot be told."""
    came_from = request.POST.get("back", "")
    here = reverse("broadcasts:deliveries")
    if came_from.startswith(f"{here}?") and url_has_allowed_host_and_scheme(came_from, allowed_hosts=None):
        return came_from
    return f"{here}?bulletin={delivery.bulletin_id}"
