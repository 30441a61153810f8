"""How fast a station reads: its timed readings, and learning from them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.broadcasts.actions.tempo import (
    CannotLearn,
    add_tempo_reading,
    learn_station_tempo,
    remove_tempo_reading,
)
from lantoa.apps.broadcasts.forms.tempo import TempoForm
from lantoa.apps.broadcasts.models import Station, TempoReading
from lantoa.apps.broadcasts.presenters.scripts import time_words
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_READERS, may_run, stations_seen_by
from lantoa.apps.broadcasts.queries.scripts import reading_seconds_at, way_of_reading
from lantoa.apps.broadcasts.views.found import who
from lantoa.apps.broadcasts.views.stations import stations_trail
from lantoa.core.speech import speak
from lantoa.core.speech.tempo import TimedReading, why_not_learnt
from lantoa.core.viettext import format_number, format_percent


@require_http_methods(["GET", "POST"])
@open_to(BROADCAST_READERS)
def tempo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the timed readings of a station; whoever runs it adds and removes them, and learns from them."""
    station = get_object_or_404(stations_seen_by(request.user).select_related("agency"), pk=pk)
    keeps = may_run(request.user, station)
    if request.method == "GET":
        return _page(request, station, None, keeps=keeps)
    if not keeps:
        raise PermissionDenied("Chỉ người giữ đài mới đo tốc độ đọc của đài.")
    act = request.POST.get("act", "add")
    if act == "learn":
        return _learnt(request, station)
    if act == "remove":
        reading = get_object_or_404(station.readings, pk=_number(request.POST.get("reading")))
        remove_tempo_reading(reading=reading, **who(request))
        messages.success(request, "Đã bỏ lần đọc; bấm “Tính lại tốc độ” để dùng các lần còn lại.")
        return redirect("broadcasts:tempo", pk)
    form = TempoForm(request.POST, station=station, today=timezone.localdate())
    if not form.is_valid():
        return _page(request, station, form, keeps=True)
    given = form.cleaned_data
    text = given["bulletin"].script if given["bulletin"] else _said(station, form.written())
    add_tempo_reading(station=station, text=text, seconds=given["length"], read_on=given["read_on"], **who(request))
    messages.success(request, "Đã thêm lần đọc.")
    return redirect("broadcasts:tempo", pk)


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() else 0


def _said(station: Station, written: str) -> str:
    way = way_of_reading(station.agency_id, on=timezone.localdate())
    return speak(written, style=way.style, lexicon=way.lexicon, decisions=way.decisions).text


def _learnt(request: HttpRequest, station: Station) -> HttpResponseBase:
    try:
        found = learn_station_tempo(station=station, **who(request))
    except CannotLearn as problem:
        messages.error(request, str(problem))
    else:
        messages.success(
            request,
            f"Đài đọc {format_number(round(found.syllables_per_minute))} tiếng mỗi phút; các lần đọc lệch trung bình "
            f"{format_percent(found.mean_error)} so với cách tính này.",
        )
    return redirect("broadcasts:tempo", station.pk)


def _page(request: HttpRequest, station: Station, form: TempoForm | None, *, keeps: bool) -> HttpResponseBase:
    readings = list(station.readings.select_related("added_by"))
    page = page_of(readings, request)
    context = {
        "station": station,
        "keeps": keeps,
        "form": form or TempoForm(station=station, today=timezone.localdate()),
        "page": page,
        "rows": [(one, *_words(one, station)) for one in page],
        "why_not": why_not_learnt(TimedReading(one.text, float(one.seconds)) for one in readings),
    }
    title = f"Tốc độ đọc: {station.name}"
    return office_page(
        request, "broadcasts/tempo.html", context, title=title, icon="time", trail=stations_trail(station),
        status=422 if form else 200,
    )  # fmt: skip


def _words(reading: TempoReading, station: Station) -> tuple[str, str, str]:
    """Return the beginning of a reading, how long it took, and how far the time worked out lies from that."""
    seconds = float(reading.seconds)
    apart = reading_seconds_at(reading.text, station) / seconds - 1
    way = "dài hơn" if apart > 0 else "ngắn hơn"
    minutes, rest = divmod(round(seconds), 60)
    return (
        reading.text[:90],
        f"{minutes}:{rest:02d}",
        f"tính ra {time_words(seconds * (1 + apart))}, {way} {format_percent(abs(apart))}",
    )
