"""The page of a station on a phone: what is on the list today, and one tap for what was played."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.base.ranges import ranged_file
from lantoa.apps.broadcasts.actions.playing import CannotReport, confirm_airing
from lantoa.apps.broadcasts.models import Airing, PlayReport, Slot
from lantoa.apps.broadcasts.presenters.station_today import REASONS, today_page
from lantoa.apps.broadcasts.queries.durations import durations_of
from lantoa.apps.broadcasts.queries.keepers import (
    BROADCAST_KEEPERS,
    BROADCAST_READERS,
    may_run,
    stations_run_by,
    stations_seen_by,
)
from lantoa.apps.broadcasts.queries.sounds import CONTENT_TYPES, sound_file
from lantoa.apps.broadcasts.queries.station_today import (
    sounds_to_play,
    station_counts,
    station_today,
    todays_mark,
)
from lantoa.apps.broadcasts.views.stations import ICON, run_station, seen_station, stations_trail

# An emergency has to be seen within a minute of its approval.
POLL_SECONDS, REFRESH_SECONDS = 20, 50


@open_to(BROADCAST_KEEPERS)
def my_stations(request: HttpRequest) -> HttpResponseBase:
    """Lead to the page of the only station, or list those that the user keeps with what waits at each."""
    run = stations_run_by(request.user)
    pks = list(run.filter(active=True).values_list("pk", flat=True)[:2])
    if len(pks) == 1:
        return redirect("broadcasts:station_today", pks[0])
    rows = station_counts(run, timezone.localdate(), at=timezone.now())
    context = {"rows": rows}
    return office_page(request, "broadcasts/my_stations.html", context, title="Đài hôm nay", icon=ICON)


@open_to(BROADCAST_READERS)
def today(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what the station plays today: emergencies first, then what is not confirmed yet, then slot by slot."""
    station, at = seen_station(request, pk), timezone.now()
    day = timezone.localdate(at)
    found = station_today(station, day, at=at)
    durations = durations_of({one.bulletin_id for one in found.airings})
    mark, _ = todays_mark(station, day, at=at)
    context: dict[str, Any] = {
        "station": station, "day": day, "now": at, "may_run": may_run(request.user, station), "reasons": REASONS,
        "page": today_page(found, station, durations, user_pk=request.user.pk, at=at), "waiting": found.waiting,
        "mark": mark, "poll": POLL_SECONDS, "refresh": REFRESH_SECONDS, "still": "dung" in request.GET,
        "several": stations_run_by(request.user).filter(active=True).count() > 1,
    }  # fmt: skip
    answer = office_page(
        request, "broadcasts/station_today.html", context, title=f"Hôm nay: {station.name}", icon=ICON,
        trail=stations_trail(station),
    )  # fmt: skip
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@open_to(BROADCAST_READERS)
def station_news(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say whether the station's list is another one than the page shows, and which emergency waits."""
    station = get_object_or_404(stations_seen_by(request.user), pk=pk)
    at = timezone.now()
    mark, emergency = todays_mark(station, timezone.localdate(at), at=at)
    answer = JsonResponse({"mark": mark, "emergency": emergency})
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
@open_to(BROADCAST_READERS)
def station_sound(request: HttpRequest, pk: int, bulletin: int) -> HttpResponseBase:
    """Give the sound that the station plays of a bulletin on its list."""
    station = get_object_or_404(stations_seen_by(request.user), pk=pk)
    on_list = Airing.objects.filter(station=station, bulletin=bulletin).exists()
    sound = sounds_to_play([bulletin]).get(bulletin) if on_list else None
    if sound is None:
        raise Http404("Bản tin không có bản âm thanh cho đài này.")
    try:
        path = sound_file(sound, "mp3")
    except FileNotFoundError as error:
        raise Http404("Tệp âm thanh không còn.") from error
    name = f"{sound.bulletin.slug}.mp3" if "tai" in request.GET else ""
    return ranged_file(request, path, CONTENT_TYPES["mp3"], sha256=sound.mp3_sha256, download_name=name)


@require_POST
@open_to(BROADCAST_KEEPERS)
def confirm_slot(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Note that all of a slot was played at its time: every airing of it that is still open."""
    station, at = run_station(request, pk), timezone.now()
    slot = get_object_or_404(Slot, station=station, pk=request.POST.get("slot", "0") or 0)
    planned_at = _moment(request.POST.get("planned_at", ""))
    key = request.POST.get("key", "")[:60]
    if planned_at is None or not key:
        raise Http404("Không rõ khung giờ nào.")
    open_ = Airing.objects.filter(station=station, slot=slot, planned_at=planned_at, state=Airing.State.PLANNED)
    count = 0
    try:
        for airing in open_.select_related("bulletin"):
            confirm_airing(
                airing=airing, played_at=planned_at, how=PlayReport.How.TAP, by=request.user, at=at,  # type: ignore[arg-type]
                key=f"tap:{key}:{airing.pk}",
            )  # fmt: skip
            count += 1
    except CannotReport as error:
        messages.error(request, str(error))
    if count:
        messages.success(request, f"Đã ghi: cả khung {timezone.localtime(planned_at):%H:%M} đã phát, {count} bản tin.")
    else:
        messages.info(request, "Không còn lượt nào của khung này chờ xác nhận.")
    return redirect(f"{reverse('broadcasts:station_today', args=[pk])}#khung-{slot.pk}")


def _moment(words: str) -> Any:
    try:
        found = parse_datetime(words)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None
