"""The drawing board under every chart: escaped text, whole pixels, colours as tokens with fallbacks, no script.

Colours are presentation attributes `var(--chart-…, fallback)`: the page's tokens apply, a strict content security
policy holds, and `standalone_svg` puts the fallbacks in where no style sheet exists. The fallbacks keep 4.5:1 for text
and 3:1 for shapes on white (WCAG 2.2, 1.4.3 and 1.4.11); differences are also told by pattern or text, never by hue
alone.
"""

import re
import unicodedata
from html import escape

FONT_SIZE = 14  # in a drawing 360 px wide this is still over 12 px when it is shown at 320 px
LINE_HEIGHT = 20

INK = "var(--chart-ink, #1a1a1a)"
MUTED = "var(--chart-muted, #595959)"
PAPER = "var(--chart-paper, #ffffff)"
TRACK = "var(--chart-track, #e4e9ec)"
RULE = "var(--chart-rule, #8a949b)"
# Okabe and Ito's palette, darkened where it falls short of 3:1 on white; apart for the common kinds of colour
# blindness.
SERIES = (
    "var(--chart-1, #0b5c7a)",
    "var(--chart-2, #d55e00)",
    "var(--chart-3, #7a6a00)",
    "var(--chart-4, #a8487f)",
    "var(--chart-5, #4d4d4d)",
    "var(--chart-6, #007a5a)",
)
# One hue from light to dark; INK stays readable on each.
HEAT = (
    "var(--chart-heat-1, #dcebf1)",
    "var(--chart-heat-2, #b5d5e2)",
    "var(--chart-heat-3, #86bad0)",
    "var(--chart-heat-4, #559fbd)",
)
GAP = "var(--chart-gap, #b23c00)"

_TOKEN = re.compile(r"var\(--[a-z0-9-]+, (#[0-9a-f]{6})\)")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NARROW = frozenset("fijlrt.,:;'|!()[]- ")
_WIDE = frozenset("mwMW%@")


def text_of(value: str) -> str:
    """The text, escaped for SVG content and attributes, without characters that XML forbids.

    >>> text_of('<b> & "x"')
    '&lt;b&gt; &amp; &quot;x&quot;'
    """
    return escape(_NOT_XML.sub("", value), quote=True)


def text_width(text: str, *, size: int = FONT_SIZE) -> int:
    """Width of the text in pixels, estimated on the generous side for common sans-serif fonts.

    >>> text_width("Báo Quảng Trị") == text_width("Bao Quang Tri")
    True
    """
    total = 0.0
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.combining(character):
            continue
        if character in _NARROW:
            total += 0.36
        elif character in _WIDE:
            total += 0.92
        elif character.isdigit():
            total += 0.68  # bold digits of Be Vietnam Pro, the widest of the fonts in use
        else:
            total += 0.74 if character.isupper() else 0.58
    return round(total * size + 0.5)


def wrapped(text: str, width: int, *, size: int = FONT_SIZE) -> list[str]:
    """The text in lines no wider than `width` pixels, broken at spaces, and inside a word only when it fits no line.

    >>> wrapped("Trung tâm Phục vụ hành chính công", 120)
    ['Trung tâm Phục', 'vụ hành chính', 'công']
    """
    lines: list[str] = []
    for word in text.split():
        first, *rest = _pieces(word, width, size)
        if lines and text_width(f"{lines[-1]} {first}", size=size) <= width:
            lines[-1] = f"{lines[-1]} {first}"
        else:
            lines.append(first)
        lines.extend(rest)
    return lines or [""]


def _pieces(word: str, width: int, size: int) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size=size) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _square(x: int, y: int, radius: int) -> str:
    return f"M{x - radius},{y - radius}h{2 * radius}v{2 * radius}h{-2 * radius}z"


def _triangle(x: int, y: int, radius: int) -> str:
    return f"M{x},{y - radius - 1}l{radius + 1},{2 * radius + 1}h{-2 * radius - 2}z"


def _diamond(x: int, y: int, radius: int) -> str:
    wide = radius + 1
    return f"M{x},{y - wide}l{wide},{wide}l{-wide},{wide}l{-wide},{-wide}z"


def _upside_down(x: int, y: int, radius: int) -> str:
    return f"M{x},{y + radius + 1}l{radius + 1},{-2 * radius - 1}h{-2 * radius - 2}z"


