"""A directive as it was read: its parts, its content items, and what it does not state."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Directive, Duty, Programme
from lantoa.apps.directives.queries import ThemeWithDuties
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.parts import Fact, Head, Link, Notice, Value, fact
from lantoa.portal.presenters.words import day_words, directive_name, moment_words, ways_of_recipients

# The reader's names of the parts an official document may lack (core/officialdoc), in the words of this page.
_MISSING = {
    "issuer_parent": "Văn bản không nêu cơ quan chủ quản.",
    "issuer": "Văn bản không nêu cơ quan ban hành.",
    "number": "Văn bản không có số.",
    "symbol": "Văn bản không có ký hiệu.",
    "place": "Văn bản không nêu địa danh.",
    "date": "Văn bản không nêu ngày ban hành.",
    "doc_type": "Văn bản không nêu tên loại.",
    "subject": "Văn bản không có trích yếu.",
    "recipients": "Văn bản không nêu nơi nhận thực hiện (kính gửi).",
    "legal_bases": "Văn bản không nêu căn cứ.",
    "signer": "Văn bản không nêu người ký.",
    "distribution": "Văn bản không có phần nơi nhận.",
    "items": "Văn bản không có nội dung nào được giao.",
    "deadline": "Văn bản không nêu hạn thực hiện.",
    "quantity": "Văn bản không nêu số lượng tin, bài.",
    "reporting": "Văn bản không nêu chế độ báo cáo.",
}
_NO_DEADLINE, _NO_QUANTITY = _MISSING["deadline"], _MISSING["quantity"]


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One content item: its theme, its words, and to whom it is given, with the ways asked of each."""

    code: str
    title: str
    text: str
    href: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DirectivePage:
    head: Head
    notice: Notice | None
    issuer_parent: str
    issuer: str
    place_and_date: str
    facts: tuple[Fact, ...]
    items: tuple[ReadItem, ...]
    recipients: tuple[str, ...]
    distribution: tuple[str, ...]
    missing: tuple[str, ...]
    text: str
    received: str
    sha256: str


def issuer_words(directive: Directive, issuer: Agency | None) -> str:
    """Return the issuer's name: as the register writes it, else as the document does."""
    return issuer.name if issuer else (directive.issuer or "")


def subject_words(directive: Directive) -> str:
    """Return what the document is about, as a sentence begins; "" when it does not say."""
    subject = (directive.subject or "").strip()
    return f"Về việc {subject}" if subject[:1].islower() else subject


def directive_page(programme: Programme, themes: Iterable[ThemeWithDuties], *, issuer: Agency | None) -> DirectivePage:
    """Return the reading page of the programme's directive."""
    directive = programme.directive
    listed = list(themes)
    duties = [duty for theme in listed for duty in theme.duties]
    place = [directive.place or "", f"ngày {day_words(directive.date)}" if directive.date else ""]
    name = directive_name(directive)
    return DirectivePage(
        head=Head(title=name, lead=subject_words(directive), crumbs=site.trail(Link(name))),
        notice=site.illustrative_notice(programme),
        issuer_parent=directive.issuer_parent or "",
        issuer=directive.issuer or "",
        place_and_date=", ".join(part for part in place if part),
        facts=_facts(directive, issuer),
        items=tuple(_item(theme) for theme in listed),
        recipients=tuple(directive.recipients),
        distribution=tuple(directive.distribution),
        missing=missing_sentences(directive, duties),
        text=directive.text,
        received=moment_words(directive.received_at),
        sha256=directive.text_sha256,
    )


def _facts(directive: Directive, issuer: Agency | None) -> tuple[Fact, ...]:
    signer: dict[str, Any] = directive.signer or {}
    signed = " / ".join(part for part in (signer.get("authority"), signer.get("title")) if part)
    bases = tuple(Value(base["text"], note=_cited(base)) for base in directive.legal_bases)
    proposals = tuple(Value(base["text"], note=_cited(base)) for base in directive.proposals)
    by = fact("Cơ quan ban hành", issuer_words(directive, issuer), href=addresses.of_agency(issuer) if issuer else "")
    return (
        by,
        fact("Số, ký hiệu", directive.identifier),
        fact("Ngày ban hành", day_words(directive.date) if directive.date else None),
        fact("Trích yếu", directive.subject),
        Fact("Căn cứ", bases or (Value("không nêu"),)),
        *((Fact("Theo đề nghị", proposals),) if proposals else ()),
        fact("Người ký", signer.get("name"), note=signed),
    )


def _cited(base: dict[str, Any]) -> str:
    year, month, day = (base.get("date") or "--").split("-")
    dated = f"ngày {day}/{month}/{year}" if base.get("date") else ""
    return " ".join(part for part in (base.get("symbol") or "", dated) if part)


def _item(read: ThemeWithDuties) -> ReadItem:
    return ReadItem(
        code=read.theme.code,
        title=read.theme.title,
        text=read.theme.text,
        href=addresses.of_theme(read.theme),
        recipients=tuple(f"{recipient} ({ways})" for recipient, ways in ways_of_recipients(read.duties)),
    )


def missing_sentences(directive: Directive, duties: Iterable[Duty]) -> tuple[str, ...]:
    """Return a sentence for everything the document leaves unsaid, the duties' deadline and quantity among it."""
    given = list(duties)
    sentences = [_MISSING.get(part, f"Văn bản không nêu: {part}.") for part in directive.missing]
    if given and not any(duty.due_date or duty.due_working_days for duty in given):
        sentences.append(_NO_DEADLINE)
    if given and not any(duty.quantity for duty in given):
        sentences.append(_NO_QUANTITY)
    return tuple(dict.fromkeys(sentences))
