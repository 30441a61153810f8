"""How values, ranks, changes and absences of indices are written: the one place that knows.

Everything is Vietnamese text without markup. A number keeps every decimal that was published, and never gains more than
its scale prints.
"""

import re
from decimal import Decimal

from django.utils import timezone

from lantoa.apps.indices.models import Absence, ScaleVersion, Value
from lantoa.apps.indices.queries.records import Cell
from lantoa.core.scoring import Change, NoChange
from lantoa.core.viettext import format_date, format_number

NOTHING_ENTERED = "chưa có số liệu"
NO_RANK = "không có hạng"
DERIVED = "suy ra"
UNVERIFIED = "chưa kiểm chứng"


# How reasons of our own begin; a name at the beginning of a reason keeps its capital.
_OWN_WORDS = ("Chưa ", "Các ", "Thang ", "Năm ", "Cách ", "Hai ", "Không ", "Kỳ ", "Giữa ", "Từ ")
_NO_RANK_EITHER = re.compile(r"\. Năm (\d+) không có hạng(?=\.|$)")


def number_text(number: Decimal, decimals: int = 0) -> str:
    """Return the number with the decimals of its scale, or more where more were published.

    >>> number_text(Decimal("61.2"), 2), number_text(Decimal("42.77050"), 2), number_text(Decimal("0.2493"), 4)
    ('61,20', '42,7705', '0,2493')
    """
    exponent = number.normalize().as_tuple().exponent
    own = max(0, -exponent) if isinstance(exponent, int) else 0
    return format_number(number, max(own, decimals))


def amount_text(number: Decimal, unit: str, decimals: int = 0) -> str:
    """Return the number with its unit.

    >>> amount_text(Decimal("61.26"), "điểm", 2), amount_text(Decimal("76.43"), "%", 2), amount_text(Decimal(1), "")
    ('61,26 điểm', '76,43%', '1')
    """
    words = number_text(number, decimals)
    return f"{words}{unit}" if unit == "%" else f"{words} {unit}".rstrip()


def difference_text(number: Decimal, unit: str, decimals: int = 0) -> str:
    """Return the size of a difference with the unit of differences.

    >>> difference_text(Decimal("-2.07"), "điểm", 2), difference_text(Decimal("3.03"), "%", 2)
    ('2,07 điểm', '3,03 điểm phần trăm')
    """
    return amount_text(abs(number), "điểm phần trăm" if unit == "%" else unit, decimals)


def rank_text(rank: int, of: int | None) -> str:
    """Return the rank among how many; that nobody says among how many is said.

    >>> rank_text(41, 63), rank_text(41, None)
    ('hạng 41/63', 'hạng 41 (không rõ trên bao nhiêu)')
    """
    return f"hạng {rank_short(rank, of)}"


def rank_short(rank: int, of: int | None) -> str:
    """Return the rank as it stands in a column of ranks.

    >>> rank_short(41, 63), rank_short(41, None)
    ('41/63', '41 (không rõ trên bao nhiêu)')
    """
    return f"{rank}/{of}" if of else f"{rank} (không rõ trên bao nhiêu)"


def group_text(group: int) -> str:
    """Return the group; publishers that tell groups have four, the first being the best.

    >>> group_text(2)
    'nhóm 2 (nhóm 1 là cao nhất)'
    """
    return f"nhóm {group} (nhóm 1 là cao nhất)" if group > 1 else "nhóm 1 (cao nhất)"


def absence_text(value: Value) -> str:
    """Return why there is no value, with the note that explains it; "" where there is one."""
    if not value.absence:
        return ""
    reason = Absence(value.absence).label
    note = value.absence_note.strip().rstrip(".")
    return f"{reason}: {note}" if note else str(reason)


def reason_text(cell: Cell) -> str:
    """Return why a cell has neither number nor rank nor group; "" where it has one."""
    if cell.value is not None:
        return absence_text(cell.value)
    if cell.absent is not None:
        return absence_text(cell.absent)
    return lowered(cell.reason) or NOTHING_ENTERED


def lowered(reason: str) -> str:
    """Return a reason as it goes on in a sentence: without its full stop, and small at the beginning.

    >>> lowered("Thang đo khác nhau."), lowered("Quảng Trị chỉ có đến hết ngày 30/06/2025")
    ('thang đo khác nhau', 'Quảng Trị chỉ có đến hết ngày 30/06/2025')
    """
    plain = reason.strip().rstrip(".").replace(". Năm ", "; năm ")
    return f"{plain[:1].lower()}{plain[1:]}" if plain.startswith(_OWN_WORDS) else plain


def no_change_text(reason: str) -> str:
    """Return why two readings were not compared, as it goes on in a sentence; that a year without value has no rank
    either is not said.

    >>> no_change_text("Năm 2023 không có giá trị: Chỉ công bố nhóm đầu. Năm 2023 không có hạng.")
    'năm 2023 không có giá trị: chỉ công bố nhóm đầu'
    """
    plain = reason.rstrip(".")
    for found in _NO_RANK_EITHER.finditer(plain):
        if f"ăm {found[1]} không có giá trị" in plain:
            plain = plain.replace(found[0], "")
    for label in Absence.labels:
        plain = plain.replace(f": {label[:1].upper()}{label[1:]}", f": {label}")
    return lowered(plain.replace(": Chưa có số liệu", ": chưa có số liệu"))


