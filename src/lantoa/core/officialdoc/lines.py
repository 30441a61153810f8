"""The lines of a document as they come (typed, copied, from PDF or Markdown), freed of markup and noise."""

import re
from dataclasses import dataclass, field

from lantoa.core.viettext import to_nfc

from .plain import plain

MAX_COLUMN_LINE = 400
"""Lines longer than this are paragraphs: they are never searched for columns, which keeps every pattern cheap."""

WIDE_GAP = re.compile(r"\s*[\t|]\s*|\s{3,}")

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BREAK_LINE = re.compile(r"^.*<br\s*/?>.*$", re.IGNORECASE | re.MULTILINE)
_EMPHASIS = re.compile(r"\*\*+|__+(?=\S)|(?<=\S)__+")
_ITALIC = re.compile(r"(?<!\w)\*([^\s*][^*]*)\*(?!\w)")
# A number or day whose blank was a column of its own: "Số: | /KH-UBND", "ngày | tháng 01 năm 2025".
_SPLIT_BLANK = re.compile(
    r"(\bs[oố]\s*:|\bngày|\btháng)\s*[\t|]\s*(?:(\d{1,6})\s*[\t|]?)?\s*(?=/\s*[^\W\d_]|tháng\b|năm\b)", re.IGNORECASE
)
_ESCAPE = re.compile(r"\\([-.*_#|>()\[\]])")
_HEADING = re.compile(r"#{1,6}\s+|>\s+")
_RULE = re.compile(r"[\s\-_=*~.–—─━•·…:|+\\/]+")
_PAGE_NUMBER = re.compile(r"(?:[-–]\s*)?(?:trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–])?")
_SIGNATURE_NOISE = re.compile(
    r"\W*(?:da ky|ky boi|nguoi ky|ngay ky|thoi gian ky|ky so|ky dien tu|da duoc ky|chu ky so|chu ky dien tu|"
    r"signature|signed by|digitally signed|signer|ly do ky|noi ky|ky ten|dong dau)\b(?!\s+(?:ket|cam ket|hop dong))"
)
_SIGNATURE_DETAIL = re.compile(r"\W*(?:email|e-mail|co quan|chuc vu|to chuc|thoi gian|don vi|ngay|so seri|ca)\s*:")
_URGENCY = re.compile(r"\W*(?:hoa toc(?: hen gio)?|thuong khan|khan|toi khan|mat|toi mat|tuyet mat|du thao.{0,10})\W*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text without markup and outer space (inner gaps stay), and where it stood.

    ``after_gap`` tells that a blank line or a ruled line came before; ``after_page`` that a page number did.
    """

    text: str
    indent: int = 0
    after_gap: bool = False
    after_page: bool = False
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", plain(self.text))


def read_lines(text: str) -> list[Line]:
    """The lines that say something, in order; blank, ruled and page-number lines become marks on the next line."""
    lines: list[Line] = []
    gap = page = noise = False
    for raw in _BREAK_LINE.sub(_stacked, to_nfc(text).replace("\f", "\n\n")).split("\n"):
        clean = _without_markup(raw.rstrip())
        bare = clean.strip()
        if not bare or _is_rule(bare):
            gap = True
        elif _is_page_number(bare):
            gap = page = True
        elif is_noise(bare) or (noise and _SIGNATURE_DETAIL.match(plain(bare[:40]))):
            gap = noise = True
        else:
            lines.append(Line(bare, len(clean) - len(clean.lstrip()), gap, page))
            gap = page = noise = False
    return lines


def cells(text: str) -> list[str]:
    """The columns of one line: what tabs, bars or three spaces part; a long line is one column.

    >>> cells("Nơi nhận:        KT. GIÁM ĐỐC"), cells("SỞ NỘI VỤ | Độc lập - Tự do")
    (['Nơi nhận:', 'KT. GIÁM ĐỐC'], ['SỞ NỘI VỤ', 'Độc lập - Tự do'])
    """
    if len(text) > MAX_COLUMN_LINE:
        return [text]
    return [cell for cell in WIDE_GAP.split(text) if cell and not _is_rule(cell) and not is_noise(cell)]


def _stacked(line: re.Match[str]) -> str:
    """A table row whose cells hold line breaks, as the lines of its first cell, then those of the next."""
    rows = [_BREAK.split(cell) for cell in line[0].strip().strip("|").split("|")]
    return "\n".join(part.strip() for row in rows for part in row)


def is_noise(text: str) -> bool:
    """Whether the text is the stamp of an electronic signature or a mark of urgency, no part of the document's words.

    >>> is_noise("Ký bởi: Sở Nội vụ"), is_noise("(Đã ký)"), is_noise("HỎA TỐC"), is_noise("Khen thưởng")
    (True, True, True, False)
    """
    if len(text) > 160:
        return False
    shadow = plain(text)
    return _SIGNATURE_NOISE.match(shadow) is not None or (text.isupper() and _URGENCY.fullmatch(shadow) is not None)


def _without_markup(raw: str) -> str:
    line = raw
    if "*" in line or "_" in line:
        line = _EMPHASIS.sub("", line)
        line = _ITALIC.sub(r"\1", line)
    if ("|" in line or "\t" in line) and len(line) <= MAX_COLUMN_LINE:
        line = _SPLIT_BLANK.sub(lambda match: f"{match[1]} {match[2] or ''} ", line)
    if "\\" in line:
        line = _ESCAPE.sub(r"\1", line)
    if line.lstrip().startswith(("#", ">")):
        line = _HEADING.sub("", line.lstrip(), count=1)
    bare = line.strip()
    return bare.strip("|").strip() if bare.startswith("|") else line


def _is_rule(bare: str) -> bool:
    return bare[0] in "-_=*~.–—─━•·…:|+\\/ " and _RULE.fullmatch(bare) is not None


def _is_page_number(bare: str) -> bool:
    return len(bare) <= 16 and _PAGE_NUMBER.fullmatch(plain(bare)) is not None
