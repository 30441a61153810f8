"""Words of the service guide: how far online, where, what it costs, whether a document is in force."""

from datetime import date

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.services.models import Fee, LegalDocument, Procedure
from lantoa.apps.services.models.procedures import Level, OnlineLevel
from lantoa.portal.presenters.words import day_words

# How far online a procedure goes, in plain words (Decree 42/2022/NĐ-CP, Article 11).
ONLINE_WORDS = {
    OnlineLevel.WHOLE: "Làm trọn trên mạng (toàn trình): nộp hồ sơ và nộp tiền trên mạng, nhận kết quả trên mạng hoặc "
    "qua bưu điện.",
    OnlineLevel.PART: "Làm một phần trên mạng: nộp được hồ sơ trên mạng, nhưng có việc phải đến nơi tiếp nhận.",
    OnlineLevel.NONE: "Chưa làm được trên mạng: phải nộp trực tiếp hoặc qua bưu điện.",
}
ONLINE_SHORT = {
    OnlineLevel.WHOLE: "Làm trọn trên mạng",
    OnlineLevel.PART: "Làm một phần trên mạng",
    OnlineLevel.NONE: "Nộp trực tiếp",
}
LEVEL_WORDS = {
    Level.COMMUNE: "ở xã, phường, đặc khu",
    Level.DISTRICT: "ở cấp huyện (chỉ đến hết ngày 30/6/2025)",
    Level.PROVINCE: "ở sở, ngành cấp tỉnh",
    Level.CENTRAL: "ở cơ quan trung ương",
}


def money_words(dong: int | None) -> str:
    """Return an amount as people read it.

    >>> money_words(8000), money_words(0), money_words(None)
    ('8.000 đồng', 'không phải nộp', 'chưa rõ')
    """
    if dong is None:
        return "chưa rõ"
    return f"{number(dong)} đồng" if dong else "không phải nộp"


def online_words(procedure: Procedure) -> str:
    """Return how far online the procedure goes, "" where it is not known."""
    return ONLINE_WORDS.get(OnlineLevel(procedure.online), "") if procedure.online else ""


def fee_lines(fee: Fee) -> tuple[str, str]:
    """Return what is paid at the counter, and online where that is another amount ("" else)."""
    online = "" if fee.online_dong in (None, fee.amount_dong) else money_words(fee.online_dong)
    return money_words(fee.amount_dong), online


def in_force_words(document: LegalDocument, *, on: date) -> str:
    """Return whether the document is in force on the day, with the day from which it is or is no longer.

    >>> in_force_words(LegalDocument(number="1", valid_from=date(2016, 1, 1)), on=date(2023, 1, 1))
    'còn hiệu lực, từ ngày 01/01/2016'
    >>> in_force_words(LegalDocument(number="1", valid_to=date(2022, 6, 30)), on=date(2023, 1, 1))
    'đã hết hiệu lực sau ngày 30/06/2022'
    """
    if document.valid_from and on < document.valid_from:
        return f"chưa có hiệu lực, có từ ngày {day_words(document.valid_from)}"
    if document.valid_to and document.valid_to < on:
        return f"đã hết hiệu lực sau ngày {day_words(document.valid_to)}"
    if document.is_superseded:
        return "đã có văn bản thay thế"
    if document.valid_to:
        return f"còn hiệu lực, đến hết ngày {day_words(document.valid_to)}"
    if document.valid_from:
        return f"còn hiệu lực, từ ngày {day_words(document.valid_from)}"
    return "chưa rõ ngày có hiệu lực"
