"""What stations have been offered and not yet placed, and how bulletins stand on their stations."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lantoa.apps.broadcasts.models import Airing, Bulletin, Placement, Priority, Station

_LIVE = [Airing.State.PLANNED, Airing.State.PLAYED, Airing.State.MISSED]


def waiting_bulletins(station: Station, *, at: datetime) -> QuerySet[Bulletin]:
    """Return the routine bulletins of other agencies that are for the station and that it has neither placed nor
    refused, what ends soonest first.
    """
    here = Airing.objects.filter(bulletin=OuterRef("pk"), station=station, state__in=_LIVE)
    decided = Placement.objects.filter(bulletin=OuterRef("pk"), station=station).exclude(state=Placement.State.WAITING)
    offered = Bulletin.objects.filter(
        stations=station, state=Bulletin.State.APPROVED, priority=Priority.ROUTINE, valid_until__gt=at
    )
    waiting = offered.exclude(agency=station.agency_id).filter(~Exists(here), ~Exists(decided))
    return waiting.select_related("agency", "language").order_by("valid_until", "pk")


def short_placements(station: Station, *, at: datetime) -> QuerySet[Placement]:
    """Return what was not placed as wished on the station and still could be, the latest first."""
    living = Q(bulletin__state=Bulletin.State.APPROVED, bulletin__valid_until__gt=at)
    short = Placement.objects.filter(living, station=station, state=Placement.State.SHORT).select_related(
        "bulletin", "station"
    )
    return short.order_by("-changed_at", "pk")


def bulletin_placements(bulletin: Bulletin) -> QuerySet[Placement]:
    """Return how the bulletin stands on each station, with the number of its airings there (`airings_planned`,
    `airings_played`); what is not as wished first.
    """
    there = Q(station__airings__bulletin=bulletin)
    counted = (
        Placement.objects.filter(bulletin=bulletin)
        .select_related("station", "bulletin")
        .annotate(
            airings_planned=Count("station__airings", filter=there & Q(station__airings__state=Airing.State.PLANNED)),
            airings_played=Count("station__airings", filter=there & Q(station__airings__state=Airing.State.PLAYED)),
        )
    )
    return counted.order_by("-left_over", "station__name", "pk")
