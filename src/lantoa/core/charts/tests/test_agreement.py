"""Figures in picture, table and sentence agree, and no word covers another, for every kind of chart of indices."""

import re
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.core.charts import dot_chart, multiples, series_chart, slope_chart, strip_chart
from lantoa.core.charts.tests.drawing import covered_words_of, cut_words_of, marks_of, tree_of
from lantoa.core.charts.tests.made import WIDTHS, dot_rows, entities, panels

EXAMPLES = settings(max_examples=25, deadline=None)


def cells_of(marks):
    """The words that a table has for these marks, sorted: the printed value, else the reason."""
    return sorted(mark.text or mark.reason for mark in marks)


def drawn_of(figure):
    """The words of the drawn marks, sorted, without names and notes."""
    return sorted(re.sub(r" \(đã sửa\)$", "", title.rsplit(": ", 1)[1]) for title in marks_of(figure))


def numbers_of(text):
    """The numbers in a text, as they are printed."""
    return re.findall(r"\d+(?:[.,]\d+)*", text)


def number(text):
    return Decimal(text.replace(".", "").replace(",", "."))


def differences_of(values):
    """Every difference that a sentence may say of these values."""
    return {abs(one - other) for one in values for other in values}


def is_whole(figure):
    """Whether the drawing is legible: no text over another, none cut, letters of 12 pixels when shown at 320."""
    assert covered_words_of(figure) == []
    assert cut_words_of(figure) == []
    root = tree_of(figure)
    assert int(root.get("font-size")) * 320 >= 12 * min(int(root.get("width")), 360)


def chart_of(panel, width):
    return series_chart(
        panel.title,
        panel.labels,
        panel.series,
        unit=panel.unit,
        breaks=panel.breaks,
        downwards=panel.downwards,
        lowest=panel.lowest,
        highest=panel.highest,
        decimals=panel.decimals,
        width=width,
    )


class TestSeriesChart:
    @EXAMPLES
    @given(panels(), WIDTHS)
    def test_says_the_same_in_picture_table_and_sentence(self, panel, width):
        figure = chart_of(panel, width)
        marks = [mark for series in panel.series for mark in series.marks]
        table = [cell for row in figure.table.rows for cell in row[1 : 1 + len(panel.series)]]
        assert drawn_of(figure) == sorted(table) == cells_of(marks)
        printed = {mark.text for mark in marks if mark.value is not None}
        amounts = differences_of({number(text) for text in printed})
        words = panel.labels + tuple(stop.reason for stop in panel.breaks) + tuple(mark.reason for mark in marks)
        known = {found for word in words + tuple(series.name for series in panel.series) for found in numbers_of(word)}
        for found in set(numbers_of(figure.sentence)) - known:
            assert found in printed or number(found) in amounts

    @EXAMPLES
    @given(panels(), WIDTHS)
    def test_is_legible(self, panel, width):
        is_whole(chart_of(panel, width))

    @EXAMPLES
    @given(panels())
    def test_gives_every_reason_in_the_table(self, panel):
        rows = chart_of(panel, 360).table.rows
        for stop in panel.breaks:
            assert stop.reason in rows[panel.labels.index(stop.before)][-1]
        for series_at, series in enumerate(panel.series):
            for at, mark in enumerate(series.marks):
                assert rows[at][1 + series_at] == (mark.text or mark.reason)
                assert not mark.note or mark.note in rows[at][-1]


class TestSlopeChart:
    @EXAMPLES
    @given(panels(labels=("2022", "2023"), most_series=6), WIDTHS)
    def test_says_the_same_and_is_legible(self, panel, width):
        figure = slope_chart(
            panel.title,
            "2022",
            "2023",
            panel.series,
            unit=panel.unit,
            breaks=[stop for stop in panel.breaks if stop.before == "2023"],
            downwards=panel.downwards,
            lowest=panel.lowest,
            highest=panel.highest,
            decimals=panel.decimals,
            width=width,
        )
        marks = [mark for series in panel.series for mark in series.marks]
        assert drawn_of(figure) == sorted(cell for row in figure.table.rows for cell in row[1:3]) == cells_of(marks)
        own = panel.series[0]
        for mark in own.marks:
            assert (mark.text or mark.reason) in figure.sentence
        assert figure.table.rows[0][3] in figure.sentence
        is_whole(figure)


class TestMultiples:
    @EXAMPLES
    @given(st.lists(panels(most_labels=10, most_series=3), min_size=1, max_size=5), WIDTHS)
    def test_says_the_same_and_is_legible(self, made, width):
        figure = multiples("Các chỉ số", made, width=width)
        marks = [mark for panel in made for series in panel.series for mark in series.marks]
        names = len({series.name for panel in made for series in panel.series})
        table = [cell for row in figure.table.rows for cell in row[2 : 2 + names] if cell != "–"]
        assert drawn_of(figure) == sorted(table) == cells_of(marks)
        is_whole(figure)


class TestDotChart:
    @EXAMPLES
    @given(dot_rows(), WIDTHS)
    def test_says_the_same_and_is_legible(self, rows, width):
        figure = dot_chart("Theo thành phần", rows, unit="điểm", decimals=3, width=width)
        marks = [mark for row in rows for mark in row.marks]
        names = len(rows[0].marks)
        assert drawn_of(figure) == sorted(cell for row in figure.table.rows for cell in row[1 : 1 + names])
        assert drawn_of(figure) == cells_of(marks)
        for found in re.findall(r"có giá trị \(([^)]+)\)", figure.sentence):
            assert found in {mark.reason for mark in marks}
        is_whole(figure)


class TestStripChart:
    @EXAMPLES
    @given(entities(), WIDTHS)
    def test_says_the_same_and_is_legible(self, made, width):
        marks, named, unit, highest = made
        figure = strip_chart(
            "Đứng ở đâu",
            marks,
            emphasised=named,
            unit=unit,
            noun="tỉnh",
            downwards=unit == "hạng",
            of=highest if unit == "hạng" else None,
            lowest=None if unit == "hạng" else 0,
            highest=highest,
            width=width,
        )
        assert drawn_of(figure) == sorted(row[1] for row in figure.table.rows) == cells_of(marks)
        for mark in marks:
            if mark.label in named:
                assert (mark.text or mark.reason) in figure.sentence
        is_whole(figure)

    @EXAMPLES
    @given(entities())
    def test_counts_who_is_above_and_below_as_the_slow_way_does(self, made):
        marks, named, unit, highest = made
        figure = strip_chart("Đứng ở đâu", marks, emphasised=named, unit=unit, noun="tỉnh", highest=highest)
        for mark in marks:
            if mark.label in named and mark.value is not None:
                above = len([1 for other in marks if other.value is not None and other.value > mark.value])
                below = len([1 for other in marks if other.value is not None and other.value < mark.value])
                assert f"{above} tỉnh cao hơn, {below} thấp hơn" in figure.sentence
