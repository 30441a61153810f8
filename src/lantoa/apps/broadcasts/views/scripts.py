"""The script editor: written beside spoken, each change to be taken back or said otherwise; the reader's sheet."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.broadcasts.actions.items import change_item
from lantoa.apps.broadcasts.actions.open_bulletins import CannotChangeBulletin
from lantoa.apps.broadcasts.actions.scripts import decide_place, restore_place, rewrite_frame
from lantoa.apps.broadcasts.actions.words import decide_reading
from lantoa.apps.broadcasts.forms.scripts import PlaceForm, UnknownForm, WrittenForm
from lantoa.apps.broadcasts.models import Bulletin, Item
from lantoa.apps.broadcasts.presenters.microphone import (
    LEGEND,
    differences,
    sheet_docx,
    sheet_name,
    sheet_of,
    sheet_text,
)
from lantoa.apps.broadcasts.presenters.scripts import piece_views, time_lines, unknown_words
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_READERS, bulletins_seen_by, may_change
from lantoa.apps.broadcasts.queries.readiness import what_is_wrong_with
from lantoa.apps.broadcasts.queries.scripts import reading_day, script_of
from lantoa.apps.broadcasts.queries.word_keepers import keeps_for_the_province, may_keep_words_of
from lantoa.apps.broadcasts.views.board import broadcasts_trail
from lantoa.apps.broadcasts.views.found import who
from lantoa.apps.broadcasts.views.sounds import panel_of

ICON = "edit"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = {"txt": "text/plain; charset=utf-8", "docx": _DOCX}


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed that could not be stored, at which place of the page, and why."""

    anchor: str
    words: str
    problem: str


def _seen(request: HttpRequest, pk: int) -> Bulletin:
    rows = bulletins_seen_by(request.user).select_related("agency", "language", "approved_by")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
