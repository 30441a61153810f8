from lantoa.core.charts import Mark, Series, slope_chart
from lantoa.core.charts.tests.drawing import SVG, texts_of, tree_of


class TestSlopeChart:
    def test_draws_no_line_to_an_absence_and_gives_the_reason(self):
        marks = (Mark("2022", 61.26), Mark("2023", None, reason="chỉ xếp 30 tỉnh đầu"))
        figure = slope_chart("PCI", "2022", "2023", [Series("Quảng Trị", marks, emphasised=True)], unit="điểm")
        drawn = [line for line in tree_of(figure).iter(f"{SVG}polyline") if line.get("stroke-width") != "1"]
        assert drawn == []
        assert " ".join(texts_of(figure, "name")) == "Quảng Trị: 61,26 Quảng Trị: chỉ xếp 30 tỉnh đầu"

    def test_counts_who_rose_and_who_fell(self):
        pairs = {"A": (50, 41), "B": (10, 12), "C": (7, 7)}
        series = [Series(name, (Mark("2022", one), Mark("2023", two))) for name, (one, two) in pairs.items()]
        figure = slope_chart("Hạng", "2022", "2023", series, unit="hạng", downwards=True, highest=63)
        assert figure.sentence.endswith("Trong 3: 1 lên, 1 xuống, 1 không đổi.")
