"""The table and the sentence of a strip of dots, made from the same readings as the picture."""

import math
from dataclasses import dataclass

from lantoa.core.charts.figure import ChartTable
from lantoa.core.charts.readings import Mark, mark_words, with_unit

_LEAST_FOR_QUARTERS = 8


@dataclass(frozen=True, slots=True)
class Strip:
    """The readings of many at one time; `of` is how many are ranked, `emphasised` the labels that are named."""

    marks: tuple[Mark, ...]
    emphasised: frozenset[str]
    unit: str
    noun: str
    downwards: bool
    of: int | None
    decimals: int


def known_marks(strip: Strip) -> list[Mark]:
    """The marks with a value, the best first (ranks: the lowest); equal ones as they came."""
    known = [mark for mark in strip.marks if mark.value is not None]
    return sorted(known, key=lambda mark: mark.value or 0, reverse=not strip.downwards)


def quartiles(strip: Strip) -> list[float]:
    """The readings at which a quarter, a half and three quarters end, counted from the lowest; none for fewer than 8.

    They are readings that somebody has (nearest rank), never values between two.
    """
    values = sorted(mark.value for mark in strip.marks if mark.value is not None)
    if len(values) < _LEAST_FOR_QUARTERS:
        return []
    return [values[math.ceil(len(values) * part / 4) - 1] for part in (1, 2, 3)]


def strip_table(strip: Strip) -> ChartTable:
    """One row for each entity, the best first, those without a value last with their reason."""
    absent = [mark for mark in strip.marks if mark.value is None]
    marks = [*known_marks(strip), *absent]
    unit = strip.unit if strip.downwards else f"Giá trị ({strip.unit})" if strip.unit else "Giá trị"
    header = (strip.noun[:1].upper() + strip.noun[1:], unit[:1].upper() + unit[1:] if unit else "Thứ hạng")
    rows = [(mark.label, mark_words(mark, strip.decimals)) for mark in marks]
    if not any(mark.note for mark in marks):
        return ChartTable(header, tuple(rows))
    return ChartTable((*header, "Ghi chú"), tuple((*row, mark.note) for row, mark in zip(rows, marks, strict=True)))


def strip_sentences(strip: Strip) -> list[str]:
    """How each emphasised one stands among the others, the best, and how many have no value."""
    known = known_marks(strip)
    sentences = []
    for mark in strip.marks:
        if mark.label in strip.emphasised:
            sentences.append(_standing(strip, mark, known))
    absent = len(strip.marks) - len(known)
    if known and known[0].label not in strip.emphasised and len(known) > 2:
        sentences.append(f"Đứng đầu: {known[0].label} ({_words(strip, known[0])}).")
    if strip.downwards:
        sentences.append("Hạng nhỏ hơn là tốt hơn.")
    if absent:
        sentences.append(f"{absent} {strip.noun} không có giá trị.")
    return sentences


def _words(strip: Strip, mark: Mark) -> str:
    return with_unit(mark_words(mark, strip.decimals), mark, strip.unit, downwards=strip.downwards)


def _standing(strip: Strip, mark: Mark, known: list[Mark]) -> str:
    if mark.value is None:
        return f"{mark.label} không có giá trị: {mark_words(mark, strip.decimals)}."
    if strip.downwards:
        of = f" trong {strip.of}" if strip.of and str(strip.of) not in mark.text else ""
        return f"{mark.label}: {_words(strip, mark)}{of}."
    above = sum((other.value or 0) > mark.value for other in known)
    below = sum((other.value or 0) < mark.value for other in known)
    equal = len(known) - above - below - 1
    same = f", {equal} bằng" if equal else ""
    return f"{mark.label}: {_words(strip, mark)}; {above} {strip.noun} cao hơn, {below} thấp hơn{same}."
