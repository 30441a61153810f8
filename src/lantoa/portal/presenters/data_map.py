"""The public data map: each purpose as facts in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from lantoa.apps.privacy.queries.data_map import MapPurpose
from lantoa.portal.presenters import site
from lantoa.portal.presenters.parts import Fact, Head, Link, fact


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
    of_citizens: tuple[PurposeShown, ...]
    others: tuple[PurposeShown, ...]


def data_map_page(entries: Sequence[MapPurpose]) -> DataMapPage:
    """Return the data map, what concerns citizens first."""
    head = Head(
        "Dữ liệu cá nhân: giữ gì, để làm gì, bao lâu",
        lead="Dữ liệu cá nhân mà phần mềm này giữ, kể ra từ chính các bảng dữ liệu của nó, đủ từng trường.",
        crumbs=site.trail(Link("Dữ liệu cá nhân")),
    )
    return DataMapPage(
        head,
        reverse("own_data:ask"),
        tuple(_shown(entry) for entry in entries if entry.of_citizens),
        tuple(_shown(entry) for entry in entries if not entry.of_citizens),
    )


def _shown(entry: MapPurpose) -> PurposeShown:
    purpose = entry.purpose
    told = (
        ("Của ai", ", ".join(entry.whose)),
        ("Để làm gì", purpose.why),
        ("Căn cứ", str(purpose.ground)),
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
