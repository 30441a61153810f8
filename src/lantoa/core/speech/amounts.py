"""A written number, and what may stand behind one."""

import re

from .numerals import decimal, spelled_digits, whole
from .records import HouseStyle
from .scene import cue, readings

NUMBER = (
    r"\d{1,3}(?:\.\d{3})+(?:,\d+)?"
    r"|\d{1,3}(?:[ ]\d{3})+(?!\d)(?:,\d+)?"
    r"|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?"
    r"|\d+(?:[.,]\d+)?"
)
_LARGEST = 10**15  # a longer row of figures names something and is said one by one
END = r"(?![^\W\d_]|\d)"
AMOUNT_AFTER = re.compile(r" ?(?:đồng|đ\b|triệu|tỷ|tỉ|nghìn|ngàn|%|usd|vnđ)")
COUNTED_AFTER = re.compile(rf" {cue('counted_after')}\b")


def amount(text: str, style: HouseStyle) -> tuple[str, str]:
    """A written number in words, and the name of the rule: point or space between thousands, comma before decimals.

    >>> amount("1.500.000", HouseStyle()), amount("12,5", HouseStyle())[0], amount("12.5", HouseStyle())[0]
    (('một triệu năm trăm nghìn', 'number'), 'mười hai phẩy năm', 'mười hai phẩy năm')
    """
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?", text):
        text = text.replace(",", " ").replace(".", ",")
    elif re.fullmatch(r"[1-9]\d{0,2},000", text):  # nobody writes three zeros of decimals
        text = text.replace(",", "")
    elif re.fullmatch(r"\d+\.\d+", text) and not re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
        text = text.replace(".", ",")
    before, _, after = text.partition(",")
    figures = re.sub(r"[. ]", "", before)
    if after:
        return decimal(figures, after, style), "decimal"
    if figures == before and int(figures) > _LARGEST:
        return spelled_digits(figures), "identifier"
    return whole(figures, style), "number"


def unit_names() -> str:
    """The units and words of money that may stand right behind a figure, the longest first."""
    names = [*readings()["units"], *readings()["money"], "triệu", "tỷ"]
    letters = [name for name in names if name[0].isalpha() and (len(name) > 1 or name in "mđ")]
    return f"(?:{'|'.join(re.escape(name) for name in sorted(letters, key=len, reverse=True))})"
