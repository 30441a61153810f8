"""Reading a chart's picture back, so that tests compare it with the table and the sentence."""

from lxml import etree

from lantoa.core.charts import Figure

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
