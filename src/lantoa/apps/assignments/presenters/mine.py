"""The agency's own work as cards in sections, what to do now first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.assignments.presenters.offers import Offer
from lantoa.apps.assignments.queries import SOON_DAYS, MyWork


@dataclass(frozen=True, slots=True)
class Card:
    """One assignment with the buttons that stand on its card."""

    assignment: Assignment
    late: bool
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its cards; `pressing` ones stand out."""

    slug: str
    title: str
    cards: tuple[Card, ...]
    pressing: bool


_SECTIONS = (
    ("returned", "Bị trả lại, cần bổ sung", True),
    ("late", "Quá hạn", True),
    ("soon", f"Đến hạn trong {SOON_DAYS} ngày tới", True),
    ("unreceived", "Chưa báo đã nhận", False),
    ("doing", "Đang làm", False),
    ("waiting", "Đang chờ nơi khác", False),
)


def sections(work: MyWork, *, offers_for: Callable[[Assignment], Sequence[Offer]]) -> list[Section]:
    """Return the sections that hold something, in the order in which they should be worked on."""
    return [
        Section(
            slug,
            title,
            tuple(Card(row, slug == "late", tuple(offers_for(row))) for row in getattr(work, slug)),
            pressing,
        )
        for slug, title, pressing in _SECTIONS
        if getattr(work, slug)
    ]
