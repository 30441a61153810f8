"""The three classes of a bulletin in words: what each one does (Circular 39/2020/TT-BTTTT)."""

from lantoa.apps.broadcasts.models import Priority

EFFECTS = {
    Priority.ROUTINE: "Đài xã tự chọn giờ phát. Đài của chính cơ quan soạn được xếp giờ ngay khi duyệt.",
    Priority.PRIORITY: "Vào chương trình của mọi đài đã chọn ngay khi duyệt; trùng giờ thì cán bộ xã xếp thứ tự.",
    Priority.EMERGENCY: "Phát ngay, trước mọi bản tin khác; lên danh sách của đài trong vòng một phút sau khi duyệt.",
}
SOURCE = "Thông tư 39/2020/TT-BTTTT"


def class_choices() -> list[tuple[str, str, str]]:
    """Return value, name and effect of each class, low to high."""
    return [(str(one), f"{one.label[:1].upper()}{one.label[1:]}", EFFECTS[one]) for one in Priority]


def class_effect(priority: str) -> str:
    """Return what happens with a bulletin of this class once it is approved."""
    return EFFECTS[Priority(priority)]
