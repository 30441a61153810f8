"""What one agrees to before entering, in every version that anybody ever agreed to: kept in the code, never changed.

A new text is a new version at the end; an entrant's row names the version, so that it can be shown again.
"""

from dataclasses import dataclass
from datetime import date

from lantoa.apps.contests.models import Contest

# The law the text speaks of: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, in force from 01/01/2026.
CONSENT_VERSION = "1"

_TEXTS: dict[str, tuple[str, ...]] = {
    "1": (
        "{organiser} giữ họ tên, thư điện tử hoặc số điện thoại (hoặc tài khoản công vụ), đơn vị hoặc xã, "
        "phường{age} của bạn, cùng bài làm và giờ làm bài. Không hỏi số giấy tờ tùy thân, không hỏi ảnh.",
        "Dùng để: mỗi người chỉ thi một lần; đúng đối tượng dự thi; tính kết quả, trao giải; xem xét bài nộp bất "
        "thường. Không dùng vào việc khác, không đưa cho nơi khác.",
        "Công khai: danh sách kết quả chỉ có mã người thi, đơn vị, điểm, thời gian và câu trả lời; không có họ "
        "tên và liên hệ. Họ tên người đoạt giải có trên giấy chứng nhận và ở nơi kiểm tra giấy ấy.",
        "Khi bạn nộp bài, hệ thống giữ mã băm (không đọc ngược được) của thiết bị và địa chỉ mạng, chỉ để phát "
        "hiện một người thi hộ nhiều người.",
        "Giữ đến ngày {erase_on} ({months} tháng sau vòng cuối), rồi tự xóa; chỉ còn bài làm mang mã người thi.",
        "Bạn có quyền xem, tải về, sửa, rút lại sự đồng ý và yêu cầu xóa bất cứ lúc nào, ngay trên trang của "
        "mình, theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15. Rút lại sự đồng ý là xóa dữ liệu cá nhân và "
        "không còn được nhận giải.",
        "Dưới 16 tuổi, bạn hãy cùng cha, mẹ hoặc người giám hộ đọc và đồng ý.",
        "Hỏi về dữ liệu của mình: {ask}",
    ),
}


class NoSuchConsent(LookupError):
    """No text has this version."""


@dataclass(frozen=True, slots=True)
class Consent:
    """One version of the text, for one contest."""

    version: str
    paragraphs: tuple[str, ...]


def consent_of(contest: Contest, *, version: str, erase_on: date) -> Consent:
    """Return the text of a version as it speaks of the contest; NoSuchConsent for a version that never was. Needs the
    agency at hand.
    """
    if version not in _TEXTS:
        raise NoSuchConsent(version)
    words = {
        "organiser": contest.agency.name,
        "age": ", năm sinh" if asks_birth_year(contest) else "",
        "erase_on": f"{erase_on:%d/%m/%Y}",
        "months": contest.keeps_months,
        "ask": contest.contact or contest.agency.name,
    }
    return Consent(version, tuple(text.format(**words) for text in _TEXTS[version]))


def asks_birth_year(contest: Contest) -> bool:
    """Return whether the rules have an age, and so the form a year of birth."""
    return contest.least_age is not None or contest.most_age is not None
