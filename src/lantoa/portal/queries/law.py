"""Reads of rights and duties and of step-by-step pages, for their public pages."""

from collections.abc import Iterable

from django.db.models import QuerySet

from lantoa.apps.services.models import HowTo, Right


def public_rights() -> list[Right]:
    """Return the public entries with their documents and what these replaced, by kind as the kinds stand, then in their
    order. Two queries.
    """
    rows = Right.objects.filter(public=True).select_related("document__replaced_by", "document__amended_by")
    rows = rows.prefetch_related("document__replaces")
    places = {kind: place for place, kind in enumerate(Right.Kind.values)}
    return sorted(rows.order_by("position", "title"), key=lambda row: places[row.kind])


def shown_howtos() -> QuerySet[HowTo]:
    """Return the public step-by-step pages with what their page shows."""
    return HowTo.objects.filter(public=True).select_related("owner").prefetch_related("steps")


def howto_titles(slugs: Iterable[str]) -> dict[str, str]:
    """Return the titles of those of the step-by-step pages that are public, by slug. One query."""
    return dict(HowTo.objects.filter(public=True, slug__in=list(slugs)).values_list("slug", "title"))
