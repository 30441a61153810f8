"""What is stored of a procedure in the shape in which it is given, and where two such differ."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from lantoa.apps.services.models import Procedure
from lantoa.apps.services.procedure_files.given import (
    FIELDS,
    GivenBasis,
    GivenFee,
    GivenProcedure,
    GivenRequirement,
)


def with_parts(rows: QuerySet[Procedure]) -> QuerySet[Procedure]:
    """Return the rows with all that `given_of` reads. Six queries whatever their number."""
    return rows.select_related("sector", "owner").prefetch_related("requirements", "steps", "fees", "bases__document")


def given_of(procedure: Procedure) -> GivenProcedure:
    """Return the stored procedure as one would give it."""
    plain = {name: getattr(procedure, name) for name in FIELDS if name not in _MADE}
    return GivenProcedure(
        **plain,
        sector=procedure.sector.slug,
        owner=procedure.owner.slug if procedure.owner else "",
        everyday_words=tuple(procedure.everyday_words),
        requirements=tuple(
            GivenRequirement(one.name, one.only_if, one.copies, one.note) for one in procedure.requirements.all()
        ),
        steps=tuple(step.text for step in procedure.steps.all()),
        fees=tuple(GivenFee(one.name, one.amount_dong, one.online_dong, one.note) for one in procedure.fees.all()),
        bases=tuple(GivenBasis(one.document.number, one.article) for one in procedure.bases.all()),
    )


_MADE = {"sector", "owner", "everyday_words", "requirements", "steps", "fees", "bases"}


def differing(old: GivenProcedure, new: GivenProcedure) -> list[str]:
    """Return the names of the fields that differ, in their order; titles of documents are not compared."""
    return [name for name in FIELDS if _comparable(name, old) != _comparable(name, new)]


def _comparable(name: str, given: GivenProcedure) -> Any:
    value = getattr(given, name)
    if name == "bases":
        return {(basis.number, basis.article) for basis in _bases(value)}
    if name == "slug":
        return ""
    return value


def _bases(value: Iterable[GivenBasis]) -> Iterable[GivenBasis]:
    return value
