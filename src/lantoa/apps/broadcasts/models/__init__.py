"""Loudspeaker bulletins: stations, bulletins, how they are read, their sound, when they are played and were."""

from lantoa.apps.broadcasts.models.airings import (
    Airing,
    Delivery,
    DeliveryRoute,
    PlayLogUpload,
    PlayReport,
    ReportCorrection,
)
from lantoa.apps.broadcasts.models.bulletins import Bulletin, BulletinState, Item, Priority
from lantoa.apps.broadcasts.models.placements import Placement
from lantoa.apps.broadcasts.models.reading import HouseStyle, LexiconEntry, ReadingDecision
from lantoa.apps.broadcasts.models.sounds import Jingle, Sound
from lantoa.apps.broadcasts.models.stations import Cluster, Language, Slot, Station, TempoReading

__all__ = [
    "Airing",
    "Bulletin",
    "BulletinState",
    "Cluster",
    "Delivery",
    "DeliveryRoute",
    "HouseStyle",
    "Item",
    "Jingle",
    "Language",
    "LexiconEntry",
    "Placement",
    "PlayLogUpload",
    "PlayReport",
    "Priority",
    "ReadingDecision",
    "ReportCorrection",
    "Slot",
    "Sound",
    "Station",
    "TempoReading",
]
