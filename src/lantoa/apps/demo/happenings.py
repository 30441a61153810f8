"""What happens in the illustrative course of work, as data: when, at which agency, on which theme."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happens so many days after sending; `theme` is its place in the directive, None means every theme.

    One whose agency has no such duty in a directive does not happen.
    """

    day: int
    agency: str
    does: str
    theme: int | None = None
    words: str = ""
    # Of an extension: so many days more. Of a delegation: the agency below.
    days: int = 0
    to: str = ""


# In 2023, on the duties that were sent first.
EARLIER = (
    Happening(1, "hai-lang", "receive", 2),
    Happening(2, "dong-ha", "receive", 1),
    Happening(2, "dong-ha", "receive", 2),
    Happening(3, "bao-quang-tri", "receive", 1),
    Happening(3, "so-noi-vu", "receive", 2),
    Happening(7, "hai-lang", "delegate", 2, "Đề nghị xã đưa tin về Bộ phận một cửa của xã.", to="xa-hai-phu-hai-lang"),
    Happening(8, "xa-hai-phu-hai-lang", "receive", 2),
    Happening(30, "so-noi-vu", "prove", 2, "Bài trên trang của Sở."),
    Happening(36, "dong-ha", "prove", 1, "Bài trên trang của thành phố."),
    Happening(37, "dong-ha", "confirm", 1),
    Happening(40, "so-noi-vu", "confirm", 2),
    Happening(52, "bao-quang-tri", "prove", 1, "Bài mở chuyên trang."),
    Happening(54, "bao-quang-tri", "confirm", 1),
    Happening(61, "xa-hai-phu-hai-lang", "prove", 2, "Xã làm, huyện đăng trên trang của huyện."),
    Happening(63, "xa-hai-phu-hai-lang", "confirm", 2),
    Happening(70, "dong-ha", "prove", 2, "Bài trên trang của thành phố."),
    Happening(72, "dong-ha", "return", 2, "Bài nói về việc khác; đề nghị gửi bài về văn hóa giao tiếp của công chức."),
)
# In the two weeks before the demonstration is first run.
RECENT = (
    *(
        Happening(day, agency, "receive")
        for day, agency in (
            (0, "bao-quang-tri"),
            (0, "cong-ttdt"),
            (1, "so-noi-vu"),
            (1, "dai-ptth"),
            (1, "trieu-phong"),
            (2, "cam-lo"),
            (2, "dakrong"),
            (2, "so-gddt"),
            (3, "so-tu-phap"),
            (3, "vhtt-gio-linh"),
            (4, "so-khdt"),
            (7, "huong-hoa"),
            (8, "quang-tri-tx"),
            (9, "van-phong-ubnd"),
        )
    ),
    *(Happening(1, "hai-lang", "receive", theme) for theme in (1, 3, 5, 7)),
    *(Happening(2, "so-yte", "receive", theme) for theme in (1, 2, 5, 7, 8)),
    *(Happening(3, "dong-ha", "receive", theme) for theme in (5, 7, 8)),
    Happening(2, "gio-linh", "refuse", 7, "Năm nay huyện không tổ chức cuộc thi tìm hiểu cải cách hành chính."),
    Happening(3, "bao-quang-tri", "prove", 6, "Chuyên trang cải cách hành chính."),
    Happening(4, "dai-ptth", "prove", 6, "Chuyên mục phát sóng thứ Năm."),
    Happening(4, "hai-lang", "prove", 5, "Tin trên trang của huyện."),
    Happening(4, "trieu-phong", "extend", 7, "Huyện chờ lịch của Ban tổ chức cuộc thi.", days=14),
    Happening(5, "dong-ha", "prove", 7, "Bài trên trang của thành phố."),
    Happening(5, "so-yte", "prove", 5, "Tin về nộp hồ sơ trực tuyến của ngành."),
    Happening(5, "so-yte", "prove", 7),
    Happening(6, "trieu-phong", "grant", 7, "Đồng ý theo lịch của Ban tổ chức."),
    Happening(6, "dakrong", "extend", 5, "Phóng viên của huyện đang đi công tác ở cơ sở.", days=10),
    Happening(7, "dakrong", "decline", 5, "Nội dung này cần có trước kỳ báo cáo."),
    Happening(7, "bao-quang-tri", "confirm", 6),
    Happening(7, "dong-ha", "confirm", 7),
    Happening(7, "so-yte", "return", 7, "Liên kết dẫn tới tin về tiêm chủng, chưa nói về cuộc thi."),
    Happening(8, "cam-lo", "prove", 8),
    Happening(8, "so-gddt", "prove", 8, "Bài về học bạ điện tử."),
    Happening(8, "so-ngoai-vu", "cancel", 3, "Sở không được giao theo dõi các chỉ số này."),
    Happening(9, "hai-lang", "extend", 7, "Huyện đợi thể lệ cuộc thi của tỉnh.", days=7),
    Happening(9, "cong-ttdt", "prove", 8, "Chuyên mục chuyển đổi số."),
    Happening(10, "so-gddt", "confirm", 8),
)
