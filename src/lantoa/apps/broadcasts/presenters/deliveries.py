"""What pages say of deliveries and routes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from lantoa.apps.broadcasts.models import Delivery, DeliveryRoute
from lantoa.apps.broadcasts.queries.deliveries import DOWNLOAD, is_over

_KINDS = DeliveryRoute.Kind
_ABOUT = {
    _KINDS.FOLDER: "Gói phát tự đặt vào thư mục của đài trên máy chủ; phần mềm của đài, hoặc chương trình đồng bộ tệp, "
    "lấy từ đó. Bản tin rút hoặc hết hạn thì gói được gỡ, thay bằng tệp rut-….json.",
    _KINDS.SOURCE_SYSTEM: "Gói phát chuyển cho hệ thống thông tin nguồn của tỉnh hoặc trung ương qua bộ nối do người "
    "vận hành cung cấp. Giao tiếp của hệ thống ấy (Công văn 2455/BTTTT-TTCS) không công khai nên chưa có bộ nối sẵn.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One delivery as a list shows it."""

    delivery: Delivery
    way: str
    state: str
    happened: str
    problem: str
    may_fetch: bool
    may_retry: bool


@dataclass(frozen=True, slots=True)
class RouteLine:
    """One kind of route of a station: what it does, and whether it is on."""

    kind: str
    name: str
    about: str
    active: bool


def delivery_lines(deliveries: Iterable[Delivery], *, at: datetime, run: frozenset[int]) -> list[DeliveryLine]:
    """Return the lines of a list; `run` are the stations that whoever looks keeps. Needs bulletin, station, route at
    hand.
    """
    return [_line(delivery, at, run) for delivery in deliveries]


def route_lines(routes: Mapping[str, DeliveryRoute]) -> list[RouteLine]:
    """Return every kind of route, switched on or not."""
    return [
        RouteLine(kind, kind.label.capitalize(), _ABOUT[kind], kind in routes and routes[kind].active)
        for kind in _KINDS
    ]


def way_words(kind: str) -> str:
    """Return how a delivery goes, in words.

    >>> way_words("download"), way_words("folder")
    ('tải về', 'thư mục')
    """
    return "tải về" if kind == DOWNLOAD else str(_KINDS(kind).label)


def _line(delivery: Delivery, at: datetime, run: frozenset[int]) -> DeliveryLine:
    over = is_over(delivery.bulletin, at)
    waits = delivery.state in {Delivery.State.DUE, Delivery.State.FAILED}
    return DeliveryLine(
        delivery=delivery,
        way=way_words(delivery.route_kind),
        state=_state(delivery, over),
        happened=_happened(delivery),
        problem=delivery.problem,
        may_fetch=not over and delivery.state != Delivery.State.CANCELLED,
        may_retry=waits and delivery.route_kind != DOWNLOAD and not over and delivery.station_id in run,
    )


def _state(delivery: Delivery, over: bool) -> str:
    if delivery.withdrawn_at and delivery.sent_at:
        return "đã thu hồi"
    if delivery.route_kind != DOWNLOAD or delivery.state == Delivery.State.CANCELLED:
        return str(delivery.get_state_display())
    if over:
        return "đã hết hạn"
    return "đài đã tải" if delivery.fetched_at else "sẵn sàng để tải"


def _happened(delivery: Delivery) -> str:
    said = []
    if delivery.route_kind == DOWNLOAD:
        said.append(f"tải lần đầu {_moment(delivery.fetched_at)}" if delivery.fetched_at else "đài chưa tải")
    elif delivery.sent_at:
        said.append(f"giao {_moment(delivery.sent_at)}")
    if delivery.withdrawn_at and delivery.sent_at:
        said.append(f"thu hồi {_moment(delivery.withdrawn_at)}")
    if delivery.state == Delivery.State.DUE and delivery.attempts:
        said.append(f"đã thử {delivery.attempts} lần, thử lại {_moment(delivery.due_at)}")
    return "; ".join(said)


def _moment(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}" if moment else ""