def note_text(change: Change) -> str:
    """Return which half of a change could not be told, as it goes on in a sentence; "" where both could."""
    note = no_change_text(change.note)
    return note.replace("không có giá trị", "chỉ có hạng") if change.ranks is not None else note


def value_text(value: Value) -> str:
    """Return the number, rank and group that stand in a value, or why there are none: "61,26 điểm, hạng 59/63".

    Reads the edition and its scale.
    """
    scale = value.edition.scale
    parts = []
    if value.number is not None:
        parts.append(amount_text(value.number, scale.unit, scale.decimals))
    if value.rank is not None:
        parts.append(rank_text(value.rank, value.ranked_among))
    if value.group is not None:
        parts.append(group_text(value.group))
    return ", ".join(parts) or absence_text(value)


def remarks(cell: Cell) -> tuple[str, ...]:
    """Return what a reader must know beside the value: worked out, not verified, another source, corrected when."""
    value = cell.value or cell.absent
    found = []
    if value is not None and value.derived:
        found.append(f"{DERIVED}: {value.derived_note.strip().rstrip('.')}")
    if value is not None and (value.unverified or value.edition.unverified):
        found.append(UNVERIFIED)
    found += [f"nguồn khác: {_differing(other, cell.value)}" for other in cell.others]
    return (*found, *(_correction(old) for old in cell.corrected))


def short_remarks(cell: Cell) -> tuple[str, ...]:
    """Return the remarks as they stand in brackets behind a value; how it was worked out is left to the notes."""
    return tuple(DERIVED if one.startswith(f"{DERIVED}: ") else one for one in remarks(cell))


def _differing(other: Value, value: Value | None) -> str:
    """Return what the other source says otherwise: its number where numbers differ, else all that it says."""
    words = value_text(other)
    if value is not None and None not in (other.number, value.number) and other.number != value.number:
        assert other.number is not None
        words = number_text(other.number, other.edition.scale.decimals)
        if other.rank not in (None, value.rank):
            words += f", {rank_text(other.rank or 0, other.ranked_among)}"
    return f"{words}, {DERIVED}" if other.derived else words


def _correction(old: Value) -> str:
    when = f" ngày {format_date(timezone.localdate(old.superseded_by.entered_at))}" if old.superseded_by else ""
    if old.absence:
        return f"đã sửa{when}, trước đây ghi “{absence_text(old)}”"
    if old.number is not None and old.rank is None and old.group is None:
        return f"đã sửa{when}, trước đây ghi {number_text(old.number, old.edition.scale.decimals)}"
    return f"đã sửa{when}, trước đây ghi {value_text(old)}"


def cell_text(cell: Cell) -> str:
    """Return all there is to say of one cell: "61,26 điểm, hạng 59/63 (nguồn khác: 61,29)"."""
    words = reason_text(cell) if cell.value is None else value_text(cell.value)
    told = short_remarks(cell)
    return f"{words} ({'; '.join(told)})" if told else words


def number_cell(cell: Cell) -> str:
    """Return the number alone with its remarks, as it stands in a column of numbers, or why there is none."""
    if cell.value is None or cell.value.number is None:
        words = reason_text(cell) or ("chỉ công bố thứ hạng" if cell.rank is not None else "chỉ công bố nhóm")
    else:
        words = number_text(cell.value.number, cell.value.edition.scale.decimals)
    told = short_remarks(cell)
    return f"{words} ({'; '.join(told)})" if told else words


def rank_cell(cell: Cell) -> str:
    """Return the rank, or the group, as it stands in a column of ranks, or that there is none."""
    value = cell.value
    if value is None:
        return reason_text(cell)
    parts = [rank_short(value.rank, value.ranked_among)] if value.rank is not None else []
    parts += [group_text(value.group)] if value.group is not None else []
    return ", ".join(parts) or NO_RANK


def change_text(change: Change | NoChange | None, scale: ScaleVersion) -> str:
    """Return a change in words: "tăng 1,73 điểm, lên 18 bậc", or "không so được: …"; "" for a first reading.

    What of the two could not be compared is said behind.
    """
    if change is None:
        return ""
    if isinstance(change, NoChange):
        return f"không so được: {no_change_text(change.reason)}"
    parts = [points_text(change, scale), ranks_text(change)]
    words = ", ".join(part for part in parts if part)
    return f"{words} ({note_text(change)})" if change.note else words


def points_text(change: Change, scale: ScaleVersion) -> str:
    """Return the change of the number: "giảm 2,07 điểm", "không đổi"; "" where numbers were not compared."""
    if change.points is None:
        return ""
    if not change.points:
        return "không đổi"
    return f"{'tăng' if change.points > 0 else 'giảm'} {difference_text(change.points, scale.unit, scale.decimals)}"


def ranks_text(change: Change) -> str:
    """Return the change of the rank: "lên 18 bậc", "tụt 18 bậc", "giữ nguyên thứ hạng"; "" where not compared."""
    if change.ranks is None:
        return ""
    if not change.ranks:
        return "giữ nguyên thứ hạng"
    return f"{'lên' if change.ranks > 0 else 'tụt'} {abs(change.ranks)} bậc"
