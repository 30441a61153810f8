"""One report with every kind of block, for the tests of all writers."""

import datetime
import struct
import zlib

from lantoa.core.layout import (
    Annex,
    BulletList,
    Cell,
    Column,
    Document,
    Figure,
    Header,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Signer,
    Table,
)

EVIDENCE = "https://lantoa.example.vn/coverage/?agency=7&theme=T1"
HOSTILE = '#panic("x") *a* $b$ \\ "]))) <script>alert(1)</script> & </w:t> ${c} {{d}} #read("/etc/passwd") @e `f`'


def png(width: int = 40, height: int = 20) -> bytes:
    """A small grey picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


TABLE = Table(
    "Bảng 1. Số tin, bài theo đơn vị",
    (Column("TT", 0.5, "center"), Column("Đơn vị", 4), Column("Tin, bài", 1.5, "right")),
    (
        ("1", "Sở Y tế", Cell((Run("45", link=EVIDENCE),), 4)),
        ("2", "Báo Quảng Trị", Cell("0", 0)),
    ),
    ("", "Tổng số", "45"),
    "Nguồn: dữ liệu thu thập; 12/14 nguồn truy cập được.",
)

BLOCKS = (
    Heading(1, "KẾT QUẢ", "I"),
    Paragraph(
        (Run("Có "), Run("45", bold=True, link=EVIDENCE), Run(" tin, bài, "), Run("xem bảng", italic=True), Run("."))
    ),
    Heading(2, "Theo đơn vị", "1"),
    Heading(3, "Sở, ban, ngành", "a"),
    BulletList(("Sở Y tế: 45 tin, bài;", "Báo Quảng Trị: chưa có.")),
    TABLE,
    Figure(png(), "Biểu đồ: Sở Y tế 45, Báo Quảng Trị 0", "Hình 1. Số tin, bài", 0.5),
    PageBreak(),
    Paragraph("Trên đây là báo cáo kết quả./."),
)
ANNEXES = (
    Annex("I", "Độ phủ theo đơn vị", (Paragraph("Phần một."), TABLE), landscape=True),
    Annex("II", "Danh mục tin, bài", (Paragraph("Phần hai."),)),
)


def report(**changes: object) -> Document:
    """The report, with some fields changed."""
    fields: dict[str, object] = {
        "header": Header(
            "UBND tỉnh Quảng Trị",
            "Sở Thông tin và Truyền thông",
            "5",
            "BC-STTTT",
            "Quảng Trị",
            datetime.date(2023, 2, 9),
        ),
        "doc_type": "BÁO CÁO",
        "subject": "Kết quả tuyên truyền cải cách hành chính năm 2023",
        "blocks": (*BLOCKS, *ANNEXES),
        "signer": Signer("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Hoàn"),
        "recipients": ("UBND tỉnh Quảng Trị",),
        "distribution": ("Như trên;", "UBND tỉnh (b/c)", "Lưu: VT, TTBCXB."),
        "bases": ("Căn cứ Kế hoạch số 219/KH-UBND", "Căn cứ Công văn số 300/STTTT-TTBCXB;"),
        "watermark": "SỐ LIỆU MINH HỌA",
    }
    return Document(**{**fields, **changes})


def hostile_report() -> Document:
    """The report with the same hostile text wherever text goes."""
    text = HOSTILE
    return report(
        header=Header(text, text, text, text, text, None),
        doc_type=text,
        subject=text,
        blocks=(
            Heading(1, text, text),
            Paragraph(text),
            BulletList((text,)),
            Table(text, (Column(text),), ((text,),), (Cell(text, 0),), text),
            Figure(png(), text, text),
            Annex(text, text, (Paragraph(text),)),
        ),
        signer=Signer(text, text, text),
        recipients=(text, text),
        distribution=(text, text),
        bases=(text,),
        watermark=text,
        author=text,
    )
