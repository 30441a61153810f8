import pytest

from lantoa.core.officialdoc.asked import read_asked


class TestReadAsked:
    @pytest.mark.parametrize(
        "sentence",
        [
            "Hoàn thành trước ngày 30/6/2023.",
            "Gửi về Sở chậm nhất ngày 15 tháng 12 hằng năm.",
            "Thực hiện trong quý II/2023.",
            "Thực hiện trong tháng 4/2023.",
            "Triển khai từ ngày 01/10/2023 đến ngày 30/12/2023.",
            "Báo cáo kết quả trong vòng 05 ngày làm việc.",
            "Thời gian thực hiện: tháng 3 đến tháng 12 năm 2023.",
        ],
    )
    def test_sees_a_deadline(self, sentence: str) -> None:
        assert "deadline" in read_asked([sentence])

    @pytest.mark.parametrize(
        "sentence",
        [
            "Tuyên truyền kết quả thực hiện trong năm 2023.",
            "Chiến lược giai đoạn 2021-2025, định hướng đến năm 2030.",
            "Quyết định này có hiệu lực kể từ ngày 20 tháng 5 năm 2021.",
            "Số liệu tính đến ngày 14/3/2023.",
        ],
    )
    def test_sees_no_deadline_in_periods_and_days_of_effect(self, sentence: str) -> None:
        assert "deadline" not in read_asked([sentence])

    @pytest.mark.parametrize(
        "sentence",
        [
            "Đăng ít nhất 02 tin, bài.",
            "Mỗi tháng một chuyên mục.",
            "Sản xuất 03 (ba) phóng sự.",
            "Tối thiểu mười lượt phát.",
        ],
    )
    def test_sees_a_quantity(self, sentence: str) -> None:
        assert "quantity" in read_asked([sentence])

    @pytest.mark.parametrize(
        "sentence",
        [
            "Có các tin, bài về cuộc thi.",
            "Dịch vụ công mức độ 3, mức độ 4.",
            "Năm 2022 đã đăng 120 tin, bài.",
            "Một số tin, bài.",
        ],
    )
    def test_sees_no_quantity_where_none_is_asked(self, sentence: str) -> None:
        assert "quantity" not in read_asked([sentence])

    @pytest.mark.parametrize(
        "sentence",
        ["Báo cáo kết quả về Sở Nội vụ.", "Định kỳ hằng quý báo cáo UBND tỉnh.", "Gửi kết quả thực hiện về Sở."],
    )
    def test_sees_a_report_asked(self, sentence: str) -> None:
        assert "reporting" in read_asked([sentence])

    @pytest.mark.parametrize(
        "sentence",
        [
            "Tuyên truyền qua báo cáo viên.",
            "Trên đây là báo cáo của Sở Tư pháp, kính gửi Sở Nội vụ.",
            "Kính báo cáo UBND tỉnh.",
        ],
    )
    def test_sees_no_request_in_what_only_reports(self, sentence: str) -> None:
        assert "reporting" not in read_asked([sentence])
