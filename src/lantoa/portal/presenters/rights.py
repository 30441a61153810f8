"""The page of rights and duties: by kind, each with the article it stands in and whether that holds on the day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lantoa.apps.services.models import Right
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.newsroom import iso
from lantoa.portal.presenters.parts import Empty, Head, Link, Meta, Notice, Value
from lantoa.portal.presenters.service_words import in_force_words
from lantoa.portal.presenters.services import SERVICES
from lantoa.portal.presenters.words import day_words, web_address

RIGHTS = "Quyền và nghĩa vụ"


@dataclass(frozen=True, slots=True)
class Entry:
    """One right or duty; `law` names the document and says whether it holds, `ended` that it no longer does."""

    slug: str
    title: str
    text: str
    law: Value
    article: str
    ended: Notice | None
    checked: str


@dataclass(frozen=True, slots=True)
class Group:
    slug: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class RightsPage:
    head: Head
    groups: tuple[Group, ...]
    unchecked: Notice | None
    empty: Empty | None
    feedback_href: str


def rights_page(rows: Sequence[Right], *, today: date) -> RightsPage:
    """Return the page; the rows come by kind, with their documents and what replaced these at hand."""
    groups = tuple(
        Group(f"nhom-{kind.replace('_', '-')}", str(Right.Kind(kind).label), tuple(_entry(row, today) for row in some))
        for kind, some in groupby(rows, key=lambda row: row.kind)
    )
    unchecked = sum(row.checked_on is None for row in rows)
    return RightsPage(
        head=Head(
            RIGHTS,
            lead="Cán bộ phải làm gì với dân, dân có quyền gì, phải làm gì, và khiếu nại, tố cáo, phản ánh thế nào.",
            crumbs=site.trail(Link(SERVICES, addresses.services()), Link(RIGHTS)),
            meta=Meta("article", modified=iso(max(row.changed_at for row in rows))) if rows else Meta(),
        ),
        groups=groups,
        unchecked=_unchecked(unchecked, len(rows)),
        empty=None if rows else _nothing(),
        feedback_href=addresses.sending_feedback(),
    )


def _entry(row: Right, today: date) -> Entry:
    document = row.document
    address = web_address(document.address)
    note = in_force_words(document, on=today) + ("; văn bản chưa được kiểm chứng" if document.unverified else "")
    return Entry(
        slug=row.slug,
        title=row.title,
        text=row.text,
        law=Value(f"{document.title} ({document.number})", href=address, outside=bool(address), note=note),
        article=row.article,
        ended=_ended(row, today),
        checked=day_words(row.checked_on) if row.checked_on else "",
    )


def _ended(row: Right, today: date) -> Notice | None:
    """Return the warning that the document no longer holds, or not yet; None while it does."""
    document = row.document
    if document.holds_on(today):
        return None
    by = f" Văn bản thay thế: {document.replaced_by.number}." if document.replaced_by else ""
    words = f"Văn bản {document.number} {in_force_words(document, on=today)}.{by} Hãy hỏi lại nơi tiếp dân."
    return Notice("unknown", words, "Nội dung này có thể đã cũ")


def _unchecked(count: int, every: int) -> Notice | None:
    if not count:
        return None
    how_many = "Chưa mục nào" if count == every else f"Còn {count} mục chưa"
    words = f"{how_many} được một cơ quan ghi ngày kiểm tra. Nội dung viết theo văn bản nêu dưới mỗi mục."
    return Notice("unknown", words, "Về nội dung trang này")


def _nothing() -> Empty:
    return Empty(
        "Trang này chưa có nội dung",
        "Khi cơ quan đưa lên, bạn sẽ thấy ở đây cán bộ phải làm gì với dân và cách khiếu nại, tố cáo.",
        (Link("Về Cẩm nang dịch vụ công", addresses.services()),),
    )
