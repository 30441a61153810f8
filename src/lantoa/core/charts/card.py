"""A card to share: a figure with its title, sentence and source as one picture (SVG) of a fixed size."""

import re
from dataclasses import dataclass

from lantoa.core.charts.card_parts import Box, cut_lines, lines_of, rect, table_rows
from lantoa.core.charts.figure import ChartError, Figure
from lantoa.core.charts.svg import INK, MUTED, text_of, wrapped

# The grounds of a portal's accents, as tokens.css has them; each keeps 7:1 with the light ink on it.
GROUNDS = {"lacquer": "#8a1a14", "teal": "#0d5b61", "indigo": "#2b3a7d", "forest": "#1f5130"}
_ON_GROUND = "#fff8ee"
_SOFT_ON_GROUND = "#f0dcc8"
_GOLD = "#c1942f"
_SHEET = "#fffdf9"
_FAMILY = "Be Vietnam Pro, Noto Sans, Segoe UI, sans-serif"
# Words smaller than this cannot be read: a card of 1080 pixels is shown on a telephone at a third, a slide is read from
# the back of a room.
_LEAST_LETTERS = {"square": 19, "wide": 19, "slide": 24}
_CHART_LETTER = 14
_SIZES = {"square": (1080, 1080), "wide": (1200, 630), "slide": (1920, 1080)}
_VIEW_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)" width="\d+" height="\d+"')
_IDENTITY = re.compile(r' (?:aria-labelledby|aria-describedby|role|lang)="[^"]*"')
_NAMES = re.compile(r"<(?:title|desc) id=[^>]*>.*?</(?:title|desc)>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class CardText:
    """What stands on a card around the picture: headline, sentence, source, the portal's name."""

    title: str
    sentence: str
    source: str
    portal: str


def figure_card(figure: Figure, text: CardText, *, shape: str = "square", accent: str = "lacquer") -> str:
    """The card as an SVG of 1080 × 1080 ("square"), 1200 × 630 ("wide") or 1920 × 1080 pixels ("slide").

    A picture whose words would be too small to read gives way to the first rows of its table. Raises ChartError for an
    unknown shape and for a card without title.
    """
    if shape not in _SIZES:
        raise ChartError(f"Thẻ không có cỡ “{shape}”.")
    if not text.title.strip():
        raise ChartError("Thẻ phải có tiêu đề.")
    ground = GROUNDS.get(accent, GROUNDS["lacquer"])
    draw = {"square": _square, "wide": _wide, "slide": _slide}[shape]
    parts = draw(figure, text, ground)
    width, height = _SIZES[shape]
    key = f"card-{shape}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="card-picture" role="img" lang="vi" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="{_FAMILY}" '
        f'aria-labelledby="{key}-title" aria-describedby="{key}-desc">'
        f'<title id="{key}-title">{text_of(text.title)}</title>'
        f'<desc id="{key}-desc">{text_of(f"{text.sentence} {text.source}".strip())}</desc>{"".join(parts)}</svg>'
    )


def shows_picture(card: str) -> bool:
    """Whether a card shows the drawing itself, and not the rows of its table in the drawing's place."""
    return 'class="chart"' in card


def _square(figure: Figure, text: CardText, ground: str) -> list[str]:
    title, size = _fitting(text.title, 960, sizes=(58, 50, 44, 38), most_lines=3)
    band = 70 + len(title) * round(size * 1.3) + 34
    said, said_size = _fitting(text.sentence, 960, sizes=(30, 27, 24), most_lines=4)
    said_top = 1080 - 116 - len(said) * round(said_size * 1.5)
    return [
        rect(Box(0, 0, 1080, 1080), _SHEET),
        rect(Box(0, 0, 1080, band), ground),
        rect(Box(0, band, 1080, 8), _GOLD),
        *lines_of(title, 60, 70 + size - 10, size, ink=_ON_GROUND, bold=True),
        *_picture(figure, Box(60, band + 44, 960, said_top - band - 84), _LEAST_LETTERS["square"]),
        *lines_of(said, 60, said_top + said_size, said_size, ink=INK),
        *_foot(text, Box(60, 1080 - 76, 960, 76), ground),
    ]


