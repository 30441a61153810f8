"""Reads of the harvest: how much of what should be read was read."""

from dataclasses import dataclass

from django.db.models import Count, Q

from lantoa.apps.harvest.models import Article, Page, Source


@dataclass(frozen=True, slots=True)
class Denominator:
    """What a coverage figure stands on: sources asked and reachable, pages read, articles, undated, re-posts,
    quarantine.
    """

    sources: int
    sources_reachable: int
    pages: int
    articles: int
    articles_undated: int
    reposts: int
    quarantined: int


def denominator() -> Denominator:
    """Return the denominator over all enabled sources. Three queries."""
    sources = Source.objects.filter(enabled=True).aggregate(
        all=Count("id"), reachable=Count("id", filter=Q(state=Source.State.REACHABLE))
    )
    pages = Page.objects.filter(source__enabled=True).aggregate(
        all=Count("id"), quarantined=Count("id", filter=Q(state=Page.State.QUARANTINED))
    )
    articles = Article.objects.filter(source__enabled=True).aggregate(
        all=Count("id"),
        undated=Count("id", filter=Q(published_on=None)),
        reposts=Count("id", filter=Q(original__isnull=False)),
    )
    return Denominator(
        sources=sources["all"],
        sources_reachable=sources["reachable"],
        pages=pages["all"],
        articles=articles["all"],
        articles_undated=articles["undated"],
        reposts=articles["reposts"],
        quarantined=pages["quarantined"],
    )
