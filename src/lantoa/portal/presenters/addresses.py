"""The addresses of the public pages."""

from django.urls import reverse

from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Directive, Theme
from lantoa.apps.harvest.models import Article, Evidence


def home() -> str:
    return reverse("portal:home")


def about() -> str:
    return reverse("portal:about")


def coverage(query: str = "") -> str:
    return reverse("portal:coverage") + query


def coverage_csv(query: str = "") -> str:
    return reverse("portal:coverage_csv") + query


def of_directive(directive: Directive) -> str:
    return reverse("portal:directive", args=[directive.pk])


def of_theme(theme: Theme) -> str:
    return reverse("portal:theme", args=[theme.code.lower()])


def of_cell(agency: Agency, theme: Theme, query: str = "") -> str:
    return reverse("portal:cell", args=[agency.slug, theme.code.lower()]) + query


def of_agency(agency: Agency, query: str = "") -> str:
    return reverse("portal:agency", args=[agency.slug]) + query


def of_article(article: Article) -> str:
    return reverse("portal:article", args=[article.pk])


def of_evidence(evidence: Evidence) -> str:
    return reverse("portal:evidence", args=[evidence.pk])


def of_record(evidence: Evidence) -> str:
    return reverse("portal:evidence_record", args=[evidence.pk])
