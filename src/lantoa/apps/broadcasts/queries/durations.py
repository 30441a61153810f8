"""How long bulletins take on stations: their sound if one is chosen, else the time to read them there."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lantoa.apps.broadcasts.models import Bulletin, Sound, Station
from lantoa.apps.broadcasts.queries.scripts import reading_seconds_at

# Of a text: its seconds at one speed with one factor of pauses.
_Pace = tuple[int, float, float]


@dataclass(slots=True)
class Durations:
    """Seconds of bulletins on stations; each text is measured once for each pace that stations have."""

    sounds: dict[int, float]
    texts: dict[int, str]
    _measured: dict[_Pace, float] = field(default_factory=dict)

    def of(self, bulletin_pk: int, station: Station) -> float:
        """Return how many seconds the bulletin takes on the station; no queries."""
        if bulletin_pk in self.sounds:
            return self.sounds[bulletin_pk]
        pace = (bulletin_pk, float(station.syllables_per_minute), float(station.pause_factor))
        if pace not in self._measured:
            self._measured[pace] = reading_seconds_at(self.texts.get(bulletin_pk, ""), station)
        return self._measured[pace]


def durations_of(bulletins: Iterable[int]) -> Durations:
    """Return how long these bulletins (primary keys) take. Two queries."""
    keys = set(bulletins)
    chosen = Sound.objects.filter(bulletin__in=keys, chosen=True, seconds__isnull=False)
    sounds = {pk: float(seconds or 0) for pk, seconds in chosen.values_list("bulletin", "seconds")}
    return Durations(sounds, dict(Bulletin.objects.filter(pk__in=keys - set(sounds)).values_list("pk", "script")))
