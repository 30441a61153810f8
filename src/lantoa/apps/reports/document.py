"""The report as an official document: every sentence is computed from the snapshot, every figure leads to its
evidence.
"""

from datetime import date, datetime
from typing import Any

from lantoa.apps.directives.models import Directive
from lantoa.apps.reports.airings import airing_blocks
from lantoa.apps.reports.annex import ILLUSTRATIVE
from lantoa.apps.reports.contests import contest_blocks
from lantoa.apps.reports.indices import index_blocks
from lantoa.apps.reports.snapshot import Snapshot
from lantoa.apps.reports.supervision import supervision_blocks
from lantoa.core.layout import (
    Annex,
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    Header,
    Heading,
    Paragraph,
    Run,
    Signer,
    Table,
)
from lantoa.core.viettext import format_date, format_number, format_percent

_STATE_WORDS = {"gap": "trống", "unknown": "?", "not_owed": "–"}
# A district or department with nothing at all is named; beyond this many the annex is the place to look.
_NAMED_AGENCIES = 12
_REPORTED_TO = "(b/c)"


def report_document(directive: Directive, snapshot: Snapshot, *, site_url: str, made_at: datetime) -> Document:
    """Return the report in the layout of Decree 30/2020/NĐ-CP, Annex I; number, day and the signer's name are left to
    a person.

    `site_url` is the address that the figures' links begin with.
    """
    programme = snapshot["programme"]
    links = _Links(site_url.rstrip("/"), snapshot["window"])
    signer = directive.signer or {}
    return Document(
        header=Header(
            parent_issuer=directive.issuer_parent or "",
            issuer=programme["issuer"],
            symbol=report_symbol(directive),
            place=directive.place,
        ),
        doc_type="BÁO CÁO",
        subject=f"Kết quả {directive.subject or 'thực hiện chương trình'} ({snapshot['window']['label']})",
        blocks=(
            *_opening(directive, snapshot),
            *_assigned(snapshot),
            *_published(snapshot, links),
            *_internal(snapshot),
            *_since(snapshot, site_url.rstrip("/"), links),
            *_gaps(snapshot, links),
            *_left_open(programme),
            Annex("I", "Tin, bài theo cơ quan và nội dung", (_matrix(snapshot, links),), landscape=True),
        ),
        signer=Signer(signer.get("authority"), signer.get("title") or "NGƯỜI CÓ THẨM QUYỀN KÝ", None),
        recipients=tuple(_told_by(directive)),
        distribution=("Như trên", f"Lưu: VT{_unit_suffix(directive)}"),
        watermark="SỐ LIỆU MINH HỌA" if programme["illustrative"] else None,
        author=programme["issuer"],
        created_at=made_at,
    )


def _since(snapshot: Snapshot, site_url: str, links: "_Links") -> list[Block]:
    """The sections that only some snapshots have, numbered on from those that all have."""
    number = 4 if "internal" in snapshot else 3
    airings = airing_blocks(snapshot.get("airings"), site_url=site_url, query=links.query, number=str(number))
    number += bool(airings)
    contests = contest_blocks(snapshot.get("contests"), site_url=site_url, number=str(number))
    number += bool(contests)
    said = supervision_blocks(
        snapshot.get("supervision"), site_url=site_url, query=links.query, window=snapshot["window"], number=str(number)
    )
    number += bool(said)
    return [*airings, *contests, *said, *index_blocks(snapshot.get("indices"), site_url=site_url, number=str(number))]


def report_symbol(directive: Directive) -> str | None:
    """Return the symbol of a report by the directive's issuer (Decree 30/2020, Annex I): BC- and the issuer's own
    abbreviation.

    A letter's symbol begins with the issuer (STTTT-TTBCXB), that of a named type ends with it (KH-UBND).
    """
    if not directive.symbol:
        return None
    parts = directive.symbol.split("-")
    return f"BC-{parts[0] if directive.doc_type == 'công văn' else parts[-1]}"


