"""Reads of the public service guide."""

from datetime import date

from django.db.models import QuerySet

from lantoa.apps.services.models import Procedure


def public_procedures(on: date) -> QuerySet[Procedure]:
    """Return the procedures that the public guide shows on that day, with sector and owner, by plain title."""
    return Procedure.objects.public_on(on).select_related("sector", "owner")
