"""The lines that the decree words: the same for Word, PDF and HTML."""

import re
import unicodedata
from collections.abc import Sequence

from lantoa.core.layout.document import Annex, Document, Header
from lantoa.core.viettext import format_long_date

_BLANK = "……"
_NAME_BLANK = "…………………………"
# What XML 1.0 does not allow: harvested texts have it, and it would make the file unreadable.
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    r"""The text in NFC (fonts draw composed letters best), without the characters that XML forbids.

    >>> clean("a\x00b\x0bc")
    'abc'
    """
    return unicodedata.normalize("NFC", _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def issuer_names(header: Header) -> tuple[str | None, str]:
    """The parent's name (None when there is none) and the issuer's, both in capitals, dotted where not known.

    >>> issuer_names(Header(parent_issuer="UBND tỉnh Quảng Trị", issuer="Sở Y tế"))
    ('UBND TỈNH QUẢNG TRỊ', 'SỞ Y TẾ')
    """
    parent = _NAME_BLANK if header.parent_issuer is None else clean(header.parent_issuer).upper() or None
    return parent, clean(header.issuer or _NAME_BLANK).upper()


def number_line(header: Header) -> str:
    """The number and symbol: numbers below 10 with a leading zero, dots for what is not known.

    >>> number_line(Header(number="5", symbol="BC-STTTT")), number_line(Header())
    ('Số: 05/BC-STTTT', 'Số: ……/……')
    """
    number = clean(header.number or _BLANK).strip()
    if number.isdecimal():
        number = number.zfill(2)
    return f"Số: {number}/{clean(header.symbol or _BLANK).strip()}"


def place_date_line(header: Header) -> str:
    """Place and date, dotted where not known.

    >>> place_date_line(Header(place="Quảng Trị"))
    'Quảng Trị, ngày …… tháng …… năm ………'
    """
    day = f"ngày {_BLANK} tháng {_BLANK} năm {_BLANK}…" if header.date is None else format_long_date(header.date)
    return f"{clean(header.place or _BLANK)}, {day}"


def closed_list(lines: Sequence[str]) -> list[str]:
    """The lines of a list: each ends with ";", the last with ".", whatever mark it came with.

    >>> closed_list(["Như trên", "UBND tỉnh (b/c);", "Lưu: VT, TTBCXB."])
    ['Như trên;', 'UBND tỉnh (b/c);', 'Lưu: VT, TTBCXB.']
    """
    bare = [clean(line).strip().rstrip(";.,").rstrip() for line in lines]
    return [f"{line};" for line in bare[:-1]] + [f"{line}." for line in bare[-1:]]


def annex_lines(document: Document, annex: Annex) -> tuple[str, str, str]:
    """The three lines over an annex: its number, its title in capitals, and the document it belongs to.

    >>> document = Document(Header(issuer="Sở Y tế", number="5", symbol="BC-SYT"), "BÁO CÁO", "Kết quả", ())
    >>> annex_lines(document, Annex("I", "Tin, bài", ()))[2]
    '(Kèm theo Báo cáo số 05/BC-SYT ngày …… tháng …… năm ……… của Sở Y tế)'
    """
    header = document.header
    kind = clean(document.doc_type).capitalize() if document.doc_type else "Công văn"
    number = number_line(header).removeprefix("Số: ")
    day = place_date_line(header).rpartition(", ")[2]
    issuer = clean(header.issuer or _NAME_BLANK)
    return (
        f"Phụ lục {clean(annex.number)}" if annex.number else "Phụ lục",
        clean(annex.title).upper(),
        f"(Kèm theo {kind} số {number} {day} của {issuer})",
    )
