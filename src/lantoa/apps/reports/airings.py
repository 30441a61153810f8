"""Loudspeakers in the report: airings that reports confirm, each figure leading to the public page it stands on.

The section says so where nothing was confirmed; a snapshot taken before airings were counted has none.
"""

from datetime import datetime
from typing import Any

from lantoa.apps.broadcasts.models import Bulletin, PlayReport
from lantoa.apps.broadcasts.queries.airings_counted import AgencyAirings, BulletinPlayed, airings_in, bulletins_played
from lantoa.apps.broadcasts.searching import ADDRESS
from lantoa.apps.coverage.queries import airing_coverage
from lantoa.apps.directives.models import Programme
from lantoa.core.layout import Block, Column, Heading, Paragraph, Run, Table
from lantoa.core.viettext import format_date, format_number, format_percent
from lantoa.core.workdays import Window

# More agencies than these are in the annex, and no more bulletins than those there.
_MOST_AGENCIES, _MOST_BULLETINS = 20, 2_000


def airing_figures(programme: Programme, window: Window, *, at: datetime) -> dict[str, Any]:
    """Return the figures of the programme's airings in the window, as they are known at that time. Ten queries at most.

    `due` are the airings whose time is over; they were played, missed, or nobody has confirmed them.
    """
    found = airing_coverage(programme, window, at=at)
    tally = found.tally
    bulletins = bulletins_played(airings_in(window, programme=programme), most=_MOST_BULLETINS) if tally.played else []
    return {
        "played": tally.played,
        "due": tally.due,
        "unconfirmed": tally.unconfirmed,
        "missed": tally.missed,
        "bulletins": found.bulletins,
        "stations": found.stations_heard,
        "by_how": dict(found.by_how),
        "illustrative": found.illustrative,
        "agencies": [_agency(row) for row in found.rows],
        "of_stations": [
            {
                "station": row.station.name,
                "agency": row.station.agency.short_name,
                "played": row.tally.played,
                "due": row.tally.due,
                "unconfirmed": row.tally.unconfirmed,
                "missed": row.tally.missed,
            }
            for row in found.stations
        ],
        "of_bulletins": [_bulletin(row) for row in bulletins],
    }


def _agency(row: AgencyAirings) -> dict[str, Any]:
    return {
        "slug": row.agency.slug,
        "name": row.agency.name,
        "short_name": row.agency.short_name,
        "kind": row.agency.get_kind_display(),
        "bulletins": row.bulletins,
        "stations": row.stations,
        "played": row.tally.played,
        "due": row.tally.due,
        "unconfirmed": row.tally.unconfirmed,
        "missed": row.tally.missed,
        "themes": {cell.theme.code: cell.airings for cell in row.cells if cell.airings},
    }


def _bulletin(row: BulletinPlayed) -> dict[str, Any]:
    public = row.bulletin.listed and row.bulletin.state == Bulletin.State.APPROVED
    return {
        "title": row.bulletin.title,
        "agency": row.bulletin.agency.short_name,
        "airings": row.airings,
        "stations": row.stations,
        "first_day": format_date(row.first_day),
        "last_day": format_date(row.last_day),
        "path": f"{ADDRESS}{row.bulletin.slug}/" if public else "",
        "script_sha256": row.bulletin.script_sha256,
        "illustrative": row.bulletin.illustrative,
    }


def airing_blocks(found: dict[str, Any] | None, *, site_url: str, query: str, number: str) -> list[Block]:
    """Return the section, [] for a snapshot without it; `query` keeps the period in its links."""
    if found is None:
        return []
    heading = Heading(2, "Phát thanh", number)
    if not found["played"]:
        return [heading, Paragraph(_nothing(found))]
    matrix = f"{site_url}/do-bao-phu/{query}#phat-thanh"
    marked = " (số liệu minh họa)" if found["illustrative"] else ""
    text = (
        Run(f"{format_number(found['played'])} lượt phát", bold=True, link=matrix),
        Run(
            f" trên loa đã được xác nhận, của {format_number(found['bulletins'])} bản tin ở "
            f"{format_number(found['stations'])} đài{marked}. {_told(found)} "
            f"{_how(found['by_how'])} Số này tính riêng, không cộng vào số tin, bài."
        ),
    )
    return [heading, Paragraph(text), _table(found["agencies"], site_url, query)]


