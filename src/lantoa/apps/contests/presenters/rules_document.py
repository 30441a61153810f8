"""The rules as an official document (Decree 30/2020/NĐ-CP) for signing."""

from datetime import datetime

from lantoa.apps.contests.models import Contest
from lantoa.apps.contests.rules_text import Rules, rules_text
from lantoa.core.layout import BulletList, Document, Header, Heading, Paragraph, Signer


def rules_document(contest: Contest, rules: Rules, *, version: int | None, sha256: str, made_at: datetime) -> Document:
    """Return the rules in the layout of the decree; number, day and the signer's name are left to a person. A contest
    that is not announced has no version yet.
    """
    blocks: list[Heading | Paragraph | BulletList] = []
    for number, section in enumerate(rules_text(rules), start=1):
        blocks.append(Heading(2, section.title, f"{number}."))
        blocks.append(Paragraph(section.lines[0]) if len(section.lines) == 1 else BulletList(section.lines))
    told = f"Phiên bản {version} của thể lệ, mã SHA-256 {sha256}." if version else "Bản soạn, chưa công bố."
    blocks.append(Paragraph(told))
    return Document(
        header=Header(
            parent_issuer=contest.agency.parent.name if contest.agency.parent else "", issuer=rules["organiser"]
        ),
        doc_type="THỂ LỆ",
        subject=rules["title"],
        blocks=tuple(blocks),
        signer=Signer(None, "NGƯỜI CÓ THẨM QUYỀN KÝ", None),
        distribution=("Như trên", "Lưu: VT"),
        watermark="MINH HỌA" if contest.illustrative else None,
        author=rules["organiser"],
        created_at=made_at,
    )
