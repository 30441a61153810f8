"""Values on their way in: what a row says, and what is wrong with it before anything is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.apps.indices.models import Absence, Component, Edition, Entity, EntityKind, IndexSource, Value
from lantoa.core.viettext import format_number

# As many decimals as are kept.
DECIMALS = 5
_MOST = Decimal(10) ** 7
# Reasons that only say that nobody has the value yet: they give way to one without being corrected.
PENDING = frozenset({Absence.NOT_FOUND, Absence.NOT_PUBLISHED, Absence.TOO_FEW_ANSWERS})
# What may be said of an entity in a year in which it does not exist.
_OUT_OF_TIME = frozenset({Absence.MERGED, Absence.NOT_APPLICABLE})
# Means, which nobody ranks.
_UNRANKED = frozenset({EntityKind.NATION, EntityKind.REGION})
_SAID = ("number", "rank", "ranked_count", "group", "absence", "absence_note", "derived", "derived_note", "unverified")


@dataclass(frozen=True, slots=True)
class NewValue:
    """What is to be stored of an entity in a component: a number, rank or group, or else an absence.

    `source` None: that of the whole entry. `preferred` None: what it replaces decides, else it is preferred when it is
    the first; True puts it before the values of other sources. `ranked_count` None: that of the edition.
    """

    entity: Entity
    component: Component
    number: Decimal | None = None
    rank: int | None = None
    group: int | None = None
    absence: str = ""
    absence_note: str = ""
    derived: bool = False
    derived_note: str = ""
    source: IndexSource | None = None
    unverified: bool = False
    preferred: bool | None = None
    ranked_count: int | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Return the keys of entity and component."""
        return self.entity.pk, self.component.pk

    def says_the_same(self, stored: Value) -> bool:
        """Return whether the stored value says exactly this."""
        return all(getattr(self, name) == getattr(stored, name) for name in _SAID)


def value_faults(edition: Edition, row: NewValue) -> list[str]:
    """Return what forbids storing the row in that edition, as Vietnamese sentences; [] where nothing does."""
    faults = [*_shape_faults(row), *_number_faults(edition, row), *_rank_faults(edition, row)]
    if row.component.scale_id != edition.scale_id:
        faults.append(f"“{row.component.short_name}” không thuộc thang đo của kỳ {edition.year_measured}.")
    if row.absence not in _OUT_OF_TIME and not row.entity.is_valid_in(edition.year_measured):
        faults.append(f"{row.entity.name} không tồn tại trong năm {edition.year_measured}.")
    return faults


def _shape_faults(row: NewValue) -> list[str]:
    said = row.number is not None or row.rank is not None or row.group is not None
    faults = []
    if said == bool(row.absence):
        faults.append("Ghi giá trị, thứ hạng hoặc nhóm; không có thì ghi lý do; không ghi cả hai.")
    if row.absence and row.absence not in Absence.values:
        faults.append(f"Không có lý do nào là “{row.absence}”.")
    if row.derived and not row.derived_note:
        faults.append("Số suy ra phải ghi suy ra thế nào.")
    return faults


def _number_faults(edition: Edition, row: NewValue) -> list[str]:
    number = row.number
    if number is None:
        return []
    if not number.is_finite() or abs(number) >= _MOST:
        return ["Giá trị không phải một số dùng được."]
    if number != round(number, DECIMALS):
        return [f"Giá trị {number} có hơn {DECIMALS} chữ số thập phân."]
    lowest, highest = bounds_of(edition, row.component)
    if lowest is not None and number < lowest:
        return [f"Giá trị {format_number(number, 2)} thấp hơn mức thấp nhất là {format_number(lowest)}."]
    if highest is not None and number > highest:
        return [f"Giá trị {format_number(number, 2)} cao hơn mức cao nhất là {format_number(highest)}."]
    return []


def bounds_of(edition: Edition, component: Component) -> tuple[Decimal | None, Decimal | None]:
    """Return the lowest and the highest value that the component can have, None where no source says.

    The lowest of a scale is that of its total; a part of it is only known not to be negative.
    """
    scale = edition.scale
    if component.is_total:
        return scale.lowest, scale.highest if component.highest is None else component.highest
    lowest = Decimal(0) if scale.lowest is not None and scale.lowest >= 0 else None
    return lowest, component.highest


def _rank_faults(edition: Edition, row: NewValue) -> list[str]:
    faults = []
    if row.rank is not None:
        if row.rank < 1:
            faults.append("Thứ hạng bắt đầu từ 1.")
        elif (of := row.ranked_count or edition.ranked_count) and row.rank > of:
            faults.append(f"Thứ hạng {row.rank} lớn hơn số đối tượng xếp hạng là {of}.")
        if row.entity.kind in _UNRANKED:
            faults.append(f"{row.entity.name} là số trung bình, không có thứ hạng.")
    if row.group is not None and not 1 <= row.group <= 20:
        faults.append("Nhóm là số từ 1, nhóm 1 tốt nhất.")
    return faults


def stored_values(edition: Edition) -> list[Value]:
    """Return all current values of the edition, of every source. One query."""
    return list(Value.objects.current().filter(edition=edition))


def doubled(rows: Sequence[NewValue]) -> NewValue | None:
    """Return the first row that says something of what a row before it spoke of, by the same source."""
    seen: set[tuple[int, int, int | None]] = set()
    for row in rows:
        key = (*row.place, row.source.pk if row.source else None)
        if key in seen:
            return row
        seen.add(key)
    return None
