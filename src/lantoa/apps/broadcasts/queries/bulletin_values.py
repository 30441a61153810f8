"""What a bulletin is but its items: as forms give it and actions store it, with the defaults of its agency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.models import Bulletin, Cluster, HouseStyle, Language, Priority, Station
from lantoa.apps.directives.models import Programme, Theme

ONE_FIELD = (
    "title", "priority", "language", "programme", "greeting", "sign_off", "valid_from", "valid_until",
    "airings_at_most", "airings_a_day", "listed",
)  # fmt: skip
MANY_FIELDS = ("themes", "stations", "clusters")


@dataclass(frozen=True, slots=True)
class BulletinValues:
    """The values of a bulletin; None stands for Vietnamese, and for the greetings of the house style."""

    title: str
    valid_from: datetime
    valid_until: datetime
    priority: str = Priority.ROUTINE
    language: Language | None = None
    programme: Programme | None = None
    themes: Sequence[Theme] = ()
    greeting: str | None = None
    sign_off: str | None = None
    stations: Sequence[Station] = ()
    clusters: Sequence[Cluster] = ()
    airings_at_most: int = 14
    airings_a_day: int = 2
    listed: bool = True


def house_greetings(agency: Agency | None) -> tuple[str, str]:
    """Return how bulletins of the agency begin and end, as its house style says, else the province's. One query."""
    styles = HouseStyle.objects.filter(agency=None)
    if agency:
        styles |= HouseStyle.objects.filter(agency=agency)
    greeting = sign_off = ""
    for style in sorted(styles, key=lambda style: style.agency_id is not None):
        greeting, sign_off = style.greeting or greeting, style.sign_off or sign_off
    return greeting, sign_off


def vietnamese() -> Language:
    """Return the language that a program reads. One query."""
    return Language.objects.get(code="vi")


def values_of(bulletin: Bulletin) -> BulletinValues:
    """Return the values of a stored bulletin. Three queries."""
    one = {name: getattr(bulletin, name) for name in ONE_FIELD}
    return BulletinValues(
        **one,
        themes=tuple(bulletin.themes.all()),
        stations=tuple(bulletin.stations.all()),
        clusters=tuple(bulletin.clusters.all()),
    )
