"""Names of document types and the codes that stand for them in symbols.

Source: Decree 30/2020/NĐ-CP, article 7 and Annex III part I (types and codes); the types of legal normative documents
(law on their promulgation, 2015) and of the Party (conclusion, guidance) that directives lean on.
"""

import re

from .plain import plain

TYPE_OF_CODE = {
    "NQ": "nghị quyết",
    "QĐ": "quyết định",
    "CT": "chỉ thị",
    "QC": "quy chế",
    "QyĐ": "quy định",
    "TC": "thông cáo",
    "TB": "thông báo",
    "HD": "hướng dẫn",
    "CTr": "chương trình",
    "KH": "kế hoạch",
    "PA": "phương án",
    "ĐA": "đề án",
    "DA": "dự án",
    "BC": "báo cáo",
    "BB": "biên bản",
    "TTr": "tờ trình",
    "HĐ": "hợp đồng",
    "CĐ": "công điện",
    "BGN": "bản ghi nhớ",
    "BTT": "bản thỏa thuận",
    "GUQ": "giấy ủy quyền",
    "GM": "giấy mời",
    "GGT": "giấy giới thiệu",
    "GNP": "giấy nghỉ phép",
    "PG": "phiếu gửi",
    "PC": "phiếu chuyển",
    "PB": "phiếu báo",
    "CV": "công văn",
    "KL": "kết luận",
    "NĐ": "nghị định",
    "TT": "thông tư",
}
_OTHER_TYPES = (
    "thông tri",
    "luật",
    "pháp lệnh",
    "thông tư liên tịch",
    "quy trình",
    "lời kêu gọi",
    "thư ngỏ",
    "công bố",
)
_LONGER_TYPES = ("chương trình hành động", "chương trình công tác")
TYPES = (*TYPE_OF_CODE.values(), *_OTHER_TYPES, *_LONGER_TYPES)

_TYPE_OF_PLAIN = {plain(name): name for name in TYPES}
_LONGEST_FIRST = sorted(_TYPE_OF_PLAIN, key=len, reverse=True)
_PRINTED = re.compile(rf"({'|'.join(_LONGEST_FIRST)})(?=[\s:.,]|$)")
_JOINT = re.compile(r"(?:PHỐI HỢP|LIÊN TỊCH|LIÊN NGÀNH)$")  # of several agencies: no part of the subject
_CODE = re.compile(r"[^\W\d_]+")
NAMED_IN_TEXT = "|".join([*_LONGEST_FIRST, "hien phap", "bo luat"])
"""An alternation (plain letters, longest first) of the type names, for patterns that find references."""


def printed_type(line: str) -> tuple[str, str] | None:
    """The type that a title line prints and the rest of the line; None when the line is no title.

    The type must stand alone or in capitals at the head of the line; letters set apart by spaces are joined.

    >>> printed_type("KẾ HOẠCH"), printed_type("QUYẾT ĐỊNH Về việc thành lập Tổ công tác")
    (('kế hoạch', ''), ('quyết định', 'Về việc thành lập Tổ công tác'))
    >>> printed_type("Báo cáo kết quả về Sở"), printed_type("T Ờ T R Ì N H")
    (None, ('tờ trình', ''))
    """
    parts = line.split()
    if len(parts) > 3 and all(len(part) == 1 for part in parts):
        joined = plain("".join(parts))
        return next(((name, "") for key, name in _TYPE_OF_PLAIN.items() if key.replace(" ", "") == joined), None)
    match = _PRINTED.match(plain(line))
    if match is None:
        return None
    rest = _JOINT.sub("", line[match.end() :].strip(" :.,"))
    if rest and not line[: match.end()].isupper():
        return None
    return _TYPE_OF_PLAIN[match[1]], rest


def type_of_symbol(symbol: str) -> str | None:
    """The type whose code begins the symbol; None for a công văn of the State, whose symbol has no code.

    >>> type_of_symbol("KH-UBND"), type_of_symbol("CV/TU"), type_of_symbol("STTTT-TTBCXB")
    ('kế hoạch', 'công văn', None)
    """
    match = _CODE.match(symbol)
    if match is None or match.end() == len(symbol):
        return None
    codes = {code.upper(): name for code, name in TYPE_OF_CODE.items()}
    return codes.get(match[0].upper())