def _unit_suffix(directive: Directive) -> str:
    parts = (directive.symbol or "").split("-", 1)
    return f", {parts[1]}" if directive.doc_type == "công văn" and len(parts) == 2 else ""


def _told_by(directive: Directive) -> list[str]:
    """Return whom the directive itself names "to report to" (b/c) in its distribution list."""
    return [entry.replace(_REPORTED_TO, "").strip() for entry in directive.distribution if _REPORTED_TO in entry]


class _Links:
    """Addresses of the public pages that stand behind a figure."""

    def __init__(self, site_url: str, window: dict[str, str]) -> None:
        self._site_url = site_url
        self.query = f"?ky=tu-chon&tu={_day(window['start'])}&den={_day(window['end'])}"

    def matrix(self) -> str:
        return f"{self._site_url}/do-bao-phu/{self.query}"

    def theme(self, code: str) -> str:
        return f"{self._site_url}/noi-dung/{code.lower()}/{self.query}"

    def cell(self, agency_slug: str, code: str) -> str:
        return f"{self._site_url}/do-bao-phu/{agency_slug}/{code.lower()}/{self.query}"


def _day(iso: str) -> str:
    return format_date(date.fromisoformat(iso))


def _opening(directive: Directive, snapshot: Snapshot) -> list[Block]:
    day = f" ngày {format_date(directive.date)}" if directive.date else ""
    issuer = snapshot["programme"]["issuer"]
    base = snapshot["denominator"]
    scope = (
        f"Số liệu lấy từ {base['sources_reachable']}/{base['sources']} nguồn tin đọc được, "
        f"gồm {format_number(base['pages'])} trang; {base['quarantined']} trang không dùng được đang chờ xem lại "
        f"và {base['articles_undated']} bài chưa rõ ngày đăng không tính vào kỳ báo cáo. "
        f"Một bài được tính cho một nội dung khi phần mềm đối chiếu thấy bài trả lời nội dung đó "
        f"và chưa bị người có trách nhiệm loại ra; {snapshot['articles']['confirmed']} bài đã được xác nhận."
    )
    named = f"số {directive.identifier}{day}" if directive.identifier else f"tại tệp {directive.file_name}"
    opening = (
        f"Thực hiện {directive.doc_type or 'văn bản'} {named}"
        f"{f' của {issuer}' if issuer else ''}"
        f"{f' về {directive.subject}' if directive.subject else ''}, kết quả {snapshot['window']['label']} như sau:"
    )
    blocks: list[Block] = [Paragraph(opening)]
    if snapshot["programme"]["illustrative"]:
        blocks.append(Paragraph((Run(ILLUSTRATIVE, bold=True),)))
    return [*blocks, Heading(1, "CĂN CỨ SỐ LIỆU", "I"), Paragraph(scope)]


def _assigned(snapshot: Snapshot) -> list[Block]:
    counts = snapshot["assignments"]
    text = (
        f"Đã giao {format_number(counts['total'])} việc cho {format_number(counts['agencies'])} cơ quan, đơn vị: "
        f"{format_number(counts['sent'])} việc đã gửi, {format_number(counts['received'])} việc đã được cơ quan nhận, "
        f"{format_number(counts['refused'])} việc bị từ chối, {format_number(counts['fulfilled'])} việc cơ quan báo đã "
        f"thực hiện, {format_number(counts['confirmed'])} việc đã được xác nhận."
    )
    return [
        Heading(1, "KẾT QUẢ", "II"),
        Heading(2, "Giao nhiệm vụ", "1"),
        Paragraph(text),
    ]


