"""What a station's officer does with its programme: each checks its form and does one action."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.broadcasts.actions.airings import (
    CannotPlace,
    NoRoom,
    cancel_airing,
    decline_bulletin,
    move_airing,
    order_slot,
    place_in_slot,
    take_bulletin,
)
from lantoa.apps.broadcasts.forms.schedules import BulletinChoice, OrderForm, PlaceForm, ReasonForm, day_of
from lantoa.apps.broadcasts.models import Airing, Bulletin, Placement, Slot, Station
from lantoa.apps.broadcasts.presenters.programme import orderable, slot_cell
from lantoa.apps.broadcasts.queries.airings import day_programme
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_KEEPERS, bulletins_seen_by, stations_run_by
from lantoa.apps.broadcasts.views.found import who
from lantoa.apps.broadcasts.views.schedules import ICON, schedule_trail, week_address


def _station(request: HttpRequest, pk: int) -> Station:
    return get_object_or_404(stations_run_by(request.user).select_related("agency"), pk=pk)


def _airing(request: HttpRequest, pk: int) -> Airing:
    rows = Airing.objects.filter(station__in=stations_run_by(request.user))
    return get_object_or_404(rows.select_related("station", "bulletin", "slot"), pk=pk)


def _first_error(*forms: Any) -> str:
    return next(str(errors[0]) for form in forms for errors in form.errors.values())


def _said(request: HttpRequest, act: Callable[[], str], back: str, mode: str) -> HttpResponseBase:
    """Do the act and say what came of it; where the slot has no room the calendar stays in its mode, to ask again."""
    try:
        messages.success(request, act())
    except NoRoom as error:
        messages.warning(request, f"{error} Vẫn muốn xếp ở đây thì bấm “Xếp dù quá giờ”.")
        return redirect(f"{back}&{mode}&qua-gio=1")
    except CannotPlace as error:
        messages.error(request, str(error))
        return redirect(f"{back}&{mode}")
    return redirect(back)


@open_to(BROADCAST_KEEPERS)
@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put a bulletin into a slot of the station."""
    station = _station(request, pk)
    form, choice = PlaceForm(request.POST, station=station), BulletinChoice(request.POST, station=station)
    if not form.is_valid() or not choice.is_valid():
        messages.error(request, _first_error(form, choice))
        return redirect("broadcasts:schedule", station.pk)
    asked, bulletin = form.cleaned_data, choice.cleaned_data["bulletin"]

    def act() -> str:
        airing = place_in_slot(bulletin=bulletin, **asked, **who(request))
        return f"Đã xếp “{bulletin.title}” vào {_words(airing)}."

    return _said(request, act, week_address(station, asked["day"]), f"xep={bulletin.pk}")


def _words(airing: Airing) -> str:
    return f"{timezone.localtime(airing.planned_at):%H:%M ngày %d/%m/%Y}"


