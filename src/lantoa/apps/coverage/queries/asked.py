"""What citizens ask and report: searched for in vain, reported most. Small numbers are left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from lantoa.apps.coverage.models import AskedUse
from lantoa.apps.coverage.queries.asked_made import Made, Stage, answered_on, made_of
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.search.vain import FEWEST, Since, Vain, searched_in_vain, searched_since
from lantoa.apps.services.models import Procedure
from lantoa.apps.services.queries.guide import public_procedures
from lantoa.core.viettext import fold, grams, grams_likeness

_MOST_WORDS, _MOST_REPORTED, _MOST_USES, _NEAREST = 60, 20, 500, 3
_WORDS = "words:"
Kind = AskedUse.Kind
_Named = tuple[Procedure, list[Any]]
# Below it, two texts share letters by chance; above the other, they hardly mean two things.
_ALIKE, _SAME = 0.5, 0.7
# What themes of a directive speak of it; the first that fits is proposed, a person may change it in the plan.
_THEME_WORDS = {
    "guide": ("dich vu cong", "mot cua", "thu tuc hanh chinh"),
    "supervision": ("giam sat", "tham gia", "phan anh", "quyen va nghia vu", "quyen, nghia vu"),
}
# Titles are short, directives say more below them: there only words that mean this and hardly anything else count.
_TEXT_WORDS = {
    "guide": ("dich vu cong truc tuyen", "bo phan mot cua"),
    "supervision": ("giam sat", "quyen va nghia vu", "quyen, nghia vu"),
}


@dataclass(frozen=True, slots=True)
class AskedWords:
    """Words that were searched for in vain, and the procedures whose names come nearest.

    `sure` is the nearest where it hardly can be another;
    `since` where something was done about them that did not help: the search still fails.
    """

    subject: str
    words: str
    times: int
    nothing: int
    last_on: date
    nearest: tuple[Procedure, ...]
    sure: Procedure | None
    made: dict[str, Made]
    since: Since | None
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class Answered:
    """Words that people find something for now: what was done, since when, and what the searches say to it."""

    subject: str
    made: tuple[Made, ...]
    answered_on: date
    since: Since


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for in vain: what waits, what is answered, what nothing need be made of."""

    waiting: list[AskedWords]
    answered: list[Answered]
    ignored: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Reported:
    """A sector or procedure with how many pieces of feedback it had; `after` a story on it was published."""

    subject: str
    name: str
    feedback: int
    procedure: Procedure | None
    made: dict[str, Made]
    after: int


def asked_words(first: date, last: date) -> Asked:
    """Return what was searched for in vain in these days, most often first, and what became of it. At most eight
    queries.
    """
    found = searched_in_vain(first, last, most=_MOST_WORDS)
    uses = AskedUse.objects.filter(subject__startswith=_WORDS).order_by("-at")[:_MOST_USES]
    made = _by_subject(made_of(uses))
    days = {subject: day for subject, all_made in made.items() if (day := answered_on(all_made.values()))}
    since = searched_since({subject.removeprefix(_WORDS): day for subject, day in days.items()})
    helped = {subject for subject in days if since[subject.removeprefix(_WORDS)].in_vain < FEWEST}
    ignored = {subject for subject, all_made in made.items() if Kind.IGNORED in all_made}
    names = _names(public_procedures(last)) if found else []
    return Asked(
        [
            _asked_words(one, names, made.get(subject, {}), since.get(one.folded), days.get(subject))
            for one in found
            if (subject := f"{_WORDS}{one.folded}") not in helped | ignored
        ],
        [
            Answered(subject, tuple(made[subject].values()), day, since[subject.removeprefix(_WORDS)])
            for subject, day in days.items()
            if subject in helped - ignored
        ],
        [(f"{_WORDS}{one.folded}", one.words) for one in found if f"{_WORDS}{one.folded}" in ignored],
    )