def _published(snapshot: Snapshot, links: _Links) -> list[Block]:
    cells = snapshot["cells"]
    reposts = sum(row["repost_of"] is not None for row in snapshot["articles"]["rows"])
    share = format_percent(cells["share_covered"]) if cells["share_covered"] is not None else "chưa tính được"
    told = cells["owed"] - cells["unknown"]
    text = (
        Run(format_number(snapshot["articles"]["all"]), bold=True, link=links.matrix()),
        Run(
            f" tin, bài thuộc các nội dung của chương trình được đăng trong kỳ, "
            f"trong đó {format_number(reposts)} bài đăng lại. "
            f"{format_number(cells['covered'])} trên {format_number(told)} cặp cơ quan – nội dung đã rõ "
            f"đã có tin, bài ({share}); {format_number(cells['unknown'])} cặp khác chưa rõ "
            f"vì không đọc được nguồn nào của cơ quan."
        ),
    )
    rows = tuple(
        (
            theme["code"],
            theme["title"],
            (Run(format_number(theme["articles"]), link=links.theme(theme["code"])),),
            f"{theme['covering']}/{theme['owing']}",
            str(theme["unknown"]),
        )
        for theme in snapshot["themes"]
    )
    table = Table(
        caption="Tin, bài theo nội dung",
        columns=(
            Column("Mã", 0.6, "center"),
            Column("Nội dung", 5),
            Column("Số bài", 0.9, "right"),
            Column("Cơ quan có bài / phải thực hiện", 1.4, "right"),
            Column("Chưa rõ", 1, "right"),
        ),
        rows=rows,
        note="Một bài có thể thuộc nhiều nội dung, nên tổng các dòng có thể lớn hơn số bài. "
        "Bấm vào số bài để mở danh sách và minh chứng.",
    )
    return [Heading(2, "Tin, bài đã đăng", "2"), Paragraph(text), table]


def _internal(snapshot: Snapshot) -> list[Block]:
    """Return the section on internal communication; none for a snapshot taken before it was counted."""
    found = snapshot.get("internal")
    if found is None:
        return []
    heading = Heading(2, "Tuyên truyền nội bộ", "3")
    if not found["digests"]:
        return [heading, Paragraph("Trong kỳ chưa cơ quan nào gửi bản tin nội bộ qua phần mềm.")]
    rows = found["agencies"]
    text = (
        f"{format_number(len(rows))} cơ quan đã gửi {format_number(found['digests'])} bản tin cho cán bộ, công chức, "
        f"viên chức của mình, có {format_number(found['receipts'])} lượt xác nhận đã đọc và trả lời câu hỏi. "
        "Số này tính riêng, không cộng vào số tin, bài."
    )
    table = Table(
        caption="Bản tin nội bộ theo cơ quan",
        columns=(
            Column("Cơ quan", 4),
            Column("Bản tin", 1, "right"),
            Column("Đã đọc", 1, "right"),
            Column("Cán bộ", 1, "right"),
            Column("Nội dung", 2),
        ),
        rows=tuple(
            (
                row["short_name"],
                format_number(row["digests"]),
                format_number(row["receipts"]),
                format_number(row["officials"]) if row["officials"] is not None else "chưa rõ",
                ", ".join(row["themes"]) or "–",
            )
            for row in rows
        ),
        note="“Cán bộ” cộng số cán bộ của từng bản tin; “chưa rõ” khi có bản tin chưa khai số này.",
    )
    return [heading, Paragraph(text), table]


