"""The service guide: its search, needs, sectors, and the list of procedures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import QueryDict

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.services.addresses import RIGHTS, howto_address, need_address
from lantoa.apps.services.models import HowTo, Need, Procedure, Sector
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.filters import Asked, Filter, FilterField
from lantoa.portal.presenters.parts import Card, Empty, Head, Link, Pages, Tag, pages_of
from lantoa.portal.presenters.service_words import LEVEL_WORDS, ONLINE_SHORT
from lantoa.portal.queries.services import AskedProcedures

SERVICES = "Cẩm nang dịch vụ công"


@dataclass(frozen=True, slots=True)
class SectorWay:
    """A sector of public life with the number of its procedures."""

    name: str
    href: str
    count: str


@dataclass(frozen=True, slots=True)
class ServicesPage:
    head: Head
    filter: Filter | None
    title: str
    needs: tuple[Link, ...]
    needs_href: str
    howtos: tuple[Link, ...]
    sectors: tuple[SectorWay, ...]
    cards: tuple[Card, ...]
    pages: Pages | None
    empty: Empty | None
    rights_href: str
    suggestion: Link | None


def services_page(
    *,
    form: Asked,
    asked: AskedProcedures,
    page: Page[Any],
    query: QueryDict,
    sectors: Sequence[tuple[Sector, int]],
    needs: Iterable[Need],
    howtos: Iterable[HowTo],
    suggestion: str,
) -> ServicesPage:
    """Return the guide; the ways by need and by sector stand there only while nothing is asked for."""
    href, narrowed = addresses.services(), asked.is_narrowing
    nothing = not page.paginator.count
    first = not narrowed and page.number == 1
    return ServicesPage(
        head=Head(
            SERVICES,
            lead="Cần giấy tờ gì, làm ở đâu, mất bao lâu, hết bao nhiêu tiền: mỗi thủ tục một trang, viết cho dễ hiểu.",
            crumbs=site.trail(Link(SERVICES)),
        ),
        filter=None
        if nothing and not narrowed
        else Filter(
            href,
            "Tìm thủ tục",
            "Tìm",
            fields=tuple(FilterField(form[name]) for name in form.fields),
            reset=href if narrowed else "",
        ),
        title=_title(asked),
        needs=tuple(Link(need.title, need_address(need.slug)) for need in needs) if first else (),
        needs_href=addresses.needs(),
        howtos=tuple(Link(howto.title, howto_address(howto.slug)) for howto in howtos) if first else (),
        sectors=tuple(
            SectorWay(sector.name, addresses.services(f"?linh_vuc={sector.slug}"), f"{number(count)} thủ tục")
            for sector, count in sectors
        )
        if first
        else (),
        cards=tuple(procedure_card(row) for row in page.object_list),
        pages=pages_of(page, query=query, noun="thủ tục"),
        empty=_nothing(narrowed=narrowed) if nothing else None,
        rights_href=RIGHTS if first else "",
        suggestion=Link(suggestion, addresses.services(f"?{urlencode({'q': suggestion})}")) if suggestion else None,
    )


def _title(asked: AskedProcedures) -> str:
    if asked.words:
        return f"Thủ tục cho “{asked.words}”"
    return f"Lĩnh vực {asked.sector.name}" if asked.sector else "Mọi thủ tục"


def procedure_card(row: Procedure) -> Card:
    """Return a procedure as it stands in a list; needs its sector at hand."""
    tags = [Tag(ONLINE_SHORT[online])] if (online := row.online) in ONLINE_SHORT else []  # type: ignore[index]
    place = LEVEL_WORDS.get(row.level, "")  # type: ignore[call-overload]
    return Card(
        row.plain_title,
        addresses.of_procedure(row.slug),
        kicker=f"{row.sector.name} · {place}",
        text=row.summary,
        tags=tuple(tags),
    )


def _nothing(*, narrowed: bool) -> Empty:
    if narrowed:
        return Empty(
            "Chưa tìm thấy thủ tục nào như vậy",
            "Hãy thử gõ ít chữ hơn, chỉ gõ tên giấy tờ (ví dụ “khai sinh”), hoặc bỏ bớt lựa chọn. Cẩm nang này chưa có "
            "mọi thủ tục; bạn có thể hỏi nơi tiếp nhận hồ sơ ở xã, phường.",
            (Link("Xem mọi thủ tục", addresses.services()),),
        )
    return Empty(
        "Cẩm nang chưa có thủ tục nào",
        "Khi cơ quan đưa thủ tục lên, bạn sẽ thấy ở đây cần giấy tờ gì, làm ở đâu, mất bao lâu.",
        (Link("Về trang chủ", addresses.home()),),
    )
