"""A step-by-step page: what to do, what one sees when it has worked, what to do when it has not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lantoa.apps.services.models import HowTo
from lantoa.apps.services.queries.needs import is_stale
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.meta import SCHEMA
from lantoa.portal.presenters.newsroom import iso
from lantoa.portal.presenters.parts import Card, Empty, Fact, Head, Link, Meta, Notice, fact
from lantoa.portal.presenters.services import SERVICES
from lantoa.portal.presenters.words import day_words


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    title: str
    text: str
    success: str
    trouble: str


@dataclass(frozen=True, slots=True)
class HowToPage:
    head: Head
    steps: tuple[Step, ...]
    stale: Notice | None
    about: tuple[Fact, ...]
    others: tuple[Link, ...]
    feedback_href: str


@dataclass(frozen=True, slots=True)
class HowTosPage:
    head: Head
    cards: tuple[Card, ...]
    empty: Empty | None


HOWTOS = "Hướng dẫn từng bước"
_LEAD = "Mỗi bài đi từng bước: làm gì, làm đúng thì thấy gì, không được thì làm sao. Đọc được trên điện thoại, in được."


def howtos_page(howtos: Iterable[HowTo]) -> HowTosPage:
    """Return the list of step-by-step pages, in their order."""
    cards = tuple(Card(title=one.title, href=addresses.of_howto(one.slug), text=one.summary) for one in howtos)
    nothing = Empty(
        "Chưa có bài hướng dẫn nào",
        "Bạn vẫn tìm được thủ tục theo tên hoặc theo lĩnh vực.",
        (Link(SERVICES, addresses.services()),),
    )
    crumbs = site.trail(Link(SERVICES, addresses.services()), Link(HOWTOS))
    return HowTosPage(Head(HOWTOS, crumbs, _LEAD), cards, None if cards else nothing)


def howto_page(howto: HowTo, *, others: Iterable[HowTo], today: date) -> HowToPage:
    """Return the page; needs the steps and the owner at hand."""
    steps = tuple(
        Step(place, step.title, step.text, step.success, step.trouble)
        for place, step in enumerate(howto.steps.all(), start=1)
    )
    return HowToPage(
        head=Head(
            howto.title,
            lead=howto.summary,
            crumbs=site.trail(Link(HOWTOS, addresses.howtos()), Link(howto.title)),
            meta=_meta(howto, steps),
        ),
        steps=steps,
        stale=_stale(howto, today),
        about=_about(howto),
        others=tuple(Link(one.title, addresses.of_howto(one.slug)) for one in others),
        feedback_href=addresses.sending_feedback(),
    )


def _stale(howto: HowTo, today: date) -> Notice | None:
    if not is_stale(howto.checked_on, on=today):
        return None
    when = f"Kiểm tra lần cuối ngày {day_words(howto.checked_on)}" if howto.checked_on else "Chưa ghi ngày kiểm tra"
    words = f"{when}. Màn hình và tên nút ở các trang khác có thể đã đổi; vướng thì hỏi nơi tiếp nhận hồ sơ."
    return Notice("unknown", words, "Hướng dẫn này có thể đã cũ")


def _about(howto: HowTo) -> tuple[Fact, ...]:
    owner = howto.owner
    return (
        fact("Nguồn", howto.source),
        fact("Kiểm tra lần cuối", day_words(howto.checked_on) if howto.checked_on else "chưa ghi"),
        fact("Cơ quan giữ nội dung", owner.name, href=addresses.of_agency(owner))
        if owner
        else fact("Cơ quan giữ nội dung", "chưa có"),
    )


def _meta(howto: HowTo, steps: tuple[Step, ...]) -> Meta:
    entry: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "HowTo",
        "name": howto.title,
        "description": howto.summary,
        "inLanguage": "vi",
        "step": [
            {"@type": "HowToStep", "position": step.number, "name": step.title, "text": step.text} for step in steps
        ],
    }
    return Meta("article", modified=iso(howto.changed_at), data=(entry,))
