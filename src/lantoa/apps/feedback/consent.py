"""What one agrees to who leaves a name or contact with feedback; whoever leaves none agrees to nothing."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from lantoa.apps.base.consents import ConsentForm
from lantoa.apps.base.months import months_after

# The law the text speaks of: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, in force from 01/01/2026.
FEEDBACK_CONSENT = ConsentForm(
    slug="feedback",
    title="Để lại họ tên, liên hệ khi gửi phản ánh",
    texts={
        "1": (
            "Họ tên và liên hệ của bạn được giữ riêng với nội dung phản ánh, ở dạng mã hóa. Chỉ cán bộ đang giải quyết "
            "phản ánh này mở xem được; mỗi lần xem đều được ghi lại.",
            "Dùng để: gửi bạn địa chỉ theo dõi, hỏi thêm khi cần, báo kết quả. Không dùng vào việc khác, không đăng "
            "công khai, không đưa cho người bị phản ánh.",
            "Giữ {months} tháng kể từ ngày gửi; nếu khi đó phản ánh còn đang giải quyết thì giữ đến khi "
            "xong, rồi tự xóa.",
            "Bạn xem, rút lại và yêu cầu xóa họ tên, liên hệ bất cứ lúc nào ở trang theo dõi của mình; việc giải "
            "quyết phản ánh vẫn tiếp tục, theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15.",
        )
    },
    sample={"months": "24"},
)


def erase_day(at: datetime) -> date:
    """Return the day from which what a citizen wrote and left is erased, for feedback sent at that moment."""
    return months_after(timezone.localdate(at), settings.FEEDBACK_KEEPS_MONTHS)
