"""The shipped content of the guide, loaded once; what is already there, changed by officers or not, is left alone."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.services.actions.changes import note_guide_change
from lantoa.apps.services.actions.loading_needs import add_need
from lantoa.apps.services.actions.procedures import make_procedure
from lantoa.apps.services.models import HowTo, HowToStep, LegalDocument, Need, Procedure, Right, Sector
from lantoa.apps.services.shipped import DATA, Row, Shipped, read_shipped

# Called with what is being loaded, how many of it are done, and how many there are.
Progress = Callable[[str, int, int], None]


def _silent(_kind: str, _done: int, _all: int) -> None:
    """Nobody watches."""


def load_shipped(*, by: Actor, at: datetime, folder: Path = DATA, progress: Progress = _silent) -> dict[str, int]:
    """Return how many rows of each kind were added: sectors, documents, procedures, howtos, rights, needs.

    A row is known by its slug, a document by its number: one that is there stays as it is, so a second run adds
    nothing, and no change of an officer is lost. All or nothing. BadShipped for files that cannot be understood.
    """
    shipped = read_shipped(folder)
    with transaction.atomic():
        added = {
            "sectors": _sectors(shipped),
            "documents": _documents(shipped),
            "procedures": _procedures(shipped, by=by, at=at, progress=progress),
            "howtos": _howtos(shipped, at=at, progress=progress),
            "rights": _rights(shipped, at=at, progress=progress),
            "needs": _needs(shipped, at=at, progress=progress),
        }
        if any(added.values()) and (subject := Sector.objects.first()):
            record_act("services.load_shipped", subject=subject, by=by, at=at, detail=added)
            note_guide_change(at=at)
    return added


def _missing(rows: Iterable[Row], key: str, there: Iterable[str]) -> list[tuple[int, Row]]:
    """Return the rows that are not there yet, each with its place in the file."""
    known = set(there)
    return [(place, row) for place, row in enumerate(rows, start=1) if row[key] not in known]


def _sectors(shipped: Shipped) -> int:
    missing = _missing(shipped.sectors, "slug", Sector.objects.values_list("slug", flat=True))
    return len(Sector.objects.bulk_create(Sector(position=place, **row) for place, row in missing))


_LINKS = ("replaced_by", "amended_by")


def _documents(shipped: Shipped) -> int:
    missing = _missing(shipped.documents, "number", LegalDocument.objects.values_list("number", flat=True))
    new = {row["number"]: {k: v for k, v in row.items() if k not in _LINKS} for _, row in missing}
    LegalDocument.objects.bulk_create(LegalDocument(**values) for values in new.values())
    for link in _LINKS:
        linked = {row["number"]: row[link] for _, row in missing if row.get(link)}
        by_number = LegalDocument.objects.in_bulk({*linked, *linked.values()}, field_name="number")
        for number, other in linked.items():
            setattr(by_number[number], link, by_number[other])
        LegalDocument.objects.bulk_update([by_number[number] for number in linked], [link])
    return len(new)


def _procedures(shipped: Shipped, *, by: Actor, at: datetime, progress: Progress) -> int:
    slugs = set(Procedure.objects.values_list("slug", flat=True))
    codes = set(Procedure.objects.exclude(code="").values_list("code", flat=True))
    missing = [given for given in shipped.procedures if given.slug not in slugs and given.code not in codes]
    for place, given in enumerate(missing, start=1):
        make_procedure(given=given, by=by, at=at, published=True)
        progress("thủ tục", place, len(missing))
    return len(missing)


def _howtos(shipped: Shipped, *, at: datetime, progress: Progress) -> int:
    missing = _missing(shipped.howtos, "slug", HowTo.objects.values_list("slug", flat=True))
    for place, row in missing:
        values = {name: value for name, value in row.items() if name != "steps"}
        howto = HowTo.objects.create(position=place, public=True, made_at=at, changed_at=at, **values)
        HowToStep.objects.bulk_create(
            HowToStep(howto=howto, position=number, **step) for number, step in enumerate(row["steps"], start=1)
        )
        progress("bài hướng dẫn", place, len(shipped.howtos))
    return len(missing)


def _rights(shipped: Shipped, *, at: datetime, progress: Progress) -> int:
    missing = _missing(shipped.rights, "slug", Right.objects.values_list("slug", flat=True))
    documents = LegalDocument.objects.in_bulk({row["number"] for _, row in missing}, field_name="number")
    rows: list[Right] = []
    for place, row in missing:
        values: dict[str, Any] = {name: value for name, value in row.items() if name != "number"}
        values["text"] = values["text"].strip()
        rows.append(Right(document=documents[row["number"]], position=place, public=True, changed_at=at, **values))
        progress("quyền và nghĩa vụ", place, len(shipped.rights))
    return len(Right.objects.bulk_create(rows))


def _needs(shipped: Shipped, *, at: datetime, progress: Progress) -> int:
    missing = _missing(shipped.needs, "slug", Need.objects.values_list("slug", flat=True))
    for place, row in missing:
        add_need(row, position=place, at=at)
        progress("nhu cầu", place, len(shipped.needs))
    return len(missing)
