"""What one agrees to before entering (base/consents.py): an entrant's row names the version agreed to."""

from datetime import date

from lantoa.apps.base.consents import Consent, ConsentForm
from lantoa.apps.contests.models import Contest

# The law the text speaks of: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, in force from 01/01/2026.
ENTERING = ConsentForm(
    slug="contests",
    title="Đăng ký dự thi",
    texts={
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
    },
    sample={
        "organiser": "Ban tổ chức",
        "age": ", năm sinh (khi thể lệ quy định độ tuổi)",
        "erase_on": "ghi trong thể lệ",
        "months": "số",
        "ask": "liên hệ ghi trong thể lệ",
    },
)
CONSENT_VERSION = ENTERING.newest


def consent_of(contest: Contest, *, version: str, erase_on: date) -> Consent:
    """Return the text of a version as it speaks of the contest; NoSuchConsent for a version that never was. Needs the
    agency at hand.
    """
    return ENTERING.read(
        version,
        organiser=contest.agency.name,
        age=", năm sinh" if asks_birth_year(contest) else "",
        erase_on=f"{erase_on:%d/%m/%Y}",
        months=str(contest.keeps_months),
        ask=contest.contact or contest.agency.name,
    )


def asks_birth_year(contest: Contest) -> bool:
    """Return whether the rules have an age, and so the form a year of birth."""
    return contest.least_age is not None or contest.most_age is not None
