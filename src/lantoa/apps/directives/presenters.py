"""What a page says of a directive."""

from dataclasses import dataclass

from lantoa.apps.directives.models import Directive

_MISSING = {
    "deadline": "thời hạn thực hiện",
    "quantity": "số lượng tin, bài",
    "reporting": "chế độ báo cáo",
    "issuer_parent": "cơ quan chủ quản",
    "issuer": "cơ quan ban hành",
    "number": "số văn bản",
    "symbol": "ký hiệu",
    "place": "địa danh",
    "date": "ngày ban hành",
    "subject": "trích yếu",
    "signer": "người ký",
    "recipients": "nơi nhận chính (Kính gửi)",
    "items": "nội dung thực hiện",
    "distribution": "nơi nhận",
    "legal_bases": "căn cứ",
    "doc_type": "loại văn bản",
}


def missing_words(directive: Directive) -> list[str]:
    """Return in Vietnamese what the document does not state, in the reader's order."""
    return [_MISSING.get(name, name) for name in directive.missing]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a directive as a page shows it; `words` is empty when the document does not state it."""

    label: str
    words: tuple[str, ...]


def parts(directive: Directive) -> list[Part]:
    """Return the parts of a directive in the order of the page."""
    signer = directive.signer or {}
    signed = " / ".join(signer[key] for key in ("authority", "title", "name") if signer.get(key))
    return [
        Part("Số, ký hiệu", _words(directive.identifier)),
        Part("Ngày ban hành", _words(f"{directive.date:%d/%m/%Y}" if directive.date else None)),
        Part("Nơi ban hành", _words(directive.place)),
        Part("Cơ quan ban hành", _words(directive.issuer)),
        Part("Cơ quan chủ quản", _words(directive.issuer_parent)),
        Part("Loại văn bản", _words(directive.doc_type)),
        Part("Trích yếu", _words(directive.subject)),
        Part("Kính gửi", tuple(directive.recipients)),
        Part("Căn cứ", tuple(base["text"] for base in directive.legal_bases)),
        Part("Đề nghị của", tuple(proposal["text"] for proposal in directive.proposals)),
        Part("Người ký", _words(signed)),
        Part("Nơi nhận", tuple(directive.distribution)),
    ]


def _words(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()