def _asked_words(
    one: Vain, names: Sequence[_Named], made: dict[str, Made], since: Since | None, day: date | None
) -> AskedWords:
    subject = f"{_WORDS}{one.folded}"
    nearest = _nearest(one.folded, names)
    return AskedWords(
        subject,
        one.words,
        one.times,
        one.nothing,
        one.last_on,
        nearest=tuple(row for _, row in nearest),
        sure=next((row for alike, row in nearest if alike >= _SAME), None),
        made=made,
        since=since,
        answered_on=day,
    )


def _names(rows: QuerySet[Procedure]) -> list[_Named]:
    return [(row, [grams(fold(words)) for words in (row.plain_title, row.name, *row.everyday_words)]) for row in rows]


def _nearest(folded: str, names: Sequence[_Named]) -> list[tuple[float, Procedure]]:
    asked = grams(folded)
    scored = [(max(grams_likeness(asked, one) for one in known), row) for row, known in names]
    best = sorted((one for one in scored if one[0] >= _ALIKE), key=lambda one: (-one[0], one[1].pk))
    return best[:_NEAREST]


def _by_subject(made: Iterable[Made]) -> dict[str, dict[str, Made]]:
    """Return what stands of it, by subject and kind."""
    found: dict[str, dict[str, Made]] = {}
    for one in made:
        if one.stage != Stage.GONE:
            found.setdefault(one.use.subject, {})[one.kind] = one
    return found


def reported_sectors(first: date, last: date) -> list[Reported]:
    """Return the sectors with most feedback in these days; those with fewer than three are left out. At most five
    queries and one for each story published.
    """
    rows = _sent(first, last).values("sector", "sector__name").annotate(total=Count("pk")).filter(total__gte=FEWEST)
    told = list(rows.order_by("-total", "sector__name")[:_MOST_REPORTED])
    made = _by_subject(made_of(AskedUse.objects.filter(subject__in=[f"sector:{row['sector']}" for row in told])))
    return [
        _reported(
            f"sector:{row['sector']}", row["sector__name"], row["total"], None, made, last, {"sector": row["sector"]}
        )
        for row in told
    ]


def reported_procedures(first: date, last: date) -> list[Reported]:
    """Return the procedures with most feedback in these days, likewise."""
    rows = _sent(first, last).exclude(procedure=None).values("procedure").annotate(total=Count("pk"))
    counts = dict(rows.filter(total__gte=FEWEST).order_by("-total")[:_MOST_REPORTED].values_list("procedure", "total"))
    known = Procedure.objects.in_bulk(counts)
    made = _by_subject(made_of(AskedUse.objects.filter(subject__in=[f"procedure:{key}" for key in counts])))
    return [
        _reported(f"procedure:{key}", known[key].plain_title, total, known[key], made, last, {"procedure": key})
        for key, total in counts.items()
    ]


def _reported(
    subject: str,
    name: str,
    total: int,
    procedure: Procedure | None,
    made: dict[str, dict[str, Made]],
    last: date,
    about: dict[str, int],
) -> Reported:
    found = made.get(subject, {})
    day = answered_on(found.values())
    after = _sent(day + timedelta(days=1), last).filter(**about).count() if day else 0
    return Reported(subject, name, total, procedure, found, after)


def _sent(first: date, last: date) -> QuerySet[Feedback]:
    """Return what was sent in these days and not refused. By moments, not by their dates: those no index knows."""
    zone = timezone.get_default_timezone()
    start, end = (datetime.combine(day, time.min, zone) for day in (first, last + timedelta(days=1)))
    sent = Feedback.objects.filter(sent_at__gte=start, sent_at__lt=end)
    return sent.exclude(state=Feedback.State.REFUSED).order_by()


def theme_for(programme: Programme | None, *, about: str) -> Theme | None:
    """Return the theme of the programme that speaks of it ("guide", "supervision"), in its title or else in what the
    directive says below it; None where none does. One query.
    """
    if programme is None:
        return None
    themes = list(programme.themes.order_by("position"))
    read = (("title", _THEME_WORDS[about]), ("text", _TEXT_WORDS[about]))
    for field, words in ((field, words) for field, all_words in read for words in all_words):
        found = next((theme for theme in themes if words in fold(getattr(theme, field))), None)
        if found:
            return found
    return None