@open_to(BROADCAST_READERS)
def script(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a bulletin written beside spoken; whoever may change it decides how it is read here."""
    bulletin = _seen(request, pk)
    if request.method == "GET":
        return _page(request, bulletin)
    if not may_change(request.user, bulletin):
        raise PermissionDenied("Bản tin này của cơ quan khác; bạn xem và phát được, không sửa được.")
    act = {"unknown": _decide_unknown, "write": _rewrite}.get(request.POST.get("act", ""), _decide_place)
    try:
        return act(request, bulletin)
    except CannotChangeBulletin as problem:
        words = request.POST.get("written" if act is _rewrite else "spoken", "")
        return _page(request, _seen(request, pk), typed=Typed(_anchor(request), words, str(problem)))


def _anchor(request: HttpRequest) -> str:
    piece, start = request.POST.get("piece", ""), request.POST.get("start", "")
    return f"p{piece}-{start}" if start else f"p{piece}-written"


def _page(
    request: HttpRequest, bulletin: Bulletin, *, typed: Typed | None = None, unknown: UnknownForm | None = None
) -> HttpResponseBase:
    script = script_of(bulletin, on=reading_day(bulletin))
    text = bulletin.script or script.text
    editable = may_change(request.user, bulletin) and bulletin.state == Bulletin.State.DRAFT
    stations = bulletin.stations.prefetch_related("slots").order_by("name")
    words = unknown_words(script)
    context: dict[str, Any] = {
        "bulletin": bulletin,
        "script": script,
        "editable": editable,
        "frozen": bool(bulletin.script),
        "wrong": () if bulletin.script else what_is_wrong_with(bulletin, script.text),
        "differences": differences(bulletin.script, script.text) if bulletin.script else (),
        "pieces": () if bulletin.script else piece_views(script),
        "unknown": words,
        "unknown_form": unknown or UnknownForm(words=words, scopes=_scopes(request, bulletin)),
        "scopes": _scopes(request, bulletin),
        "times": time_lines(bulletin, text, stations),
        "typed": typed,
        "sounds": panel_of(request, bulletin),
    }
    status = 422 if typed or unknown else 200
    title = f"Lời đọc: {bulletin.title}"
    return office_page(
        request,
        "broadcasts/script.html",
        context,
        title=title,
        icon=ICON,
        trail=broadcasts_trail(bulletin),
        status=status,
    )


def _scopes(request: HttpRequest, bulletin: Bulletin) -> list[tuple[str, str]]:
    """Return for whom the person may decide: the agency of the bulletin, the province."""
    scopes = []
    if may_keep_words_of(request.user, bulletin.agency_id):
        scopes.append(("agency", f"mọi bản tin của {bulletin.agency.short_name}"))
    if keeps_for_the_province(request.user):
        scopes.append(("province", "mọi bản tin trong tỉnh"))
    return scopes


def _back(bulletin: Bulletin, anchor: str) -> HttpResponseBase:
    return redirect(f"{reverse('broadcasts:script', args=[bulletin.pk])}#{anchor}")


def _decide_place(request: HttpRequest, bulletin: Bulletin) -> HttpResponseBase:
    form, anchor = PlaceForm(request.POST), _anchor(request)
    if not form.is_valid():
        return _page(request, bulletin, typed=Typed(anchor, request.POST.get("spoken", ""), form.problem))
    given, by_now = form.cleaned_data, who(request)
    item = _item(bulletin, given["piece"])
    here: dict[str, Any] = {"item": item, "start": given["start"], "written": given["written"], **by_now}
    if given["act"] in ("agency", "province"):
        _open_scope(request, bulletin, given["act"])
        decide_reading(
            agency=_agency(bulletin, given["act"]), written=given["written"], spoken=given["spoken"], **by_now
        )
        if item:
            restore_place(**here)
        messages.success(request, f"Đã ghi nhớ: “{given['written'].strip()}” đọc là “{given['spoken']}”.")
        return _back(bulletin, anchor)
    if item is None:
        raise CannotChangeBulletin("Lời chào, lời kết chỉ sửa được ở lời viết, hoặc quyết cách đọc cho mọi bản tin.")
    if given["act"] == "restore":
        restore_place(**here)
        messages.success(request, "Chỗ này lại đọc theo quy tắc.")
    elif given["act"] == "keep":
        decide_place(spoken=given["written"], **here)
        messages.success(request, "Chỗ này giữ như viết.")
    else:
        decide_place(spoken=given["spoken"], **here)
        messages.success(request, f"Chỗ này đọc là “{given['spoken']}”.")
    return _back(bulletin, anchor)


def _item(bulletin: Bulletin, piece: str) -> Item | None:
    """Return the item of a piece, None for greeting and sign-off."""
    if piece in ("greeting", "sign_off"):
        return None
    found = bulletin.items.select_related("bulletin").filter(pk=int(piece) if piece.isdecimal() else 0).first()
    if found is None:
        raise CannotChangeBulletin("Mục này vừa bị bỏ khỏi bản tin.")
    return found


def _open_scope(request: HttpRequest, bulletin: Bulletin, scope: str) -> None:
    if scope not in dict(_scopes(request, bulletin)):
        raise PermissionDenied("Bạn chỉ quyết được cách đọc cho cơ quan của mình.")


def _agency(bulletin: Bulletin, scope: str) -> Any:
    return None if scope == "province" else bulletin.agency


def _decide_unknown(request: HttpRequest, bulletin: Bulletin) -> HttpResponseBase:
    words = unknown_words(script_of(bulletin, on=reading_day(bulletin)))
    form = UnknownForm(request.POST, words=words, scopes=_scopes(request, bulletin))
    if not form.is_valid():
        return _page(request, bulletin, unknown=form)
    decided = form.decided()
    for written, spoken in decided.items():
        agency = _agency(bulletin, form.cleaned_data["scope"])
        decide_reading(agency=agency, written=written, spoken=spoken, **who(request))
    if decided:
        messages.success(request, f"Đã ghi nhớ cách đọc của {len(decided)} từ; lần sau tự đọc như vậy.")
    else:
        messages.warning(request, "Chưa gõ lời đọc cho từ nào.")
    return _back(bulletin, "unknown")


def _rewrite(request: HttpRequest, bulletin: Bulletin) -> HttpResponseBase:
    form, anchor = WrittenForm(request.POST), _anchor(request)
    if not form.is_valid():
        return _page(request, bulletin, typed=Typed(anchor, request.POST.get("written", ""), form.problem))
    given = form.cleaned_data
    written = given["written"].replace("\r\n", "\n")
    item = _item(bulletin, given["piece"])
    if item:
        change_item(item=item, title=item.title, written=written, version=given["version"] or None, **who(request))
    else:
        rewrite_frame(bulletin=bulletin, part=given["piece"], written=written, **who(request))
    messages.success(request, "Đã lưu lời viết.")
    return _back(bulletin, f"piece-{given['piece']}")


@open_to(BROADCAST_READERS)
def script_sheet(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the script for whoever reads it at the microphone, to be printed."""
    bulletin = _seen(request, pk)
    script = script_of(bulletin, on=reading_day(bulletin))
    context = {"bulletin": bulletin, "sheet": sheet_of(bulletin, script), "legend": LEGEND}
    trail = [*broadcasts_trail(bulletin), ("Lời đọc", reverse("broadcasts:script", args=[pk]))]
    return office_page(
        request, "broadcasts/script_sheet.html", context, title=f"Bản đọc: {bulletin.title}", icon=ICON, trail=trail
    )


@open_to(BROADCAST_READERS)
def script_file(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """Hand out the script for the microphone as a file."""
    if ending not in _TYPES:
        raise Http404
    bulletin = _seen(request, pk)
    script = script_of(bulletin, on=reading_day(bulletin))
    content: bytes | str = sheet_docx(bulletin, script) if ending == "docx" else sheet_text(bulletin, script)
    answer = HttpResponse(content, content_type=_TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="{sheet_name(bulletin, ending)}"'
    return answer
