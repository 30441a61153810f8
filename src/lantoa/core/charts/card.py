"""A card to share: a figure with its title, sentence and source as one picture (SVG) of a fixed size."""

import re
from dataclasses import dataclass

from lantoa.core.charts.figure import ChartError, Figure
from lantoa.core.charts.svg import INK, MUTED, RULE, text_of, text_width, wrapped
from lantoa.core.viettext import format_number

# The grounds of a portal's accents, as tokens.css has them; each keeps 7:1 with the light ink on it.
GROUNDS = {"lacquer": "#8a1a14", "teal": "#0d5b61", "indigo": "#2b3a7d", "forest": "#1f5130"}
_ON_GROUND = "#fff8ee"
_SOFT_ON_GROUND = "#f0dcc8"
_GOLD = "#c1942f"
_SHEET = "#fffdf9"
_FAMILY = "Be Vietnam Pro, Noto Sans, Segoe UI, sans-serif"
# Words smaller than this on a card of 1080 pixels cannot be read on a telephone, where it is shown at a third.
_LEAST_LETTER = 19
_CHART_LETTER = 14
_SIZES = {"square": (1080, 1080), "wide": (1200, 630)}
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


@dataclass(frozen=True, slots=True)
class _Box:
    x: int
    y: int
    width: int
    height: int


def figure_card(figure: Figure, text: CardText, *, shape: str = "square", accent: str = "lacquer") -> str:
    """The card as an SVG of 1080 × 1080 ("square") or 1200 × 630 pixels ("wide").

    A picture whose words would be too small to read gives way to the first rows of its table. Raises ChartError for an
    unknown shape and for a card without title.
    """
    if shape not in _SIZES:
        raise ChartError(f"Thẻ không có cỡ “{shape}”.")
    if not text.title.strip():
        raise ChartError("Thẻ phải có tiêu đề.")
    ground = GROUNDS.get(accent, GROUNDS["lacquer"])
    parts = _square(figure, text, ground) if shape == "square" else _wide(figure, text, ground)
    width, height = _SIZES[shape]
    key = f"card-{shape}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="card-picture" role="img" lang="vi" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="{_FAMILY}" '
        f'aria-labelledby="{key}-title" aria-describedby="{key}-desc">'
        f'<title id="{key}-title">{text_of(text.title)}</title>'
        f'<desc id="{key}-desc">{text_of(f"{text.sentence} {text.source}".strip())}</desc>{"".join(parts)}</svg>'
    )


def _square(figure: Figure, text: CardText, ground: str) -> list[str]:
    title, size = _fitting(text.title, 960, sizes=(58, 50, 44, 38), most_lines=3)
    band = 70 + len(title) * round(size * 1.3) + 34
    said, said_size = _fitting(text.sentence, 960, sizes=(30, 27, 24), most_lines=4)
    said_top = 1080 - 116 - len(said) * round(said_size * 1.5)
    return [
        _rect(_Box(0, 0, 1080, 1080), _SHEET),
        _rect(_Box(0, 0, 1080, band), ground),
        _rect(_Box(0, band, 1080, 8), _GOLD),
        *_lines(title, 60, 70 + size - 10, size, ink=_ON_GROUND, bold=True),
        *_picture(figure, _Box(60, band + 44, 960, said_top - band - 84)),
        *_lines(said, 60, said_top + said_size, said_size, ink=INK),
        *_foot(text, _Box(60, 1080 - 76, 960, 76), ground),
    ]


def _wide(figure: Figure, text: CardText, ground: str) -> list[str]:
    title, size = _fitting(text.title, 400, sizes=(46, 40, 34, 30), most_lines=5)
    name = wrapped(text.portal, 400, size=22)[:2]
    top = 78 + size + (len(title) - 1) * round(size * 1.3)
    room = 630 - 40 - 29 * len(name) - 16 - top
    said, said_size = _within(text.sentence, 400, room, sizes=(23, 21, 19, 17))
    return [
        _rect(_Box(0, 0, 1200, 630), _SHEET),
        _rect(_Box(0, 0, 480, 630), ground),
        _rect(_Box(480, 0, 8, 630), _GOLD),
        *_lines(title, 40, 54 + size - 10, size, ink=_ON_GROUND, bold=True),
        *_lines(said, 40, top + said_size, said_size, ink=_SOFT_ON_GROUND),
        *_lines(name, 40, 630 - 40, 22, ink=_ON_GROUND, bold=True, upwards=True),
        *_picture(figure, _Box(530, 46, 630, 494)),
        *_lines(wrapped(_source_line(text), 630, size=19)[:2], 530, 630 - 34, 19, ink=MUTED, upwards=True),
    ]


