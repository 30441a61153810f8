"""Indices in the report: what was published of them in the period, each number leading to the page it stands on.

A period in which none was published has no such section; illustrative editions are never in it. Numbers are kept as
they were written on the day of the snapshot.
"""

from typing import Any

from lantoa.apps.indices.models import IndexSource, ScaleVersion
from lantoa.apps.indices.presenters.numbers import (
    amount_text,
    cell_text,
    change_text,
    number_cell,
    rank_cell,
    remarks,
    short_remarks,
)
from lantoa.apps.indices.queries.published import published_between
from lantoa.apps.indices.queries.records import Cell, Standing
from lantoa.apps.indices.searching import ADDRESS
from lantoa.core.layout import Block, Column, Heading, Paragraph, Run, Table
from lantoa.core.viettext import format_date, format_number
from lantoa.core.workdays import Window

NOTHING = "–"


def index_figures(window: Window) -> dict[str, Any] | None:
    """Return what was published in the window of where the province stands, None where nothing was. Five queries."""
    found = published_between(window.start, window.end)
    return {"rows": [_row(one) for one in found]} if found else None


def _row(one: Standing) -> dict[str, Any]:
    edition, scale = one.edition, one.edition.scale
    return {
        "index": one.index.short_name,
        "name": one.index.name,
        "slug": one.index.slug,
        "entity": one.entity.short_name,
        "year": edition.year_measured,
        "published_on": format_date(edition.published_on) if edition.published_on else "",
        "decision": edition.decision,
        "unit": scale.unit,
        "value": _value(one.cell, scale),
        "rank": rank_cell(one.cell),
        "number": None if one.cell.number is None else str(one.cell.number.normalize()),
        "place": one.cell.rank,
        "of": None if one.cell.value is None else one.cell.value.ranked_among,
        "change": change_text(one.change, scale),
        "change_from": one.previous[0].year_measured if one.previous else None,
        "region": _level(one.region),
        "nation": _level(one.nation),
        "remarks": list(remarks(one.cell)),
        "source": _source(one),
    }


def _value(cell: Cell, scale: ScaleVersion) -> str:
    if cell.number is None:
        return number_cell(cell)
    told = short_remarks(cell)
    words = amount_text(cell.number, scale.unit, scale.decimals)
    return f"{words} ({'; '.join(told)})" if told else words


def _level(cell: Cell) -> str:
    return cell_text(cell) if cell.value is not None or cell.absent is not None else NOTHING


def _source(one: Standing) -> dict[str, str]:
    value = one.cell.value or one.cell.absent
    source: IndexSource | None = value.source if value is not None else one.edition.source
    if source is None:
        return {"title": "", "publisher": "", "address": ""}
    return {"title": source.title, "publisher": source.publisher, "address": source.address}


def index_blocks(found: dict[str, Any] | None, *, site_url: str, number: str) -> list[Block]:
    """Return the section, [] where nothing was published."""
    if not found:
        return []
    rows = found["rows"]
    text = (
        f"Trong kỳ có {format_number(len(rows))} kết quả chỉ số được công bố có nêu {rows[0]['entity']}. "
        "Số liệu đo của năm ghi cạnh tên chỉ số, không phải của kỳ báo cáo; báo cáo chỉ đặt số liệu cạnh nhau, "
        "không suy ra nguyên nhân."
    )
    table = Table(
        caption="Các chỉ số công bố trong kỳ",
        columns=(
            Column("Chỉ số, năm đo", 1.4),
            Column("Giá trị", 1.6),
            Column("Hạng", 1),
            Column("So với kỳ trước", 1.9),
            Column("Vùng", 1.3),
            Column("Cả nước", 1.3),
            Column("Nguồn", 1.9),
        ),
        rows=tuple(_cells(row, site_url) for row in rows),
        note="Bấm vào một con số để mở trang của kỳ ấy, có đủ thành phần, nguồn và các lần đính chính.",
    )
    notes = [Paragraph(f"{row['index']} {row['year']}: {'; '.join(row['remarks'])}.") for row in rows if row["remarks"]]
    return [Heading(2, "Các chỉ số", number), Paragraph(text), table, *notes]


def _cells(row: dict[str, Any], site_url: str) -> tuple[Any, ...]:
    link = f"{site_url}{ADDRESS}{row['slug']}/{row['year']}/"
    change = row["change"] or NOTHING
    if row["change"] and row["change_from"]:
        change = f"So với năm {row['change_from']}: {row['change']}"
    address = row["source"]["address"]
    source = Run(
        row["source"]["title"] or NOTHING, link=address if address.startswith(("http://", "https://")) else None
    )
    return (
        (Run(f"{row['index']} {row['year']}", link=link),),
        *((Run(words, link=link),) for words in (row["value"], row["rank"], change, row["region"], row["nation"])),
        (source,),
    )


HEADER = (
    "Chỉ số", "Tên đầy đủ", "Đối tượng", "Năm đo", "Công bố ngày", "Văn bản công bố", "Giá trị", "Đơn vị", "Hạng",
    "Trên tổng số", "Giá trị, hạng viết ra", "So với kỳ trước", "Vùng", "Cả nước", "Ghi chú", "Nguồn", "Địa chỉ nguồn",
)  # fmt: skip
WIDTHS = (12, 40, 16, 8, 12, 30, 10, 8, 8, 10, 30, 40, 18, 18, 40, 40, 50)


def index_values(row: dict[str, Any]) -> list[int | float | str]:
    """Return a row of the annex."""
    return [
        row["index"],
        row["name"],
        row["entity"],
        row["year"],
        row["published_on"],
        row["decision"],
        float(row["number"]) if row["number"] is not None else "",
        row["unit"],
        "" if row["place"] is None else row["place"],
        "" if row["of"] is None else row["of"],
        f"{row['value']}; hạng: {row['rank']}",
        f"so với năm {row['change_from']}: {row['change']}" if row["change"] else "",
        row["region"],
        row["nation"],
        "; ".join(row["remarks"]),
        row["source"]["title"],
        row["source"]["address"],
    ]
