"""What stands beside a component of an index: the work and the coverage on the themes that a person linked to it.

Side by side and no more: nothing here says that one comes from the other (docs/adr/0031).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.queries import Tally, tallies
from lantoa.apps.coverage.models import ThemeMatch
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.harvest.models import Source
from lantoa.apps.indices.models import ComponentTheme, Edition, ScaleVersion
from lantoa.core.workdays import Window


@dataclass(frozen=True, slots=True)
class ThemeCoverage:
    """One theme in one period: articles of any agency; of the agencies that owe it, how many published, how many cannot
    be told because no source of theirs could be read.
    """

    window: Window
    articles: int
    agencies_owing: int
    agencies_covering: int
    agencies_unknown: int


@dataclass(frozen=True, slots=True)
class ThemeWork:
    """A theme with its link, how far its assignments have come, its coverage in the year measured, and since then
    (None while that year is not over).
    """

    link: ComponentTheme
    tally: Tally
    in_year: ThemeCoverage
    since: ThemeCoverage | None

    @property
    def theme(self) -> Theme:
        return self.link.theme


def component_work(edition: Edition, *, today: date) -> dict[int, tuple[ThemeWork, ...]]:
    """Return the work on the themes of each linked component of the edition's scale, themes in the order of the newest
    programme first. Four queries, whatever the number of components and themes.
    """
    links = linked_themes(edition.scale)
    themes = {link.theme_id for link in links}
    done = tallies(Assignment.objects.filter(duty__theme__in=themes), "duty__theme", today=today) if themes else {}
    windows = measured_windows(edition.year_measured, today=today)
    covered = theme_coverage(themes, windows) if themes else {}
    found = defaultdict[int, list[ThemeWork]](list)
    for link in links:
        told = covered[link.theme_id]
        work = ThemeWork(link, done.get(link.theme_id, Tally()), told[0], told[1] if len(told) > 1 else None)
        found[link.component_id].append(work)
    return {pk: tuple(works) for pk, works in found.items()}


def linked_themes(scale: ScaleVersion) -> list[ComponentTheme]:
    """Return the links of the components of a scale version to themes of confirmed programmes. One query."""
    links = ComponentTheme.objects.filter(
        component__scale=scale, theme__programme__state=Programme.State.CONFIRMED
    ).select_related("theme__programme")
    return list(links.order_by("-theme__programme__year", "theme__programme", "theme__position"))


def measured_windows(year: int, *, today: date) -> list[Window]:
    """Return the year measured, and the time since its end up to today where there is any.

    >>> [str(window.end) for window in measured_windows(2023, today=date(2024, 5, 2))]
    ['2023-12-31', '2024-05-02']
    """
    measured = Window(date(year, 1, 1), date(year, 12, 31))
    return [measured, Window(date(year + 1, 1, 1), today)] if today > measured.end else [measured]


def theme_coverage(themes: Collection[int], windows: Iterable[Window]) -> dict[int, tuple[ThemeCoverage, ...]]:
    """Return the coverage of each theme in each of the periods, as the matrix of its programme tells it. Two queries,
    whatever the number of themes, agencies and periods.
    """
    windows = list(windows)
    published = _published(themes, windows)
    reachable = Source.objects.filter(agency=OuterRef("agency"), enabled=True, state=Source.State.REACHABLE)
    owed = Assignment.objects.filter(duty__theme__in=themes).owed().order_by().annotate(readable=Exists(reachable))
    owing = defaultdict[int, dict[int, bool]](dict)
    for theme, agency, readable in owed.values_list("duty__theme", "agency", "readable").distinct():
        owing[theme][agency] = readable
    return {
        theme: tuple(
            _coverage(window, published[place].get(theme, {}), owing[theme]) for place, window in enumerate(windows)
        )
        for theme in themes
    }


def _published(themes: Collection[int], windows: list[Window]) -> list[dict[int, dict[int, int]]]:
    """Return for each period the articles counted by theme and agency. One query."""
    counts: dict[str, Any] = {
        f"in_{place}": Count(
            "pk",
            filter=Q(article__published_on__gte=window.start, article__published_on__lte=window.end),
        )
        for place, window in enumerate(windows)
    }
    matches = ThemeMatch.objects.counted().filter(theme__in=themes).order_by()
    rows: Any = matches.values("theme", "article__source__agency").annotate(**counts)
    found: list[dict[int, dict[int, int]]] = [defaultdict(dict) for _ in windows]
    for row in rows:
        for place, by_theme in enumerate(found):
            if articles := row[f"in_{place}"]:
                by_theme[row["theme"]][row["article__source__agency"]] = articles
    return found


def _coverage(window: Window, articles: Mapping[int, int], owing: Mapping[int, bool]) -> ThemeCoverage:
    """Return the figures of one theme in one period; `owing`: who owes it, and whether a source of theirs is read."""
    return ThemeCoverage(
        window,
        articles=sum(articles.values()),
        agencies_owing=len(owing),
        agencies_covering=sum(agency in articles for agency in owing),
        agencies_unknown=sum(not readable and agency not in articles for agency, readable in owing.items()),
    )
