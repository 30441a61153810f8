"""Reads of the public service guide."""

from datetime import date

from django.db.models import Count, QuerySet

from lantoa.apps.services.models import Procedure, Sector


def public_procedures(on: date) -> QuerySet[Procedure]:
    """Return the procedures that the public guide shows on that day, with sector and owner, by plain title."""
    return Procedure.objects.public_on(on).select_related("sector", "owner")


def shown_procedures() -> QuerySet[Procedure]:
    """Return the procedures that have a public page: the published ones, also those that are over or yet to come."""
    rows = Procedure.objects.filter(state=Procedure.State.PUBLISHED).select_related("sector", "owner")
    return rows.prefetch_related("requirements", "steps", "fees", "bases__document__replaced_by")


def public_sectors(on: date) -> list[tuple[Sector, int]]:
    """Return the sectors with public procedures on that day, in their order, each with how many it has. One query."""
    rows = Sector.objects.filter(procedures__in=Procedure.objects.public_on(on))
    counted = rows.annotate(shown=Count("procedures", distinct=True)).order_by("position", "name")
    return [(sector, sector.shown) for sector in counted]
