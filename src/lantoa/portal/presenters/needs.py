"""“Tôi cần…” in public: the list of needs, and the page of one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from lantoa.apps.services.addresses import need_address
from lantoa.apps.services.models import Need
from lantoa.apps.services.presenters.need_walk import NeedWalk
from lantoa.portal.presenters import addresses
from lantoa.portal.presenters.parts import Card, Empty, Head, Link
from lantoa.portal.presenters.site import trail
from lantoa.portal.presenters.stories import ILLUSTRATIVE_TAG

NEEDS = "Tôi cần…"
_LEAD = (
    "Chọn việc bạn đang cần. Trả lời vài câu ngắn, bạn nhận danh sách thủ tục, giấy tờ phải mang, nơi đến, thời gian. "
    "Không cần đăng nhập; câu trả lời chỉ nằm trong địa chỉ trang, không lưu ở đâu."
)


@dataclass(frozen=True, slots=True)
class NeedsPage:
    head: Head
    cards: tuple[Card, ...]
    empty: Empty | None


@dataclass(frozen=True, slots=True)
class NeedPage:
    head: Head
    walk: NeedWalk
    empty: Empty | None


def needs_page(needs: Iterable[Need]) -> NeedsPage:
    """Return the list of needs."""
    cards = tuple(
        Card(
            title=_capital(need.title),
            href=need_address(need.slug),
            text=need.summary,
            tags=(ILLUSTRATIVE_TAG,) if need.illustrative else (),
        )
        for need in needs
    )
    nothing = Empty(
        "Chưa có nhu cầu nào được soạn",
        "Bạn vẫn tìm được thủ tục theo tên hoặc theo lĩnh vực.",
        (Link("Tìm kiếm", addresses.search()),),
    )
    return NeedsPage(Head(NEEDS, trail(Link(NEEDS)), _LEAD), cards, None if cards else nothing)


def need_page(need: Need, walk: NeedWalk) -> NeedPage:
    """Return the page of a need at these answers."""
    nothing = Empty(
        "Theo câu trả lời, chưa có thủ tục nào phải làm",
        "Nếu bạn không chắc, hãy trả lời lại, hoặc hỏi bộ phận một cửa nơi bạn ở.",
        (Link("Trả lời lại từ đầu", walk.action), Link("Tìm thủ tục", addresses.search())),
    )
    head = Head(
        walk.title,
        trail(Link(NEEDS, reverse("portal:needs")), Link(_capital(need.title))),
        "" if walk.answered else need.summary,
        tags=(ILLUSTRATIVE_TAG,) if need.illustrative else (),
    )
    return NeedPage(head, walk, nothing if walk.nothing else None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
