"""The page of one procedure, in plain words: what it is for, what to bring, how, how long, how much, by which law."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.apps.services.models import Procedure
from lantoa.apps.services.models.procedures import Level
from lantoa.apps.services.queries.staleness import stale_reasons
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.meta import SCHEMA
from lantoa.portal.presenters.newsroom import iso
from lantoa.portal.presenters.parts import Fact, Head, Link, Meta, Notice, Tag, Value, fact
from lantoa.portal.presenters.service_words import LEVEL_WORDS, ONLINE_SHORT, fee_lines, in_force_words, online_words
from lantoa.portal.presenters.services import SERVICES
from lantoa.portal.presenters.words import day_words, web_address


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to bring, with when it is needed, how many of it, and what else is said of it."""

    name: str
    only_if: str
    copies: str
    note: str


@dataclass(frozen=True, slots=True)
class FeeLine:
    name: str
    amount: str
    online: str
    note: str


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    head: Head
    official: str
    notices: tuple[Notice, ...]
    summary: str
    who: str
    papers: tuple[Paper, ...]
    steps: tuple[str, ...]
    fees: tuple[FeeLine, ...]
    fee_words: str
    shows_online_fee: bool
    glance: tuple[Fact, ...]
    notes: str
    law: tuple[Fact, ...]
    unknown: tuple[str, ...]
    about: tuple[Fact, ...]
    portal_href: str
    feedback_href: str
    beside: tuple[Link, ...]


def procedure_page(procedure: Procedure, *, beside: Iterable[Procedure], today: date) -> ProcedurePage:
    """Return the page; needs papers, steps, fees and bases with their documents at hand."""
    fees = tuple(FeeLine(fee.name, *fee_lines(fee), fee.note) for fee in procedure.fees.all())
    portal = web_address(procedure.portal_address)
    return ProcedurePage(
        head=_head(procedure),
        official=procedure.name if procedure.name != procedure.plain_title else "",
        notices=_notices(procedure, today=today),
        summary=procedure.summary,
        who=procedure.who,
        papers=tuple(Paper(one.name, one.only_if, one.copies, one.note) for one in procedure.requirements.all()),
        steps=tuple(step.text for step in procedure.steps.all()),
        fees=fees,
        fee_words=procedure.fee_words,
        shows_online_fee=any(line.online for line in fees),
        glance=_glance(procedure),
        notes=procedure.notes,
        law=_law(procedure, today=today),
        unknown=_unknown(procedure),
        about=_about(procedure),
        portal_href=portal,
        feedback_href=addresses.feedback_about(procedure.slug),
        beside=tuple(Link(row.plain_title, addresses.of_procedure(row.slug)) for row in beside),
    )


def _head(procedure: Procedure) -> Head:
    sector = Link(procedure.sector.name, addresses.services(f"?linh_vuc={procedure.sector.slug}"))
    online = ONLINE_SHORT.get(procedure.online)  # type: ignore[call-overload]
    return Head(
        procedure.plain_title,
        lead=procedure.summary,
        crumbs=site.trail(Link(SERVICES, addresses.services()), sector, Link(procedure.plain_title)),
        tags=(Tag(online),) if online else (),
        meta=_meta(procedure),
    )


def _notices(procedure: Procedure, *, today: date) -> tuple[Notice, ...]:
    """Return first that it is over or not yet there, then why it may no longer be right."""
    found = []
    if procedure.valid_to and procedure.valid_to < today:
        words = f"Thủ tục này chỉ áp dụng đến hết ngày {day_words(procedure.valid_to)}; trang được giữ để tra cứu."
        if procedure.level == Level.DISTRICT:
            words += " Từ ngày 01/07/2025 không còn cấp huyện: hãy tìm thủ tục tương ứng ở xã, phường hoặc ở sở, ngành."
        found.append(
            Notice("error", words, "Thủ tục không còn áp dụng", (Link("Tìm thủ tục khác", addresses.services()),))
        )
    elif procedure.valid_from and today < procedure.valid_from:
        words = f"Thủ tục này áp dụng từ ngày {day_words(procedure.valid_from)}."
        found.append(Notice("unknown", words, "Thủ tục chưa áp dụng"))
    if reasons := stale_reasons(procedure, today=today):
        said = "; ".join(reason.words for reason in reasons)
        found.append(
            Notice(
                "unknown",
                f"{said[:1].upper()}{said[1:]}. Trước khi đi làm, hãy hỏi lại nơi tiếp nhận hồ sơ.",
                "Thông tin trên trang này có thể đã cũ",
            )
        )
    return tuple(found)


