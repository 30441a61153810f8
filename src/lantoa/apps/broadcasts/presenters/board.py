"""The lines of the bulletin board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from lantoa.apps.broadcasts.models import Bulletin, Sound
from lantoa.apps.broadcasts.presenters.durations import duration_words
from lantoa.apps.broadcasts.queries.board import Waiting

_WAITS = {
    Waiting.EMERGENCY: "Chờ bạn duyệt gấp",
    Waiting.APPROVAL: "Chờ bạn duyệt",
    Waiting.RETURNED: "Bị trả lại, chờ sửa",
    Waiting.SOUND: "Âm thanh chưa làm được",
    Waiting.NOTHING: "",
}
_FEW = 1


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One bulletin on the board: what it is, where it stands, what waits."""

    pk: int
    title: str
    agency: str
    state: str
    state_words: str
    waits: str
    reason: str
    priority: str
    priority_words: str
    validity: str
    over: bool
    stations: str
    language: str
    length: str
    sound: str
    airings: str
    illustrative: bool


def board_lines(
    bulletins: list[Any], waiting: Mapping[int, Waiting], seconds: Mapping[int, float], *, at: datetime
) -> list[BoardLine]:
    """Return a line for each bulletin of queries.board.board_rows."""
    return [
        BoardLine(
            pk=one.pk,
            title=one.title,
            agency=one.agency.short_name,
            state=one.state,
            state_words=one.get_state_display(),
            waits=_WAITS[waiting.get(one.pk, Waiting.NOTHING)],
            reason=one.returned_reason if one.state == Bulletin.State.DRAFT else "",
            priority=one.priority,
            priority_words=one.get_priority_display(),
            validity=span_words(one.valid_from, one.valid_until),
            over=one.valid_until <= at,
            stations=_stations_words([station.name for station in one.stations.all()]),
            language=one.language.name,
            length=duration_words(seconds.get(one.pk)),
            sound=_sound_words(one),
            airings=_airings_words(one),
            illustrative=one.illustrative,
        )
        for one in bulletins
    ]


def span_words(first: datetime, last: datetime) -> str:
    """Return a span of time in words, without a year that is the same at both ends.

    >>> from datetime import datetime, UTC
    >>> span_words(datetime(2023, 5, 31, 22, tzinfo=UTC), datetime(2023, 6, 7, 10, tzinfo=UTC))
    '05:00 01/06 – 17:00 07/06/2023'
    """
    begins, ends = timezone.localtime(first), timezone.localtime(last)
    year = "" if begins.year == ends.year else f"/{begins:%Y}"
    return f"{begins:%H:%M %d/%m}{year} – {ends:%H:%M %d/%m/%Y}"


def _stations_words(names: list[str]) -> str:
    if not names:
        return "chưa chọn đài"
    more = f" và {len(names) - _FEW} đài nữa" if len(names) > _FEW else ""
    return f"{', '.join(names[:_FEW])}{more}"


def _sound_words(row: Any) -> str:
    if row.sound_state is None:
        return "chưa có"
    words = Sound.Kind(row.sound_kind).label
    match row.sound_state:
        case Sound.State.MADE:
            return f"{words}, đã chọn để phát" if row.sound_chosen else f"{words}, chưa chọn để phát"
        case Sound.State.DUE:
            return f"{words}, đang chờ làm"
    return f"{words}, chưa làm được"


def _airings_words(row: Any) -> str:
    return f"{row.airings_played}/{row.airings_planned} lượt" if row.airings_planned else "chưa có lượt nào"
