"""Writes on how fast a station reads: timed readings, and what is learnt from them."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from lantoa.apps.accounts.queries import person_of
from lantoa.apps.base.actions import Actor, record_act
from lantoa.apps.broadcasts.models import Station, TempoReading
from lantoa.core.speech import syllables
from lantoa.core.speech.tempo import Tempo, TimedReading, learn_tempo, why_not_learnt

SLOWEST, FASTEST = 60, 400
"""Syllables a minute between which a person reads aloud; an editable default: what lies outside was mistyped."""


class CannotLearn(Exception):
    """The station keeps its speed; the message, in Vietnamese, says why and what to do."""


@transaction.atomic
def add_tempo_reading(
    *, station: Station, text: str, seconds: float, read_on: date, by: Actor, at: datetime
) -> TempoReading:
    """Return the timed reading of a text (as it is said) at the station."""
    reading = TempoReading.objects.create(
        station=station,
        text=text,
        syllables=syllables(text),
        seconds=round(Decimal(seconds), 1),
        read_on=read_on,
        added_by=person_of(by),
        added_at=at,
    )
    detail = {"station": station.pk, "syllables": reading.syllables, "seconds": seconds}
    record_act("broadcasts.add_tempo_reading", subject=reading, by=by, at=at, detail=detail)
    return reading


@transaction.atomic
def remove_tempo_reading(*, reading: TempoReading, by: Actor, at: datetime) -> None:
    """Remove a reading that was mistyped; what was learnt stays until it is learnt anew."""
    record_act("broadcasts.remove_tempo_reading", subject=reading, by=by, at=at, detail={"station": reading.station_id})
    reading.delete()


@transaction.atomic
def learn_station_tempo(*, station: Station, by: Actor, at: datetime) -> Tempo:
    """Return the speed and pauses learnt from the station's readings, which it has from now on; CannotLearn where they
    do not determine both, or say what no person reads.
    """
    station = Station.objects.select_for_update(of=("self",)).get(pk=station.pk)
    readings = [TimedReading(one.text, float(one.seconds)) for one in station.readings.all()]
    tempo = learn_tempo(readings)
    if tempo is None:
        raise CannotLearn(why_not_learnt(readings))
    if not SLOWEST <= tempo.syllables_per_minute <= FASTEST or tempo.pause_factor > 9:
        raise CannotLearn(
            f"Tính ra {tempo.syllables_per_minute:.0f} tiếng mỗi phút, không ai đọc như vậy; hãy xem lại các lần đọc."
        )
    station.syllables_per_minute = round(Decimal(tempo.syllables_per_minute), 1)
    station.pause_factor = round(Decimal(tempo.pause_factor), 2)
    station.tempo_readings = tempo.readings
    station.save(update_fields=["syllables_per_minute", "pause_factor", "tempo_readings"])
    detail = {"speed": str(station.syllables_per_minute), "pauses": str(station.pause_factor), "of": tempo.readings}
    record_act("broadcasts.learn_station_tempo", subject=station, by=by, at=at, detail=detail)
    return tempo