def _wide(figure: Figure, text: CardText, ground: str) -> list[str]:
    title, size = _fitting(text.title, 400, sizes=(46, 40, 34, 30), most_lines=5)
    name = wrapped(text.portal, 400, size=22)[:2]
    top = 78 + size + (len(title) - 1) * round(size * 1.3)
    room = 630 - 40 - 29 * len(name) - 16 - top
    said, said_size = _within(text.sentence, 400, room, sizes=(23, 21, 19, 17))
    return [
        rect(Box(0, 0, 1200, 630), _SHEET),
        rect(Box(0, 0, 480, 630), ground),
        rect(Box(480, 0, 8, 630), _GOLD),
        *lines_of(title, 40, 54 + size - 10, size, ink=_ON_GROUND, bold=True),
        *lines_of(said, 40, top + said_size, said_size, ink=_SOFT_ON_GROUND),
        *lines_of(name, 40, 630 - 40, 22, ink=_ON_GROUND, bold=True, upwards=True),
        *_picture(figure, Box(530, 46, 630, 494), _LEAST_LETTERS["wide"]),
        *lines_of(wrapped(_source_line(text), 630, size=19)[:2], 530, 630 - 34, 19, ink=MUTED, upwards=True),
    ]


def _slide(figure: Figure, text: CardText, ground: str) -> list[str]:
    title, size = _fitting(text.title, 1760, sizes=(64, 56, 48), most_lines=2)
    band = 56 + len(title) * round(size * 1.3) + 28
    top, bottom = band + 56, 1080 - 120
    said, said_size = _within(text.sentence, 480, bottom - top, sizes=(36, 32, 28, 26))
    return [
        rect(Box(0, 0, 1920, 1080), _SHEET),
        rect(Box(0, 0, 1920, band), ground),
        rect(Box(0, band, 1920, 8), _GOLD),
        *lines_of(title, 80, 56 + size - 10, size, ink=_ON_GROUND, bold=True),
        *_picture(figure, Box(80, top, 1200, bottom - top - 20), _LEAST_LETTERS["slide"]),
        *lines_of(said, 1360, top + said_size, said_size, ink=INK),
        rect(Box(80, 1080 - 104, 1760, 2), ground),
        *lines_of(cut_lines(wrapped(text.portal, 680, size=26), 1), 80, 1080 - 52, 26, ink=ground, bold=True),
        *lines_of(cut_lines(wrapped(_source_line(text), 1040, size=24), 1), 800, 1080 - 52, 24, ink=MUTED),
    ]


def _foot(text: CardText, box: Box, ground: str) -> list[str]:
    name = cut_lines(wrapped(text.portal, 400, size=22), 2)
    source = cut_lines(wrapped(_source_line(text), box.width - 440, size=20), 2)
    return [
        rect(Box(box.x, box.y - 8, box.width, 2), ground),
        *lines_of(name, box.x, box.y + (28 if len(name) > 1 else 40), 22, ink=ground, bold=True),
        *lines_of(source, box.x + 440, box.y + 28, 20, ink=MUTED),
    ]


def _source_line(text: CardText) -> str:
    return f"Nguồn: {text.source}" if text.source else ""


def _fitting(text: str, width: int, *, sizes: tuple[int, ...], most_lines: int) -> tuple[list[str], int]:
    """The text in lines of the largest size at which it has at most so many; cut with an ellipsis at the smallest."""
    for size in sizes:
        lines = wrapped(text, width, size=size) if text.strip() else []
        if len(lines) <= most_lines:
            return lines, size
    return cut_lines(lines, most_lines), size


def _within(text: str, width: int, height: int, *, sizes: tuple[int, ...]) -> tuple[list[str], int]:
    """The text in lines of the largest size at which it fits the height; cut with an ellipsis at the smallest."""
    lines: list[str] = []
    for size in sizes:
        lines = wrapped(text, width, size=size) if text.strip() else []
        if len(lines) * round(size * 1.5) <= height:
            return lines, size
    return cut_lines(lines, height // round(size * 1.5)), size


def _picture(figure: Figure, box: Box, least_letter: int) -> list[str]:
    """The drawing scaled into the box, in its middle, or the first rows of the table."""
    shape = _VIEW_BOX.search(figure.svg)
    if shape is None:
        return table_rows(figure, box)
    width, height = int(shape[1]), int(shape[2])
    scale = min(box.width / width, box.height / height)
    if scale * _CHART_LETTER < least_letter:
        return table_rows(figure, box)
    drawn_width, drawn_height = round(width * scale), round(height * scale)
    x, y = box.x + (box.width - drawn_width) // 2, box.y + (box.height - drawn_height) // 2
    inner = _IDENTITY.sub("", _NAMES.sub("", figure.svg, count=2), count=4)
    place = f'x="{x}" y="{y}" viewBox="0 0 {width} {height}" width="{drawn_width}" height="{drawn_height}"'
    place += ' overflow="visible"'  # a bold word may be a little wider than it was estimated
    return [_VIEW_BOX.sub(place, inner, count=1)]
