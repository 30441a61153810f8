"""A figure as a sheet to print: picture, sentence, table, notes, sources and the address that stays, on A4."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from lantoa.apps.base.convert import svg_to_png
from lantoa.apps.indices.models import IndexSource, Value
from lantoa.apps.newsroom.figures import ILLUSTRATIVE
from lantoa.core.charts import ChartTable
from lantoa.core.charts import Figure as ChartFigure
from lantoa.core.layout import Block, BulletList, Column, Document, Figure, Header, Paragraph, Run, Table
from lantoa.core.viettext import format_date

# Of the picture in a printed sheet: 160 mm at 300 dots an inch.
_PNG_WIDTH = 1890
# As a part of the text's width.
_PICTURE_HEIGHT = 0.6
_FEW_ROWS = 9
_VIEW_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
KIND = "Hình và số liệu chỉ số"


def figure_sheet(
    figure: ChartFigure,
    *,
    address: str,
    sources: Iterable[IndexSource],
    notes: Sequence[str] = (),
    as_of: date | None = None,
    author: str = "",
    made_at: datetime | None = None,
) -> Document:
    """Return the sheet of a figure, for DOCX (core.layout.to_docx) and PDF (base.convert.make_pdf).

    `address`: that of the page the figure stands on, with the site's own; `as_of`: the day of the data. Draw the figure
    about 640 wide. A child process makes the picture of it: raises ConversionFailed where that fails.
    """
    png = svg_to_png(figure.svg, width_px=_PNG_WIDTH)
    blocks: list[Block] = [
        Paragraph(figure.sentence),
        Figure(png, f"{figure.title}. {figure.sentence}", width=_picture_share(figure)),
        _table(figure.table),
        *_listed("Ghi chú", [(Run(note),) for note in notes]),
        *_listed("Nguồn", [source_runs(source) for source in dict.fromkeys(sources)]),
        Paragraph(_foot(address, as_of)),
    ]
    return Document(
        header=Header(),
        doc_type=KIND,
        subject=figure.title,
        blocks=tuple(blocks),
        watermark=ILLUSTRATIVE.upper() if ILLUSTRATIVE in figure.title else None,
        author=author or None,
        created_at=made_at,
        official=False,
    )


def _picture_share(figure: ChartFigure) -> float:
    """The part of the text's width that a picture takes: a tall one less, and one with a long table, so that both
    stand on one page.
    """
    shape = _VIEW_BOX.search(figure.svg)
    tall = int(shape[2]) / int(shape[1]) if shape else 1.0
    height = _PICTURE_HEIGHT if len(figure.table.rows) <= _FEW_ROWS else _PICTURE_HEIGHT * 2 / 3
    return min(0.9, max(0.5, height / tall))


def _table(table: ChartTable) -> Table:
    """The table; columns are as wide as the texts in them ask for, within reason."""
    cells = list(zip(table.header, *table.rows, strict=True))
    widths = [_width(column) for column in cells]
    columns = tuple(Column(title, width) for title, width in zip(table.header, widths, strict=True))
    return Table(None, columns, table.rows)


def _width(column: Sequence[str]) -> float:
    """The room a column asks for: that of its longest word, or of a text of middling length, within reason."""
    word = max(len(word) for text in column for word in (text.split() or [""]))
    middling = sum(map(len, column)) / sum(map(bool, column))
    return min(26.0, max(6.0, word + 2, middling))


def _listed(head: str, items: Sequence[tuple[Run, ...]]) -> list[Block]:
    return [Paragraph((Run(f"{head}:", bold=True),)), BulletList(tuple(items))] if items else []


def source_runs(source: IndexSource) -> tuple[Run, ...]:
    """Return a source as it is cited: publisher, title, when it was read; the title leads to it."""
    publisher = f"{source.publisher}: " if source.publisher else ""
    read = f" (đọc ngày {format_date(source.read_on)})" if source.read_on else ""
    is_link = source.address.startswith(("http://", "https://"))
    return (Run(publisher), Run(source.title, link=source.address if is_link else None), Run(f"{read}."))


def _foot(address: str, as_of: date | None) -> tuple[Run, ...]:
    day = f" Số liệu có đến ngày {format_date(as_of)}." if as_of else ""
    return (Run("Trang có hình này: "), Run(address, link=address), Run(f".{day}"))


def sources_of(values: Iterable[Value]) -> list[IndexSource]:
    """Return the sources of some values, each once, in the order in which they come. Reads the sources."""
    return list(dict.fromkeys(value.source for value in values))


def day_of(values: Iterable[Value]) -> datetime | None:
    """Return when the newest of some values came in. Reads the vintages."""
    return max((value.vintage.entered_at for value in values), default=None)
