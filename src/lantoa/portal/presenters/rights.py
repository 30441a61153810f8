"""The page of rights and duties: by kind, each with the article it stands in and whether that holds on the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from lantoa.apps.services.models import LegalDocument, Right
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.newsroom import iso
from lantoa.portal.presenters.parts import Empty, Head, Link, Meta, Notice, Value
from lantoa.portal.presenters.rights_compared import WAYS, Way
from lantoa.portal.presenters.service_words import in_force_words
from lantoa.portal.presenters.services import SERVICES
from lantoa.portal.presenters.words import day_words, web_address

RIGHTS = "Quyền và nghĩa vụ"
# The step-by-step page of each kind, where it is public.
STEPS: dict[str, str] = {
    Right.Kind.COMPLAINT: "khieu-nai-tung-buoc",
    Right.Kind.DENUNCIATION: "to-cao-tung-buoc",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One right or duty; `law` names article and document, `ended` says that this no longer holds."""

    slug: str
    title: str
    text: str
    law: str
    ended: Notice | None


@dataclass(frozen=True, slots=True)
class Group:
    slug: str
    title: str
    entries: tuple[Entry, ...]
    steps: Link | None


@dataclass(frozen=True, slots=True)
class Law:
    """A document that entries stand on: its days, what it replaced, what has changed it."""

    slug: str
    name: Value
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RightsPage:
    head: Head
    ways: tuple[Way, ...]
    groups: tuple[Group, ...]
    laws: tuple[Law, ...]
    unchecked: Notice | None
    empty: Empty | None
    feedback_href: str


def rights_page(rows: Sequence[Right], *, steps: Mapping[str, str], today: date) -> RightsPage:
    """Return the page; the rows come by kind, with their documents and what replaced, changed or went before these at
    hand; `steps` are the titles of the step-by-step pages there are, by slug.
    """
    groups = tuple(
        Group(
            f"nhom-{kind.replace('_', '-')}",
            str(Right.Kind(kind).label),
            tuple(_entry(row, today) for row in some),
            _steps(kind, steps),
        )
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
        ways=WAYS if _choosing(rows, today) else (),
        groups=groups,
        laws=_laws(rows, today),
        unchecked=_unchecked(unchecked, len(rows)),
        empty=None if rows else _nothing(),
        feedback_href=addresses.sending_feedback(),
    )


def _choosing(rows: Sequence[Right], today: date) -> bool:
    """Return whether the ways can be compared: each has entries, and the laws they stand on hold on the day."""
    held = {row.document.number for row in rows if row.document.holds_on(today)}
    return all(any(number in answer for number in held) for way in WAYS for _, answer in way.answers[-1:])


def _steps(kind: str, titles: Mapping[str, str]) -> Link | None:
    slug = STEPS.get(kind, "")
    return Link(f"{titles[slug]}: viết gì, gửi ai, chờ bao lâu", addresses.of_howto(slug)) if slug in titles else None


def _entry(row: Right, today: date) -> Entry:
    law = f"{row.article}, {_short(row.document)}" if row.article else _short(row.document)
    return Entry(slug=row.slug, title=row.title, text=row.text, law=law, ended=_ended(row, today))


def _short(document: LegalDocument) -> str:
    """Return a document as people name it: a law by its title, others by kind and number.

    >>> _short(LegalDocument(number="02/2011/QH13", title="Luật Khiếu nại"))
    'Luật Khiếu nại'
    >>> _short(LegalDocument(number="118/2025/NĐ-CP", title="Nghị định về thực hiện thủ tục hành chính"))
    'Nghị định 118/2025/NĐ-CP'
    """
    kind = next((kind for kind in ("Nghị định", "Thông tư", "Quyết định") if document.title.startswith(kind)), "")
    return f"{kind} {document.number}" if kind else document.title


def _laws(rows: Sequence[Right], today: date) -> tuple[Law, ...]:
    """Return the documents the rows stand on, as they come first, each with its days on the day."""
    documents = {row.document_id: row.document for row in rows}
    return tuple(_law(document, today) for document in documents.values())


def _law(document: LegalDocument, today: date) -> Law:
    address = web_address(document.address)
    lines = [in_force_words(document, on=today) + ("; văn bản chưa được kiểm chứng" if document.unverified else "")]
    if before := [one.number for one in document.replaces.all()]:
        lines.append(f"thay cho {', '.join(before)}")
    if after := document.replaced_by:
        lines.append(f"thay bằng {after.number}" + (f", từ {day_words(after.valid_from)}" if after.valid_from else ""))
    if document.amended_by:
        since = document.amended_by.valid_from
        lines.append(f"được sửa bởi {document.amended_by.number}" + (f", từ {day_words(since)}" if since else ""))
    name = Value(f"{document.title} ({document.number})", href=address, outside=bool(address))
    return Law(f"van-ban-{document.pk}", name, tuple(lines))


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
