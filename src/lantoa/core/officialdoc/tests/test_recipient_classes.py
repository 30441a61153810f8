import pytest

from lantoa.core.officialdoc import classify_recipient
from lantoa.core.viettext import fold

_CASES = [
    ("Các Sở, ban, ngành cấp tỉnh", "provincial_departments"),
    ("Các ban, ngành, sở trực thuộc tỉnh", "provincial_departments"),
    ("Sở, ban, ngành tỉnh", "provincial_departments"),
    ("Giám đốc các sở, Thủ trưởng các ban, ngành cấp tỉnh", "provincial_departments"),
    ("Các cơ quan chuyên môn thuộc UBND tỉnh", "provincial_departments"),
    ("UBND các huyện, thị xã, thành phố", "district_committees"),
    ("Ủy ban nhân dân các thành phố, thị xã, huyện", "district_committees"),
    ("UBND TP, TX, các huyện", "district_committees"),
    ("Chủ tịch UBND các huyện, thị xã, thành phố", "district_committees"),
    ("Các huyện, thị xã, thành phố", "district_committees"),
    ("UBND cấp huyện", "district_committees"),
    ("UBND các xã, phường, thị trấn", "commune_committees"),
    ("Ủy ban nhân dân các xã, phường, đặc khu", "commune_committees"),
    ("UBND cấp xã", "commune_committees"),
    ("Các cơ quan báo chí trên địa bàn tỉnh", "press"),
    ("Báo và Đài Phát thanh - Truyền hình tỉnh", "press"),
    ("Cơ quan thông tấn, báo chí", "press"),
    ("Cổng thông tin điện tử UBND tỉnh", "provincial_portal"),
    ("Cổng TTĐT tỉnh", "provincial_portal"),
    ("Các trang thông tin điện tử của cơ quan, đơn vị", "web_sites"),
    ("Trung tâm VH-TT-TD các huyện, thị xã, thành phố", "district_culture_centres"),
    ("Trung tâm Văn hóa - Thông tin - Thể dục thể thao các huyện, thị xã", "district_culture_centres"),
    ("Các Đài Truyền thanh cấp huyện", "district_culture_centres"),
    ("Đài truyền thanh các xã, phường", "commune_stations"),
    ("Các huyện ủy, thị ủy, thành ủy", "party_bodies"),
    ("Các cơ quan đảng", "party_bodies"),
    ("UBMTTQVN và các tổ chức chính trị - xã hội tỉnh", "mass_organisations"),
    ("Các hội, đoàn thể cấp tỉnh", "mass_organisations"),
    ("Các doanh nghiệp trên địa bàn tỉnh", "enterprises"),
    ("UBND các tỉnh, thành phố trực thuộc Trung ương", "provincial_committees"),
    ("Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ", "ministries"),
    ("Phòng Văn hóa và Thông tin các huyện, thành phố", "district_offices"),
    ("Phòng Kinh tế - Xã hội huyện đảo Cồn Cỏ", "named_agency"),
    ("Sở Nội vụ", "named_agency"),
    ("UBND huyện Hải Lăng", "named_agency"),
    ("UBND thành phố Đông Hà", "named_agency"),
    ("Báo Quảng Trị", "named_agency"),
    ("Đài Phát thanh-Truyền hình tỉnh", "named_agency"),
    ("UBND tỉnh", "named_agency"),
    ("Trung tâm VH-TT-TD huyện Vĩnh Linh", "named_agency"),
    ("Công an tỉnh", "named_agency"),
    ("Các Sở: Nội vụ, Tài chính", None),
    ("Nhân dân trong tỉnh", None),
    ("", None),
]


class TestClassifyRecipient:
    @pytest.mark.parametrize(("text", "expected"), _CASES)
    def test_knows_the_class(self, text: str, expected: str | None) -> None:
        assert classify_recipient(text) == expected

    @pytest.mark.parametrize(("text", "expected"), _CASES)
    def test_needs_neither_accents_nor_capitals(self, text: str, expected: str | None) -> None:
        assert classify_recipient(fold(text)) == expected
        assert classify_recipient(f"- {text.upper()};") == expected
