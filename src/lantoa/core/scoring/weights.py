"""Totals of component trees, and what a total would be if one component had another value.

Only arithmetic: nothing is said of how a component could be raised, nor of what would become of the others. A total is
by the rule that the scale states: the sum of the parts, or their mean by published weights. PCI prints sub-indices of
1–10 and a total of 1–100, so a part whose own maximum differs from that of the whole counts in proportion to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from .written import written


class TotalRule(StrEnum):
    """How a total comes from its parts; UNKNOWN: no source says."""

    SUM = "sum"
    WEIGHTED_MEAN = "weighted_mean"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ScaledPart:
    """A component with its published value, and its parts; the root is the total.

    `weight`: its share in what it is a part of, in any unit common to all parts there; `highest`: its own maximum.
    None is what was not published; `absence` is then the reason, if one was given.
    """

    code: str
    name: str
    value: Decimal | None = None
    weight: Decimal | None = None
    highest: Decimal | None = None
    parts: tuple["ScaledPart", ...] = ()
    absence: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """There is no such figure, and the reason as a Vietnamese sentence."""

    reason: str


def total_of(whole: ScaledPart, rule: TotalRule) -> Decimal | Unknown:
    """Return the total as its parts give it (not the one that was published), or which part is missing.

    A part counts by its published value; one without counts by its own parts, if all of them are known. A whole
    without parts is its value. Not rounded.

    >>> parts = (ScaledPart("1", "Tham gia", Decimal("4.9")), ScaledPart("2", "Công khai"))
    >>> total_of(ScaledPart("", "PAPI", parts=parts[:1]), TotalRule.SUM)
    Decimal('4.9')
    >>> total_of(ScaledPart("", "PAPI", parts=parts), TotalRule.SUM)
    Unknown(reason='Thiếu giá trị của “Công khai”.')
    """
    if not whole.parts:
        return _missing(whole) if whole.value is None else whole.value
    total = Decimal(0)
    for part in whole.parts:
        effect = _effect(whole, part, rule)
        value = part.value if part.value is not None else total_of(part, rule)
        if isinstance(effect, Unknown):
            return effect
        if isinstance(value, Unknown):
            return value
        total += effect.of(value)
    return total


def total_problem(whole: ScaledPart, rule: TotalRule, decimals: int) -> str:
    """Return the sentence that the published total does not follow from the published parts, "" if it does or if that
    cannot be told.

    Every printed figure may be off by half of its last decimal; so much is let pass, and no more.

    >>> parts = (ScaledPart("1", "Tham gia", Decimal("4.9")), ScaledPart("2", "Công khai", Decimal("5.1")))
    >>> total_problem(ScaledPart("", "Tổng điểm", Decimal("10.1"), parts=parts), TotalRule.SUM, 1)
    ''
    >>> total_problem(ScaledPart("", "Tổng điểm", Decimal("11"), parts=parts), TotalRule.SUM, 1)
    'Tổng điểm ghi 11, tính từ các thành phần được 10.'
    """
    if whole.value is None or not whole.parts:
        return ""
    computed = total_of(whole, rule)
    if isinstance(computed, Unknown):
        return ""
    half = Decimal(5).scaleb(-decimals - 1)
    allowed = half
    for part in whole.parts:
        effect = _effect(whole, part, rule)
        allowed += half * (1 if isinstance(effect, Unknown) else effect.of(Decimal(1)))
    if abs(computed - whole.value) <= allowed:
        return ""
    rounded = computed.quantize(Decimal(1).scaleb(-decimals))
    return f"{whole.name} ghi {written(whole.value)}, tính từ các thành phần được {written(rounded)}."


@dataclass(frozen=True, slots=True)
class NewTotal:
    """The total before and after one component has another value; `step` is the difference, all not rounded.

    `computed`: the total before was not published but comes from the parts.
    """

    before: Decimal
    after: Decimal
    step: Decimal
    computed: bool = False


def what_if(whole: ScaledPart, rule: TotalRule, code: str, target: Decimal) -> NewTotal | Unknown:
    """Return the total if the component `code` had the value `target` and nothing else changed, or why nobody can say.

    The difference of the component is carried up to the published total, so the other parts need not be known, and
    what rounding left in the total stays there. By weights, those of all parts on every level of the way must be known.
    Raises KeyError if there is no such component.

    >>> tree = ScaledPart("", "PAPI", Decimal("42.39"), parts=(ScaledPart("1", "Tham gia", Decimal("4.97")),))
    >>> what_if(tree, TotalRule.SUM, "1", Decimal("5.20")).after
    Decimal('42.62')
    >>> what_if(tree, TotalRule.UNKNOWN, "1", Decimal("5.20"))
    Unknown(reason='Thang đo không nêu cách tính điểm của “PAPI” từ các thành phần.')
    """
    way = _way_to(whole, code)
    component = way[-1]
    if component.value is None:
        return _missing(component)
    if component.highest is not None and not 0 <= target <= component.highest:
        return Unknown(f"“{component.name}” chỉ có điểm từ 0 đến {written(component.highest)}.")
    effect = _Effect(Decimal(1), Decimal(1))
    for upper, part in pairwise(way):
        one = _effect(upper, part, rule)
        if isinstance(one, Unknown):
            return one
        effect = effect.then(one)
    before = whole.value if whole.value is not None else total_of(whole, rule)
    if isinstance(before, Unknown):
        return before
    step = effect.of(target - component.value)
    after = before + step
    if whole.highest is not None and after > whole.highest:
        return Unknown(f"Tổng tính được {written(after)} vượt quá mức cao nhất {written(whole.highest)} của thang đo.")
    return NewTotal(before, after, step, computed=whole.value is None)


@dataclass(frozen=True, slots=True)
class NewRank:
    """The rank a total would have had among the published ones, of how many; `tied` others have the same total."""

    rank: int
    of: int
    tied: int = 0


def new_rank(
    others: Iterable[Decimal | None], total: Decimal, of: int | None, *, higher_is_better: bool = True
) -> NewRank | Unknown:
    """Return the rank of `total` among the totals of the `of` - 1 others, which stay as published, or what is missing.

    >>> new_rank([Decimal(60), Decimal(62), None], Decimal(61), 4)
    Unknown(reason='Không đủ số liệu của 3 đối tượng còn lại (mới có 2) nên không tính được hạng.')
    >>> new_rank([Decimal(60), Decimal(62), Decimal(61)], Decimal(61), 4)
    NewRank(rank=2, of=4, tied=1)
    """
    known = [other for other in others if other is not None]
    if of is None:
        return Unknown("Không rõ kỳ này xếp hạng bao nhiêu đối tượng nên không tính được hạng.")
    if len(known) < of - 1:
        return Unknown(
            f"Không đủ số liệu của {of - 1} đối tượng còn lại (mới có {len(known)}) nên không tính được hạng."
        )
    if len(known) > of - 1:
        return Unknown(f"Có tổng điểm của {len(known)} đối tượng khác mà kỳ này chỉ xếp hạng {of} đối tượng.")
    better = sum(other > total if higher_is_better else other < total for other in known)
    return NewRank(better + 1, of, sum(other == total for other in known))


@dataclass(frozen=True, slots=True)
class _Effect:
    """By how much the whole moves when the part moves by one; kept as a fraction, divided once."""

    over: Decimal
    under: Decimal

    def of(self, value: Decimal) -> Decimal:
        return value * self.over / self.under if self.under != 1 else value * self.over

    def then(self, other: "_Effect") -> "_Effect":
        return _Effect(self.over * other.over, self.under * other.under)


def _effect(whole: ScaledPart, part: ScaledPart, rule: TotalRule) -> _Effect | Unknown:
    if rule is TotalRule.SUM:
        return _Effect(Decimal(1), Decimal(1))
    if rule is TotalRule.UNKNOWN:
        return Unknown(f"Thang đo không nêu cách tính điểm của “{whole.name}” từ các thành phần.")
    if missing := [one.name for one in whole.parts if one.weight is None]:
        return Unknown(f"Không rõ trọng số của {', '.join(f'“{name}”' for name in missing)}.")
    together = sum((one.weight for one in whole.parts if one.weight is not None), Decimal(0))
    if together <= 0 or part.weight is None:
        return Unknown(f"Các trọng số trong “{whole.name}” cộng lại bằng 0.")
    return _in_proportion(_Effect(part.weight, together), whole, part)


def _in_proportion(effect: _Effect, whole: ScaledPart, part: ScaledPart) -> _Effect | Unknown:
    if whole.highest == part.highest:
        return effect
    if whole.highest is None or part.highest is None:
        unknown = whole if whole.highest is None else part
        return Unknown(f"Không rõ điểm cao nhất của “{unknown.name}” nên không quy về cùng thang được.")
    return effect.then(_Effect(whole.highest, part.highest))


def _missing(part: ScaledPart) -> Unknown:
    because = f": {part.absence.rstrip('.')}" if part.absence else ""
    return Unknown(f"Thiếu giá trị của “{part.name}”{because}.")


def _way_to(whole: ScaledPart, code: str) -> list[ScaledPart]:
    if whole.code == code:
        return [whole]
    for part in whole.parts:
        try:
            return [whole, *_way_to(part, code)]
        except KeyError:
            continue
    raise KeyError(code)
