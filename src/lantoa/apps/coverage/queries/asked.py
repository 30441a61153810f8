"""What citizens ask and report: searched for in vain, reported most. Small numbers are left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from lantoa.apps.coverage.models import AskedUse
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.search.vain import FEWEST, searched_in_vain
from lantoa.apps.services.models import Procedure
from lantoa.apps.services.queries.guide import public_procedures
from lantoa.core.viettext import fold, grams, grams_likeness

_MOST_WORDS, _MOST_REPORTED, _NEAREST = 60, 20, 3
# Below it, two texts share letters by chance.
_ALIKE = 0.25
# What themes of a directive speak of it; the first that fits is proposed, a person may change it in the plan.
_THEME_WORDS = {
    "guide": ("dich vu cong", "mot cua", "thu tuc hanh chinh"),
    "supervision": ("giam sat", "tham gia", "phan anh", "quyen va nghia vu", "quyen, nghia vu"),
}


@dataclass(frozen=True, slots=True)
class AskedWords:
    """Words that were searched for in vain, and the procedures whose names come nearest."""

    subject: str
    words: str
    times: int
    nothing: int
    last_on: date
    nearest: tuple[Procedure, ...]
    done: dict[str, AskedUse]


@dataclass(frozen=True, slots=True)
class Reported:
    """A sector or procedure with how many pieces of feedback it had."""

    subject: str
    name: str
    feedback: int
    procedure: Procedure | None
    done: dict[str, AskedUse]


def asked_words(first: date, last: date) -> list[AskedWords]:
    """Return what was searched for in vain in these days, most often first. Three queries."""
    found = searched_in_vain(first, last, most=_MOST_WORDS)
    names = _names(public_procedures(last)) if found else []
    done = uses_of(f"words:{one.folded}" for one in found)
    return [
        AskedWords(
            subject, one.words, one.times, one.nothing, one.last_on, _nearest(one.folded, names), done.get(subject, {})
        )
        for one in found
        for subject in [f"words:{one.folded}"]
    ]


def _names(rows: QuerySet[Procedure]) -> list[tuple[Procedure, list[Any]]]:
    return [(row, [grams(fold(words)) for words in (row.plain_title, row.name, *row.everyday_words)]) for row in rows]


def _nearest(folded: str, names: Sequence[tuple[Procedure, list[Any]]]) -> tuple[Procedure, ...]:
    asked = grams(folded)
    scored = [(max(grams_likeness(asked, one) for one in known), row) for row, known in names]
    best = sorted((one for one in scored if one[0] >= _ALIKE), key=lambda one: (-one[0], one[1].pk))
    return tuple(row for _, row in best[:_NEAREST])


def uses_of(subjects: Iterable[str]) -> dict[str, dict[str, AskedUse]]:
    """Return what was made of these subjects, by subject and kind. One query."""
    found: dict[str, dict[str, AskedUse]] = {}
    for use in AskedUse.objects.filter(subject__in=list(subjects)):
        found.setdefault(use.subject, {})[use.kind] = use
    return found


def reported_sectors(first: date, last: date) -> list[Reported]:
    """Return the sectors with most feedback in these days; those with fewer than three are left out. Two queries."""
    rows = _sent(first, last).values("sector", "sector__name").annotate(total=Count("pk")).filter(total__gte=FEWEST)
    told = [
        (f"sector:{row['sector']}", row["sector__name"], row["total"])
        for row in rows.order_by("-total", "sector__name")[:_MOST_REPORTED]
    ]
    done = uses_of(subject for subject, _, _ in told)
    return [Reported(subject, name, total, None, done.get(subject, {})) for subject, name, total in told]


def reported_procedures(first: date, last: date) -> list[Reported]:
    """Return the procedures with most feedback in these days, likewise. Three queries."""
    rows = _sent(first, last).exclude(procedure=None).values("procedure").annotate(total=Count("pk"))
    counts = dict(rows.filter(total__gte=FEWEST).order_by("-total")[:_MOST_REPORTED].values_list("procedure", "total"))
    known = Procedure.objects.in_bulk(counts)
    done = uses_of(f"procedure:{key}" for key in counts)
    return [
        Reported(subject, known[key].plain_title, total, known[key], done.get(subject, {}))
        for key, total in counts.items()
        for subject in [f"procedure:{key}"]
    ]


def _sent(first: date, last: date) -> QuerySet[Feedback]:
    """Return what was sent in these days. By moments, not by their dates: those no index knows."""
    zone = timezone.get_default_timezone()
    start, end = (datetime.combine(day, time.min, zone) for day in (first, last + timedelta(days=1)))
    return Feedback.objects.filter(sent_at__gte=start, sent_at__lt=end).order_by()


def theme_for(programme: Programme | None, *, about: str) -> Theme | None:
    """Return the theme of the programme that speaks of it ("guide", "supervision"); None where none does. One query."""
    if programme is None:
        return None
    themes = list(programme.themes.order_by("position"))
    for words in _THEME_WORDS[about]:
        found = next((theme for theme in themes if words in fold(theme.title)), None)
        if found:
            return found
    return None
