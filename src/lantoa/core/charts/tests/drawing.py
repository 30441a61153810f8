"""Reading a chart's picture back, so that tests compare it with the table and the sentence."""

from lxml import etree

from lantoa.core.charts import Figure
from lantoa.core.charts.places import Box, text_box

SVG = "{http://www.w3.org/2000/svg}"


def tree_of(figure: Figure) -> etree._Element:
    return etree.fromstring(figure.svg.encode())


def marks_of(figure: Figure) -> list[str]:
    """The names of the drawn marks: "label: value", in drawing order."""
    return [mark.findtext(f"{SVG}title") for mark in tree_of(figure).iter() if mark.get("class") == "chart-mark"]


def texts_of(figure: Figure, kind: str) -> list[str]:
    return [text.text for text in tree_of(figure).iter(f"{SVG}text") if text.get("class") == f"chart-{kind}"]


def box_of(element: etree._Element) -> tuple[int, int, int, int]:
    return tuple(int(element.get(name)) for name in ("x", "y", "width", "height"))


def words_of(figure: Figure) -> list[tuple[str, Box]]:
    """Every text of the drawing with the room that it takes."""
    return [
        (text.text, text_box(int(text.get("x")), int(text.get("y")), text.text, text.get("text-anchor", "start")))
        for text in tree_of(figure).iter(f"{SVG}text")
    ]


def covered_words_of(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that lie over one another; a drawing has none."""
    words = words_of(figure)
    return [
        (one, other)
        for at, (one, box) in enumerate(words)
        for other, other_box in words[at + 1 :]
        if box.meets(other_box)
    ]


def cut_words_of(figure: Figure) -> list[str]:
    """Texts that reach over the edge of the drawing."""
    _, _, width, height = (int(part) for part in tree_of(figure).get("viewBox").split())
    return [text for text, box in words_of(figure) if box.left < -2 or box.right > width + 2 or box.bottom > height + 1]
