"""The sounds of a bulletin: listened to, ordered, recorded, chosen."""

import secrets
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.base.ranges import ranged_file
from lantoa.apps.broadcasts.actions.sounds import (
    CannotMakeSound,
    add_recording,
    choose_sound,
    confirm_recording,
    make_again,
    order_sound,
)
from lantoa.apps.broadcasts.forms.sounds import RecordingForm
from lantoa.apps.broadcasts.models import Bulletin, Sound
from lantoa.apps.broadcasts.presenters.sounds import (
    SoundLine,
    SoundPanel,
    VoiceChoice,
    length_words,
    panel,
    sound_lines,
    voice_choices,
)
from lantoa.apps.broadcasts.queries.keepers import (
    BROADCAST_KEEPERS,
    BROADCAST_READERS,
    bulletins_seen_by,
    may_change,
)
from lantoa.apps.broadcasts.queries.scripts import reading_seconds_at, spoken_text
from lantoa.apps.broadcasts.queries.sounds import (
    CONTENT_TYPES,
    FileKind,
    listed_sounds,
    may_change_sounds,
    sha256_said_now,
    sound_file,
    voice_of,
)
from lantoa.apps.broadcasts.views.board import broadcasts_trail
from lantoa.apps.broadcasts.views.found import who
from lantoa.core.speech import reading_seconds

ICON = "media"
_Kind = Sound.Kind


def seen_bulletin(request: HttpRequest, pk: int) -> Bulletin:
    """Return the bulletin if the user may look at it; 404 otherwise."""
    return get_object_or_404(bulletins_seen_by(request.user).select_related("agency", "language"), pk=pk)


def own_bulletin(request: HttpRequest, pk: int) -> Bulletin:
    """Return the bulletin if the user may change it; whoever only sees it is refused."""
    bulletin = seen_bulletin(request, pk)
    if not may_change(request.user, bulletin):
        raise PermissionDenied("Bản tin này của cơ quan khác; bạn nghe và phát được, không đổi âm thanh được.")
    return bulletin


def panel_of(request: HttpRequest, bulletin: Bulletin) -> SoundPanel:
    """Return what includes/sound_panel.html shows (as `sounds`), for pages that stand around a bulletin."""
    return panel(bulletin, _lines(request, bulletin), _choices(request, bulletin))