def _foot(text: CardText, box: _Box, ground: str) -> list[str]:
    name = _cut(wrapped(text.portal, 400, size=22), 2)
    source = _cut(wrapped(_source_line(text), box.width - 440, size=20), 2)
    return [
        _rect(_Box(box.x, box.y - 8, box.width, 2), ground),
        *_lines(name, box.x, box.y + (28 if len(name) > 1 else 40), 22, ink=ground, bold=True),
        *_lines(source, box.x + 440, box.y + 28, 20, ink=MUTED),
    ]


def _source_line(text: CardText) -> str:
    return f"Nguồn: {text.source}" if text.source else ""


def _fitting(text: str, width: int, *, sizes: tuple[int, ...], most_lines: int) -> tuple[list[str], int]:
    """The text in lines of the largest size at which it has at most so many; cut with an ellipsis at the smallest."""
    for size in sizes:
        lines = wrapped(text, width, size=size) if text.strip() else []
        if len(lines) <= most_lines:
            return lines, size
    return _cut(lines, most_lines), size


def _within(text: str, width: int, height: int, *, sizes: tuple[int, ...]) -> tuple[list[str], int]:
    """The text in lines of the largest size at which it fits the height; cut with an ellipsis at the smallest."""
    lines: list[str] = []
    for size in sizes:
        lines = wrapped(text, width, size=size) if text.strip() else []
        if len(lines) * round(size * 1.5) <= height:
            return lines, size
    return _cut(lines, height // round(size * 1.5)), size


def _cut(lines: list[str], most: int) -> list[str]:
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], lines[most - 1].rstrip(" .,;:") + "…"] if most > 0 else []


def _picture(figure: Figure, box: _Box) -> list[str]:
    """The drawing scaled into the box, in its middle, or the first rows of the table."""
    shape = _VIEW_BOX.search(figure.svg)
    if shape is None:
        return _rows(figure, box)
    width, height = int(shape[1]), int(shape[2])
    scale = min(box.width / width, box.height / height)
    if scale * _CHART_LETTER < _LEAST_LETTER:
        return _rows(figure, box)
    drawn_width, drawn_height = round(width * scale), round(height * scale)
    x, y = box.x + (box.width - drawn_width) // 2, box.y + (box.height - drawn_height) // 2
    inner = _IDENTITY.sub("", _NAMES.sub("", figure.svg, count=2), count=4)
    place = f'x="{x}" y="{y}" viewBox="0 0 {width} {height}" width="{drawn_width}" height="{drawn_height}"'
    place += ' overflow="visible"'  # a bold word may be a little wider than it was estimated
    return [_VIEW_BOX.sub(place, inner, count=1)]


def _rows(figure: Figure, box: _Box) -> list[str]:
    """The first rows of the table in large letters, as many as there is room for: the name, the value at the right."""
    size = 28 if box.width > 700 else 21
    step = round(size * 1.5)
    parts: list[str] = []
    y, shown = box.y + size, 0
    for name, *values in figure.table.rows:
        value = values[-1] if len(values) < 3 else f"{values[0]}/{values[1]} ({values[2]})"
        lines = _cut(wrapped(name, box.width - text_width(value, size=size) - 48, size=size), 2)
        if y + step * len(lines) > box.y + box.height - step:
            break
        parts += _lines(lines, box.x, y, size, ink=INK)
        parts += _lines([value], box.x + box.width, y, size, ink=INK, bold=True, at_end=True)
        parts.append(_rect(_Box(box.x, y + step * (len(lines) - 1) + 14, box.width, 1), RULE))
        y += step * len(lines) + 14
        shown += 1
    if left := len(figure.table.rows) - shown:
        parts += _lines([f"và {format_number(left)} mục khác"], box.x, y, size, ink=MUTED)
    return parts


def _rect(box: _Box, fill: str) -> str:
    return f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" fill="{fill}"/>'


def _lines(
    lines: list[str],
    x: int,
    y: int,
    size: int,
    *,
    ink: str,
    bold: bool = False,
    upwards: bool = False,
    at_end: bool = False,
) -> list[str]:
    """Lines below one another from base line y, or ending at it; Vietnamese needs the room of 1.3 to 1.5 lines."""
    step = round(size * (1.3 if bold else 1.5))
    first = y - step * (len(lines) - 1) if upwards else y
    look = f'font-size="{size}" fill="{ink}"' + (' font-weight="700"' if bold else "")
    look += ' text-anchor="end"' if at_end else ""
    return [f'<text x="{x}" y="{first + step * at}" {look}>{text_of(line)}</text>' for at, line in enumerate(lines)]
