"""Articles week by week."""

from collections import Counter
from datetime import date, timedelta

from django.db.models import Count

from lantoa.apps.coverage.queries.matrix import counted_matches
from lantoa.apps.directives.models import Programme
from lantoa.core.workdays import Window


def articles_per_week(programme: Programme, window: Window, *, until: date) -> list[tuple[date, int]]:
    """Return the counted articles of each week, told by its Monday, up to `until`; [] before the window. One query."""
    per_day = (
        counted_matches(programme, window)
        .order_by()
        .values_list("article__published_on")
        .annotate(articles=Count("article", distinct=True))
    )
    counts: Counter[date] = Counter()
    for day, articles in per_day:
        counts[_monday(day)] += articles
    last = max([min(window.end, until), *counts])
    weeks = []
    monday = _monday(window.start)
    while monday <= last and window.start <= last:
        weeks.append((monday, counts[monday]))
        monday += timedelta(days=7)
    return weeks


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
