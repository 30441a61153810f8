"""A name short enough for a list, and the year that a subject speaks of, out of a document's own words."""

import re

# Verbs and adverbs that every item of a communication directive begins with; the title begins at what comes after them.
_OPENINGS = (
    "thông tin", "tuyên truyền", "phổ biến", "giới thiệu", "đẩy mạnh", "tăng cường", "tiếp tục", "tập trung",
    "chú trọng",
    "sâu rộng", "rộng rãi", "kịp thời", "thường xuyên", "các nội dung của", "nội dung của", "về",
)  # fmt: skip
_OPENING = re.compile(rf"(?:(?:{'|'.join(_OPENINGS)})\b[\s,]*(?:và\s+)?)+", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;(]|\.(?:\s|$)|…")
_MOST_LETTERS = 90
_LEAST_LETTERS = 40


def short_title(item_text: str) -> str:
    """Return the first clause of an item without its opening verbs, at most 90 letters, cut at a comma or a word.

    >>> short_title("Tuyên truyền, phổ biến các nội dung của Chương trình tổng thể CCHC; giới thiệu tinh thần phục vụ.")
    'Chương trình tổng thể CCHC'
    >>> short_title("Tuyên truyền các cuộc thi tìm hiểu về CCHC; có các tin, bài về cuộc thi.")
    'Các cuộc thi tìm hiểu về CCHC'
    >>> short_title("Tuyên truyền.")
    'Tuyên truyền'
    """
    clause = _CLAUSE_END.split(item_text.strip(), maxsplit=1)[0].strip()
    title = _OPENING.sub("", clause, count=1) if _OPENING.match(clause) else clause
    title = (title.strip(" ,:") or clause.strip(" ,:.") or item_text.strip())[: _MOST_LETTERS * 4]
    if len(title) > _MOST_LETTERS:
        comma = title.rfind(",", _LEAST_LETTERS, _MOST_LETTERS)
        space = title.rfind(" ", _LEAST_LETTERS, _MOST_LETTERS - 1)
        title = title[:comma] if comma > 0 else title[: space if space > 0 else _MOST_LETTERS - 1] + "…"
    return title[:1].upper() + title[1:]


def year_in(text: str | None) -> int | None:
    """Return the first year that the text names as "năm 2023", None where it names none.

    >>> year_in("tuyên truyền cải cách hành chính nhà nước năm 2023"), year_in("giai đoạn 2021-2030"), year_in(None)
    (2023, None, None)
    """
    found = re.search(r"\bnăm\s+(20\d\d)\b(?!\s*[-–])", text or "", re.IGNORECASE)
    return int(found.group(1)) if found else None
