"""Writes on the items of a bulletin: taken from a story or written, changed, put in order, removed."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django.db.models import Max

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.broadcasts.actions.open_bulletins import (
    CannotChangeBulletin,
    ChangedMeanwhile,
    lock_draft,
    note_changed,
)
from lantoa.apps.broadcasts.models import Bulletin, Item
from lantoa.apps.broadcasts.queries.items import item_version, words_of_story
from lantoa.apps.broadcasts.queries.scripts import places_of
from lantoa.apps.newsroom.models import StoryPage
from lantoa.apps.newsroom.queries.story_text import content_sha256
from lantoa.core.speech.places import moved
from lantoa.core.viettext import to_nfc


@transaction.atomic
def take_story(*, bulletin: Bulletin, story: StoryPage, by: Actor, at: datetime) -> Item:
    """Return the item of a story, last in the bulletin: the approved loudspeaker form of the live story, else a draft
    of its words. A story that the bulletin has already is not taken twice.
    """
    found = lock_draft(bulletin)
    if there := found.items.filter(story=story).first():
        return there
    words = words_of_story(story, at=at)
    if words is None:
        raise CannotChangeBulletin(f"Bài “{story.title}” chưa đăng, hoặc chưa có chữ nào để đọc; hãy chọn bài khác.")
    item = _add(found, at, title=words.title, written=words.text, story=story, story_sha256=content_sha256(story))
    record_act("broadcasts.take_story", subject=found, by=by, at=at, detail={"item": item.pk, "story": story.pk})
    return item


@transaction.atomic
def write_item(*, bulletin: Bulletin, title: str, written: str, by: Actor, at: datetime) -> Item:
    """Return a new item of these words, last in the bulletin."""
    found = lock_draft(bulletin)
    item = _add(found, at, title=title, written=written)
    record_act("broadcasts.write_item", subject=found, by=by, at=at, detail={"item": item.pk})
    return item


def _add(bulletin: Bulletin, at: datetime, *, title: str, written: str, **values: Any) -> Item:
    last = bulletin.items.aggregate(last=Max("position"))["last"] or 0
    item = Item.objects.create(
        bulletin=bulletin, position=last + 1, title=to_nfc(title)[:255], written=to_nfc(written), **values
    )
    note_changed(bulletin, at)
    return item


@transaction.atomic
def change_item(*, item: Item, title: str, written: str, by: Actor, at: datetime, version: str | None = None) -> Item:
    """Return the item with other words; what an editor decided at places that still stand there is kept.

    `version` is what item_version gave when the words were shown; ChangedMeanwhile where it says something else now.
    """
    bulletin, found = _locked(item)
    if version is not None and version != item_version(found):
        raise ChangedMeanwhile("Người khác vừa lưu mục này trong khi bạn đang sửa; hãy so hai bản rồi lưu lại.")
    title, written = to_nfc(title)[:255], to_nfc(written)
    if (title, written) == (found.title, found.written):
        return found
    found.places = _places(found, written)
    found.title, found.written = title, written
    found.save(update_fields=["title", "written", "places"])
    _changed(bulletin, found, "broadcasts.change_item", by, at)
    return found


@transaction.atomic
def retake_story(*, item: Item, by: Actor, at: datetime) -> Item:
    """Return the item with the words of its story as it is now."""
    bulletin, found = _locked(item)
    words = words_of_story(found.story, at=at) if found.story else None
    if found.story is None or words is None:
        raise CannotChangeBulletin(
            "Bài của mục này không còn đăng nên không lấy lại lời được; hãy sửa tay hoặc bỏ mục."
        )
    found.places = _places(found, words.text)
    found.title, found.written, found.story_sha256 = words.title[:255], words.text, content_sha256(found.story)
    found.save(update_fields=["title", "written", "story_sha256", "places"])
    _changed(bulletin, found, "broadcasts.retake_story", by, at)
    return found


@transaction.atomic
def keep_item(*, item: Item, by: Actor, at: datetime) -> Item:
    """Return the item, which a person has compared with its story as it is now and found still right."""
    bulletin, found = _locked(item)
    if found.story is None:
        raise CannotChangeBulletin("Mục này không lấy từ bài nào.")
    found.story_sha256 = content_sha256(found.story)
    found.save(update_fields=["story_sha256"])
    _changed(bulletin, found, "broadcasts.keep_item", by, at)
    return found


@transaction.atomic
def move_item(*, item: Item, towards: Literal["up", "down"], by: Actor, at: datetime) -> list[Item]:
    """Return the items of the bulletin in their new order; at the end of the way nothing moves."""
    bulletin = lock_draft(item.bulletin)
    items = list(bulletin.items.order_by("position", "pk"))
    place = next((place for place, one in enumerate(items) if one.pk == item.pk), None)
    other = None if place is None else place + (1 if towards == "down" else -1)
    if place is None or other is None or not 0 <= other < len(items):
        return items
    items[place], items[other] = items[other], items[place]
    _number(items)
    _changed(bulletin, item, "broadcasts.move_item", by, at)
    return items


@transaction.atomic
def remove_item(*, item: Item, by: Actor, at: datetime) -> None:
    """Remove an item; its words stay in the trail, so that they can be found again."""
    bulletin, found = _locked(item)
    detail = {"item": found.pk, "title": found.title, "written": found.written[:4000]}
    found.delete()
    _number(list(bulletin.items.order_by("position", "pk")))
    note_changed(bulletin, at)
    record_act("broadcasts.remove_item", subject=bulletin, by=by, at=at, detail=detail)


def _places(item: Item, written: str) -> list[dict[str, Any]]:
    """What was decided at places of the item, for its new words; what stands there no longer is told in the script."""
    return [asdict(place) for place in moved(item.written, written, places_of(item))]


def _locked(item: Item) -> tuple[Bulletin, Item]:
    bulletin = lock_draft(item.bulletin)
    found = bulletin.items.select_related("story").filter(pk=item.pk).first()
    if found is None:
        raise CannotChangeBulletin("Mục này vừa được người khác bỏ khỏi bản tin.")
    return bulletin, found


def _changed(bulletin: Bulletin, item: Item, act: str, by: Actor, at: datetime) -> None:
    note_changed(bulletin, at)
    record_act(act, subject=bulletin, by=by, at=at, detail={"item": item.pk})


def _number(items: list[Item]) -> None:
    for position, one in enumerate(items, 1):
        if one.position != position:
            one.position = position
            one.save(update_fields=["position"])
