import pytest

from lantoa.core.charts import Break, ChartError, Mark, Series, series_chart
from lantoa.core.charts.tests.drawing import SVG, marks_of, texts_of, tree_of

YEARS = ("2020", "2021", "2022", "2023")
WITHHELD = "chỉ công bố 30 tỉnh đầu"
OWN = Series(
    "Quảng Trị",
    (Mark("2020", 63.07), Mark("2021", 63.33), Mark("2022", 61.26, "61,26"), Mark("2023", None, reason=WITHHELD)),
    emphasised=True,
)


def lines_of(figure):
    return [
        line.get("points").split() for line in tree_of(figure).iter(f"{SVG}polyline") if line.get("stroke-width") != "1"
    ]


class TestSeriesChart:
    def test_shows_the_same_in_picture_and_table(self):
        figure = series_chart("PCI", YEARS, [OWN], unit="điểm")
        assert figure.table.header == ("Năm", "Quảng Trị (điểm)")
        assert [text.split(": ", 1)[1] for text in marks_of(figure)] == [row[1] for row in figure.table.rows]

    def test_says_newest_reading_absence_and_change(self):
        assert series_chart("PCI", YEARS, [OWN], unit="điểm").sentence == (
            "PCI. Năm 2023, Quảng Trị không có giá trị: chỉ công bố 30 tỉnh đầu. Năm 2022, Quảng Trị 61,26 điểm. "
            "So với năm 2021: giảm 2,07 điểm. Cao nhất: 63,33 điểm (năm 2021); thấp nhất: 61,26 điểm (năm 2022)."
        )

    def test_stops_the_line_at_a_break_and_computes_nothing_over_it(self):
        figure = series_chart("PCI", YEARS, [OWN], unit="điểm", breaks=[Break("2022", "thang mới")])
        assert [len(points) for points in lines_of(figure)] == [2]
        assert figure.table.rows[2] == ("2022", "61,26", "Chỗ ngắt: thang mới")
        assert "Không so được với năm 2021: thang mới." in figure.sentence
        assert texts_of(figure, "break") == ["2022: thang mới"]

    def test_runs_ranks_downwards_from_one(self):
        ranks = Series("Quảng Trị", tuple(Mark(year, rank) for year, rank in zip(YEARS, (1, 41, 59, 63), strict=True)))
        figure = series_chart("Hạng", YEARS, [ranks], unit="hạng", downwards=True, highest=63, decimals=0)
        [points] = lines_of(figure)
        heights = [int(point.split(",")[1]) for point in points]
        assert heights == sorted(heights)
        assert texts_of(figure, "tick")[:4] == ["1", "20", "40", "63"]
        assert "So với năm 2022: xuống 4 bậc." in figure.sentence

    def test_refuses_marks_that_do_not_follow_the_labels(self):
        with pytest.raises(ChartError, match="đúng thứ tự"):
            series_chart("PCI", YEARS[:3], [OWN], unit="điểm")
