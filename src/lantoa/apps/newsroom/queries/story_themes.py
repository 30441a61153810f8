"""Which themes a story answers, and which assignments of the portal's agency stand under them."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.directives.models import Programme, Theme
from lantoa.core.analysis import ThemeMatcher, ThemeText


@dataclass(frozen=True, slots=True)
class ProposedTheme:
    """A theme the story answers, 0.5-1 how surely, and the story's own phrases that decided."""

    theme: Theme
    score: float
    phrases: tuple[str, ...]


def confirmed_programme() -> Programme | None:
    """Return the newest programme that a person has confirmed: its themes are those one writes for. One query."""
    confirmed = Programme.objects.filter(state=Programme.State.CONFIRMED)
    return confirmed.select_related("directive").order_by("-year", "-id").first()


def themes_to_choose() -> QuerySet[Theme]:
    """Return the themes of the confirmed programme in their order; none before there is one. One query, two in all."""
    programme = confirmed_programme()
    return programme.themes.order_by("position") if programme else Theme.objects.none()


def assignments_to_choose(agency: Agency) -> QuerySet[Assignment]:
    """Return what a story of the agency's portal can fulfil: its assignments of the confirmed programme that were given
    to it and not cancelled, by theme. Two queries.
    """
    programme = confirmed_programme()
    if programme is None:
        return Assignment.objects.none()
    given = Assignment.objects.of_agency(agency).of_programme(programme).given()
    return (
        given.exclude(state=Assignment.State.CANCELLED)
        .select_related("duty__theme", "agency")
        .order_by("duty__theme__position", "pk")
    )


def proposed_themes(title: str, text: str) -> list[ProposedTheme]:
    """Return the themes of the confirmed programme that the story answers, best first. Two queries."""
    themes = {theme.code: theme for theme in themes_to_choose()}
    if not themes or not (title + text).strip():
        return []
    matcher = _matcher(tuple((code, theme.text) for code, theme in themes.items()))
    return [ProposedTheme(themes[found.code], found.score, found.phrases) for found in matcher.match(title, text)]


def assignments_under(themes: Collection[Theme], *, agency: Agency) -> list[Assignment]:
    """Return the agency's assignments under these themes that a story can fulfil. Two queries, none without themes."""
    if not themes:
        return []
    return list(assignments_to_choose(agency).filter(duty__theme__in=list(themes)))


@lru_cache(maxsize=4)
def _matcher(themes: tuple[tuple[str, str], ...]) -> ThemeMatcher:
    """The compiled matcher; a programme confirmed anew has other words and so another one."""
    return ThemeMatcher(ThemeText(code, text) for code, text in themes)
