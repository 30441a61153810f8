"""Marks of list items at the head of a line: 1. 1.2. I. a) 2)."""

import re

from .numerals import roman, whole
from .scene import Reading, Scene, rule

# A decimal at the head of a line is no number of an item before one of these.
_MEASURES = "(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|ha|km|kg|m|m2|m3|tấn|lần|điểm|lít|tạ|độ)"
_HEAD = re.compile(r"[\s\-–+*]*$")


def _item(match: re.Match[str], scene: Scene) -> Reading | None:
    """The number of an item, said with a pause after it."""
    head = scene.text[max(0, match.start() - 20) : match.start()]
    if not _HEAD.fullmatch(head.rsplit("\n", 1)[-1]) or (match.start() >= 20 and "\n" not in head):
        return None
    mark = match["mark"]
    if mark in ("P", "Q", "H", "X") and scene.text[match.end() : match.end() + 2].strip().isdecimal():  # P. 5: a ward
        return None
    if mark[0].isdecimal():
        said = " chấm ".join(whole(part, scene.style) for part in mark.split("."))
    else:
        mark, *below = mark.split(".")
        value = roman(mark)
        said = whole(value, scene.style) if value and len(set(mark)) <= 3 and set(mark) <= set("IVX") else mark
        said = " chấm ".join([said, *(whole(part, scene.style) for part in below)])
    return Reading(match.end(), f"{said}," if match["close"] in (")", "/", "-") else f"{said}.")


ITEM_RULES = [
    rule(
        "list",
        r"(?P<mark>\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,5}(?:\.\d{1,2}){0,3}|[A-Za-zđĐ])(?P<close>\)|\.)(?=[ \t]+\S)",
        _item,
    ),
    rule("list", r"(?P<mark>\d{1,2}|[IVX]{1,5}|[A-ZĐa-zđ])(?P<close>[/-])(?=[ \t]+[^\W\d_])", _item),
    rule(
        "list",
        rf"(?P<mark>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?P<close>(?=[ \t]+[^\W\d_])(?![ ]{_MEASURES}\b))",
        _item,
    ),
    rule("list", r"(?P<mark>[IVX]{1,5})(?P<close>(?=[ \t]*[-–][ \t]))", _item),
]
