"""The check of a kept record, in plain words: what was found, and what it proves and does not prove."""

from dataclasses import dataclass

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.harvest.models import Evidence
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.parts import Fact, Head, Link, Notice, fact
from lantoa.portal.presenters.words import moment_words, web_address
from lantoa.portal.queries import EvidenceCheck, EvidenceState

_FOUND = {
    EvidenceState.INTACT: ("good", "Bản lưu còn nguyên vẹn"),
    EvidenceState.CHANGED: ("error", "Bản lưu không còn đúng như khi lưu"),
    EvidenceState.LOST: ("unknown", "Không tìm thấy bản lưu"),
}
_NEXT = {
    EvidenceState.INTACT: "",
    EvidenceState.CHANGED: " Đừng dùng bản này làm minh chứng; hãy báo cho cơ quan quản lý trang.",
    EvidenceState.LOST: (
        " Mã băm vẫn còn trong sổ: nếu bạn có bản sao của tệp, hãy tính mã băm rồi so với mã dưới đây."
    ),
}


@dataclass(frozen=True, slots=True)
class EvidencePage:
    head: Head
    found: Notice
    facts: tuple[Fact, ...]
    record_href: str
    record_sha256: str
    is_intact: bool


def record_name(evidence: Evidence) -> str:
    """Return the file name of a downloaded record."""
    return f"minh-chung-{evidence.pk}.warc.gz"


def evidence_page(evidence: Evidence, check: EvidenceCheck) -> EvidencePage:
    """Return the page of a kept record with the result of its check."""
    kind, title = _FOUND[check.state]
    article = evidence.page.article
    size = f"{number(check.size_bytes)} byte" if check.size_bytes is not None else None
    return EvidencePage(
        head=Head(
            "Kiểm tra minh chứng",
            lead=article.title,
            crumbs=site.trail(Link("Bài đăng", addresses.of_article(article)), Link("Minh chứng")),
        ),
        found=Notice(kind, check.reason + _NEXT[check.state], title=title),
        facts=(
            fact("Bài đăng", article.title, href=addresses.of_article(article)),
            fact("Cơ quan", article.source.agency.name, href=addresses.of_agency(article.source.agency)),
            fact("Tải từ địa chỉ", evidence.page.url, href=web_address(evidence.page.url), outside=True),
            fact("Tải lúc", moment_words(evidence.fetched_at)),
            fact("SHA-256 của trang", evidence.payload_sha256, code=True),
            fact("SHA-256 của tệp lưu", evidence.record_sha256, code=True),
            *((fact("Cỡ tệp lưu", size),) if size else ()),
        ),
        record_href=addresses.of_record(evidence) if check.size_bytes is not None else "",
        record_sha256=evidence.record_sha256,
        is_intact=check.state is EvidenceState.INTACT,
    )
