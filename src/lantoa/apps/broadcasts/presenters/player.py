"""What a station's own machine is told: the day's programme as plain records."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lantoa.apps.broadcasts.models import Station
from lantoa.apps.broadcasts.presenters.station_today import AiringCard, TodayPage
from lantoa.apps.broadcasts.station_links import station_path


def sound_path_of(station: Station, card: AiringCard) -> str | None:
    """Return where the machine fetches the sound of an airing; None where it has to be read."""
    if card.sound is None:
        return None
    # The first letters of the hash: another sound of the bulletin has another address.
    return station_path(station, f"am-thanh/{card.airing.bulletin_id}.mp3?{card.sound.mp3_sha256[:12]}")


@dataclass(frozen=True, slots=True)
class _Turn:
    """When and in which slot an airing has its turn."""

    order: int
    slot: int | None
    minutes: int | None


def player_programme(page: TodayPage, station: Station, *, day: date, mark: str, at: datetime) -> dict[str, Any]:
    """Return the programme as the player reads it: airings in the order of playing, emergencies at once first.

    `now` tells a machine whose clock is wrong what time it is.
    """
    airings = [_record(card, station, _Turn(0, None, None)) for card in page.emergencies]
    for slot in page.slots:
        turn = slot.programme.slot
        airings += [
            _record(card, station, _Turn(place, turn.pk, turn.minutes)) for place, card in enumerate(slot.cards)
        ]
    airings += [_record(card, station, _Turn(0, None, None)) for card in page.elsewhere]
    return {"station": station.pk, "now": at.isoformat(), "day": day.isoformat(), "mark": mark, "airings": airings}


def _record(card: AiringCard, station: Station, turn: _Turn) -> dict[str, Any]:
    airing = card.airing
    return {
        "id": airing.pk,
        "title": airing.bulletin.title,
        "at": airing.planned_at.isoformat(),
        "until": airing.bulletin.valid_until.isoformat(),
        "at_once": card.at_once,
        "slot": turn.slot,
        "minutes": turn.minutes,
        "order": turn.order,
        "state": airing.state,
        "seconds": card.seconds,
        "sound": sound_path_of(station, card),
        "script": list(card.paragraphs) if card.at_once or card.sound is None else [],
    }
