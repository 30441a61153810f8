import unicodedata

import pytest

from lantoa.core.analysis.attribution import has_house_dateline, is_attributed


class TestIsAttributed:
    @pytest.mark.parametrize(
        "text",
        [
            "Nội dung.\nNguồn: Báo Quảng Trị",
            "Nội dung. Nguồn: quangtri.gov.vn",
            "Nội dung.\n(Theo TTXVN)",
            "Nội dung (Theo Lao Động)",
            "Nội dung. Theo Báo Quảng Trị",
            "Nội dung. Theo: Báo Nhân Dân.",
            "Theo baoquangtri.vn\nNội dung.",
            "Noi dung. Nguon: Bao Quang Tri",
            "Bài đăng lại từ Báo Quảng Trị. Nội dung.",
            unicodedata.normalize("NFD", "Nội dung.\nNguồn: Báo Quảng Trị"),
        ],
    )
    def test_sees_a_named_source(self, text: str) -> None:
        assert is_attributed(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "Theo Sở Nội vụ, chỉ số tăng 11 bậc.",
            "Theo báo cáo, hồ sơ đúng hạn đạt 98%.",
            "Theo Báo cáo số 12 của UBND huyện, 98% hồ sơ đúng hạn",
            "Hộ nghèo (theo chuẩn mới) còn 3%.",
            "Theo Đài Khí tượng thủy văn, chiều nay có mưa. Bà con chú ý.",
            "Nguồn nước: các xã kiểm tra giếng khoan. Nguồn vốn đã có.",
            "Các xã làm theo. Đại diện thôn nói vậy.",
        ],
    )
    def test_sees_no_source_in_a_statement_with_its_authority(self, text: str) -> None:
        assert not is_attributed(text)


class TestHasHouseDateline:
    @pytest.mark.parametrize(
        "text", ["(QTO) - Sáng nay, xã họp.", "(TTXVN) - Xã họp.", "(Baoquangtri.vn) – Xã họp.", "QTO - Xã họp."]
    )
    def test_sees_the_mark_of_a_newspaper(self, text: str) -> None:
        assert has_house_dateline(text)

    @pytest.mark.parametrize(
        "text", ["", "Sáng nay, xã họp.", "(Ảnh minh họa) Xã họp.", "Xã họp (QTO) - chiều nay.", "Đông Hà - Xã họp."]
    )
    def test_sees_none_elsewhere(self, text: str) -> None:
        assert not has_house_dateline(text)
