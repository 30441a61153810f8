import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.viettext import sentences, unwrap, words


class TestWords:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Số 30/2018/QĐ-UBND", ["Số", "30/2018/QĐ-UBND"]),
            ("03-KH/BTC, 36-HD/VPTW", ["03-KH/BTC", "36-HD/VPTW"]),
            ("giai đoạn 2021-2030", ["giai", "đoạn", "2021", "2030"]),
            ("Phát thanh-Truyền hình", ["Phát", "thanh", "Truyền", "hình"]),
            ("Xem https://dichvucong.gov.vn/a?b=1.", ["Xem", "https://dichvucong.gov.vn/a?b=1"]),
            ("25.980 lượt, 12,45/13 điểm, mạng 5G", ["25.980", "lượt", "12,45/13", "điểm", "mạng", "5G"]),
            ("", []),
        ],
    )
    def test_keeps_symbols_and_numbers_whole(self, text: str, expected: list[str]) -> None:
        assert words(text) == expected


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Một câu. Hai câu? Ba câu!", ["Một câu.", "Hai câu?", "Ba câu!"]),
            ("Họp tại TP. Đông Hà. TS. Nguyễn A dự.", ["Họp tại TP. Đông Hà.", "TS. Nguyễn A dự."]),
            ("1. Mục đích. Nâng cao nhận thức.", ["1. Mục đích.", "Nâng cao nhận thức."]),
            ("- 1. Mục đích chung", ["- 1. Mục đích chung"]),
            ("Điều 1. Ban hành kế hoạch. Điều 2. Hiệu lực.", ["Điều 1. Ban hành kế hoạch.", "Điều 2. Hiệu lực."]),
            ("Gửi trước ngày 30/6. của năm 2023.", ["Gửi trước ngày 30/6. của năm 2023."]),
            ("Gửi trước ngày 30/6. Quá hạn thì nhắc.", ["Gửi trước ngày 30/6.", "Quá hạn thì nhắc."]),
            ("Hết năm 2023. Năm 2024 làm tiếp.", ["Hết năm 2023.", "Năm 2024 làm tiếp."]),
            ("KT. GIÁM ĐỐC", ["KT. GIÁM ĐỐC"]),
            ("Đạt 91.5 điểm, xem www.quangtri.gov.vn nhé.", ["Đạt 91.5 điểm, xem www.quangtri.gov.vn nhé."]),
            ("(hấp dẫn, dễ hiểu)... nhằm phổ biến… rộng rãi.", ["(hấp dẫn, dễ hiểu)... nhằm phổ biến… rộng rãi."]),
            ("Đời sống ấm no. Dân vui.", ["Đời sống ấm no.", "Dân vui."]),
            ("Trân trọng./. Nơi nhận: Như trên", ["Trân trọng./.", "Nơi nhận: Như trên"]),
            ("Ông nói: “Làm ngay.” Mọi người vỗ tay.", ["Ông nói: “Làm ngay.”", "Mọi người vỗ tay."]),
            ("Tiêu đề bài\n\nĐoạn một", ["Tiêu đề bài", "Đoạn một"]),
            ("- Báo cáo;\n- Như trên", ["- Báo cáo;", "- Như trên"]),
            ("   ", []),
        ],
    )
    def test_ends_only_where_a_sentence_ends(self, text: str, expected: list[str]) -> None:
        assert sentences(text) == expected

    @given(st.text())
    def test_loses_no_letter(self, text: str) -> None:
        assert words(" ".join(sentences(text))) == words(" ".join(text.split()))


class TestUnwrap:
    def test_joins_lines_cut_to_a_width(self) -> None:
        text = "Thực hiện Kế hoạch số 219 của\nUBND tỉnh về tuyên truyền cải\ncách hành chính.\nNơi nhận:\nVT"
        assert unwrap(text) == (
            "Thực hiện Kế hoạch số 219 của UBND tỉnh về tuyên truyền cải cách hành chính.\nNơi nhận:\nVT"
        )

    def test_keeps_list_items_apart(self) -> None:
        assert unwrap("a) một\nb) hai\n- ba\n+ bốn") == "a) một\nb) hai\n- ba\n+ bốn"
