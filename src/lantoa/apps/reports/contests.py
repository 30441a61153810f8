"""Contests in the report: figures of published results only, each leading to the page and the list it stands on.

A period without a published round has no such section; neither has a snapshot taken before contests were counted.
"""

from typing import Any

from lantoa.apps.contests.models.contest import CONTESTS_ADDRESS, Audience
from lantoa.apps.contests.queries.published import (
    PublishedRound,
    different_entrants,
    prizes_given,
    published_rounds,
    results_in,
    units_of,
)
from lantoa.apps.directives.models import Programme
from lantoa.core.layout import Block, Column, Heading, Paragraph, Run, Table
from lantoa.core.viettext import format_number, format_percent
from lantoa.core.workdays import Window

# More units than these are in the annex.
_MOST_UNITS = 15


def contest_figures(programme: Programme, window: Window) -> dict[str, Any] | None:
    """Return the figures of the programme's published rounds that ended in the window, None where there is none.

    Shares are ratios 0-1, each beside its denominator. Four queries.
    """
    results = list(results_in(window).filter(round__contest__programme=programme))
    if not results:
        return None
    rounds = published_rounds(results)
    prizes = prizes_given(results)
    people = different_entrants(results)
    return {
        "contests": len(people),
        "people": sum(people.values()),
        "rounds": [_round(row, prizes.get(row.result.pk, 0)) for row in rounds],
        "units": [
            {
                "short_name": unit.agency.short_name,
                "name": unit.agency.name,
                "kind": unit.agency.get_kind_display(),
                "entrants": unit.entrants,
                "attempts": unit.attempts,
                "people": unit.people,
                "share": unit.share,
            }
            for unit in units_of(results)
        ],
    }


def _round(row: PublishedRound, prizes: int) -> dict[str, Any]:
    by_audience = {audience: figures.entrants for audience, figures in row.audiences.items()}
    return {
        "contest": row.contest.title,
        "slug": row.contest.slug,
        "organiser": row.contest.agency.short_name,
        "illustrative": row.contest.illustrative,
        "round": row.round.title,
        "number": row.round.number,
        "version": row.result.version,
        "entrants": row.entrants,
        "officials": by_audience.get(Audience.OFFICIALS.value),
        "citizens": by_audience.get(Audience.CITIZENS.value),
        "attempts": row.attempts,
        "perfect": row.perfect,
        "prizes": prizes,
        "list_sha256": row.result.sha256,
    }


def contest_blocks(found: dict[str, Any] | None, *, site_url: str, number: str) -> list[Block]:
    """Return the section, [] where there were no published rounds."""
    if not found:
        return []
    rounds = found["rounds"]
    entrants, attempts = (sum(row[name] for row in rounds) for name in ("entrants", "attempts"))
    perfect, prizes = (sum(row[name] for row in rounds) for name in ("perfect", "prizes"))
    share = f" ({format_percent(perfect / entrants)} số người thi các vòng)" if entrants else ""
    text = (
        f"{format_number(found['contests'])} cuộc thi đã công bố kết quả {format_number(len(rounds))} vòng thi "
        f"trong kỳ, với {format_number(found['people'])} người thi khác nhau; cộng các vòng là "
        f"{format_number(entrants)} người thi và {format_number(attempts)} lượt thi; {format_number(perfect)} trên "
        f"{format_number(entrants)} người thi đúng tất cả các câu{share}; "
        f"{format_number(prizes)} giải cá nhân. Người thi, lượt thi tính riêng, "
        "không cộng vào số tin, bài."
    )
    table = Table(
        caption="Các vòng thi đã công bố kết quả",
        columns=(
            Column("Cuộc thi, vòng thi", 3.6),
            Column("Cán bộ", 0.9, "right"),
            Column("Người dân", 0.9, "right"),
            Column("Lượt thi", 0.9, "right"),
            Column("Đúng tất cả", 1.3, "right"),
            Column("Giải", 0.7, "right"),
        ),
        rows=tuple(_round_cells(row, site_url) for row in rounds),
        note="Bấm vào tên vòng hoặc con số để mở kết quả, danh sách đã công bố và tệp kiểm tra.",
    )
    return [Heading(2, "Cuộc thi tìm hiểu", number), Paragraph(text), table, *_unit_blocks(found["units"])]


def _round_cells(row: dict[str, Any], site_url: str) -> tuple[Any, ...]:
    link = f"{site_url}{CONTESTS_ADDRESS}{row['slug']}/ket-qua/{row['number']}/"
    marked = " (minh họa)" if row["illustrative"] else ""
    perfect = format_number(row["perfect"])
    if row["entrants"]:
        perfect += f"/{format_number(row['entrants'])} ({format_percent(row['perfect'] / row['entrants'])})"
    return (
        (Run(f"{row['contest']}: {row['round']}{marked}", link=link),),
        *((Run(_told(row[name]), link=link),) for name in ("officials", "citizens", "attempts")),
        (Run(perfect, link=link),),
        (Run(format_number(row["prizes"]), link=link),),
    )


def _told(number: int | None) -> str:
    """Return a count, a dash for an audience that may not enter."""
    return "–" if number is None else format_number(number)


def _unit_blocks(units: list[dict[str, Any]]) -> list[Block]:
    if not units:
        return []
    shown = units[:_MOST_UNITS]
    note = "Người thi và sĩ số cộng theo từng vòng; đơn vị chưa có sĩ số thì không có tỷ lệ."
    if len(units) > len(shown):
        note += f" Phụ lục XLSX có đủ {format_number(len(units))} đơn vị."
    return [
        Table(
            caption="Đơn vị có tỷ lệ tham gia cao",
            columns=(
                Column("Đơn vị", 4),
                Column("Người thi", 1, "right"),
                Column("Sĩ số", 1, "right"),
                Column("Tỷ lệ", 1, "right"),
                Column("Lượt thi", 1, "right"),
            ),
            rows=tuple(
                (
                    unit["short_name"],
                    format_number(unit["entrants"]),
                    _known(unit["people"]),
                    format_percent(unit["share"]) if unit["share"] is not None else "–",
                    format_number(unit["attempts"]),
                )
                for unit in shown
            ),
            note=note,
        )
    ]


def _known(people: int | None) -> str:
    return "chưa rõ" if people is None else format_number(people)


ROUND_HEADER = (
    "Cuộc thi", "Cơ quan tổ chức", "Vòng thi", "Người thi", "Cán bộ", "Người dân", "Lượt thi", "Đúng tất cả",
    "Giải cá nhân", "Bản kết quả", "SHA-256 của danh sách",
)  # fmt: skip
UNIT_HEADER = ("Đơn vị", "Loại", "Người thi", "Sĩ số", "Tỷ lệ (%)", "Lượt thi")


def round_values(row: dict[str, Any]) -> list[int | str]:
    """Return a row of the annex for a round."""
    names = ("contest", "organiser", "round", "entrants", "officials", "citizens", "attempts", "perfect", "prizes")
    return [*("" if row[name] is None else row[name] for name in names), row["version"], row["list_sha256"]]


def unit_values(unit: dict[str, Any]) -> list[int | float | str]:
    """Return a row of the annex for a unit; the rate in hundredths, empty without a head-count."""
    share = "" if unit["share"] is None else round(unit["share"] * 100, 2)
    people = "" if unit["people"] is None else unit["people"]
    return [unit["name"], unit["kind"], unit["entrants"], people, share, unit["attempts"]]
