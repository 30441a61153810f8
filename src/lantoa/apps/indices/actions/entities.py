"""Writes of entities and of what else stands in the registers of indices."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import models, transaction
from django.utils.text import slugify

from lantoa.apps.base.actions import Actor, note_public_change, record_act, record_acts
from lantoa.apps.indices.actions.storing import plain
from lantoa.apps.indices.models import Entity
from lantoa.apps.indices.queries.taken_over import TakenOver, agencies_to_take

_SOURCE = "Danh bạ cơ quan"


@transaction.atomic
def take_over_agencies(*, day: date, kinds: Collection[str], by: Actor, at: datetime) -> list[Entity]:
    """Return the entities made of the agencies valid on that day; those that are entities already are left alone."""
    waiting = [row for row in agencies_to_take(day=day, kinds=kinds) if row.entity is None]
    taken = set(Entity.objects.values_list("slug", flat=True))
    made = [Entity(slug=_free_slug(row, taken), **_values(row)) for row in waiting]
    for entity in made:
        entity.save(force_insert=True)
    record_acts("indices.take_over_agency", [(entity, {"agency": entity.agency_id}) for entity in made], by=by, at=at)
    return made


def _values(row: TakenOver) -> dict[str, object]:
    agency = row.agency
    return {
        "name": agency.name,
        "short_name": agency.short_name[:80],
        "aliases": list(agency.aliases),
        "kind": row.kind,
        "agency": agency,
        "valid_from": agency.valid_from,
        "valid_to": agency.valid_to,
        "source": _SOURCE,
    }


def _free_slug(row: TakenOver, taken: set[str]) -> str:
    """Return a slug that no entity has, and keep it for this one."""
    slug, place = row.agency.slug[:60], 2
    while slug in taken:
        slug, place = slugify(f"{row.agency.slug[:55]}-{place}"), place + 1
    taken.add(slug)
    return slug


def note_register_act(act: str, *, row: models.Model, fields: Collection[str] = (), by: Actor, at: datetime) -> None:
    """Keep in the audit trail what was done in a register of indices, and tell the public pages, which all read them.

    Call it inside the change's transaction. `fields`: those that changed, with what stands in them now.
    """
    now = [[name, plain(getattr(row, name))] for name in fields]
    record_act(f"indices.{act}", subject=row, by=by, at=at, detail={"row": str(row), "fields": now})
    note_public_change("indices", at=at)