@open_to(BROADCAST_KEEPERS)
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let the program place an offered bulletin on the station."""
    station = _station(request, pk)
    choice = BulletinChoice(request.POST, station=station)
    back = week_address(station, day_of(request.POST.get("tuan")) or timezone.localdate())
    if not choice.is_valid():
        messages.error(request, _first_error(choice))
        return redirect(back)
    bulletin = choice.cleaned_data["bulletin"]
    try:
        placement = take_bulletin(bulletin=bulletin, station=station, **who(request))
    except CannotPlace as error:
        messages.error(request, str(error))
        return redirect(back)
    placed = station.airings.filter(bulletin=bulletin, state=Airing.State.PLANNED).count()
    if placement.state == Placement.State.SHORT:
        messages.warning(request, f"Đã xếp {placed} lượt cho “{bulletin.title}”. {placement.reason}")
    else:
        messages.success(request, f"Đã xếp {placed} lượt cho “{bulletin.title}”.")
    return redirect(back)


@open_to(BROADCAST_KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: int, bulletin: int) -> HttpResponseBase:
    """Refuse an offered bulletin, with the reason."""
    station = _station(request, pk)
    found = get_object_or_404(bulletins_seen_by(request.user).filter(stations=station), pk=bulletin)
    return _reason_page(
        request, station, found, title="Không phát bản tin này",
        act=lambda reason: decline_bulletin(bulletin=found, station=station, reason=reason, **who(request)),
        done=f"Đã ghi: đài không phát “{found.title}”.", day=timezone.localdate(), button="Không phát",
    )  # fmt: skip


@open_to(BROADCAST_KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take an airing out of the programme, with the reason."""
    airing = _airing(request, pk)
    return _reason_page(
        request, airing.station, airing.bulletin, title=f"Bỏ lượt phát {_words(airing)}",
        act=lambda reason: cancel_airing(airing=airing, reason=reason, **who(request)),
        done=f"Đã bỏ lượt {_words(airing)} của “{airing.bulletin.title}”.", day=airing.day, button="Bỏ lượt này",
    )  # fmt: skip


def _reason_page(
    request: HttpRequest,
    station: Station,
    bulletin: Bulletin,
    *,
    title: str,
    act: Callable[[str], object],
    done: str,
    day: date,
    button: str,
) -> HttpResponseBase:
    form, back = ReasonForm(request.POST or None), week_address(station, day)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data["reason"])
        except CannotPlace as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "station": station, "bulletin": bulletin, "back": back, "button": button}
    return office_page(
        request, "broadcasts/schedule_reason.html", context, title=title, icon=ICON, trail=schedule_trail(station),
        status=422 if form.errors else 200,
    )  # fmt: skip


@open_to(BROADCAST_KEEPERS)
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give an airing another slot."""
    airing = _airing(request, pk)
    form = PlaceForm(request.POST, station=airing.station)
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return redirect(week_address(airing.station, airing.day))
    asked = form.cleaned_data

    def act() -> str:
        moved = move_airing(airing=airing, **asked, **who(request))
        return f"Đã chuyển “{airing.bulletin.title}” sang {_words(moved)}."

    return _said(request, act, week_address(airing.station, asked["day"]), f"chuyen={airing.pk}")


@open_to(BROADCAST_KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, pk: int, day: str) -> HttpResponseBase:
    """Decide in which order the airings of a slot are played on one day."""
    slot = get_object_or_404(Slot.objects.select_related("station"), pk=pk, station__in=stations_run_by(request.user))
    on = day_of(day)
    programmes = day_programme(slot.station, on).slots if on else ()
    found = next((one for one in programmes if one.slot.pk == slot.pk), None)
    if on is None or found is None:
        raise Http404
    airings = [(one.pk, one.bulletin.title) for one in orderable(found)]
    form = OrderForm(request.POST if request.method == "POST" else None, airings=airings)
    back = week_address(slot.station, on)
    if request.method == "POST" and len(airings) < 2:
        messages.info(request, "Khung giờ này chưa có hai bản tin để xếp thứ tự.")
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        try:
            order_slot(slot=slot, day=on, order=form.order, **who(request))
        except CannotPlace as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã ghi thứ tự phát của khung {slot.starts:%H:%M} ngày {on:%d/%m/%Y}.")
            return redirect(back)
    cell = slot_cell(found, at=timezone.now())
    context = {
        "form": form, "slot": slot, "day": on, "cell": cell, "back": back, "station": slot.station,
        "rows": [(line, form[f"a{line.pk}"] if f"a{line.pk}" in form.fields else None) for line in cell.airings],
    }  # fmt: skip
    return office_page(
        request, "broadcasts/slot_order.html", context, title=f"Thứ tự phát {slot.starts:%H:%M} ngày {on:%d/%m/%Y}",
        icon=ICON, trail=schedule_trail(slot.station), status=422 if form.errors else 200,
    )  # fmt: skip
