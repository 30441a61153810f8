"""The player of a station: its own machine opens it with a secret address, without an account.

The address is the right: every view asks it first, so all are open to all (ADR 0035).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.base.policies import PERMISSIONS, STRICT
from lantoa.apps.base.ranges import ranged_file
from lantoa.apps.base.secret_pages import sealed
from lantoa.apps.broadcasts.actions.playing import CannotReport, confirm_airing
from lantoa.apps.broadcasts.forms.player import PlayerReportForm
from lantoa.apps.broadcasts.models import Airing, Bulletin, PlayReport, Station
from lantoa.apps.broadcasts.presenters.player import player_programme, sound_path_of
from lantoa.apps.broadcasts.presenters.station_today import TodayPage, today_page
from lantoa.apps.broadcasts.queries.durations import durations_of
from lantoa.apps.broadcasts.queries.sounds import CONTENT_TYPES, sound_file
from lantoa.apps.broadcasts.queries.station_today import sounds_to_play, station_today, todays_mark
from lantoa.apps.broadcasts.station_links import station_of, station_path

POLL_SECONDS = 20
# What one station's machines may report in a minute: far more than a day of theirs.
MOST_A_MINUTE = 60
_POLICY = "; ".join(
    f"{name} {' '.join(sources)}"
    for name, sources in {**STRICT, "media-src": ["'self'", "blob:"]}.items()  # sounds that were fetched ahead
)
_ALLOWED = PERMISSIONS.replace("autoplay=()", "autoplay=(self), screen-wake-lock=(self)")


def device_page(*methods: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Return a decorator: the view gets the station in place of the token; a forged or old one is refused in words."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answered(request: HttpRequest, token: str, **given: Any) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            station = station_of(token)
            if station is None:
                return sealed(render(request, "broadcasts/player_refused.html", status=404))
            answer = view(request, station, **given)
            answer.headers["Content-Security-Policy"] = _POLICY
            answer.headers["Permissions-Policy"] = _ALLOWED
            kept = answer.headers.get("Cache-Control")
            answer = sealed(answer)
            if kept:
                answer.headers["Cache-Control"] = kept
            return answer

        return answered

    return decorate


@open_to_all
@device_page("GET", "HEAD")
def player(request: HttpRequest, station: Station) -> HttpResponseBase:
    """Show the day's programme; a script plays it at its time, without it each sound has a button."""
    at = timezone.now()
    day = timezone.localdate(at)
    page = _page(station)
    context = {
        "station": station, "day": day, "now": at, "page": page, "poll": POLL_SECONDS, "path": station_path(station),
        "zone": timezone.get_current_timezone_name(),
        "done": request.GET.get("da", ""), "mistake": request.GET.get("loi", ""),
        "sounds": {card.airing.pk: sound_path_of(station, card) for card in _cards(page) if card.sound},
    }  # fmt: skip
    return render(request, "broadcasts/player.html", context)


@open_to_all
@device_page("GET", "HEAD")
def programme(request: HttpRequest, station: Station) -> HttpResponseBase:
    """Give the day's programme as records."""
    at = timezone.now()
    day = timezone.localdate(at)
    mark, _ = todays_mark(station, day, at=at)
    return JsonResponse(player_programme(_page(station), station, day=day, mark=mark, at=at))


def _page(station: Station) -> TodayPage:
    at = timezone.now()
    found = station_today(station, timezone.localdate(at), at=at)
    durations = durations_of({one.bulletin_id for one in found.airings})
    return today_page(found, station, durations, user_pk=None, at=at)


def _cards(page: TodayPage) -> list[Any]:
    return [*page.emergencies, *page.elsewhere, *(card for slot in page.slots for card in slot.cards)]


@open_to_all
@device_page("GET", "HEAD")
def sound(request: HttpRequest, station: Station, bulletin: int) -> HttpResponseBase:
    """Give the sound of a bulletin on the station's list."""
    approved = Airing.objects.filter(station=station, bulletin=bulletin, bulletin__state=Bulletin.State.APPROVED)
    on_list = approved.exclude(state=Airing.State.CANCELLED).exists()
    found = sounds_to_play([bulletin]).get(bulletin) if on_list else None
    if found is None:
        raise Http404("Bản tin không có bản âm thanh cho đài này.")
    try:
        path = sound_file(found, "mp3")
    except FileNotFoundError as error:
        raise Http404("Tệp âm thanh không còn.") from error
    return ranged_file(request, path, CONTENT_TYPES["mp3"], sha256=found.mp3_sha256)


@csrf_exempt
@open_to_all
@device_page("POST")
def report(request: HttpRequest, station: Station) -> HttpResponseBase:
    """Take the machine's word that it has played an airing. The secret in the address stands for a form's token; the
    same report that comes twice is one.
    """
    if _too_often(station):
        return JsonResponse({"problem": "Báo quá nhiều lần; hãy thử lại sau một phút."}, status=429)
    form = PlayerReportForm(request.POST)
    if not form.is_valid():
        return _answer(request, station, problem="Báo phát thiếu hoặc sai thông tin.", status=400)
    said, at = form.said, timezone.now()
    airing = Airing.objects.filter(station=station, pk=said["airing"]).select_related("bulletin").first()
    if airing is None:
        return _answer(request, station, problem="Không có lượt phát này ở đài.", status=404)
    try:
        confirm_airing(
            airing=airing, played_at=said["played_at"] or _usual(airing, at), how=PlayReport.How.PLAYER,
            by=f"máy phát: {station.name}", at=at, key=f"player:{station.pk}:{said['key']}", seconds=said["seconds"],
        )  # fmt: skip
    except CannotReport as error:
        return _answer(request, station, problem=str(error), status=409)
    return _answer(request, station, airing=airing)


def _usual(airing: Airing, at: datetime) -> datetime:
    """Return when an airing was played of which nothing else is said: at its time in its slot, else just now."""
    return min(airing.planned_at, at) if airing.slot_id else at


def _answer(
    request: HttpRequest, station: Station, *, airing: Airing | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    """Return what came of a report: to the script as a record, to a form without a script the page again."""
    if request.headers.get("Accept", "").startswith("application/json"):
        record = {"airing": airing.pk, "state": airing.state} if airing else {"problem": problem}
        return JsonResponse(record, status=status)
    asked = f"?da={airing.pk}" if airing else "?loi=1"
    return HttpResponseRedirect(f"{station_path(station)}{asked}", status=303)


def _too_often(station: Station) -> bool:
    """Return whether the station's machines have reported more than so often in this minute."""
    # Counting on moves the end of an entry, so the minute stands in its name.
    key = f"station-player:{station.pk}:{timezone.now():%Y%m%d%H%M}"
    cache.add(key, 0, timeout=timedelta(minutes=2).total_seconds())
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:  # it was thrown out in between
        return False
