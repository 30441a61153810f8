import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.charts import ChartError, coverage_matrix
from lantoa.core.charts.tests.drawing import SVG, marks_of, texts_of, tree_of

ROWS = ["Sở Y tế", "Báo Quảng Trị", "Huyện đảo Cồn Cỏ"]
COLUMNS = ["T1", "T2", "T3"]
COUNTS = [[3, 0, 12], [1, 1, 0], [0, None, 0]]

ANY_COUNTS = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.none() | st.integers(0, 2000), min_size=width, max_size=width), min_size=1, max_size=6
    )
)


def figure_of(counts):
    return coverage_matrix(
        "Độ phủ", [f"Đơn vị {at}" for at in range(len(counts))], [f"T{at + 1}" for at in range(len(counts[0]))], counts
    )


class TestCoverageMatrix:
    def test_shows_the_same_in_picture_and_table(self):
        figure = coverage_matrix("Độ phủ", ROWS, COLUMNS, COUNTS)
        assert figure.table.header == ("Đơn vị", "T1", "T2", "T3")
        assert figure.table.rows == (
            ("Sở Y tế", "3", "0", "12"),
            ("Báo Quảng Trị", "1", "1", "0"),
            ("Huyện đảo Cồn Cỏ", "0", "–", "0"),
        )
        assert texts_of(figure, "value") == [cell for row in figure.table.rows for cell in row[1:]]

    @pytest.mark.parametrize("width", [320, 360, 680])
    @given(counts=ANY_COUNTS)
    def test_shows_the_same_in_picture_table_and_sentence_for_any_data(self, width, counts):
        figure = coverage_matrix("Độ phủ", ["Đơn vị"] * len(counts), ["T"] * len(counts[0]), counts, width=width)
        cells = [cell for row in figure.table.rows for cell in row[1:]]
        assert texts_of(figure, "value") == cells
        assert [mark.rsplit(": ")[-1].replace("không giao", "–") for mark in marks_of(figure)] == cells
        given_cells = [cell for cell in cells if cell != "–"]
        covered = len(given_cells) - given_cells.count("0")
        expected = f"{covered}/{len(given_cells)} ô đã có" if given_cells else "Không có ô nào được giao"
        assert expected in figure.sentence

    def test_marks_every_gap_by_a_pattern(self):
        figure = coverage_matrix("Độ phủ", ROWS, COLUMNS, COUNTS, chart_id="phu")
        root = tree_of(figure)
        [pattern] = root.iter(f"{SVG}pattern")
        hatched = [
            mark for mark in root.iter(f"{SVG}rect") if mark.get("class") == "chart-mark" and "url(" in mark.get("fill")
        ]
        assert {mark.get("fill") for mark in hatched} == {f"url(#{pattern.get('id')})"}
        assert len(hatched) == sum(line.count(0) for line in COUNTS)
        assert all(mark.get("stroke-dasharray") for mark in hatched)

    def test_says_share_with_denominator_gaps_and_where_they_are(self):
        assert coverage_matrix("Độ phủ", ROWS, COLUMNS, COUNTS).sentence == (
            "Độ phủ. 4/8 ô đã có tin, bài (50,0%), 4 ô còn trống. Trống nhiều nhất: Huyện đảo Cồn Cỏ (2 ô); "
            "theo chủ đề: T3 (2 ô). Tổng cộng 17 tin, bài."
        )

    def test_says_when_nothing_is_missing_and_when_nothing_was_given(self):
        assert "không còn ô trống" in figure_of([[1, 2]]).sentence
        assert figure_of([[None]]).sentence == "Độ phủ. Không có ô nào được giao."

    def test_explains_every_shade_it_uses(self):
        assert texts_of(figure_of([[0, 1, 2, 9]]), "key") == [
            "0: chưa có tin, bài", "1–2", "3–4", "5–6", "7–9", "–: không giao",
        ]  # fmt: skip
        assert texts_of(figure_of([[0, 1]]), "key") == ["0: chưa có tin, bài", "1", "–: không giao"]

    @given(st.integers(1, 3000), st.data())
    def test_puts_each_count_into_the_range_that_the_key_names(self, highest, data):
        count = data.draw(st.integers(1, highest))
        figure = figure_of([[count, highest]])
        ranges = [words.replace(".", "").split("–") for words in texts_of(figure, "key")[1:-1]]
        shades = sorted({shade for shade in range(1, 5) if highest * shade // 4 > highest * (shade - 1) // 4})
        first, last = (ends := ranges[shades.index(figure.table.shades[0][1])])[0], ends[-1]
        assert int(first) <= count <= int(last)

    @pytest.mark.parametrize(
        ("rows", "columns", "counts", "message"),
        [
            ([], ["T1"], [], "Không có số liệu"),
            (["A"], ["T1", "T2"], [[1]], "không khớp"),
            (["A", "B"], ["T1"], [[1]], "không khớp"),
            (["A"], ["T1"], [[-1]], "không âm"),
            (["A"], ["Cải cách thủ tục hành chính"] * 3, [[1, 1, 1]], "Tên cột “Cải cách thủ tục hành chính” quá dài"),
        ],
    )
    def test_refuses_what_it_cannot_draw(self, rows, columns, counts, message):
        with pytest.raises(ChartError, match=message):
            coverage_matrix("Độ phủ", rows, columns, counts)
