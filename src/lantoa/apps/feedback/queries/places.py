"""Places and agencies as citizens name them: by typing, with or without accents."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from lantoa.apps.agencies.models import Agency, AgencyKind, AgencyQuerySet
from lantoa.core.viettext import fold, sort_key

# What stands for a place: its people's committee. Districts while there were any.
PLACE_KINDS = (AgencyKind.COMMUNE_COMMITTEE, AgencyKind.ISLAND_ZONE, AgencyKind.DISTRICT_COMMITTEE)
SHOWN = 12
_COMMITTEE = ("Ủy ban nhân dân ", "UBND ")
_PREFIXES = ("xã ", "phường ", "thị trấn ", "đặc khu ", "huyện ", "thị xã ", "thành phố ")


@dataclass(frozen=True, slots=True)
class Named:
    """What typed words mean: one agency, or several to choose from (the first ones; `more` than shown)."""

    one: Agency | None
    several: tuple[Agency, ...] = ()
    more: bool = False


def places_on(day: date) -> AgencyQuerySet:
    """Return the communes, and the districts while there were any, of that day."""
    return Agency.objects.valid_on(day).filter(kind__in=PLACE_KINDS)


def agencies_on(day: date) -> AgencyQuerySet:
    """Return the agencies of that day."""
    return Agency.objects.valid_on(day)


def place_name(place: Agency) -> str:
    """Return the name of a place without the committee that stands for it.

    >>> place_name(Agency(name="Ủy ban nhân dân xã Hải Lăng", short_name="UBND xã Hải Lăng"))
    'Xã Hải Lăng'
    """
    name = place.short_name or place.name
    for start in _COMMITTEE:
        name = name.removeprefix(start)
    return name[:1].upper() + name[1:]


def place_label(place: Agency) -> str:
    """Return the name of a place with what tells it apart first, so that typing its name finds it in a list.

    >>> place_label(Agency(name="Ủy ban nhân dân xã Hải Lăng", short_name="UBND xã Hải Lăng"))
    'Hải Lăng (xã)'
    """
    name = place_name(place)
    for prefix in _PREFIXES:
        if name.lower().startswith(prefix):
            return f"{name[len(prefix) :]} ({prefix.strip()})"
    return name


def place_labels(day: date) -> list[str]:
    """Return the labels of all places of that day in Vietnamese order. One query."""
    return sorted((place_label(place) for place in places_on(day)), key=sort_key)


def named(words: str, among: QuerySet[Agency]) -> Named:
    """Return which of the agencies typed words mean: the one whose name they are, else those that hold every word.

    Two queries at most.
    """
    wanted = fold(words.replace("(", " ").replace(")", " ")).split()
    if not wanted:
        return Named(None)
    found = among
    for word in wanted[:8]:
        found = found.filter(folded_names__contains=word)
    rows = list(found.order_by("kind", "name")[: SHOWN + 1])
    if len(rows) == 1:
        return Named(rows[0])
    said = sorted(wanted)
    exact = [row for row in rows if any(sorted(fold(name).split()) == said for name in _names(row))]
    if len(exact) == 1:
        return Named(exact[0])
    return Named(None, tuple(rows[:SHOWN]), more=len(rows) > SHOWN)


def _names(agency: Agency) -> list[str]:
    plain = place_name(agency)
    bare = next((plain[len(prefix) :] for prefix in _PREFIXES if plain.lower().startswith(prefix)), plain)
    return [*agency.names, plain, bare]
