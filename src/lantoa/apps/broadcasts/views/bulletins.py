"""The page of one bulletin; making, changing and duplicating one."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail import hooks

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.broadcasts.actions.bulletins import (
    CannotChangeBulletin,
    ChangedMeanwhile,
    change_bulletin,
    duplicate_bulletin,
    make_bulletin,
)
from lantoa.apps.broadcasts.forms.bulletins import BulletinForm, ChangeBulletinForm, NewBulletinForm
from lantoa.apps.broadcasts.models import Bulletin
from lantoa.apps.broadcasts.presenters.board import span_words
from lantoa.apps.broadcasts.presenters.bulletin_page import act_lines, item_lines, sound_words, station_lines
from lantoa.apps.broadcasts.presenters.classes import SOURCE, class_choices, class_effect
from lantoa.apps.broadcasts.presenters.durations import duration_words
from lantoa.apps.broadcasts.presenters.script_parts import unknown_words
from lantoa.apps.broadcasts.presenters.station_choice import station_groups
from lantoa.apps.broadcasts.queries.board import seconds_of
from lantoa.apps.broadcasts.queries.bulletin_page import acts_on, airings_of, items_of, sounds_of, station_readings
from lantoa.apps.broadcasts.queries.items import stories_to_take
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_KEEPERS, BROADCAST_READERS, may_approve, may_change
from lantoa.apps.broadcasts.queries.readiness import what_is_missing, what_is_wrong_with
from lantoa.apps.broadcasts.queries.scripts import reading_day, script_of
from lantoa.apps.broadcasts.searching import ADDRESS
from lantoa.apps.broadcasts.views.board import ICON, broadcasts_trail, may_keep
from lantoa.apps.broadcasts.views.found import own_bulletin, seen_bulletin, who
from lantoa.apps.broadcasts.views.sounds import panel_of

_State = Bulletin.State


@open_to(BROADCAST_READERS)
def bulletin(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show everything about one bulletin.

    Other parts add their ways by the hook `lantoa_bulletin_links` (request, bulletin) -> [(words, address)].
    """
    return bulletin_page(request, seen_bulletin(request, pk))


def bulletin_page(
    request: HttpRequest, found: Bulletin, *, problem: str = "", typed: dict[str, Any] | None = None
) -> TemplateResponse:
    """Return the page of a bulletin; with what was not done and why, and what was typed for it."""
    at, user = timezone.now(), request.user
    items, stale = items_of(found)
    addresses = {item.pk: item.story.get_full_url(request) or "" for item in items if item.story}
    script = script_of(found, on=reading_day(found))
    text = found.script or script.text
    readings = station_readings(found, text)
    changes = may_change(user, found)
    context = {
        "bulletin": found,
        "problem": problem,
        "typed": typed or {},
        "validity": span_words(found.valid_from, found.valid_until),
        "over": found.valid_until <= at,
        "effect": class_effect(found.priority),
        "source": SOURCE,
        "items": item_lines(items, stale, addresses),
        "stale": bool(stale),
        "script": script,
        "text": text,
        "seen": hashlib.sha256(text.encode()).hexdigest(),
        "unknown": unknown_words(script.unknown),
        "missing": what_is_missing(found, at=at),
        "wrong": what_is_wrong_with(found, text) if items else [],
        "length": duration_words(seconds_of(text, [one.station for one in readings])),
        "stations": station_lines(readings, found.language.name),
        "themes": found.themes.order_by("position"),
        "public_address": f"{ADDRESS}{found.slug}/" if _is_heard(found, at) else "",
        "sound": sound_words(sounds_of(found), program_reads=found.language.spoken_by_program),
        "airings": airings_of(found),
        "acts": act_lines(acts_on(found)),
        "sounds": panel_of(request, found),
        "links": [link for hook in hooks.get_hooks("lantoa_bulletin_links") for link in hook(request, found)],
        "may_change": changes,
        "may_edit": changes and found.state == _State.DRAFT,
        "may_approve": found.state == _State.SUBMITTED and may_approve(user, found),
        "may_withdraw": found.state != _State.WITHDRAWN and (changes or may_approve(user, found)),
        "may_keep": may_keep(request),
        "key": secrets.token_urlsafe(24),
    }
    return office_page(
        request, "broadcasts/bulletin.html", context, title=found.title, icon=ICON, trail=broadcasts_trail(),
        status=422 if problem else 200,
    )  # fmt: skip


