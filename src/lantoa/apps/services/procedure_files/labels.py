"""What each field of a procedure is called on screens and in files, and how its value is said in one line."""

from typing import Any

from lantoa.apps.services.models.procedures import Level, OnlineLevel
from lantoa.apps.services.procedure_files.given import GivenProcedure
from lantoa.core.viettext import format_date, format_number

LABELS = {
    "slug": "Mã trang", "code": "Mã quốc gia", "name": "Tên chính thức", "plain_title": "Tên dễ hiểu",
    "everyday_words": "Cách gọi hằng ngày", "sector": "Lĩnh vực", "level": "Thực hiện ở", "online": "Trực tuyến",
    "summary": "Để làm gì", "who": "Ai làm được", "where": "Nộp ở đâu", "time_words": "Thời gian giải quyết",
    "working_days": "Số ngày làm việc", "fee_words": "Về phí, lệ phí", "result": "Nhận được gì", "notes": "Cần lưu ý",
    "portal_address": "Địa chỉ trên Cổng quốc gia", "source": "Nguồn", "checked_on": "Kiểm tra ngày",
    "valid_from": "Áp dụng từ ngày", "valid_to": "Áp dụng đến hết ngày", "owner": "Cơ quan giữ nội dung",
    "requirements": "Giấy tờ", "steps": "Các bước", "fees": "Phí, lệ phí", "bases": "Căn cứ pháp lý",
}  # fmt: skip


def shown(name: str, given: GivenProcedure) -> str:
    """Return a field in words, "để trống" for one without a value.

    >>> one = GivenProcedure("A", "B", "ho-tich", "commune", "C", "D", steps=("Nộp.", "Nhận."), working_days=3)
    >>> shown("steps", one), shown("level", one), shown("fees", one)
    ('1. Nộp. 2. Nhận.', 'cấp xã', 'để trống')
    """
    value: Any = getattr(given, name)
    if value in (None, "", ()):
        return "để trống"
    if name == "level":
        return str(Level(value).label)
    if name == "online":
        return str(OnlineLevel(value).label)
    if name in ("checked_on", "valid_from", "valid_to"):
        return format_date(value)
    lines = {
        "everyday_words": lambda: "; ".join(value),
        "steps": lambda: " ".join(f"{place}. {text}" for place, text in enumerate(value, start=1)),
        "requirements": lambda: "; ".join(one.name + (f" (chỉ khi {one.only_if})" if one.only_if else "")
                                          for one in value),
        "fees": lambda: "; ".join(f"{one.name}: {_money(one.amount_dong)}" for one in value),
        "bases": lambda: "; ".join(f"{one.number} {one.article}".strip() for one in value),
    }  # fmt: skip
    return lines[name]() if name in lines else str(value)


def _money(dong: int | None) -> str:
    return "chưa rõ" if dong is None else f"{format_number(dong)} đồng"
