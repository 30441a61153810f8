"""Complaint, denunciation, proposal and report side by side, so that one chooses right; each with its law."""

from dataclasses import dataclass

COLUMNS = ("Dùng khi nào", "Ví dụ", "Gửi cho ai", "Có phải ghi tên không", "Bao lâu", "Theo luật nào")


@dataclass(frozen=True, slots=True)
class Way:
    """One way: its name, an answer for each of COLUMNS, and where more of it is said ("nhom-…" on the same page)."""

    name: str
    anchor: str
    answers: tuple[tuple[str, str], ...]


def _way(name: str, kind: str, *answers: str) -> Way:
    return Way(name, f"nhom-{kind}", tuple(zip(COLUMNS, answers, strict=True)))


WAYS = (
    _way(
        "Khiếu nại",
        "complaint",
        "Một quyết định, việc làm của cơ quan, cán bộ trái luật và thiệt cho chính bạn.",
        "Hồ sơ đủ mà bị từ chối; bồi thường đất tính sai.",
        "Lần đầu: người ra quyết định, hoặc người đứng đầu cơ quan của cán bộ đó. Không đồng ý: cấp trên trực tiếp, "
        "hoặc Tòa án.",
        "Phải ghi họ tên, địa chỉ và ký.",
        "Bạn gửi trong 90 ngày. Cơ quan thụ lý trong 10 ngày, giải quyết trong 30 ngày, phức tạp 45 ngày.",
        "Luật Khiếu nại 02/2011/QH13, các điều 7, 8, 9, 27, 28",
    ),
    _way(
        "Tố cáo",
        "denunciation",
        "Ai đó vi phạm pháp luật, gây hại hoặc đe dọa gây hại, dù không phải việc của bạn.",
        "Cán bộ đòi tiền, làm giả hồ sơ.",
        "Người đứng đầu cơ quan quản lý người đó. Có dấu hiệu tội phạm: công an, viện kiểm sát.",
        "Phải ghi, nhưng được giữ bí mật.",
        "Cơ quan trả lời có thụ lý không trong 7 ngày làm việc, giải quyết trong 30 ngày, được gia hạn.",
        "Luật Tố cáo 25/2018/QH14, các điều 2, 9, 12, 24, 30",
    ),
    _way(
        "Phản ánh",
        "feedback",
        "Báo một việc đang xảy ra để cơ quan biết và xử lý.",
        "Đường hỏng, rác; cán bộ thiếu lịch sự; hồ sơ trễ hẹn.",
        "Cơ quan phụ trách việc đó; gửi được ngay ở trang này. Việc đang nguy hiểm: gọi 113, 114, 115.",
        "Gửi ở trang này thì không bắt buộc. Ra nơi tiếp công dân thì phải nêu họ tên, địa chỉ.",
        "Gửi lúc nào cũng được. Gửi ở trang này thì thấy ngay hạn trả lời và cách tính.",
        "Luật Tiếp công dân 42/2013/QH13, các điều 2, 7",
    ),
    _way(
        "Kiến nghị",
        "feedback",
        "Muốn một việc được làm tốt hơn, một quy định được sửa.",
        "Xin thêm đèn đường; bớt một tờ khai thừa.",
        "Như phản ánh.",
        "Như phản ánh.",
        "Như phản ánh.",
        "Luật Tiếp công dân 42/2013/QH13, các điều 2, 7",
    ),
)
