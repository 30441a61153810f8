"""Writes of documents of law, sectors, rights and duties, step-by-step pages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.services.actions.changes import note_guide_change
from lantoa.apps.services.models import HowTo, HowToStep, LegalDocument, Right, Sector
from lantoa.core.viettext import fold

_Row = TypeVar("_Row", LegalDocument, Sector, Right, HowTo)
Values = Mapping[str, Any]


class LawChangedMeanwhile(ValueError):
    """Somebody else has stored something since the form was opened."""

    def __init__(self) -> None:
        super().__init__("Mục này vừa được người khác sửa sau lúc bạn mở trang.")


@transaction.atomic
def save_document(*, document: LegalDocument | None, values: Values, by: Actor, at: datetime) -> LegalDocument:
    """Return the document of law with these values, a new one for None."""
    return _save(LegalDocument, document, values, act="services.save_document", by=by, at=at)


@transaction.atomic
def save_sector(*, sector: Sector | None, values: Values, by: Actor, at: datetime) -> Sector:
    """Return the sector with these values; a new one gets a slug of its name, which stays."""
    given = dict(values) if sector else {**values, "slug": _free_slug(Sector, values["name"], 60)}
    return _save(Sector, sector, given, act="services.save_sector", by=by, at=at)


@transaction.atomic
def save_right(*, right: Right | None, values: Values, by: Actor, at: datetime, version: int | None = None) -> Right:
    """Return the right or duty with these values. LawChangedMeanwhile where `version` is not the one stored."""
    given = {**values, "changed_at": at}
    if right is None:
        given["slug"] = _free_slug(Right, values["title"], 80)
    return _save(Right, right, given, act="services.save_right", by=by, at=at, version=version)


@transaction.atomic
def check_right(*, right: Right, by: Actor, at: datetime) -> Right:
    """Return the right, said today to be still right by a person."""
    given = {"checked_on": timezone.localdate(at)}
    return _save(Right, right, given, act="services.check_right", by=by, at=at)


@transaction.atomic
def save_howto(
    *, howto: HowTo | None, values: Values, steps: Sequence[Values], by: Actor, at: datetime, version: int | None = None
) -> HowTo:
    """Return the step-by-step page with these values and steps, in place of those before.

    LawChangedMeanwhile where `version` is not the one stored.
    """
    given = {**values, "changed_at": at}
    if howto is None:
        given |= {"slug": _free_slug(HowTo, values["title"], 80), "made_at": at}
    stored = _save(HowTo, howto, given, act="services.save_howto", by=by, at=at, version=version)
    stored.steps.all().delete()
    HowToStep.objects.bulk_create(
        HowToStep(howto=stored, position=place, **step) for place, step in enumerate(steps, start=1)
    )
    return stored


@transaction.atomic
def check_howto(*, howto: HowTo, by: Actor, at: datetime) -> HowTo:
    """Return the step-by-step page, said today to be still right by a person."""
    given = {"checked_on": timezone.localdate(at)}
    return _save(HowTo, howto, given, act="services.check_howto", by=by, at=at)


def _save(
    model: type[_Row], row: _Row | None, values: Values, *, act: str, by: Actor, at: datetime,
    version: int | None = None,
) -> _Row:  # fmt: skip
    """Return the row with the values; what differed stands in the trail."""
    kept: Any = model._default_manager
    if row is None:
        stored: _Row = kept.create(**values)
        changed = sorted(values)
    else:
        stored = kept.select_for_update(of=("self",)).get(pk=row.pk)
        if version is not None and getattr(stored, "version", version) != version:
            raise LawChangedMeanwhile
        changed = sorted(name for name, value in values.items() if getattr(stored, name) != value)
        _write(stored, values, versioned=hasattr(stored, "version"))
    record_act(act, subject=stored, by=by, at=at, detail={"name": str(stored)[:120], "changed": changed})
    note_guide_change(at=at)
    return stored


def _write(stored: Any, values: Values, *, versioned: bool) -> None:
    given = {**values, "version": stored.version + 1} if versioned else dict(values)
    for name, value in given.items():
        setattr(stored, name, value)
    stored.save(update_fields=list(given))


def _free_slug(model: type[models.Model], words: str, most: int) -> str:
    wanted = slugify(fold(words))[: most - 4].strip("-") or "muc"
    taken = set(model._default_manager.filter(slug__startswith=wanted).values_list("slug", flat=True))
    names = (wanted if place == 1 else f"{wanted}-{place}" for place in range(1, len(taken) + 3))
    return next(name for name in names if name not in taken)