def _gaps(snapshot: Snapshot, links: _Links) -> list[Block]:
    cells = snapshot["cells"]
    silent = [row for row in snapshot["agencies"] if row["readable"] and row["owed"] and not row["covered"]]
    unread = [row for row in snapshot["agencies"] if not row["readable"] and row["owed"]]
    items: list[str] = []
    told = [theme for theme in snapshot["themes"] if theme["owing"] > theme["unknown"]]
    if told:
        weakest = min(told, key=lambda theme: (_share(theme), theme["code"]))
        items.append(
            f"Nội dung có tỷ lệ cơ quan thực hiện thấp nhất: {weakest['code']} ({weakest['title']}), "
            f"{weakest['covering']} trên {weakest['owing'] - weakest['unknown']} cơ quan đã rõ."
        )
    items.append(_agencies_line("Cơ quan có nguồn đọc được nhưng chưa thấy tin, bài nào", silent))
    items.append(_agencies_line("Cơ quan chưa rõ vì chưa có nguồn nào đọc được", unread))
    intro = (
        Run(f"Còn {format_number(cells['gap'])} cặp cơ quan – nội dung được giao nhưng chưa thấy tin, bài ("),
        Run("xem Phụ lục I và bảng trực tuyến", link=links.matrix()),
        Run("). Trong đó:"),
    )
    counted = "airings" in snapshot
    others = "hội nghị và các hình thức khác" if counted else "loa truyền thanh, hội nghị và các hình thức khác"
    heard = (
        "Việc thực hiện qua loa truyền thanh tính ở mục Phát thanh, chỉ gồm bản tin soạn bằng phần mềm có báo phát. "
        if counted
        else ""
    )
    limits = (
        f"Phần mềm chỉ đọc được trang thông tin điện tử và báo điện tử. {heard}Việc thực hiện qua {others} "
        "chưa được tính ở đây; cơ quan cần gửi minh chứng."
    )
    return [
        Heading(1, "HẠN CHẾ", "III"),
        Paragraph(intro),
        BulletList(tuple(items)),
        Paragraph(limits),
    ]


def _share(theme: dict[str, Any]) -> float:
    """Return the agencies covering the theme among those that can be told, 0-1; there are some."""
    return float(theme["covering"] / (theme["owing"] - theme["unknown"]))


def _agencies_line(words: str, rows: list[dict[str, Any]]) -> str:
    if not rows:
        return f"{words}: không có."
    names = "; ".join(row["short_name"] for row in rows[:_NAMED_AGENCIES])
    rest = len(rows) - _NAMED_AGENCIES
    more = f" và {rest} cơ quan khác (Phụ lục I)" if rest > 0 else ""
    return f"{words} ({len(rows)}): {names}{more}."


def _left_open(programme: dict[str, Any]) -> list[Block]:
    if not programme["missing"]:
        return []
    text = (
        f"Văn bản chỉ đạo không nêu {', '.join(programme['missing'])}. "
        "Báo cáo này vì vậy không đánh giá việc đúng hạn hay đủ số lượng; "
        "đề nghị người có thẩm quyền quyết định để áp dụng cho kỳ sau."
    )
    return [Heading(1, "VẤN ĐỀ CẦN QUYẾT ĐỊNH", "IV"), Paragraph(text)]


def _matrix(snapshot: Snapshot, links: _Links) -> Table:
    codes = [theme["code"] for theme in snapshot["themes"]]
    highest = max((cell["articles"] for row in snapshot["agencies"] for cell in row["cells"]), default=0)
    rows = tuple(
        (
            row["short_name"],
            *(
                _cell(cell, links.cell(row["slug"], code), highest)
                for code, cell in zip(codes, row["cells"], strict=True)
            ),
            format_number(row["articles"]),
        )
        for row in snapshot["agencies"]
    )
    total = (
        "Cơ quan có bài / phải thực hiện",
        *(f"{theme['covering']}/{theme['owing']}" for theme in snapshot["themes"]),
        format_number(snapshot["articles"]["all"]),
    )
    return Table(
        caption=None,
        columns=(Column("Cơ quan", 4), *(Column(code, 1, "center") for code in codes), Column("Số bài", 1, "right")),
        rows=rows,
        total=total,
        note="“trống”: được giao, chưa thấy tin, bài; “?”: chưa rõ; “–”: văn bản không giao. "
        "Bấm vào một số để mở minh chứng.",
    )


def _cell(cell: dict[str, Any], link: str, highest: int) -> Cell:
    if cell["state"] == "covered":
        shade = 1 + min(3, (cell["articles"] - 1) * 4 // max(highest, 1))
        return Cell((Run(str(cell["articles"]), link=link),), shade)
    return Cell(_STATE_WORDS[cell["state"]], 0 if cell["state"] == "gap" else None)
