"""The charts of indices in the gallery, with every state a reading can be in; the figures are nobody's."""

from lantoa.core.charts import (
    Break,
    DotRow,
    Figure,
    Mark,
    Panel,
    Series,
    dot_chart,
    multiples,
    series_chart,
    slope_chart,
    strip_chart,
)
from lantoa.portal.presenters.parts import Picture, picture

_YEARS = tuple(str(year) for year in range(2012, 2024))
_OWN = (52.1, 53.4, None, 55.9, 57.3, 59.2, 61.1, 63.8, 63.0, 63.3, 61.2, 62.4)
_NATION = (56.0, 57.2, 58.1, 58.8, 59.4, 60.9, 62.5, 64.1, 64.8, 65.2, 65.0, 66.3)
_RANKS = (37, 58, None, 43, 43, 54, 53, 49, 41, 41, 59, 44)
_REASON = "kỳ này không công bố"
_STOP = Break("2018", "đổi thang đo")
_WIDE = 1080


def index_pictures() -> tuple[Picture, ...]:
    """Return one picture of each kind: lines, ranks, slopes, dots on tracks, small multiples, a strip."""
    return tuple(picture(narrow, wide) for narrow, wide in zip(_figures(360), _figures(_WIDE), strict=True))


def _figures(width: int) -> tuple[Figure, ...]:
    return (
        series_chart(
            "Chỉ số ví dụ qua các năm",
            _YEARS,
            _lines(),
            unit="điểm",
            breaks=[_STOP],
            lowest=0,
            highest=100,
            width=width,
        ),
        series_chart(
            "Thứ hạng ví dụ qua các năm",
            _YEARS,
            [_line("Tỉnh ví dụ", _RANKS, emphasised=True)],
            unit="hạng",
            downwards=True,
            highest=63,
            width=width,
        ),
        _slopes(width),
        _dots(width),
        multiples("Nhiều chỉ số ví dụ", _panels(), width=width),
        _strip(width),
    )


def _line(name: str, values: tuple[float | None, ...], *, emphasised: bool = False) -> Series:
    marks = (
        Mark(year, value, reason="" if value is not None else _REASON)
        for year, value in zip(_YEARS, values, strict=True)
    )
    return Series(name, tuple(marks), emphasised=emphasised)


def _lines() -> tuple[Series, ...]:
    return _line("Tỉnh ví dụ", _OWN, emphasised=True), _line("Cả nước", _NATION)


def _slopes(width: int) -> Figure:
    ranks = {"Tỉnh ví dụ": (52, 41), "Tỉnh B": (19, 17), "Tỉnh C": (40, 42), "Tỉnh D": (18, None)}
    series = [
        Series(
            name,
            (Mark("2022", before), Mark("2023", after, reason="" if after else _REASON)),
            emphasised=name == "Tỉnh ví dụ",
        )
        for name, (before, after) in ranks.items()
    ]
    return slope_chart("Hai năm ví dụ", "2022", "2023", series, unit="hạng", downwards=True, highest=63, width=width)


def _dots(width: int) -> Figure:
    parts = (("Thành phần thứ nhất", 12.4, 12.2, 13), ("Thành phần thứ hai", 9.8, 10.1, 10.5))
    rows = [
        DotRow(label, (Mark("Tỉnh ví dụ", own), Mark("Cả nước", nation)), highest)
        for label, own, nation, highest in parts
    ]
    missing = (Mark("Tỉnh ví dụ", None, reason=_REASON), Mark("Cả nước", 11.2))
    return dot_chart(
        "Từng thành phần ví dụ", [*rows, DotRow("Thành phần thứ ba", missing, 15)], unit="điểm", width=width
    )


def _panels() -> tuple[Panel, ...]:
    ranks = (_line("Tỉnh ví dụ", _RANKS, emphasised=True),)
    return (
        Panel("Chỉ số thứ nhất", _YEARS, _lines(), (_STOP,), "điểm", lowest=0, highest=100),
        Panel("Thứ hạng của chỉ số thứ nhất", _YEARS, ranks, unit="hạng", downwards=True, highest=63),
    )


def _strip(width: int) -> Figure:
    marks = [Mark(f"Tỉnh {place}", 70 + (place * 37 % 61) / 3) for place in range(1, 62)]
    marks += [Mark("Tỉnh ví dụ", 82.4), Mark("Tỉnh 62", None, reason=_REASON)]
    return strip_chart(
        "Đứng ở đâu trong các tỉnh ví dụ",
        marks,
        emphasised={"Tỉnh ví dụ"},
        unit="điểm",
        noun="tỉnh",
        lowest=0,
        highest=100,
        width=width,
    )
