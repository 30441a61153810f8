"""Writes on bulletins: making, changing, duplicating; with the items (items.py) and the decisions (deciding.py)."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from lantoa.apps.accounts.queries import person_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.broadcasts.actions.deciding import (
    CannotDecide,
    UnknownWords,
    approve_bulletin,
    list_bulletin,
    return_bulletin,
    submit_bulletin,
    take_back_bulletin,
    withdraw_bulletin,
)
from lantoa.apps.broadcasts.actions.items import (
    change_item,
    keep_item,
    move_item,
    remove_item,
    retake_story,
    take_story,
    write_item,
)
from lantoa.apps.broadcasts.actions.open_bulletins import (
    CannotChangeBulletin,
    ChangedMeanwhile,
    lock_draft,
    note_changed,
)
from lantoa.apps.broadcasts.models import Bulletin, Item
from lantoa.apps.broadcasts.queries.bulletin_values import (
    MANY_FIELDS,
    ONE_FIELD,
    BulletinValues,
    house_greetings,
    values_of,
    vietnamese,
)
from lantoa.apps.newsroom.models import StoryPage
from lantoa.core.viettext import fold, format_date, to_nfc

__all__ = [
    "BulletinValues",
    "CannotChangeBulletin",
    "CannotDecide",
    "ChangedMeanwhile",
    "UnknownWords",
    "approve_bulletin",
    "change_bulletin",
    "change_item",
    "duplicate_bulletin",
    "keep_item",
    "list_bulletin",
    "make_bulletin",
    "move_item",
    "remove_item",
    "retake_story",
    "return_bulletin",
    "submit_bulletin",
    "take_back_bulletin",
    "take_story",
    "withdraw_bulletin",
    "write_item",
]


@transaction.atomic
def make_bulletin(
    *,
    agency: Agency,
    values: BulletinValues,
    key: str,
    by: Actor,
    at: datetime,
    stories: Iterable[StoryPage] = (),
    written: str = "",
    illustrative: bool = False,
) -> Bulletin:
    """Return a new bulletin of the agency with an item for each story and one of the written words, if there are any;
    the one made before for a key that was used.

    Themes that nobody chose are those of the stories. CannotChangeBulletin where a story has no words to read.
    """
    if there := Bulletin.objects.filter(key=key).first():
        return there
    stories = list(stories)
    values = _with_defaults(values, agency, stories)
    illustrative = illustrative or (values.programme is not None and values.programme.illustrative)
    try:
        with transaction.atomic():
            bulletin = Bulletin.objects.create(
                agency=agency, slug=_slug(values.title, key), key=key, made_by=person_of(by),
                made_at=at, changed_at=at, illustrative=illustrative, **_one(values),
            )  # fmt: skip
    except IntegrityError:  # the same press, at the same moment
        return Bulletin.objects.get(key=key)
    for name in MANY_FIELDS:
        getattr(bulletin, name).set(getattr(values, name))
    for story in stories:
        take_story(bulletin=bulletin, story=story, by=by, at=at)
    if written.strip():
        write_item(bulletin=bulletin, title=bulletin.title, written=written, by=by, at=at)
    record_act("broadcasts.make_bulletin", subject=bulletin, by=by, at=at, detail={"title": bulletin.title})
    return bulletin


def _with_defaults(values: BulletinValues, agency: Agency, stories: list[StoryPage]) -> BulletinValues:
    greeting, sign_off = house_greetings(agency)
    themes = list(values.themes) or list(dict.fromkeys(theme for story in stories for theme in story.themes.all()))
    return replace(
        values,
        language=values.language or vietnamese(),
        greeting=greeting if values.greeting is None else values.greeting,
        sign_off=sign_off if values.sign_off is None else values.sign_off,
        themes=themes,
        programme=values.programme or (themes[0].programme if themes else None),
    )


def _one(values: BulletinValues) -> dict[str, Any]:
    given = {name: getattr(values, name) for name in ONE_FIELD}
    return {name: to_nfc(value) if isinstance(value, str) else value for name, value in given.items()}


def _slug(title: str, key: str) -> str:
    """The words of the title and a few signs of the key: no two bulletins have the same, whatever they are called."""
    return f"{slugify(fold(title))[:100].strip('-') or 'ban-tin'}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"


@transaction.atomic
def change_bulletin(
    *, bulletin: Bulletin, values: BulletinValues, by: Actor, at: datetime, version: datetime | None = None
) -> Bulletin:
    """Return the bulletin with other values. `version` is its changed_at when it was shown: ChangedMeanwhile where
    somebody has stored something since.
    """
    found = lock_draft(bulletin)
    if version is not None and found.changed_at != version:
        raise ChangedMeanwhile("Người khác vừa lưu bản tin này trong khi bạn đang sửa; hãy so hai bản rồi lưu lại.")
    before = values_of(found)
    values = replace(
        values,
        language=values.language or before.language,
        greeting=before.greeting if values.greeting is None else values.greeting,
        sign_off=before.sign_off if values.sign_off is None else values.sign_off,
    )
    changed = _store(found, before, values)
    if changed:
        note_changed(found, at)
        record_act("broadcasts.change_bulletin", subject=found, by=by, at=at, detail={"fields": changed})
    return found


def _store(bulletin: Bulletin, before: BulletinValues, values: BulletinValues) -> list[str]:
    """Store what differs; return the names of it."""
    one = {name: value for name, value in _one(values).items() if value != getattr(before, name)}
    for name, value in one.items():
        setattr(bulletin, name, value)
    if one:
        bulletin.save(update_fields=list(one))
    many = [name for name in MANY_FIELDS if set(getattr(values, name)) != set(getattr(before, name))]
    for name in many:
        getattr(bulletin, name).set(getattr(values, name))
    return sorted([*one, *many])


@transaction.atomic
def duplicate_bulletin(*, bulletin: Bulletin, agency: Agency, key: str, by: Actor, at: datetime) -> Bulletin:
    """Return a new draft of the agency that says the same, valid from now on for as long; once for a key."""
    values = values_of(bulletin)
    own = [station for station in values.stations if station.active]
    values = replace(
        values,
        title=_title_of_copy(bulletin, at),
        valid_from=at,
        valid_until=at + (bulletin.valid_until - bulletin.valid_from),
        stations=own,
        clusters=[cluster for cluster in values.clusters if cluster.active and cluster.station in own],
    )
    made = make_bulletin(agency=agency, values=values, key=key, by=by, at=at, illustrative=bulletin.illustrative)
    if not made.items.exists():
        Item.objects.bulk_create(
            Item(
                bulletin=made, position=item.position, title=item.title, written=item.written, story=item.story,
                story_sha256=item.story_sha256, places=item.places,
            )
            for item in bulletin.items.select_related("story")
        )  # fmt: skip
        record_act("broadcasts.duplicate_bulletin", subject=made, by=by, at=at, detail={"of": bulletin.pk})
    return made


def _title_of_copy(bulletin: Bulletin, at: datetime) -> str:
    day = f" ({format_date(timezone.localdate(at))})"
    return f"{bulletin.title[: 200 - len(day)]}{day}"
