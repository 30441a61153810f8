"""Writes that remind stations of what nobody has confirmed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lantoa.apps.base.actions import record_act
from lantoa.apps.base.models import Message
from lantoa.apps.broadcasts.models import Airing, Station

_MOST_NAMED = 15


@transaction.atomic
def remind_station(*, station: Station, day: date, airings: Sequence[Airing], to: Sequence[str], at: datetime) -> int:
    """Return how many new mails say to these addresses which airings of the day nobody has confirmed: one a day, a
    station and an address, however often it is called.
    """
    known = set(Message.objects.filter(key__startswith=_key(station, day)).values_list("key", flat=True))
    new = [address for address in to if _key(station, day) + address not in known]
    if not new:
        return 0
    lines = [f"- {timezone.localtime(one.planned_at):%H:%M}: {one.bulletin.title}" for one in airings[:_MOST_NAMED]]
    if len(airings) > _MOST_NAMED:
        lines.append(f"- và {len(airings) - _MOST_NAMED} lượt nữa")
    text = (
        f"Ngày {day:%d/%m/%Y}, {station.name} có {len(airings)} lượt phát chưa ai xác nhận:\n\n"
        + "\n".join(lines)
        + "\n\nĐã phát hay không phát được, xin bấm một lần ở trang của đài. Chưa xác nhận thì chưa được tính.\n"
        f"{settings.WAGTAILADMIN_BASE_URL}/quan-tri/phat-thanh/dai/{station.pk}/hom-nay/\n"
    )
    subject = f"{station.name}: {len(airings)} lượt phát ngày {day:%d/%m} chưa xác nhận"[:250]
    Message.objects.bulk_create(
        [
            Message(key=_key(station, day) + address, to=address, subject=subject, text=text, made_at=at, due_at=at)
            for address in new
        ],
        ignore_conflicts=True,
    )
    detail = {"day": day.isoformat(), "airings": len(airings), "mails": len(new)}
    record_act("broadcasts.remind_station", subject=station, by=None, at=at, detail=detail)
    return len(new)


def _key(station: Station, day: date) -> str:
    return f"unconfirmed:{station.pk}:{day.isoformat()}:"
