"""The page of one bulletin in words."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lantoa.apps.base.models import AuditEntry
from lantoa.apps.broadcasts.models import Item, Placement, Sound
from lantoa.apps.broadcasts.presenters.durations import duration_words
from lantoa.apps.broadcasts.queries.bulletin_page import StationReading

_ACTS = {
    "make_bulletin": "lập bản tin",
    "duplicate_bulletin": "chép từ bản tin khác",
    "change_bulletin": "sửa thông tin bản tin",
    "take_story": "lấy lời từ bài",
    "retake_story": "lấy lại lời của bài",
    "keep_item": "xác nhận lời vẫn đúng với bài",
    "write_item": "viết thêm mục",
    "change_item": "sửa lời một mục",
    "move_item": "đổi thứ tự mục",
    "remove_item": "bỏ một mục",
    "submit_bulletin": "trình duyệt",
    "take_back_bulletin": "lấy lại để sửa",
    "return_bulletin": "trả lại",
    "approve_bulletin": "duyệt",
    "list_bulletin": "đăng lên, hoặc gỡ khỏi trang nghe bản tin",
    "withdraw_bulletin": "rút bản tin",
    "place_airings": "xếp lượt phát",
    "offer_to_stations": "giao cho đài",
    "rewrite_frame": "sửa lời chào, lời kết",
    "order_sound": "đặt làm âm thanh",
    "add_recording": "thêm bản ghi âm",
    "make_sound": "làm xong âm thanh",
    "make_sound_again": "làm lại âm thanh",
    "confirm_recording": "xác nhận bản ghi âm",
    "consent_outside_voice": "đồng ý dùng giọng đọc bên ngoài",
    "decide_place": "sửa cách đọc một chỗ",
    "restore_place": "trả một chỗ về cách đọc của máy",
    "choose_sound": "chọn bản âm thanh để phát",
    "close_airings": "bỏ các lượt chưa phát",
    "cancel_deliveries": "ngừng giao",
}
_OTHER = "cập nhật"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item on the page of its bulletin."""

    item: Item
    story_address: str
    first: bool
    last: bool
    stale: str
    may_retake: bool


@dataclass(frozen=True, slots=True)
class StationLine:
    """A station on the page of a bulletin: what of it plays, how long it takes there, what to look at."""

    name: str
    level: str
    clusters: str
    length: str
    airings: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act in the history of a bulletin."""

    entry: AuditEntry
    words: str
    reason: str


def item_lines(items: Sequence[Item], stale: Collection[int], addresses: Mapping[int, str]) -> list[ItemLine]:
    """Return a line for each item, with the address of its story and what is to be said where that has changed."""
    return [
        ItemLine(
            item=item, story_address=addresses.get(item.pk, ""), first=place == 0, last=place == len(items) - 1,
            stale=_stale_words(item) if item.pk in stale else "",
            may_retake=item.story is not None and item.story.live,
        )
        for place, item in enumerate(items)
    ]  # fmt: skip


def _stale_words(item: Item) -> str:
    if item.story is None:
        return "Bài mà mục này lấy lời đã bị xóa."
    if not item.story.live:
        return "Bài mà mục này lấy lời đã ngừng đăng."
    return "Bài đã đổi sau khi lấy lời."


def station_lines(readings: Iterable[StationReading], language: str) -> list[StationLine]:
    """Return a line for each station of a bulletin in this language."""
    return [
        StationLine(
            name=one.station.name,
            level=one.station.get_level_display(),
            clusters=", ".join(cluster.name for cluster in one.clusters) or "mọi cụm loa",
            length=duration_words(one.seconds),
            airings=_airings_words(one),
            warnings=tuple(_station_warnings(one, language)),
        )
        for one in readings
    ]


def _airings_words(one: StationReading) -> str:
    if one.placement is None and not one.planned and not one.played:
        return "xếp khi duyệt"
    counts = [f"đã phát {one.played}"] if one.played else []
    counts += [f"sẽ phát {one.planned}"] if one.planned else []
    if one.placement and one.placement.state != Placement.State.PLACED:
        counts.append(one.placement.get_state_display())
    return ", ".join(counts) or "không còn lượt nào"


def _station_warnings(one: StationReading, language: str) -> Iterable[str]:
    if not one.station.active:
        yield "Đài đang ngừng hoạt động."
    if not one.reads_language:
        yield f"Đài chưa ghi là phát tiếng {language.removeprefix('Tiếng ').removeprefix('tiếng ')}."
    if one.placement and one.placement.reason:
        yield one.placement.reason
    if not one.longest_slot:
        yield "Đài chưa có khung giờ phát nào."
    elif one.seconds > one.longest_slot:
        yield f"Dài hơn khung giờ dài nhất của đài ({duration_words(one.longest_slot)})."


def act_lines(acts: Iterable[AuditEntry]) -> list[ActLine]:
    """Return a line for each act; one of another part of the broadcasts that has no words of its own is an update."""
    return [ActLine(one, _ACTS.get(one.act.partition(".")[2], _OTHER), one.detail.get("reason", "")) for one in acts]


def sound_words(sounds: Sequence[Sound], *, program_reads: bool) -> str:
    """Return in a sentence which sound stations get, and what to do where there is none."""
    if chosen := next((sound for sound in sounds if sound.chosen), None):
        length = duration_words(float(chosen.seconds)) if chosen.seconds is not None else ""
        return f"Bản phát: {chosen.get_kind_display()}, {length}."
    if any(sound.state == Sound.State.MADE for sound in sounds):
        return "Đã có âm thanh nhưng chưa chọn bản để phát."
    if failed := next((sound for sound in sounds if sound.state == Sound.State.FAILED), None):
        return f"Chưa làm được âm thanh: {failed.problem}"
    if sounds:
        return "Âm thanh đang chờ làm."
    if program_reads:
        return "Chưa có âm thanh. Đài vẫn đọc được từ lời đọc; muốn phát bằng máy thì làm giọng máy hoặc ghi âm."
    return "Chưa có âm thanh. Máy không đọc được ngôn ngữ này: cần người đọc ghi âm thì đài mới phát được."
