import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.core.charts import Break, ChartError, Mark, Panel, Series
from lantoa.core.charts.readings import broken_before, checked_panel, mark_words, runs_of
from lantoa.core.charts.series_words import change_words
from lantoa.core.charts.tests.made import panels


def panel_of(*values, **options):
    labels = tuple(str(2020 + at) for at in range(len(values)))
    marks = tuple(
        Mark(label, value, reason="" if value is not None else "chưa tìm thấy")
        for label, value in zip(labels, values, strict=True)
    )
    return Panel("Chỉ số", labels, (Series("Quảng Trị", marks, emphasised=True),), **options)


class TestRunsOf:
    @settings(max_examples=30)
    @given(panels())
    def test_joins_two_readings_only_where_nothing_lies_between(self, panel):
        stops = broken_before(panel)
        for series in panel.series:
            joined = {pair for run in runs_of(series.marks, stops) for pair in itertools.pairwise(run)}
            for index in range(1, len(panel.labels)):
                both = series.marks[index - 1].value is not None and series.marks[index].value is not None
                assert ((index - 1, index) in joined) == (both and index not in stops)
            assert all(later == earlier + 1 for earlier, later in joined)


class TestChangeWords:
    @given(st.integers(0, 10_000), st.integers(0, 10_000))
    def test_are_the_exact_difference_of_what_is_printed(self, before, after):
        words = change_words(
            panel_of(before / 100, after / 100, unit="điểm"), panel_of(before / 100, after / 100).series[0], 1
        )
        if before == after:
            assert words == "không đổi"
        else:
            whole, part = divmod(abs(after - before), 100)
            assert words == f"{'tăng' if after > before else 'giảm'} {whole},{part:02} điểm"

    @pytest.mark.parametrize(
        ("panel", "words"),
        [
            (panel_of(41, 59, downwards=True, unit="hạng"), "xuống 18 bậc"),
            (panel_of(59, 41, downwards=True, unit="hạng"), "lên 18 bậc"),
            (panel_of(76.43, 79.46, unit="%"), "tăng 3,03 điểm phần trăm"),
            (panel_of(None, 59), "không so được: năm 2020 không có giá trị (chưa tìm thấy)"),
            (panel_of(59, None), "không so được: năm 2021 không có giá trị (chưa tìm thấy)"),
            (panel_of(39.53, 46.27, breaks=(Break("2021", "thang mới"),)), "không so được: thang mới"),
        ],
    )
    def test_say_how_much_or_why_not(self, panel, words):
        assert change_words(panel, panel.series[0], 1) == words


class TestMarkWords:
    @pytest.mark.parametrize(
        ("mark", "words"),
        [
            (Mark("2023", 42.394, "42,394"), "42,394"),
            (Mark("2023", 42.394), "42,3940"),
            (Mark("2023", None, reason="chỉ xếp 30 tỉnh đầu"), "chỉ xếp 30 tỉnh đầu"),
            (Mark("2023", None, "nhóm 2", "chỉ công bố nhóm"), "nhóm 2 (chỉ công bố nhóm)"),
            (Mark("2023", None), "không có số liệu"),
        ],
    )
    def test_are_the_printed_text_or_the_reason(self, mark, words):
        assert mark_words(mark, 4) == words


class TestCheckedPanel:
    @pytest.mark.parametrize(
        ("panel", "message"),
        [
            (Panel("Chỉ số", (), ()), "Không có số liệu"),
            (panel_of(1, -2), "số không âm"),
            (panel_of(1, float("nan")), "số không âm"),
            (panel_of(1, 2, breaks=(Break("1999", "thang mới"),)), "không có trên trục"),
            (Panel("Chỉ số", ("1", "1"), panel_of(1).series), "lặp lại"),
            (Panel("Chỉ số", ("2020",), panel_of(1).series * 7), "tối đa 6"),
        ],
    )
    def test_refuses_what_cannot_be_drawn_without_guessing(self, panel, message):
        with pytest.raises(ChartError, match=message):
            checked_panel(panel)
