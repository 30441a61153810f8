"""Made readings for the tests of charts: any mixture of values, absences, notes and breaks."""

from hypothesis import strategies as st

from lantoa.core.charts import Break, DotRow, Mark, Panel, Series
from lantoa.core.viettext import format_number

NAMES = (
    "Quảng Trị",
    "Bắc Trung Bộ và duyên hải miền Trung",
    "Cả nước",
    "Thừa Thiên Huế",
    "Đà Nẵng",
    "Quảng Bình (trước ngày 1/7/2025)",
)
REASONS = ("chỉ công bố 30 tỉnh đầu", "chưa tìm thấy", "khảo sát có sai sót")
WIDTHS = st.sampled_from([320, 360, 480, 720, 960, 1200])

# The scales of real indices: out of 100 with two decimals, out of 80 with four, from 0 to 1 with four, ranks.
SCALES = st.sampled_from([("điểm", 100, 2), ("điểm", 80, 4), ("điểm", 1, 4), ("%", 100, 2), ("hạng", 63, 0)])


def _readings(draw, labels, unit, highest, decimals):
    """One mark for each label; every seventh number has a note, each absence one of three reasons."""
    lowest, top = (1, highest) if unit == "hạng" else (0, highest * 10**decimals)
    one = st.none() | st.integers(lowest, top) | st.integers(lowest, top)
    drawn = draw(st.lists(one, min_size=len(labels), max_size=len(labels)))
    marks = []
    for at, (label, units) in enumerate(zip(labels, drawn, strict=True)):
        if units is None:
            marks.append(Mark(label, None, reason=REASONS[at % len(REASONS)]))
        else:
            number = units / 10**decimals
            note = "" if units % 7 else "đã sửa"
            marks.append(Mark(label, number, format_number(number, decimals), note=note))
    return tuple(marks)


@st.composite
def panels(draw, *, most_labels=20, most_series=4, labels=None):
    unit, highest, decimals = draw(SCALES)
    count = draw(st.integers(1, most_labels))
    labels = labels or tuple(str(2004 + at) for at in range(count))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=most_series, unique=True))
    series = tuple(
        Series(name, _readings(draw, labels, unit, highest, decimals), emphasised=at == 0)
        for at, name in enumerate(names)
    )
    stops = draw(st.lists(st.sampled_from(labels), max_size=2, unique=True))
    breaks = tuple(Break(label, "từ 6 lên 8 nội dung, thang 80 điểm") for label in stops)
    return Panel(
        "Chỉ số", labels, series, breaks, unit, unit == "hạng", decimals, None if unit == "hạng" else 0, highest
    )


@st.composite
def dot_rows(draw):
    count = draw(st.integers(1, 10))
    names = draw(st.lists(st.sampled_from(NAMES[:5]), min_size=1, max_size=4, unique=True))
    rows = []
    for at in range(count):
        highest = draw(st.sampled_from([10, 13, 15, None]))
        marks = _readings(draw, names, "điểm", 10, 3)
        rows.append(DotRow(f"Thành phần thứ {at + 1} có tên dài như trong quyết định", marks, highest))
    return tuple(rows)


@st.composite
def entities(draw):
    unit, highest, decimals = draw(SCALES)
    count = draw(st.integers(1, 63))
    marks = _readings(draw, [f"Tỉnh {at + 1}" for at in range(count)], unit, highest, decimals)
    named = draw(st.sets(st.sampled_from([mark.label for mark in marks]), max_size=3))
    return marks, named, unit, highest