def _plus(x: int, y: int, radius: int) -> str:
    arm, reach = max(radius // 2, 1), radius + 1
    rest = reach - arm
    return (
        f"M{x - arm},{y - reach}h{2 * arm}v{rest}h{rest}v{2 * arm}h{-rest}v{rest}"
        f"h{-2 * arm}v{-rest}h{-rest}v{-2 * arm}h{rest}z"
    )


_SHAPE_PATHS = {
    "square": _square,
    "triangle": _triangle,
    "diamond": _diamond,
    "upside-down": _upside_down,
    "plus": _plus,
}
SHAPES = ("disc", *_SHAPE_PATHS)


class Board:
    """One SVG in the making; `key` starts every id in it."""

    def __init__(self, key: str, width: int) -> None:
        self.key = key
        self.width = width
        self._definitions: list[str] = []
        self._marks: list[str] = []

    def text(
        self,
        x: int,
        y: int,
        text: str,
        *,
        anchor: str = "start",
        ink: str = INK,
        bold: bool = False,
        halo: bool = False,
        kind: str = "label",
    ) -> None:
        """Writes one line with its base line at y; `anchor` is start, middle or end; a halo keeps it clear of lines."""
        weight = ' font-weight="700"' if bold else ""
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        edge = f' stroke="{PAPER}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' if halo else ""
        look = f'x="{x}" y="{y}" fill="{ink}"{place}{weight}{edge}'
        self._marks.append(f'<text class="chart-{kind}" {look}>{text_of(text)}</text>')

    def lines(self, x: int, y: int, lines: list[str], *, anchor: str = "start", ink: str = INK) -> int:
        """Writes lines below one another from base line y; gives back the base line after the last."""
        for line in lines:
            self.text(x, y, line, anchor=anchor, ink=ink)
            y += LINE_HEIGHT
        return y

    def rect(
        self,
        x: int,
        y: int,
        width: int,
        height: int,
        fill: str,
        *,
        stroke: str | None = None,
        dashed: bool = False,
        name: str | None = None,
    ) -> None:
        """Draws a box; a box with a `name` is a mark: it carries the name as its title."""
        border = f' stroke="{stroke}"' + (' stroke-dasharray="3 2"' if dashed else "") if stroke else ""
        shape = f'x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"{border}'
        self._marks.append(_with_title("rect", shape, name))

    def line(self, x1: int, y1: int, x2: int, y2: int, stroke: str, *, width: int = 1, dash: str = "") -> None:
        """Draws a straight line; `dash` is the pattern of strokes and gaps, such as "4 3"."""
        look = f'stroke="{stroke}" stroke-width="{width}"{_dashed(dash)}'
        self._marks.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {look}/>')

    def polyline(self, points: list[tuple[int, int]], stroke: str, *, width: int = 2, dash: str = "") -> None:
        """Draws a broken line through the points."""
        path = " ".join(f"{x},{y}" for x, y in points)
        look = f'stroke="{stroke}" stroke-width="{width}" stroke-linejoin="round"{_dashed(dash)}'
        self._marks.append(f'<polyline points="{path}" fill="none" {look}/>')

    def marker(
        self, shape: str, x: int, y: int, radius: int, ink: str, *, name: str | None = None, absent: bool = False
    ) -> None:
        """Draws a reading in the shape of its series (SHAPES), filled, with its name as title.

        An absent reading is the open shape with a stroke through it.
        """
        fill, edge = (PAPER, ink) if absent else (ink, PAPER)
        tag = "circle" if shape == "disc" else "path"
        place = f'cx="{x}" cy="{y}" r="{radius}"' if shape == "disc" else f'd="{_SHAPE_PATHS[shape](x, y, radius)}"'
        outline = f'{place} fill="{fill}" stroke="{edge}"'
        if absent:
            reach = radius + max(radius - 1, 0)
            stroke = f'<path d="M{x - reach},{y}h{2 * reach}" stroke="{ink}" stroke-width="2"/>'
            title = f"<title>{text_of(name)}</title>" if name else ""
            kind = ' class="chart-mark"' if name else ""
            self._marks.append(f"<g{kind}>{title}<{tag} {outline}/>{stroke}</g>")
            return
        self._marks.append(_with_title(tag, outline, name))

    def hatch(self, name: str, ink: str, *, angle: int = 45, gap: int = 6, ground: str = PAPER) -> str:
        """Defines a hatched fill; gives back what `fill` takes."""
        pattern_id = f"{self.key}-{name}"
        self._definitions.append(
            f'<pattern id="{pattern_id}" width="{gap}" height="{gap}" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate({angle})"><rect width="{gap}" height="{gap}" fill="{ground}"/>'
            f'<rect width="2" height="{gap}" fill="{ink}"/></pattern>'
        )
        return f"url(#{pattern_id})"

    def finished(self, height: int, *, title: str, description: str) -> str:
        """The SVG element, named by its title and described by the chart's sentence."""
        key = self.key
        definitions = f"<defs>{''.join(self._definitions)}</defs>" if self._definitions else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" lang="vi" '
            f'viewBox="0 0 {self.width} {height}" width="{self.width}" height="{height}" font-size="{FONT_SIZE}" '
            f'aria-labelledby="{key}-title" aria-describedby="{key}-desc">'
            f'<title id="{key}-title">{text_of(title)}</title><desc id="{key}-desc">{text_of(description)}</desc>'
            f"{definitions}{''.join(self._marks)}</svg>"
        )


def standalone_svg(svg: str, *, font_family: str = "Liberation Serif, Libertinus Serif, serif") -> str:
    """The chart for a place without style sheet (a file, a converter): colours are the fallbacks, the font is named.

    >>> standalone_svg('<svg class="chart"><rect fill="var(--chart-1, #0b5c7a)"/></svg>', font_family="serif")
    '<svg font-family="serif" class="chart"><rect fill="#0b5c7a"/></svg>'
    """
    plain = _TOKEN.sub(r"\1", svg)
    if " font-family=" in plain.partition(">")[0]:
        return plain  # a card names its own
    return plain.replace("<svg ", f'<svg font-family="{text_of(font_family)}" ', 1)


def _dashed(dash: str) -> str:
    return f' stroke-dasharray="{dash}"' if dash else ""


def _with_title(tag: str, attributes: str, name: str | None) -> str:
    if name is None:
        return f"<{tag} {attributes}/>"
    return f'<{tag} class="chart-mark" {attributes}><title>{text_of(name)}</title></{tag}>'