def _is_heard(found: Bulletin, at: datetime) -> bool:
    return found.state == _State.APPROVED and found.listed and found.valid_from <= at


@open_to(BROADCAST_KEEPERS)
def new_bulletin(request: HttpRequest) -> HttpResponseBase:
    """Take a new bulletin: of stories (?bai=) or written; it is a draft then."""
    user: Any = request.user
    chosen = [int(pk) for pk in request.GET.getlist("bai") if pk.isdigit()]
    stories = list(stories_to_take(user).filter(pk__in=chosen))
    given = request.POST if request.method == "POST" else None
    form = NewBulletinForm(given, user=user, at=timezone.now(), key=secrets.token_urlsafe(24), stories=stories)
    if given is not None and form.is_valid():
        try:
            cleaned = form.cleaned_data
            made = make_bulletin(
                agency=form.chosen_agency, values=form.values, key=cleaned["key"], stories=form.chosen_stories,
                written=cleaned["written"], **who(request),
            )  # fmt: skip
        except CannotChangeBulletin as error:
            form.add_error("stories", str(error))
        else:
            messages.success(request, f"Đã lập bản tin “{made.title}”. Xem lại lời đọc rồi trình duyệt.")
            return redirect("broadcasts:bulletin", made.pk)
    return _form_page(request, form, title="Lập bản tin", back=None)


@open_to(BROADCAST_KEEPERS)
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change the class, stations, time, greetings or themes of a draft."""
    found, user = own_bulletin(request, pk), request.user
    if found.state != _State.DRAFT:
        return bulletin_page(request, found, problem="Bản tin không còn ở trạng thái đang soạn nên không sửa được.")
    initial = {"version": found.changed_at.isoformat(timespec="microseconds")}
    given: Any = request.POST.copy() if request.method == "POST" else None
    form = ChangeBulletinForm(given, user=user, bulletin=found, at=timezone.now(), initial=initial)  # type: ignore[arg-type]
    if given is not None and form.is_valid():
        try:
            change_bulletin(bulletin=found, values=form.values, version=form.cleaned_data["version"], **who(request))
        except ChangedMeanwhile as error:
            form.add_error(None, f"{error} Bên dưới là bản bạn gõ; bấm “Lưu” lần nữa để thay bản đang lưu.")
            given["version"] = initial["version"]
        except CannotChangeBulletin as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu bản tin.")
            return redirect("broadcasts:bulletin", found.pk)
    return _form_page(request, form, title="Sửa bản tin", back=found)


def _form_page(request: HttpRequest, form: BulletinForm, *, title: str, back: Bulletin | None) -> TemplateResponse:
    chosen, clusters = (_texts(form[name].value()) for name in ("stations", "clusters"))
    choices: Any = form.fields
    context = {
        "form": form,
        "back": back,
        "classes": class_choices(),
        "source": SOURCE,
        "groups": station_groups(choices["stations"].queryset, choices["clusters"].queryset, chosen, clusters),
    }
    return office_page(
        request, "broadcasts/bulletin_form.html", context, title=title, icon=ICON, trail=broadcasts_trail(back),
        status=422 if form.is_bound else 200,
    )  # fmt: skip


def _texts(chosen: Any) -> set[str]:
    """Return the keys of what is chosen as texts, be they typed or rows."""
    return {str(getattr(one, "pk", one)) for one in chosen or ()}


@require_POST
@open_to(BROADCAST_KEEPERS)
def duplicate(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Make a new draft that says the same; of the own agency for whoever may not change the first one."""
    found, user = seen_bulletin(request, pk), request.user
    agency = found.agency if may_change(user, found) else agency_of(user) or found.agency
    key = request.POST.get("key") or secrets.token_urlsafe(24)
    made = duplicate_bulletin(bulletin=found, agency=agency, key=key[:64], **who(request))
    messages.success(request, "Đã lập bản tin mới từ bản này. Xem lại thời hạn và đài trước khi trình.")
    return redirect("broadcasts:bulletin", made.pk)
