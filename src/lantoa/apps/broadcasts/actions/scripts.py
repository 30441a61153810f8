"""Writes on scripts: what is said at one place of an item, greeting and sign-off."""

from dataclasses import asdict
from datetime import datetime
from typing import Literal

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.broadcasts.actions.open_bulletins import CannotChangeBulletin, lock_draft, note_changed
from lantoa.apps.broadcasts.models import Bulletin, Item
from lantoa.apps.broadcasts.queries.scripts import places_of
from lantoa.core.speech.places import Place, anchored
from lantoa.core.viettext import to_nfc


@transaction.atomic
def decide_place(*, item: Item, start: int, written: str, spoken: str, by: Actor, at: datetime) -> Item:
    """Return the item with other words at just one place; where they are the written ones, the rules' change is taken
    back. CannotChangeBulletin when the place is no longer there, or the bulletin is approved.
    """
    item = _open_item(item)
    here = Place(start, to_nfc(written), to_nfc(spoken.strip()) if spoken != written else to_nfc(written))
    if not here.written or not to_nfc(item.written).startswith(here.written, start):
        raise CannotChangeBulletin("Lời viết vừa được sửa nên chỗ này không còn ở đó; hãy xem lại rồi làm lại.")
    if not here.spoken:
        raise CannotChangeBulletin("Hãy gõ lời đọc cho chỗ này.")
    places = anchored(item.written, places_of(item)).places
    kept = [place for place in places if place.end <= here.start or here.end <= place.start]
    _keep(item, [*kept, here], by, at)
    record_act("broadcasts.decide_place", subject=item, by=by, at=at, detail=asdict(here))
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
def rewrite_frame(
    *, bulletin: Bulletin, part: Literal["greeting", "sign_off"], written: str, by: Actor, at: datetime
) -> Bulletin:
    """Return the bulletin with another greeting or sign-off; an empty one is not read."""
    bulletin = lock_draft(bulletin)
    written = to_nfc(written.replace("\r\n", "\n")).strip()
    if getattr(bulletin, part) != written:
        setattr(bulletin, part, written)
        bulletin.save(update_fields=[part])
        note_changed(bulletin, at)
        record_act("broadcasts.rewrite_frame", subject=bulletin, by=by, at=at, detail={"part": part})
    return bulletin


def _open_item(item: Item) -> Item:
    bulletin = lock_draft(item.bulletin)
    found = Item.objects.select_for_update(of=("self",)).filter(pk=item.pk).first()
    if found is None:
        raise CannotChangeBulletin("Mục này vừa bị bỏ khỏi bản tin.")
    found.bulletin = bulletin
    return found


def _keep(item: Item, places: list[Place], by: Actor, at: datetime) -> None:
    item.places = [asdict(place) for place in sorted(places, key=lambda place: place.start)]
    item.save(update_fields=["places"])
    note_changed(item.bulletin, at)