@open_to(BROADCAST_READERS)
def sounds(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the sounds of a bulletin, and the ways to have another."""
    bulletin = seen_bulletin(request, pk)
    lines = _lines(request, bulletin)
    context = {
        "bulletin": bulletin,
        "lines": lines,
        "chosen": next((line for line in lines if line.sound.chosen), None),
        "waiting": any(line.is_waiting for line in lines),
        "choices": _choices(request, bulletin),
        "may_change": may_change_sounds(request.user, bulletin),
    }
    title = f"Âm thanh: {bulletin.title}"
    return office_page(
        request, "broadcasts/sounds.html", context, title=title, icon=ICON, trail=broadcasts_trail(bulletin)
    )


@require_POST
@open_to(BROADCAST_KEEPERS)
def order(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Have a sound made by a program."""
    bulletin = own_bulletin(request, pk)
    try:
        order_sound(
            bulletin=bulletin, kind=request.POST.get("kind", ""), key=request.POST.get("key", "")[:64],
            consent=request.POST.get("consent") == "on", **who(request),
        )  # fmt: skip
    except CannotMakeSound as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã đặt làm âm thanh; bản làm xong hiện ở danh sách bên dưới.")
    return _back(request, bulletin)


@require_safe
@open_to(BROADCAST_KEEPERS)
def record(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the words beside the recorder and the field for a file."""
    return _record_page(request, own_bulletin(request, pk), RecordingForm(initial={"key": secrets.token_urlsafe(24)}))


@require_POST
@open_to(BROADCAST_KEEPERS)
def keep_recording(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a person's recording: made in the browser, or a file."""
    bulletin = own_bulletin(request, pk)
    form = RecordingForm(request.POST, request.FILES)
    if form.is_valid() and _keep(request, bulletin, form):
        return redirect("broadcasts:sounds", bulletin.pk)
    return _record_page(request, bulletin, form)


def _record_page(request: HttpRequest, bulletin: Bulletin, form: RecordingForm) -> HttpResponseBase:
    text = spoken_text(bulletin)
    stations = list(bulletin.stations.order_by("name"))
    lengths = [reading_seconds_at(text, station) for station in stations] or [reading_seconds(text)]
    context = {
        "bulletin": bulletin,
        "form": form,
        "paragraphs": [piece.splitlines() for piece in text.split("\n\n") if piece.strip()],
        "expected": " đến ".join(dict.fromkeys(length_words(seconds) for seconds in (min(lengths), max(lengths)))),
        "expected_seconds": round(max(lengths)),
        "program_reads": bulletin.language.spoken_by_program,
    }
    trail = [*broadcasts_trail(bulletin), ("Âm thanh", reverse("broadcasts:sounds", args=[bulletin.pk]))]
    return office_page(
        request, "broadcasts/record.html", context, title=f"Ghi âm: {bulletin.title}", icon=ICON, trail=trail,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@require_POST
@open_to(BROADCAST_KEEPERS)
def choose(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let stations get this sound."""
    sound = _own_sound(request, pk)
    try:
        choose_sound(sound=sound, **who(request))
    except CannotMakeSound as error:
        messages.error(request, str(error))
    else:
        if sound.kind == _Kind.PROOF:
            messages.warning(request, "Đã chọn bản nghe thử làm bản phát. Giọng này khó nghe qua loa; nên thay sớm.")
        else:
            messages.success(request, "Đã chọn làm bản phát.")
    return _back(request, sound.bulletin)


@require_POST
@open_to(BROADCAST_KEEPERS)
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that a recording says the words as they are now."""
    sound = _own_sound(request, pk)
    try:
        confirm_recording(sound=sound, **who(request))
    except CannotMakeSound as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã xác nhận bản ghi đọc đúng lời.")
    return _back(request, sound.bulletin)


@require_POST
@open_to(BROADCAST_KEEPERS)
def again(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Try once more what failed."""
    sound = _own_sound(request, pk)
    try:
        make_again(sound=sound, **who(request))
    except CannotMakeSound as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã đặt làm lại.")
    return _back(request, sound.bulletin)


@require_safe
@open_to(BROADCAST_READERS)
def file(request: HttpRequest, pk: int, kind: FileKind) -> HttpResponseBase:
    """Give the MP3 or the Opus of a sound, whole or in parts; ?tai saves it."""
    seen: Any = bulletins_seen_by(request.user).order_by()
    sound = get_object_or_404(Sound.objects.select_related("bulletin").filter(bulletin__in=seen), pk=pk)
    try:
        path = sound_file(sound, kind)
    except FileNotFoundError as error:
        raise Http404("Bản âm thanh này chưa có tệp.") from error
    name = f"{sound.bulletin.slug}.{kind}" if "tai" in request.GET else ""
    return ranged_file(request, path, CONTENT_TYPES[kind], sha256=path.name, download_name=name)


def _keep(request: HttpRequest, bulletin: Bulletin, form: RecordingForm) -> bool:
    given, upload = form.cleaned_data, form.cleaned_data["file"]
    try:
        add_recording(
            bulletin=bulletin, upload=upload.read(), name=upload.name or "", says_script=given["says_script"],
            key=given["key"], **who(request),
        )  # fmt: skip
    except CannotMakeSound as error:
        form.add_error("file", str(error))
        return False
    messages.success(request, "Đã nhận bản ghi âm; đang ghép nhạc hiệu và cân độ to.")
    return True


def _own_sound(request: HttpRequest, pk: int) -> Sound:
    seen: Any = bulletins_seen_by(request.user).order_by()
    rows = Sound.objects.select_related("bulletin__agency", "bulletin__language").filter(bulletin__in=seen)
    sound = get_object_or_404(rows, pk=pk)
    if not may_change(request.user, sound.bulletin):
        raise PermissionDenied("Bản tin này của cơ quan khác; bạn nghe và phát được, không đổi âm thanh được.")
    return sound


def _lines(request: HttpRequest, bulletin: Bulletin) -> list[SoundLine]:
    return sound_lines(
        listed_sounds(bulletin), sha256=sha256_said_now(bulletin), at=timezone.now(),
        may_change=may_change_sounds(request.user, bulletin),
    )  # fmt: skip


def _choices(request: HttpRequest, bulletin: Bulletin) -> list[VoiceChoice]:
    user: Any = request.user
    if not bulletin.language.spoken_by_program or not may_change_sounds(user, bulletin):
        return []
    proof, site, outside = (voice_of(kind) for kind in (_Kind.PROOF, _Kind.VOICE, _Kind.OUTSIDE))
    person = user.get_full_name() or user.get_username()
    return voice_choices(proof, site, outside, person=person)  # type: ignore[arg-type]


def _back(request: HttpRequest, bulletin: Bulletin) -> HttpResponseBase:
    """Return to the page on which the button stood, where it says so and is ours."""
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return redirect(asked if safe else reverse("broadcasts:sounds", args=[bulletin.pk]))
