"""The public data map: each purpose as facts in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from lantoa.apps.base.personal import Ground
from lantoa.apps.privacy.models import WhomToAsk
from lantoa.apps.privacy.queries.data_map import MapPurpose
from lantoa.portal.presenters import site
from lantoa.portal.presenters.parts import Fact, Head, Link, fact

# As one says it to whoever the data is about.
_GROUNDS = {
    Ground.CONSENT: "Bạn đồng ý; rút lại lúc nào cũng được",
    Ground.DUTY: "Nhiệm vụ của cơ quan nhà nước theo pháp luật",
    Ground.PUBLIC: "Đã được công khai theo pháp luật, báo chí",
}


@dataclass(frozen=True, slots=True)
class PurposeShown:
    """One purpose: its facts, the tables it needs with their fields, the text that is agreed to."""

    slug: str
    title: str
    facts: tuple[Fact, ...]
    tables: tuple[tuple[str, str], ...]
    consent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataMapPage:
    head: Head
    own_data_href: str
    # What is kept of whoever only reads, and of whoever does something here, how long: the whole in a minute.
    in_short: tuple[tuple[str, str, str], ...]
    whom_to_ask: tuple[Fact, ...]
    contact_href: str
    of_citizens: tuple[PurposeShown, ...]
    others: tuple[PurposeShown, ...]


def data_map_page(entries: Sequence[MapPurpose], asked: WhomToAsk | None) -> DataMapPage:
    """Return the data map, what concerns citizens first."""
    head = Head(
        "Dữ liệu cá nhân: giữ gì, để làm gì, bao lâu",
        lead="Phần mềm này giữ gì về bạn, vì sao, bao lâu, ai xem được, và bạn có quyền gì.",
        crumbs=site.trail(Link("Dữ liệu cá nhân")),
    )
    return DataMapPage(
        head,
        reverse("own_data:ask"),
        tuple((entry.purpose.slug, entry.purpose.title, entry.purpose.keeps) for entry in entries if entry.of_citizens),
        _asked(asked),
        reverse("portal:contact"),
        tuple(_shown(entry) for entry in entries if entry.of_citizens),
        tuple(_shown(entry) for entry in entries if not entry.of_citizens),
    )


def _asked(asked: WhomToAsk | None) -> tuple[Fact, ...]:
    if asked is None:
        return ()
    told = (
        ("Cơ quan kiểm soát dữ liệu", asked.keeper),
        ("Người phụ trách", asked.answers),
        ("Thư điện tử", asked.email),
        ("Điện thoại", asked.phone),
        ("Nơi tiếp", asked.address),
    )
    return tuple(fact(term, words) for term, words in told if words)


def _shown(entry: MapPurpose) -> PurposeShown:
    purpose = entry.purpose
    told = (
        ("Để làm gì", purpose.why),
        ("Căn cứ", _GROUNDS[purpose.ground]),
        ("Giữ bao lâu", purpose.keeps),
        ("Ai xem được", purpose.seen_by),
        ("Khi bạn xin xóa", purpose.erased),
    )
    tables = tuple((table.name, "; ".join(words for words, *_ in table.fields)) for table in entry.tables)
    return PurposeShown(
        purpose.slug,
        purpose.title,
        tuple(fact(term, words) for term, words in told),
        tables,
        entry.consent.paragraphs if entry.consent else (),
    )
