"""Writes of procedures: made, changed, said to be still right, published, retired."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.queries import person_of
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.services.actions.changes import note_guide_change
from lantoa.apps.services.actions.storing import (
    CannotChangeProcedure,
    ChangedMeanwhile,
    check_code,
    checked_day,
    free_slug,
    row_values,
    store_parts,
)
from lantoa.apps.services.models import Procedure
from lantoa.apps.services.procedure_files.given import GivenProcedure
from lantoa.apps.services.queries.procedure_values import differing, given_of, with_parts

__all__ = [
    "CannotChangeProcedure",
    "ChangedMeanwhile",
    "change_procedure",
    "check_procedure",
    "make_procedure",
    "publish_procedure",
    "retire_procedure",
]
_State = Procedure.State


@transaction.atomic
def make_procedure(*, given: GivenProcedure, by: Actor, at: datetime, published: bool = False) -> Procedure:
    """Return a new procedure, a draft unless `published`. CannotChangeProcedure for a slug or code in use, an unknown
    sector, owner or document.
    """
    check_code(given)
    given = replace(given, checked_on=checked_day(given, timezone.localdate(at)))
    state = _State.PUBLISHED if published else _State.DRAFT
    procedure = Procedure.objects.create(
        slug=free_slug(given), state=state, made_at=at, changed_at=at, **row_values(given)
    )
    store_parts(procedure, given, by=by, at=at)
    detail = {"slug": procedure.slug, "title": procedure.plain_title, "published": published}
    record_act("services.make_procedure", subject=procedure, by=by, at=at, detail=detail)
    if published:
        note_guide_change(procedure, at=at)
    return procedure


@transaction.atomic
def change_procedure(
    *, procedure: Procedure, given: GivenProcedure, by: Actor, at: datetime, version: int | None = None
) -> Procedure:
    """Return the procedure with other values; as it is where nothing differs. Its slug stays whatever is given.

    `version` is the one that was shown: ChangedMeanwhile where it is another now. CannotChangeProcedure as for a new
    one.
    """
    found = _locked(procedure)
    if version is not None and found.version != version:
        raise ChangedMeanwhile
    given = replace(given, checked_on=checked_day(given, timezone.localdate(at)))
    names = differing(given_of(found), given)
    if not names:
        return found
    check_code(given, but=found)
    _set(found, row_values(given), at=at)
    store_parts(found, given, by=by, at=at)
    detail = {"slug": found.slug, "title": found.plain_title, "changed": names}
    record_act("services.change_procedure", subject=found, by=by, at=at, detail=detail)
    return _noted(Procedure.objects.get(pk=found.pk), at)  # without the parts that were read before


@transaction.atomic
def check_procedure(*, procedure: Procedure, by: Actor, at: datetime) -> Procedure:
    """Return the procedure, said today to be still right by a person."""
    found = _locked(procedure)
    values = {"checked_on": timezone.localdate(at), "checked_by": person_of(by)}
    before = found.checked_on.isoformat() if found.checked_on else None
    _set(found, values, at=at)
    detail = {"slug": found.slug, "checked_before": before}
    record_act("services.check_procedure", subject=found, by=by, at=at, detail=detail)
    return _noted(found, at)


@transaction.atomic
def publish_procedure(*, procedure: Procedure, by: Actor, at: datetime) -> Procedure:
    """Return the procedure, shown in the public guide from now on; also one that had been retired."""
    return _to_state(procedure, _State.PUBLISHED, act="services.publish_procedure", by=by, at=at)


@transaction.atomic
def retire_procedure(*, procedure: Procedure, by: Actor, at: datetime, reason: str = "") -> Procedure:
    """Return the procedure, no longer shown; it stays in the office, with the reason in the trail."""
    return _to_state(procedure, _State.RETIRED, act="services.retire_procedure", by=by, at=at, reason=reason)


def _to_state(
    procedure: Procedure, state: Procedure.State, *, act: str, by: Actor, at: datetime, reason: str = ""
) -> Procedure:
    found = _locked(procedure)
    if found.state == state:
        return found
    detail = {"slug": found.slug, "title": found.plain_title, "before": found.state} | (
        {"reason": reason} if reason else {}
    )
    was_public = found.state == _State.PUBLISHED
    _set(found, {"state": state}, at=at)
    record_act(act, subject=found, by=by, at=at, detail=detail)
    if was_public or state == _State.PUBLISHED:
        note_guide_change(found, at=at)
    return found


def _locked(procedure: Procedure) -> Procedure:
    Procedure.objects.select_for_update(of=("self",)).get(pk=procedure.pk)
    return with_parts(Procedure.objects.all()).get(pk=procedure.pk)


def _set(found: Procedure, values: dict[str, Any], *, at: datetime) -> None:
    for name, value in (values | {"changed_at": at, "version": found.version + 1}).items():
        setattr(found, name, value)
    found.save(update_fields=[*values, "changed_at", "version"])


def _noted(found: Procedure, at: datetime) -> Procedure:
    if found.state == _State.PUBLISHED:
        note_guide_change(found, at=at)
    return found
