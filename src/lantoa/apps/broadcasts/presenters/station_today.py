"""What the page of a station says on a phone."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from lantoa.apps.broadcasts.actions.playing import EARLIEST
from lantoa.apps.broadcasts.models import Airing, Cluster, PlayReport, Priority, Sound, Station
from lantoa.apps.broadcasts.queries.airings import SlotProgramme
from lantoa.apps.broadcasts.queries.durations import Durations
from lantoa.apps.broadcasts.queries.station_today import StationToday, is_at_once

# So long a wrong tap is taken back by one other; later with a reason, on the airing's own page.
UNDO = timedelta(minutes=10)
REASONS = ("Mất điện", "Thiết bị hỏng", "Mưa bão", "Mất mạng", "Nhường giờ cho tin khác")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in words; `undo` where the person who looks may still take it back by one tap."""

    report: PlayReport
    words: str
    undo: bool = False


@dataclass(frozen=True, slots=True)
class AiringCard:
    """One airing on the page: what to read or play, what was said of it, what can be said now."""

    airing: Airing
    key: str
    seconds: int
    paragraphs: tuple[str, ...]
    sound: Sound | None
    reports: tuple[ReportLine, ...]
    at_once: bool
    may_confirm: bool
    on_time: bool

    @property
    def emergency(self) -> bool:
        return self.airing.bulletin.priority == Priority.EMERGENCY

    @property
    def length(self) -> str:
        return length_words(self.seconds)


@dataclass(frozen=True, slots=True)
class SlotCard:
    """One slot of the day; `open_count` of its airings can be confirmed together now."""

    programme: SlotProgramme
    key: str
    cards: tuple[AiringCard, ...]
    open_count: int
    length: str
    over: str


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The whole page."""

    emergencies: tuple[AiringCard, ...]
    earlier: tuple[AiringCard, ...]
    slots: tuple[SlotCard, ...]
    elsewhere: tuple[AiringCard, ...]
    told: tuple[AiringCard, ...]
    clusters: tuple[Cluster, ...]

    @property
    def empty(self) -> bool:
        return not (self.emergencies or self.earlier or self.elsewhere or self.told) and not any(
            slot.cards for slot in self.slots
        )


def today_page(
    today: StationToday, station: Station, durations: Durations, *, user_pk: int | None, at: datetime
) -> TodayPage:
    """Return the page of a station's day. No query."""

    def cards(airings: Iterable[Airing]) -> tuple[AiringCard, ...]:
        return tuple(_card(one, today, durations.of(one.bulletin_id, station), user_pk, at) for one in airings)

    first = {one.pk for one in today.emergencies}
    rest = [one for one in today.programme.at_once if one.pk not in first]
    return TodayPage(
        emergencies=cards(today.emergencies),
        earlier=cards(today.earlier),
        slots=tuple(_slot_card(slot, cards(slot.airings)) for slot in today.programme.slots),
        elsewhere=cards(one for one in today.programme.elsewhere if one.pk not in first),
        told=cards(rest),
        clusters=today.clusters,
    )


def _slot_card(slot: SlotProgramme, cards: tuple[AiringCard, ...]) -> SlotCard:
    ready = sum(card.may_confirm and card.on_time for card in cards)
    over = length_words(round(slot.over_by)) if slot.over_by > 0 else ""
    return SlotCard(slot, new_key(), cards, ready, length_words(round(slot.seconds)), over)


def _card(airing: Airing, today: StationToday, seconds: float, user_pk: int | None, at: datetime) -> AiringCard:
    planned = airing.state == Airing.State.PLANNED
    return AiringCard(
        airing,
        new_key(),
        round(seconds),
        tuple(part for part in airing.bulletin.script.split("\n") if part.strip()),
        today.sounds.get(airing.bulletin_id),
        tuple(report_line(one, user_pk=user_pk, at=at) for one in today.reports.get(airing.pk, ())),
        at_once=is_at_once(airing),
        may_confirm=planned and airing.planned_at - EARLIEST <= at,
        on_time=airing.planned_at <= at,
    )


def new_key() -> str:
    """Return what tells one drawing of a button from every other: the same press that comes twice says one thing."""
    return secrets.token_hex(12)


def report_line(report: PlayReport, *, user_pk: int | None, at: datetime) -> ReportLine:
    """Return a report in words: when, where, who or what said so."""
    own = report.reported_by_id is not None and report.reported_by_id == user_pk
    undo = own and report.how == PlayReport.How.TAP and at - report.reported_at <= UNDO
    return ReportLine(report, report_words(report), undo)


def report_words(report: PlayReport) -> str:
    """Return when and where something was played, and who or what said so."""
    played = timezone.localtime(report.played_at)
    where = ", ".join(cluster.name for cluster in report.clusters.all()) or "cả đài"
    by = f"{report.get_how_display()} {report.reported_by}" if report.reported_by else report.get_how_display()
    lasted = f", {length_words(report.seconds)}" if report.seconds else ""
    return f"{played:%H:%M ngày %d/%m/%Y}, {where}{lasted} ({by})"


def length_words(seconds: int) -> str:
    """Return a length as people say it.

    >>> length_words(45), length_words(60), length_words(95)
    ('45 giây', '1 phút', '1 phút 35 giây')
    """
    minutes, rest = divmod(seconds, 60)
    words = ([f"{minutes} phút"] if minutes else []) + ([f"{rest} giây"] if rest or not minutes else [])
    return " ".join(words)
