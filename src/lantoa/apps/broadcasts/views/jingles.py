"""The register of jingles: listened to, added through the guard, renamed, put out of use."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.base.backoffice import Crumb, office_page, page_of
from lantoa.apps.base.ranges import ranged_file
from lantoa.apps.broadcasts.actions.jingles import CannotKeepJingle, add_jingle, add_made_jingles, change_jingle
from lantoa.apps.broadcasts.forms.sounds import ChangeJingleForm, NewJingleForm
from lantoa.apps.broadcasts.models import Jingle
from lantoa.apps.broadcasts.presenters.sounds import length_words
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_KEEPERS, BROADCAST_READERS, PROVINCE_KEEPERS
from lantoa.apps.broadcasts.queries.sounds import jingles_seen_by, may_change_jingles_of
from lantoa.apps.broadcasts.sound.store import sound_path
from lantoa.apps.broadcasts.views.board import broadcasts_trail

ICON, TITLE = "media", "Nhạc hiệu"
_PLACES = {"mo-dau": Jingle.Place.OPENING, "giua": Jingle.Place.BETWEEN, "ket-thuc": Jingle.Place.CLOSING}


def _trail() -> list[Crumb]:
    return [*broadcasts_trail(), (TITLE, reverse("broadcasts:jingles"))]


@open_to(BROADCAST_READERS)
def jingles(request: HttpRequest) -> HttpResponseBase:
    """List the jingles a person sees; ?cho= those of one place."""
    place = _PLACES.get(request.GET.get("cho", ""))
    rows = jingles_seen_by(request.user).order_by("-active", "place", "agency__name", "name", "pk")
    page = page_of(rows.filter(place=place) if place else rows, request)
    lines = [
        (jingle, length_words(float(jingle.seconds)), may_change_jingles_of(request.user, jingle.agency))
        for jingle in page.object_list
    ]
    context = {
        "page": page,
        "lines": lines,
        "places": [(slug, label.label, label == place) for slug, label in _PLACES.items()],
        "place": place,
        "may_keep": bool(roles_of(request.user) & BROADCAST_KEEPERS),
        "may_make": may_change_jingles_of(request.user, None),
    }
    return office_page(request, "broadcasts/jingles.html", context, title=TITLE, icon=ICON, trail=broadcasts_trail())


@require_safe
@open_to(BROADCAST_KEEPERS)
def new_jingle(request: HttpRequest) -> HttpResponseBase:
    """Ask for a jingle."""
    user: Any = request.user
    return _form_page(request, NewJingleForm(user=user), title="Thêm nhạc hiệu")


@require_POST
@open_to(BROADCAST_KEEPERS)
def keep_jingle(request: HttpRequest) -> HttpResponseBase:
    """Add a jingle from a file."""
    user: Any = request.user
    form = NewJingleForm(request.POST, request.FILES, user=user)
    if form.is_valid():
        values = form.cleaned_data
        try:
            add_jingle(
                agency=values["agency"], name=values["name"], place=values["place"], source=values["source"],
                upload=values["file"].read(), by=user, at=timezone.now(),
            )  # fmt: skip
        except CannotKeepJingle as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, f"Đã thêm nhạc hiệu “{values['name']}”.")
            return redirect("broadcasts:jingles")
    return _form_page(request, form, title="Thêm nhạc hiệu")


@require_POST
@open_to(PROVINCE_KEEPERS)
def made_jingles(request: HttpRequest) -> HttpResponseBase:
    """Add the three jingles of ours for the whole province."""
    user: Any = request.user
    try:
        add_made_jingles(by=user, at=timezone.now())
    except CannotKeepJingle as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã có ba nhạc hiệu làm sẵn.")
    return redirect("broadcasts:jingles")


@open_to(BROADCAST_KEEPERS)
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Rename a jingle, move it to another place, put it out of use."""
    user: Any = request.user
    jingle = _seen_jingle(request, pk)
    if not may_change_jingles_of(user, jingle.agency):
        raise PermissionDenied("Nhạc hiệu này dùng chung cho cả tỉnh; bạn nghe và dùng được, không sửa được.")
    initial = {name: getattr(jingle, name) for name in ("name", "place", "source", "active")}
    form = ChangeJingleForm(request.POST if request.method == "POST" else None, user=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        change_jingle(
            jingle=jingle, name=values["name"], place=values["place"], source=values["source"],
            active=values["active"], by=user, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, "Đã lưu nhạc hiệu.")
        return redirect("broadcasts:jingles")
    return _form_page(request, form, title=jingle.name)


@require_safe
@open_to(BROADCAST_READERS)
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the sound of a jingle, whole or in parts."""
    path = sound_path(_seen_jingle(request, pk).sha256)
    if not path.is_file():
        raise Http404("Nhạc hiệu này mất tệp; hãy thêm lại.")
    return ranged_file(request, path, "audio/flac", sha256=path.name)


def _seen_jingle(request: HttpRequest, pk: int) -> Jingle:
    return get_object_or_404(jingles_seen_by(request.user), pk=pk)


def _form_page(request: HttpRequest, form: NewJingleForm | ChangeJingleForm, *, title: str) -> HttpResponseBase:
    context = {"form": form, "with_file": isinstance(form, NewJingleForm)}
    status = 422 if form.is_bound else 200
    return office_page(
        request, "broadcasts/jingle_form.html", context, title=title, icon=ICON, trail=_trail(), status=status
    )
