"""Items of a bulletin: taken from stories, written, changed, put in order, removed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.broadcasts.actions.bulletins import (
    CannotChangeBulletin,
    ChangedMeanwhile,
    change_item,
    keep_item,
    move_item,
    remove_item,
    retake_story,
    take_story,
    write_item,
)
from lantoa.apps.broadcasts.forms.items import ItemForm, StoryFilter
from lantoa.apps.broadcasts.models import Bulletin, Item
from lantoa.apps.broadcasts.queries.items import is_stale, item_version, stories_to_take, words_of_story
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_KEEPERS
from lantoa.apps.broadcasts.views.board import ICON, broadcasts_trail
from lantoa.apps.broadcasts.views.bulletins import bulletin_page
from lantoa.apps.broadcasts.views.found import own_bulletin, own_item, who

_ON_A_PAGE = 25


@open_to(BROADCAST_KEEPERS)
def stories(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Find stories, and take the chosen ones into the bulletin."""
    found, user = own_bulletin(request, pk), request.user
    seen = stories_to_take(user)
    if request.method == "POST":
        return _take(request, found, seen)
    form = StoryFilter(request.GET, user=user)  # type: ignore[arg-type]
    page = page_of(form.apply(seen), request, size=_ON_A_PAGE)
    context = {
        "bulletin": found,
        "form": form,
        "page": page,
        "taken": set(found.items.values_list("story_id", flat=True)),
        "asks": any(request.GET.get(name) for name in form.fields),
    }
    return office_page(
        request, "broadcasts/stories.html", context, title="Lấy lời từ bài", icon=ICON, trail=broadcasts_trail(found)
    )


def _take(request: HttpRequest, found: Bulletin, seen: Any) -> HttpResponseBase:
    chosen = [int(pk) for pk in request.POST.getlist("stories") if pk.isdigit()]
    if not chosen:
        messages.warning(request, "Chưa chọn bài nào.")
        return redirect("broadcasts:stories", found.pk)
    try:
        for story in seen.filter(pk__in=chosen):
            take_story(bulletin=found, story=story, **who(request))
    except CannotChangeBulletin as error:
        return bulletin_page(request, found, problem=str(error))
    messages.success(request, "Đã lấy lời của bài đã chọn.")
    return redirect("broadcasts:bulletin", found.pk)


@open_to(BROADCAST_KEEPERS)
def new_item(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take an item that is written for the bulletin."""
    found = own_bulletin(request, pk)
    form = ItemForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            write_item(bulletin=found, title=given["title"], written=given["written"], **who(request))
        except CannotChangeBulletin as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã thêm mục.")
            return redirect("broadcasts:bulletin", found.pk)
    return _form_page(request, form, found, title="Viết mục mới")


@open_to(BROADCAST_KEEPERS)
def change(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Change the words of an item; whoever comes second is told, and keeps what was typed."""
    item = own_item(request, pk)
    initial = {"title": item.title, "written": item.written, "version": item_version(item)}
    given: Any = request.POST.copy() if request.method == "POST" else None
    form, other = ItemForm(given, initial=initial), None
    if form.is_bound and form.is_valid():
        words = {"title": form.cleaned_data["title"], "written": form.cleaned_data["written"]}
        try:
            change_item(item=item, version=form.cleaned_data["version"] or None, **words, **who(request))
        except ChangedMeanwhile as error:
            form.add_error(None, f"{error} Bản đang lưu ở cuối trang; bấm “Lưu” lần nữa để thay bằng bản bạn gõ.")
            given["version"], other = initial["version"], item
        except CannotChangeBulletin as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu mục.")
            return redirect("broadcasts:bulletin", item.bulletin_id)
    return _form_page(request, form, item.bulletin, title="Sửa mục", item=item, other=other)


def _form_page(
    request: HttpRequest, form: ItemForm, found: Bulletin, *, title: str, item: Item | None = None,
    other: Item | None = None,
) -> TemplateResponse:  # fmt: skip
    now = None
    if item and item.story and is_stale(item):
        now = words_of_story(item.story, at=who(request)["at"])
    context = {
        "form": form, "item": item, "other": other, "now": now,
        "back": reverse("broadcasts:bulletin", args=[found.pk]),
    }  # fmt: skip
    return office_page(
        request, "broadcasts/item_form.html", context, title=title, icon=ICON, trail=broadcasts_trail(found),
        status=422 if form.is_bound else 200,
    )  # fmt: skip


def _done(request: HttpRequest, item: Item, words: str, act: Any, **given: Any) -> HttpResponseBase:
    """Do one act on an item; where it cannot be done the page of the bulletin says why."""
    try:
        act(item=item, **given, **who(request))
    except CannotChangeBulletin as error:
        return bulletin_page(request, own_bulletin(request, item.bulletin_id), problem=str(error))
    messages.success(request, words)
    return redirect(f"{reverse('broadcasts:bulletin', args=[item.bulletin_id])}#muc")


@require_POST
@open_to(BROADCAST_KEEPERS)
def move(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Move an item one place up or down."""
    towards = "up" if request.POST.get("huong") == "len" else "down"
    return _done(request, own_item(request, pk), "Đã đổi thứ tự.", move_item, towards=towards)


@require_POST
@open_to(BROADCAST_KEEPERS)
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove an item from its bulletin."""
    return _done(request, own_item(request, pk), "Đã bỏ mục.", remove_item)


@require_POST
@open_to(BROADCAST_KEEPERS)
def retake(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give an item the words of its story as it is now."""
    return _done(request, own_item(request, pk), "Đã lấy lại lời mới của bài.", retake_story)


@require_POST
@open_to(BROADCAST_KEEPERS)
def keep(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Note that an item is still right after its story has changed."""
    return _done(request, own_item(request, pk), "Đã ghi: lời vẫn đúng.", keep_item)
