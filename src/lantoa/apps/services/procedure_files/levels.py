"""Old and new words for how far online and where, and codes of the national database, as they are met in files."""

import re

from lantoa.apps.services.models.procedures import Level, OnlineLevel
from lantoa.core.viettext import fold

_CODE = re.compile(r"(\d{1,2}\.\d{6})(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{1,2})?")
# Decree 42/2022/NĐ-CP, Article 11: whole and part. Levels 1 to 4 are those of Decree 43/2011/NĐ-CP, Article 3: at 3 one
# files online and comes for the rest, at 4 one pays online too and may get the result by post.
_ONLINE = {
    "toan trinh": OnlineLevel.WHOLE, "truc tuyen toan trinh": OnlineLevel.WHOLE, "whole": OnlineLevel.WHOLE,
    "dich vu cong truc tuyen toan trinh": OnlineLevel.WHOLE, "muc do 4": OnlineLevel.WHOLE, "muc 4": OnlineLevel.WHOLE,
    "mot phan": OnlineLevel.PART, "truc tuyen mot phan": OnlineLevel.PART, "part": OnlineLevel.PART,
    "dich vu cong truc tuyen mot phan": OnlineLevel.PART, "muc do 3": OnlineLevel.PART, "muc 3": OnlineLevel.PART,
    "nop truc tiep": OnlineLevel.NONE, "truc tiep": OnlineLevel.NONE, "khong": OnlineLevel.NONE,
    "none": OnlineLevel.NONE, "con lai": OnlineLevel.NONE, "muc do 1": OnlineLevel.NONE, "muc 1": OnlineLevel.NONE,
    "muc do 2": OnlineLevel.NONE, "muc 2": OnlineLevel.NONE, "cung cap thong tin truc tuyen": OnlineLevel.NONE,
    "dich vu cung cap thong tin truc tuyen": OnlineLevel.NONE,
}  # fmt: skip
_LEVELS = {
    "cap xa": Level.COMMUNE, "xa": Level.COMMUNE, "xa, phuong": Level.COMMUNE, "commune": Level.COMMUNE,
    "cap huyen": Level.DISTRICT, "huyen": Level.DISTRICT, "district": Level.DISTRICT,
    "cap huyen (den 30/6/2025)": Level.DISTRICT, "cap tinh": Level.PROVINCE, "tinh": Level.PROVINCE,
    "province": Level.PROVINCE, "so, nganh": Level.PROVINCE, "co quan trung uong": Level.CENTRAL,
    "trung uong": Level.CENTRAL, "cap bo": Level.CENTRAL, "bo": Level.CENTRAL, "central": Level.CENTRAL,
}  # fmt: skip


def online_of(words: str) -> tuple[str, str]:
    """Return how far online the words say, and what is to be kept of them as they were written ("" for nothing).

    An old level is mapped and kept; what cannot be told ("mức độ 3, 4") is "" and kept.

    >>> online_of("Toàn trình"), online_of("Mức độ 4"), online_of("mức độ 3, 4"), online_of("")
    (('whole', ''), ('whole', 'Mức độ 4'), ('', 'mức độ 3, 4'), ('', ''))
    """
    folded = " ".join(fold(words).strip(" .;").split())
    if not folded:
        return "", ""
    found = _ONLINE.get(folded)
    is_old = re.search(r"\bmuc\b", folded) is not None
    return (found.value if found else ""), ("" if found and not is_old else words.strip())


def level_of(words: str) -> str:
    """Return where a procedure is carried out, "" for words that say none.

    >>> level_of("Cấp xã"), level_of("commune"), level_of("đâu đó")
    ('commune', 'commune', '')
    """
    found = _LEVELS.get(" ".join(fold(words).strip(" .;").split()))
    return found.value if found else ""


def code_of(words: str) -> str:
    """Return the code of the national database without what a province adds to it; ValueError, in Vietnamese, else.

    >>> code_of(" 1.001193 "), code_of("1.004873.000.00.00.H50"), code_of("")
    ('1.001193', '1.004873', '')
    """
    plain = words.strip().upper()
    if not plain:
        return ""
    found = _CODE.fullmatch(plain)
    if found is None:
        raise ValueError(f"Mã “{words.strip()[:40]}” chưa đúng; mã có dạng 1.001193. Chưa biết thì để trống.")
    return found[1]
