"""Writes on how an agency, or the province, reads: decisions, abbreviations, style."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from lantoa.apps.accounts.queries import person_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.broadcasts.models import HouseStyle, LexiconEntry, ReadingDecision
from lantoa.core.viettext import to_nfc


@transaction.atomic
def decide_reading(*, agency: Agency | None, written: str, spoken: str, by: Actor, at: datetime) -> ReadingDecision:
    """Return the decision how something is read everywhere by the agency, or in the province for None.

    One that stood before is kept as history.
    """
    written, spoken = to_nfc(" ".join(written.split())), to_nfc(" ".join(spoken.split()))
    standing = ReadingDecision.objects.select_for_update(of=("self",)).filter(
        agency=agency, written=written, revoked_at=None
    )
    same = standing.filter(spoken=spoken).first()
    if same:
        return same
    standing.update(revoked_at=at)
    decision = ReadingDecision.objects.create(
        agency=agency,
        written=written,
        spoken=spoken,
        decided_by=person_of(by),
        decided_at=at,
    )
    record_act("broadcasts.decide_reading", subject=decision, by=by, at=at, detail=_words(decision))
    return decision


@transaction.atomic
def revoke_reading(*, decision: ReadingDecision, by: Actor, at: datetime) -> ReadingDecision:
    """Return the decision, no longer followed: the rules read again. A second call changes nothing."""
    decision = ReadingDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.revoked_at is None:
        decision.revoked_at = at
        decision.save(update_fields=["revoked_at"])
        record_act("broadcasts.revoke_reading", subject=decision, by=by, at=at, detail=_words(decision))
    return decision


@transaction.atomic
def keep_entry(
    *,
    entry: LexiconEntry | None,
    agency: Agency | None,
    written: str,
    spoken: str,
    valid_from: date | None,
    valid_to: date | None,
    source: str,
    by: Actor,
    at: datetime,
) -> LexiconEntry:
    """Return the abbreviation of the agency (the province for None), new or changed."""
    kept = LexiconEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk) if entry else LexiconEntry()
    kept.agency, kept.written, kept.spoken = agency, to_nfc(written.strip()), to_nfc(" ".join(spoken.split()))
    kept.valid_from, kept.valid_to, kept.source = valid_from, valid_to, to_nfc(source.strip())
    kept.save()
    record_act("broadcasts.keep_entry", subject=kept, by=by, at=at, detail=_words(kept))
    return kept


@transaction.atomic
def remove_entry(*, entry: LexiconEntry, by: Actor, at: datetime) -> None:
    """Remove an abbreviation; the audit trail keeps its words."""
    record_act("broadcasts.remove_entry", subject=entry, by=by, at=at, detail=_words(entry))
    entry.delete()


@transaction.atomic
def keep_style(*, agency: Agency | None, values: dict[str, Any], by: Actor, at: datetime) -> HouseStyle:
    """Return the style of the agency (the province for None) with these values by field."""
    style, _ = HouseStyle.objects.select_for_update(of=("self",)).get_or_create(agency=agency)
    for name, value in values.items():
        setattr(style, name, value)
    style.save(update_fields=list(values))
    record_act("broadcasts.keep_style", subject=style, by=by, at=at, detail=values)
    return style


@transaction.atomic
def drop_style(*, style: HouseStyle, by: Actor, at: datetime) -> None:
    """Remove the style of an agency, which then reads by the province's."""
    record_act("broadcasts.drop_style", subject=style, by=by, at=at, detail={"agency": style.agency_id})
    style.delete()


def _words(row: ReadingDecision | LexiconEntry) -> dict[str, Any]:
    return {"written": row.written, "spoken": row.spoken, "agency": row.agency_id}