def _glance(procedure: Procedure) -> tuple[Fact, ...]:
    """Return where, how long, online, what one gets: the facts people look for first."""
    level = LEVEL_WORDS.get(procedure.level, "")  # type: ignore[call-overload]
    days = f"{procedure.working_days} ngày làm việc" if procedure.working_days else ""
    known = (
        ("Làm ở đâu", procedure.where or level[:1].upper() + level[1:]),
        ("Mất bao lâu", procedure.time_words or days),
        ("Làm trên mạng", online_words(procedure)),
        ("Nhận được gì", procedure.result),
    )
    return tuple(fact(term, words) for term, words in known if words)


def _law(procedure: Procedure, *, today: date) -> tuple[Fact, ...]:
    found = []
    for basis in procedure.bases.all():
        document = basis.document
        title = f"{document.title}" + (f" ({basis.article})" if basis.article else "")
        words = in_force_words(document, on=today)
        replaced = f"; thay bằng {document.replaced_by.number}" if document.replaced_by else ""
        unsure = "; văn bản chưa được kiểm chứng" if document.unverified else ""
        address = web_address(document.address)
        value = Value(title, href=address, outside=bool(address), note=f"{words}{replaced}{unsure}")
        found.append(Fact(document.number, (value,)))
    return tuple(found)


def _unknown(procedure: Procedure) -> tuple[str, ...]:
    """Return what a reader would look for and no source states."""
    missing = (
        ("ai làm được thủ tục", procedure.who),
        ("giấy tờ cần có", list(procedure.requirements.all())),
        ("các bước thực hiện", list(procedure.steps.all())),
        ("thời gian giải quyết", procedure.time_words or procedure.working_days),
        ("phí, lệ phí", procedure.fee_words or list(procedure.fees.all())),
        ("nộp ở đâu", procedure.where),
        ("làm được đến đâu trên mạng", procedure.online),
        ("căn cứ pháp lý", list(procedure.bases.all())),
        ("mã trong cơ sở dữ liệu quốc gia", procedure.code),
        ("địa chỉ trên Cổng Dịch vụ công quốc gia", procedure.portal_address),
    )
    return tuple(words for words, known in missing if not known)


def _about(procedure: Procedure) -> tuple[Fact, ...]:
    owner = procedure.owner
    return (
        fact("Tên chính thức", procedure.name),
        fact("Mã thủ tục", procedure.code, code=True) if procedure.code else fact("Mã thủ tục", "chưa rõ"),
        fact("Lĩnh vực", procedure.sector.name),
        fact("Nguồn", procedure.source),
        fact("Kiểm tra lần cuối", day_words(procedure.checked_on) if procedure.checked_on else "chưa ghi"),
        fact("Cơ quan giữ nội dung", owner.name, href=addresses.of_agency(owner))
        if owner
        else fact("Cơ quan giữ nội dung", "chưa có"),
    )


def _meta(procedure: Procedure) -> Meta:
    href = addresses.of_procedure(procedure.slug)
    entry: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "GovernmentService",
        "name": procedure.plain_title,
        "alternateName": [procedure.name, *procedure.everyday_words],
        "description": procedure.summary,
        "serviceType": procedure.sector.name,
        "url": href,
        "inLanguage": "vi",
    }
    if procedure.code:
        entry["identifier"] = procedure.code
    if procedure.result:
        entry["serviceOutput"] = {"@type": "Thing", "name": procedure.result}
    if procedure.owner:
        entry["maintainer"] = {"@type": "GovernmentOrganization", "name": procedure.owner.name}
    if portal := web_address(procedure.portal_address):
        entry["availableChannel"] = {"@type": "ServiceChannel", "serviceUrl": portal}
    priced = [fee for fee in procedure.fees.all() if fee.amount_dong is not None]
    if priced:
        entry["offers"] = [
            {"@type": "Offer", "name": fee.name, "price": str(fee.amount_dong), "priceCurrency": "VND"}
            for fee in priced
        ]
    return Meta("article", modified=iso(procedure.changed_at), data=(entry,))
