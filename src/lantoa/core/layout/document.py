"""A document as blocks, before it is Word, PDF or HTML. Everything in it is data: no block carries markup."""

import datetime
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

Align = Literal["left", "center", "right"]

_PNG_START = b"\x89PNG\r\n\x1a\n"
_LINK_SCHEMES = frozenset({"http", "https", "mailto"})


class LayoutError(ValueError):
    """A document that cannot be laid out; the message is Vietnamese."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look; `link` (http, https, mailto) makes it a link, as from a figure to its evidence."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None

    def __post_init__(self) -> None:
        if self.link is not None and not _is_safe_link(self.link):
            raise LayoutError(f"Liên kết “{self.link}” không dùng được: chỉ nhận địa chỉ http, https hoặc mailto.")


Inline = str | tuple[Run, ...]


def runs_of(inline: Inline) -> tuple[Run, ...]:
    """The runs of a text; a plain string is one run.

    >>> runs_of("Sở Y tế")
    (Run(text='Sở Y tế', bold=False, italic=False, link=None),)
    """
    return (Run(inline),) if isinstance(inline, str) else inline


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (mục "I."), 2 (khoản "1.") or 3 (điểm "a)"), its number as text with or without mark."""

    level: int
    text: str
    number: str | None = None

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise LayoutError(f"Cấp đề mục {self.level} không có: chỉ có cấp 1, 2, 3.")

    @property
    def full_text(self) -> str:
        """The heading as one line.

        >>> Heading(1, "KẾT QUẢ", "I").full_text, Heading(3, "Báo chí", "a").full_text
        ('I. KẾT QUẢ', 'a) Báo chí')
        """
        if not self.number:
            return self.text
        mark = "" if self.number[-1] in ".)" else (")" if self.level == 3 else ".")
        return f"{self.number}{mark} {self.text}"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the body."""

    content: Inline


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items that begin with a dash, as official documents list."""

    items: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `width` is relative to the other columns."""

    title: str
    width: float = 1.0
    align: Align = "left"

    def __post_init__(self) -> None:
        if not self.width > 0:
            raise LayoutError(f"Cột “{self.title}” phải có chiều rộng lớn hơn 0.")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a shade from 0 (a gap, set in bold too) to 4 (most), or none."""

    content: Inline
    shade: int | None = None

    def __post_init__(self) -> None:
        if self.shade is not None and not 0 <= self.shade <= 4:
            raise LayoutError(f"Sắc độ ô {self.shade} không có: chỉ có từ 0 đến 4.")


CellLike = Cell | str | tuple[Run, ...]


def cell_of(cell: CellLike) -> Cell:
    """The cell; plain content is a cell without shade."""
    return cell if isinstance(cell, Cell) else Cell(cell)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption above and its note below; the header row repeats on each page."""

    caption: str | None
    columns: tuple[Column, ...]
    rows: tuple[tuple[CellLike, ...], ...]
    total: tuple[CellLike, ...] | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        if not self.columns:
            raise LayoutError("Bảng phải có ít nhất một cột.")
        for row in (*self.rows, *([self.total] if self.total is not None else [])):
            if len(row) != len(self.columns):
                raise LayoutError(
                    f"Bảng “{self.caption or ''}”: có hàng {len(row)} ô trong khi bảng có {len(self.columns)} cột."
                )


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture (PNG) with the text that stands for it and its caption below; `width` is a part of the text width."""

    png: bytes
    alt: str
    caption: str | None = None
    width: float = 1.0

    def __post_init__(self) -> None:
        if not self.png.startswith(_PNG_START) or len(self.png) < 24 or 0 in self.pixels:
            raise LayoutError("Hình phải là tệp PNG.")
        if not self.alt.strip():
            raise LayoutError("Hình phải có lời mô tả thay thế.")
        if not 0 < self.width <= 1:
            raise LayoutError("Chiều rộng của hình phải lớn hơn 0 và không quá 1 (cả chiều rộng phần chữ).")

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the picture in pixels, as its header states them."""
        return int.from_bytes(self.png[16:20], "big"), int.from_bytes(self.png[20:24], "big")


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | BulletList | Table | Figure | PageBreak


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on pages of its own, numbered in Roman figures when there are two or more (a single one has None)."""

    number: str | None
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The head of the first page. None is not known yet: a dotted blank; "" for `parent_issuer` means there is none.

    Names of agencies in their ordinary case ("Sở Thông tin và Truyền thông"): the head sets them in capitals.
    """

    parent_issuer: str | None = None
    issuer: str | None = None
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    date: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the authority ("KT. GIÁM ĐỐC") or None, the office held, the name without academic titles or None."""

    authority: str | None
    title: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole official document. `doc_type` None makes an official letter, its subject under the number as "V/v".

    Annexes are the last blocks. `watermark` is a short mark in the page header of every page, such as "SỐ LIỆU MINH
    HỌA". `author` and `created_at` go into the file's properties, which hold nothing else of the time and place it was
    made. What is not `official`, such as a sheet with a figure, has no head: it begins with its kind and subject.
    """

    header: Header
    doc_type: str | None
    subject: str
    blocks: tuple[Block | Annex, ...]
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    watermark: str | None = None
    author: str | None = None
    created_at: datetime.datetime | None = None
    official: bool = True

    def __post_init__(self) -> None:
        if not self.subject.strip():
            raise LayoutError("Văn bản phải có trích yếu.")
        if not self.official and (not self.doc_type or self.signer or self.recipients or self.annexes):
            raise LayoutError("Tờ không phải văn bản hành chính thì chỉ có tên, nội dung, không có nơi nhận, chữ ký.")
        if any(isinstance(block, Annex) for block in self.blocks[: len(self.body)]):
            raise LayoutError("Phụ lục phải đứng sau mọi phần khác của văn bản.")

    @property
    def annexes(self) -> tuple[Annex, ...]:
        """The annexes, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Annex))

    @property
    def body(self) -> tuple[Block, ...]:
        """What stands between title and signature, in order."""
        return tuple(block for block in self.blocks if not isinstance(block, Annex))

    @property
    def title(self) -> str:
        """The title for lists and file properties.

        >>> Document(Header(), "BÁO CÁO", "Kết quả tuyên truyền", ()).title
        'Báo cáo: Kết quả tuyên truyền'
        """
        return f"{self.doc_type.capitalize()}: {self.subject}" if self.doc_type else self.subject


def _is_safe_link(link: str) -> bool:
    if not link or re.search(r"[\s\x00-\x1f\x7f<>\"\\]", link):
        return False
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in _LINK_SCHEMES and bool(parts.netloc or (parts.scheme == "mailto" and parts.path))
