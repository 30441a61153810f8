"""Texts of directives: the real example, and one of our own with other items, other recipients and a deadline."""

from pathlib import Path

from django.conf import settings

EXAMPLE = Path(settings.ROOT) / "examples" / "directives" / "300-STTTT-TTBCXB.txt"

OTHER = """UBND TỈNH THỬ NGHIỆM
SỞ NỘI VỤ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 45/SNV-CCHC
V/v tuyên truyền chuyển đổi số năm 2024

Thử Nghiệm, ngày 15 tháng 01 năm 2024

Kính gửi:
- Các Sở, ban, ngành cấp tỉnh;
- UBND các huyện, thị xã, thành phố.

Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2024 của UBND tỉnh, Sở Nội vụ đề nghị các cơ quan tuyên truyền:

1. Tuyên truyền về dịch vụ công trực tuyến toàn trình; mỗi đơn vị đăng 02 tin, bài trên trang thông tin điện tử trước
ngày 30/6/2024.

2. Tuyên truyền về định danh và xác thực điện tử trên hệ thống loa truyền thanh cơ sở.

Nơi nhận:
- Như trên;
- Lưu: VT, CCHC.

GIÁM ĐỐC

Trần Văn Thử
"""

# An official letter that asks for nothing to be done: it is read, but gives no theme and no duty.
WITHOUT_ITEMS = """UBND TỈNH THỬ NGHIỆM
SỞ NỘI VỤ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 46/SNV-VP
V/v cảm ơn

Thử Nghiệm, ngày 16 tháng 01 năm 2024

Kính gửi: Sở Y tế

Trân trọng cảm ơn./.

GIÁM ĐỐC

Trần Văn Thử
"""

NO_DIRECTIVE = "Hôm nay trời đẹp, cả nhà đi biển Cửa Việt.\n"
