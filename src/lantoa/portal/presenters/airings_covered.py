"""Airings on loudspeakers on the public pages of coverage: counts only, of what reports confirm; no name of anybody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.templatetags.vietnamese import number, percent
from lantoa.apps.broadcasts.queries.airings_counted import AiringsCounted, BulletinPlayed, Tally, added
from lantoa.apps.directives.models import Theme
from lantoa.portal.presenters import addresses
from lantoa.portal.presenters.parts import Link


@dataclass(frozen=True, slots=True)
class AiringsLine:
    """One agency: a word for each theme, its bulletins and stations, airings played of those that are due."""

    link: Link
    cells: tuple[str, ...]
    bulletins: str
    stations: str
    played: str


@dataclass(frozen=True, slots=True)
class StationLine:
    name: str
    agency: str
    played: str


@dataclass(frozen=True, slots=True)
class AiringsTable:
    """What stations played in a period, as a table of its own beside the matrix."""

    summary: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[AiringsLine, ...]
    stations: tuple[StationLine, ...]


def airings_table(found: AiringsCounted | None, query: str = "") -> AiringsTable | None:
    """Return the table, None where nothing was planned; `query` keeps the period in its links."""
    if found is None or not found.rows:
        return None
    lines = tuple(
        AiringsLine(
            Link(row.agency.short_name, f"{addresses.of_agency(row.agency, query)}#phat-thanh"),
            tuple(number(cell.airings) if cell.airings else "–" for cell in row.cells),
            number(row.bulletins),
            number(row.stations),
            played_words(row.tally),
        )
        for row in found.rows
    )
    stations = tuple(
        StationLine(row.station.name, row.station.agency.short_name, played_words(row.tally)) for row in found.stations
    )
    return AiringsTable(_summary(found), tuple((theme.code, theme.title) for theme in found.themes), lines, stations)


def played_words(tally: Tally) -> str:
    """Return the airings played of those whose time is over.

    >>> played_words(Tally(played=9, unconfirmed=2, missed=1, ahead=5)), played_words(Tally(ahead=3))
    ('9/12 (75,0%)', 'chưa đến giờ')
    """
    if not tally.due:
        return "chưa đến giờ"
    return f"{number(tally.played)}/{number(tally.due)} ({percent(tally.played / tally.due)})"


def _summary(found: AiringsCounted) -> str:
    tally = found.tally
    marked = " (số liệu minh họa)" if found.illustrative else ""
    if not tally.played:
        return f"{_others(tally)} Chưa có lượt phát nào được xác nhận trong kỳ. Tính riêng, không cộng vào số bài."
    return (
        f"{number(tally.played)} lượt phát đã xác nhận của {number(found.bulletins)} bản tin ở "
        f"{number(found.stations_heard)} đài{marked}. {_others(tally)} Tính riêng, không cộng vào số bài."
    )


def _others(tally: Tally) -> str:
    return (
        f"Trong {number(tally.due)} lượt đã đến giờ, {number(tally.unconfirmed)} lượt chưa ai xác nhận, "
        f"{number(tally.missed)} lượt không phát; {number(tally.ahead)} lượt chưa đến giờ."
    )


@dataclass(frozen=True, slots=True)
class AgencyAirings:
    """What the stations of an agency played in a period, and the bulletins that everybody may hear."""

    sentence: str
    bulletins: tuple[tuple[Link, str], ...]


def agency_airings(
    found: AiringsCounted | None, agencies: Sequence[Agency], bulletins: Iterable[BulletinPlayed]
) -> AgencyAirings | None:
    """Return the part of these agencies (one of the register, as known then) in airings; None without any."""
    rows = [row for row in found.rows if row.agency in agencies] if found else []
    if not rows:
        return None
    tally = added(row.tally for row in rows)
    spoken = sum(row.bulletins for row in rows)
    said = (
        f"Đài của cơ quan đã phát {number(tally.played)} lượt của {number(spoken)} bản tin thuộc chương trình, "
        "theo báo phát đã xác nhận. "
        if tally.played
        else "Chưa có lượt phát nào của đài thuộc cơ quan được xác nhận trong kỳ. "
    )
    return AgencyAirings(said + _others(tally), tuple((_bulletin_link(row), _times(row)) for row in bulletins))


def _bulletin_link(row: BulletinPlayed) -> Link:
    return Link(row.bulletin.title, addresses.of_bulletin(row.bulletin.slug))


def _times(row: BulletinPlayed) -> str:
    return f"đã phát {number(row.airings)} lượt ở {number(row.stations)} đài"


@dataclass(frozen=True, slots=True)
class ThemeAirings:
    """What was played on a theme in a period, and the way to hear it."""

    sentence: str
    listen: Link


def theme_airings(found: AiringsCounted, theme: Theme) -> ThemeAirings | None:
    """Return what was played on the theme, None where nothing was."""
    airings = found.airings_on(theme)
    if not airings:
        return None
    marked = " (số liệu minh họa)" if found.illustrative else ""
    sentence = (
        f"{number(airings)} lượt phát đã xác nhận về nội dung này ở đài của {number(found.agencies_on(theme))} "
        f"cơ quan{marked}. Tính riêng, không cộng vào số bài."
    )
    return ThemeAirings(sentence, Link("Nghe bản tin về nội dung này", addresses.listening(f"?noi_dung={theme.pk}")))