def _nothing(found: dict[str, Any]) -> str:
    if not found["due"]:
        return "Trong kỳ chưa có lượt phát nào được xác nhận; chưa có bản tin nào đến giờ phát theo lịch."
    return f"Trong kỳ chưa có lượt phát nào được xác nhận. {_told(found)}"


def _told(found: dict[str, Any]) -> str:
    return (
        f"Trong {format_number(found['due'])} lượt đã đến giờ theo lịch, {format_number(found['unconfirmed'])} lượt "
        f"chưa ai xác nhận và {format_number(found['missed'])} lượt không phát."
    )


def _how(by_how: dict[str, int]) -> str:
    labels = dict(PlayReport.How.choices)
    told = [f"{format_number(by_how[how])} {labels[how]}" for how in labels if by_how.get(how)]
    return f"Số lượt theo cách báo: {', '.join(told)}." if told else ""


def _table(agencies: list[dict[str, Any]], site_url: str, query: str) -> Table:
    spoken = [row for row in agencies if row["due"]]
    shown = spoken[:_MOST_AGENCIES]
    note = (
        "Tính cho cơ quan có đài. Nội dung kèm số lượt phát; bản tin về nhiều nội dung có mặt ở từng nội dung. "
        "Bấm vào số lượt để mở trang của cơ quan."
    )
    if len(spoken) > len(shown):
        note += f" Phụ lục XLSX có đủ {format_number(len(spoken))} cơ quan."
    return Table(
        caption="Lượt phát trên loa theo cơ quan",
        columns=(
            Column("Cơ quan", 3.4),
            Column("Bản tin", 0.9, "right"),
            Column("Đài", 0.7, "right"),
            Column("Đã phát / đến giờ", 1.7, "right"),
            Column("Chưa xác nhận", 1.1, "right"),
            Column("Nội dung", 2.4),
        ),
        rows=tuple(_cells(row, f"{site_url}/co-quan/{row['slug']}/{query}#phat-thanh") for row in shown),
        note=note,
    )


def _cells(row: dict[str, Any], link: str) -> tuple[Any, ...]:
    share = format_percent(row["played"] / row["due"])
    themes = ", ".join(f"{code} ({format_number(airings)})" for code, airings in row["themes"].items())
    return (
        row["short_name"],
        format_number(row["bulletins"]),
        format_number(row["stations"]),
        (Run(f"{format_number(row['played'])}/{format_number(row['due'])} ({share})", link=link),),
        format_number(row["unconfirmed"]),
        themes or "–",
    )


AGENCY_HEADER = (
    "Cơ quan có đài", "Loại", "Bản tin", "Đài đã phát", "Đã phát", "Đến giờ", "Chưa xác nhận", "Không phát",
)  # fmt: skip
STATION_HEADER = ("Đài", "Cơ quan", "Đã phát", "Đến giờ", "Chưa xác nhận", "Không phát")
BULLETIN_HEADER = (
    "Bản tin", "Cơ quan soạn", "Lượt đã phát", "Đài", "Ngày đầu", "Ngày cuối", "Địa chỉ trang nghe",
    "SHA-256 của lời đọc",
)  # fmt: skip


def agency_values(row: dict[str, Any], codes: list[str]) -> list[int | str]:
    """Return a row of the annex for an agency, its airings on each theme last."""
    names = ("name", "kind", "bulletins", "stations", "played", "due", "unconfirmed", "missed")
    return [*(row[name] for name in names), *(row["themes"].get(code, 0) for code in codes)]


def station_values(row: dict[str, Any]) -> list[int | str]:
    """Return a row of the annex for a station."""
    return [row[name] for name in ("station", "agency", "played", "due", "unconfirmed", "missed")]


def bulletin_values(row: dict[str, Any]) -> list[int | str]:
    """Return a row of the annex for a bulletin; its address is empty when the public cannot hear it."""
    names = ("agency", "airings", "stations", "first_day", "last_day", "path", "script_sha256")
    title = f"{row['title']} (minh họa)" if row["illustrative"] else row["title"]
    return [title, *(row[name] for name in names)]
