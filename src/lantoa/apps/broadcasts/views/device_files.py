"""What a station's own machine fetches with its secret address: the feed, packages, sounds.

Whoever holds the address is the station, so the views are open to all. No answer is kept by a cache that others share.
"""

import hashlib
from datetime import datetime, timedelta
from typing import NoReturn

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.base.ranges import ranged_file
from lantoa.apps.base.secret_pages import sealed
from lantoa.apps.broadcasts.actions.deliveries import note_fetched
from lantoa.apps.broadcasts.feeds import MEDIA_TYPE, feed_bytes
from lantoa.apps.broadcasts.models import Delivery, Station
from lantoa.apps.broadcasts.packages import PackageBroken, package_bytes
from lantoa.apps.broadcasts.queries.packages import package_for
from lantoa.apps.broadcasts.queries.sounds import CONTENT_TYPES, FileKind, chosen_sound, sound_file
from lantoa.apps.broadcasts.queries.station_feed import fetchable, is_offered, sound_file_name, station_feed
from lantoa.apps.broadcasts.station_links import station_of

# Two machines that ask every half minute have an emergency within a minute of its approval.
_FEED_CACHE = "private, max-age=20"
_FILE_CACHE = "private, no-cache"
_PLAIN = "text/plain; charset=utf-8"
_OVER = "Bản tin này đã rút hoặc đã hết thời hạn phát: đừng phát nữa, hãy xóa bản đã tải.\n"


@require_safe
@open_to_all
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer with the station's podcast feed: emergencies first, and 304 for whoever has it as it is."""
    station, at = known_station(token), timezone.now()
    found = station_feed(station, at=at)
    data = feed_bytes(found.feed, found.items, changed_at=found.changed_at and timezone.localtime(found.changed_at))
    answer = HttpResponse(data, content_type=MEDIA_TYPE)
    tag, changed = f'"{hashlib.sha256(data).hexdigest()[:32]}"', _second_of(found.changed_at, at)
    answer.headers["ETag"] = tag
    if changed is not None:
        answer.headers["Last-Modified"] = http_date(changed)
    return _private(get_conditional_response(request, tag, changed, answer) or answer, _FEED_CACHE)


def _second_of(moment: datetime | None, at: datetime) -> int | None:
    """Return the second of the last change; None while that second is not over: it would hide a second change in it."""
    if moment is None or at - moment < timedelta(seconds=2):
        return None
    return int(moment.timestamp())


@require_safe
@open_to_all
def package(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """Answer with the package of one of the station's deliveries, made now."""
    station, at = known_station(token), timezone.now()
    delivery = _delivery(station, pk)
    if not is_offered(delivery, at):
        return _refused(_OVER, 410)
    try:
        made = package_for(delivery.bulletin, station)
        data = package_bytes(made)
    except PackageBroken as error:
        return _refused(f"{error}\n", 503)
    sha256 = hashlib.sha256(data).hexdigest()
    answer = HttpResponse(data, content_type="application/zip")
    answer.headers["ETag"] = f'"{sha256}"'
    answer.headers["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answer = get_conditional_response(request, f'"{sha256}"', None, answer) or answer
    if request.method == "GET":
        note_fetched(delivery=delivery, sha256=sha256, at=at)
    return _private(answer, _FILE_CACHE)


@require_safe
@open_to_all
def sound(request: HttpRequest, token: str, pk: int, name: str) -> HttpResponseBase:
    """Answer with the sound of one of the station's deliveries, whole or in part."""
    station, at = known_station(token), timezone.now()
    delivery = _delivery(station, pk)
    if not is_offered(delivery, at):
        return _refused(_OVER, 410)
    chosen = chosen_sound(delivery.bulletin)
    kind: FileKind = "opus" if name.endswith(".opus") else "mp3"
    if chosen is None or f"tep/{pk}/{name}" != sound_file_name(delivery, chosen, kind):
        _not_there()
    sha256 = chosen.mp3_sha256 if kind == "mp3" else chosen.opus_sha256
    try:
        answer = ranged_file(
            request, sound_file(chosen, kind), CONTENT_TYPES[kind], sha256=sha256, cache_control=_FILE_CACHE
        )
    except FileNotFoundError:
        return _refused("Tệp âm thanh không còn trên máy chủ; hãy báo người giữ bản tin.\n", 503)
    if request.method == "GET" and answer.status_code in {200, 206}:
        note_fetched(delivery=delivery, sha256="", at=at)
    return _private(answer, _FILE_CACHE)


def known_station(token: str) -> Station:
    """Return the station whose secret this is; 404 for a forged or an old one, the same for both."""
    station = station_of(token)
    if station is None:
        _not_there()
    return station


def _delivery(station: Station, pk: int) -> Delivery:
    delivery = fetchable(station, pk)
    if delivery is None:
        _not_there()
    return delivery


def _not_there() -> NoReturn:
    raise Http404("Không có địa chỉ này. Hãy lấy địa chỉ mới của đài ở trang quản trị.")


def _private(answer: HttpResponseBase, cache: str) -> HttpResponseBase:
    """Return the answer as one of a secret address that the station's own machine may keep for a moment."""
    sealed(answer).headers["Cache-Control"] = cache
    return answer


def _refused(words: str, status: int) -> HttpResponseBase:
    return sealed(HttpResponse(words, status=status, content_type=_PLAIN))
