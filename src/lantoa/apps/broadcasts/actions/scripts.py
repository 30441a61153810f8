"""Writes on scripts: what is said at one place of an item, and the written words of a piece."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.broadcasts.models import Bulletin, Item
from lantoa.apps.broadcasts.queries.scripts import places_of
from lantoa.core.speech.places import Place, anchored, moved
from lantoa.core.viettext import to_nfc

_OPEN = (Bulletin.State.DRAFT, Bulletin.State.SUBMITTED)


class CannotEditScript(Exception):
    """The script stays as it is; the message, in Vietnamese, says why and what to do."""


@transaction.atomic
def decide_place(*, item: Item, start: int, written: str, spoken: str, by: Actor, at: datetime) -> Item:
    """Return the item with other words at just one place; where they are the written ones, the rules' change is taken
    back. CannotEditScript when the place is no longer there, or the bulletin is approved.
    """
    item = _open_item(item)
    here = Place(start, to_nfc(written), to_nfc(spoken.strip()) if spoken != written else to_nfc(written))
    if not here.written or not to_nfc(item.written).startswith(here.written, start):
        raise CannotEditScript("Lời viết vừa được sửa nên chỗ này không còn ở đó; hãy xem lại rồi làm lại.")
    if not here.spoken:
        raise CannotEditScript("Hãy gõ lời đọc cho chỗ này.")
    kept = [place for place in places_of(item) if place.end <= here.start or here.end <= place.start]
    _keep(item, [*kept, here], by, at)
    record_act("broadcasts.decide_place", subject=item, by=by, at=at, detail=_as_json(here))
    return item


@transaction.atomic
def restore_place(*, item: Item, start: int, written: str, by: Actor, at: datetime) -> Item:
    """Return the item with the place said again as the rules say it."""
    item = _open_item(item)
    found = anchored(item.written, places_of(item)).places
    kept = [place for place in found if (place.start, place.written) != (start, to_nfc(written))]
    if len(kept) == len(found):
        return item
    _keep(item, kept, by, at)
    detail = {"start": start, "written": written}
    record_act("broadcasts.restore_place", subject=item, by=by, at=at, detail=detail)
    return item


@transaction.atomic
def rewrite_piece(*, bulletin: Bulletin, piece: str | Item, written: str, by: Actor, at: datetime) -> Bulletin:
    """Return the bulletin with other written words of one piece: an item, "greeting" or "sign_off".

    What was decided at single places of an item stays with its words.
    """
    bulletin = _open_bulletin(bulletin.pk)
    written = to_nfc(written.replace("\r\n", "\n")).strip()
    if isinstance(piece, Item):
        item = Item.objects.select_for_update(of=("self",)).get(pk=piece.pk, bulletin=bulletin)
        if not written:
            raise CannotEditScript("Mục phải có lời; muốn bỏ mục thì bỏ ở trang bản tin.")
        if written == item.written:
            return bulletin
        item.places = moved_places(item, written)
        item.written = written
        item.save(update_fields=["written", "places"])
    else:
        if piece not in ("greeting", "sign_off"):
            raise CannotEditScript("Không rõ sửa phần nào; hãy mở lại trang.")
        if getattr(bulletin, piece) == written:
            return bulletin
        setattr(bulletin, piece, written)
        bulletin.save(update_fields=[piece])
    _touch(bulletin, at)
    detail = {"piece": piece.pk if isinstance(piece, Item) else piece}
    record_act("broadcasts.rewrite_piece", subject=bulletin, by=by, at=at, detail=detail)
    return bulletin


def moved_places(item: Item, written: str) -> list[dict[str, Any]]:
    """Return what is to be kept of an item's places when these become its written words."""
    written = to_nfc(written)
    return [_as_json(place) for place in anchored(written, moved(item.written, written, places_of(item))).places]


def _open_bulletin(pk: int) -> Bulletin:
    bulletin = Bulletin.objects.select_for_update(of=("self",)).get(pk=pk)
    if bulletin.state not in _OPEN:
        raise CannotEditScript("Bản tin đã duyệt hoặc đã rút nên lời đọc không sửa được nữa.")
    return bulletin


def _open_item(item: Item) -> Item:
    bulletin = _open_bulletin(item.bulletin_id)
    found = Item.objects.select_for_update(of=("self",)).filter(pk=item.pk).first()
    if found is None:
        raise CannotEditScript("Mục này vừa bị bỏ khỏi bản tin.")
    found.bulletin = bulletin
    return found


def _keep(item: Item, places: list[Place], by: Actor, at: datetime) -> None:
    item.places = [_as_json(place) for place in sorted(places, key=lambda place: place.start)]
    item.save(update_fields=["places"])
    _touch(item.bulletin, at)


def _touch(bulletin: Bulletin, at: datetime) -> None:
    bulletin.changed_at = at
    bulletin.save(update_fields=["changed_at"])


def _as_json(place: Place) -> dict[str, Any]:
    return {"start": place.start, "written": place.written, "spoken": place.spoken}
