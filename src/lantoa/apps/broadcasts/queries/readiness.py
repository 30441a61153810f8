"""What a bulletin still needs before it may be submitted or approved."""

import re
from datetime import datetime

from lantoa.apps.broadcasts.models import Bulletin

_DIGIT = re.compile(r"\S*\d\S*")
_SHOWN = 5


def what_is_missing(bulletin: Bulletin, *, at: datetime) -> list[str]:
    """Return what the bulletin lacks, each with what to do, in Vietnamese; nothing where it is ready. Three queries."""
    found = []
    if not any(item.written.strip() for item in bulletin.items.all()):
        found.append("Bản tin chưa có lời nào; hãy thêm một mục.")
    if not bulletin.stations.exists():
        found.append("Chưa chọn đài nào; hãy chọn ít nhất một đài để phát.")
    if bulletin.valid_until <= at:
        found.append("Thời hạn phát đã qua; hãy chọn thời hạn mới.")
    return found


def what_is_wrong_with(bulletin: Bulletin, script: str) -> list[str]:
    """Return what keeps a script from being read aloud, in Vietnamese; a person who reads another language reads its
    figures too, a program's Vietnamese has none left.
    """
    if not script.strip():
        return ["Lời đọc đang trống; hãy viết nội dung."]
    digits = list(dict.fromkeys(_DIGIT.findall(script))) if bulletin.language.spoken_by_program else []
    if not digits:
        return []
    more = f" và {len(digits) - _SHOWN} chỗ nữa" if len(digits) > _SHOWN else ""
    return [f"Lời đọc còn chữ số ({', '.join(digits[:_SHOWN])}{more}); hãy sửa thành chữ trong phần lời đọc."]
