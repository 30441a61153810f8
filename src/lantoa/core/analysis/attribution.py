"""Whether an article says that it was taken from another publication."""

import re

from lantoa.core.viettext import fold

_PUBLICATION = (
    r"(?:bao(?! cao| dam| hiem)|tap chi|dai (?:phat|truyen|pt|tieng)|ttxvn|thong tan xa|vov|vtv|vnexpress|vietnamnet|"
    r"baomoi|cong thong tin|cong ttdt|cong tt|"
    r"trang thong tin|trang ttdt|trang tin|trang web|website|fanpage|ban tin|[\w-]+(?:\.[\w-]+)*\.vn)\b"
)
_SOURCE_LINE = re.compile(r"^[\s(\[*–-]*(?:nguon(?: tin| bai)?|tin nguon)\s*:", re.MULTILINE)
_SOURCE_AT_END = re.compile(r"\bnguon(?: tin| bai)?\s*:\s*[^:]{2,80}$")
_IN_BRACKETS = re.compile(rf"[(\[]\s*(?:theo|nguon|dan theo)\s*:?\s+{_PUBLICATION}[^)\]]*[)\]]")
_IN_BRACKETS_AT_END = re.compile(r"[(\[]\s*(?:theo|nguon|dan theo)\s*:?\s+[^)\]]{2,80}[)\]][\s.]*$")
_AS_LAST_WORDS = re.compile(rf"(?:^|[.!?…\"”)]\s+|\n\s*)(?:dan )?theo:?\s+{_PUBLICATION}[^.!?\n]{{0,60}}[.\s]*$")
_AS_FIRST_LINE = re.compile(rf"^\s*(?:dan )?theo:?\s+{_PUBLICATION}[^.!?\n,]{{0,60}}[.:\s]*\n")
_TAKEN_OVER = re.compile(rf"\b(?:dang lai tu|dan lai tu|dan theo|trich tu|bai dang tren|da dang tren)\s+{_PUBLICATION}")
_DATELINE = re.compile(
    r"^\s*(?:[(\[]\s*(?:[a-z]{0,6}(?:to|nd|ttxvn|csvn)|[\w-]+(?:\.[\w-]+)*\.vn|bao [^)\]]{2,30}|qrtv)\s*[)\]]|"
    r"(?:qto|ttxvn|dcsvn|qrtv|[\w-]+(?:\.[\w-]+)*\.vn)\s+[-–—])"
)
_PATTERNS = (
    _SOURCE_LINE, _SOURCE_AT_END, _IN_BRACKETS, _IN_BRACKETS_AT_END, _AS_LAST_WORDS, _AS_FIRST_LINE, _TAKEN_OVER,
)  # fmt: skip


def is_attributed(text: str) -> bool:
    r"""Whether the text names another publication as its source: "Nguồn: …", "(Theo …)" or "Theo Báo …" standing alone.

    A sentence that begins with "Theo" and goes on is a statement with its authority, no attribution.

    >>> is_attributed("Xã trả hồ sơ đúng hẹn.\nNguồn: Báo Quảng Trị"), is_attributed("Xong việc. (Theo TTXVN)")
    (True, True)
    >>> is_attributed("Theo báo cáo của Sở, chỉ số tăng 11 bậc."), is_attributed("Hộ nghèo (theo chuẩn mới) giảm.")
    (False, False)
    """
    lines = "\n".join(fold(line) for line in text.splitlines())
    return any(pattern.search(lines) for pattern in _PATTERNS)


def has_house_dateline(text: str) -> bool:
    """Whether the text opens with the mark of a newspaper or agency, "(QTO) -" or "(TTXVN) -".

    It is weaker than a named source: newspapers set it before their own articles and before those they take over.

    >>> has_house_dateline("(QTO) - Sáng nay, xã trả hồ sơ."), has_house_dateline("(Ảnh minh họa) Sáng nay")
    (True, False)
    """
    return _DATELINE.match(fold(text)) is not None
