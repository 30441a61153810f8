"""Clusters and slots of a station."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.broadcasts.actions.stations import (
    CannotChangeStation,
    remove_cluster,
    remove_slot,
    save_cluster,
    save_slot,
)
from lantoa.apps.broadcasts.forms.stations import ClusterForm, SlotForm
from lantoa.apps.broadcasts.models import Cluster, Slot, Station
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_KEEPERS, stations_run_by
from lantoa.apps.broadcasts.views.found import who
from lantoa.apps.broadcasts.views.stations import ICON, run_station, stations_trail


@open_to(BROADCAST_KEEPERS)
def new_cluster(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a new cluster of loudspeakers."""
    return _cluster_form(request, run_station(request, pk), None)


@open_to(BROADCAST_KEEPERS)
def change_cluster(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a cluster."""
    kept = _part(request, Cluster.objects.all(), pk)
    return _cluster_form(request, kept.station, kept)


def _cluster_form(request: HttpRequest, station: Station, kept: Cluster | None) -> HttpResponseBase:
    form = ClusterForm(request.POST if request.method == "POST" else None, instance=kept)

    def save() -> Cluster:
        return save_cluster(station=station, cluster=kept, values=form.cleaned_data, **who(request))

    title = "Sửa cụm loa" if kept else "Thêm cụm loa"
    return _part_form(request, station, form, save, title=title, wrong="name")


@open_to(BROADCAST_KEEPERS)
def new_slot(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a new slot."""
    return _slot_form(request, run_station(request, pk), None)


@open_to(BROADCAST_KEEPERS)
def change_slot(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change a slot."""
    kept = _part(request, Slot.objects.all(), pk)
    return _slot_form(request, kept.station, kept)


def _slot_form(request: HttpRequest, station: Station, kept: Slot | None) -> HttpResponseBase:
    form = SlotForm(request.POST if request.method == "POST" else None, instance=kept)

    def save() -> Slot:
        return save_slot(station=station, slot=kept, values=form.cleaned_data, **who(request))

    title = "Sửa khung giờ" if kept else "Thêm khung giờ"
    return _part_form(request, station, form, save, title=title, wrong="starts")


def _part_form(
    request: HttpRequest,
    station: Station,
    form: BaseForm,
    save: Callable[[], Cluster | Slot],
    *,
    title: str,
    wrong: str,
) -> HttpResponseBase:
    """Show the form, or store it and go back to the station; `wrong` is the field that bears a refusal."""
    posted = request.method == "POST"
    if posted and form.is_valid():
        try:
            saved = save()
        except CannotChangeStation as error:
            form.add_error(wrong, str(error))
        else:
            messages.success(request, f"Đã lưu {saved}.")
            return redirect("broadcasts:station", station.pk)
    context = {"form": form, "cancel": reverse("broadcasts:station", args=[station.pk])}
    trail = stations_trail(station)
    return office_page(
        request, "broadcasts/station_form.html", context, title=title, icon=ICON, trail=trail,
        status=422 if posted else 200,
    )  # fmt: skip


@require_POST
@open_to(BROADCAST_KEEPERS)
def delete_cluster(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Delete a cluster, or put it out of use when something speaks of it."""
    kept = _part(request, Cluster.objects.all(), pk)
    gone = remove_cluster(cluster=kept, **who(request))
    words = "Đã xóa" if gone else "Đã có bản tin hoặc báo phát nhắc đến nên chỉ ngừng dùng"
    messages.success(request, f"{words}: {kept.name}.")
    return redirect("broadcasts:station", kept.station_id)


@require_POST
@open_to(BROADCAST_KEEPERS)
def delete_slot(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Delete a slot, or put it out of use when something was or is to be played in it."""
    kept = _part(request, Slot.objects.all(), pk)
    gone = remove_slot(slot=kept, **who(request))
    words = "Đã xóa khung giờ" if gone else "Khung giờ đã có lượt phát nên chỉ ngừng dùng"
    messages.success(request, f"{words}: {kept}.")
    return redirect("broadcasts:station", kept.station_id)


def _part(request: HttpRequest, rows: QuerySet[Any], pk: int) -> Any:
    """Return the row if its station is one that the user keeps; 404 otherwise."""
    own = rows.filter(station__in=stations_run_by(request.user))
    return get_object_or_404(own.select_related("station__agency"), pk=pk)
