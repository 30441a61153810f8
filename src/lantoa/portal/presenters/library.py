"""The document library: what each document is, whether it still stands, the way to open it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat

from lantoa.apps.directives.models import Directive
from lantoa.apps.newsroom.models import LibraryDocument
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.directive import subject_words
from lantoa.portal.presenters.filters import Asked, Filter, FilterField
from lantoa.portal.presenters.parts import Empty, Head, Link, Pages, Tag, pages_of
from lantoa.portal.presenters.stories import ILLUSTRATIVE_TAG
from lantoa.portal.presenters.words import day_words, directive_name, web_address


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document: its name as people cite it, what it is about, where it opens."""

    title: str
    subject: str
    href: str
    kind: str
    issued: str
    issuer: str
    opens: str
    outside: bool = False
    replaced_by: Link | None = None
    note: str = ""
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class LibraryPage:
    head: Head
    filter: Filter
    rows: tuple[DocumentRow, ...]
    pages: Pages
    empty: Empty | None


def library_page(form: Asked, page: Page[Any], *, query: QueryDict) -> LibraryPage:
    """Return the library; the page holds directives and documents, each with all that its row shows."""
    narrowed = any(form.data.get(name) for name in form.fields)
    href = addresses.library()
    return LibraryPage(
        head=Head(
            "Thư viện tài liệu",
            crumbs=site.trail(Link("Tài liệu")),
            lead="Văn bản chỉ đạo, kế hoạch, hướng dẫn và tài liệu tuyên truyền, kèm số, ngày và cơ quan ban hành.",
        ),
        filter=Filter(
            href,
            "Tìm tài liệu",
            "Tìm",
            fields=tuple(FilterField(form[name]) for name in form.fields),
            reset=href if narrowed else "",
        ),
        rows=tuple(document_row(row) for row in page.object_list),
        pages=pages_of(page, query=query, noun="tài liệu"),
        empty=None if page.paginator.count else _nothing(narrowed=narrowed),
    )


def document_row(row: Directive | LibraryDocument) -> DocumentRow:
    """Return how a document stands in the list."""
    return _directive_row(row) if isinstance(row, Directive) else _library_row(row)


def _directive_row(directive: Directive) -> DocumentRow:
    return DocumentRow(
        title=directive_name(directive),
        subject=subject_words(directive),
        href=addresses.of_directive(directive),
        kind="Văn bản chỉ đạo",
        issued=day_words(directive.date) if directive.date else "không nêu ngày",
        issuer=directive.issuer or "không nêu cơ quan ban hành",
        opens="Đọc văn bản và các nội dung được giao",
    )


def _library_row(document: LibraryDocument) -> DocumentRow:
    kind = document.get_kind_display()
    kind = kind[:1].upper() + kind[1:]
    newer = document.replaced_by
    title = f"{kind} số {document.identifier}" if document.identifier else document.subject
    return DocumentRow(
        title=title,
        subject=document.subject if document.identifier else "",
        href=_address(document),
        kind=kind,
        issued=day_words(document.issued_on) if document.issued_on else "không nêu ngày",
        issuer=document.issuer or "không nêu cơ quan ban hành",
        opens=_opens(document),
        outside=document.file is None,
        replaced_by=Link(str(newer), _address(newer)) if newer else None,
        note=document.source_note,
        tags=(ILLUSTRATIVE_TAG,) if document.illustrative else (),
    )


def _address(document: LibraryDocument) -> str:
    return document.file.url if document.file else web_address(document.url)


def _opens(document: LibraryDocument) -> str:
    if document.file is None:
        return "Mở ở trang của cơ quan ban hành"
    size = f", {filesizeformat(document.file.file_size)}" if document.file.file_size else ""
    return f"Tải tệp {document.file.file_extension.upper()}{size}"


def _nothing(*, narrowed: bool) -> Empty:
    if narrowed:
        return Empty(
            "Không có tài liệu nào như vậy",
            "Hãy thử ít chữ hơn, hoặc bỏ bớt lựa chọn.",
            (Link("Xem mọi tài liệu", addresses.library()),),
        )
    return Empty(
        "Thư viện chưa có tài liệu",
        "Tài liệu có ở đây khi một chương trình được xác nhận, hoặc khi tòa soạn đưa tài liệu vào thư viện.",
        (Link("Về trang chủ", addresses.home()),),
    )
