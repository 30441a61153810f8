"""The words in a package that a person reads: what it is, when it is to be played, how it is checked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

_URGENT = "!!! BẢN TIN KHẨN CẤP: PHÁT NGAY, TRƯỚC MỌI BẢN TIN KHÁC !!!"
_ILLUSTRATIVE = "DỮ LIỆU MINH HỌA: KHÔNG PHÁT TRÊN ĐÀI THẬT."
_SHOWN_AIRINGS = 40


def readme_text(said: Mapping[str, Any]) -> str:
    """Return the text of DOC-TOI.txt for what a manifest says."""
    bulletin, clusters, sound = said["bulletin"], said["clusters"], said["sound"]
    lines = [_URGENT, ""] if bulletin["priority"] == "emergency" else []
    lines += [_ILLUSTRATIVE, ""] if bulletin["illustrative"] else []
    lines += [
        "GÓI PHÁT CỦA BẢN TIN PHÁT THANH",
        "",
        f"Bản tin: {bulletin['title']}",
        f"Cơ quan: {bulletin['agency']['name']}",
        f"Mức: {bulletin['priority_name']}",
        f"Ngôn ngữ: {bulletin['language']['name']}",
        f"Đài: {said['station']['name']}",
        f"Cụm loa: {_clusters(clusters)}",
        f"Phát từ {_moment(bulletin['valid_from'])} đến {_moment(bulletin['valid_until'])}.",
        f"Nhiều nhất {bulletin['airings_at_most']} lượt, mỗi ngày nhiều nhất {bulletin['airings_a_day']} lượt.",
        f"Duyệt lúc {_moment(said['approval']['approved_at'])}{_by(said['approval']['role'])}.",
        "",
        *_times(said["airings"]),
        "",
        *_sound(sound, said["sound_missing_because"]),
        "",
        "Trong gói:",
        "- script.txt: lời đọc, đọc nguyên văn;",
        *(["- sound.mp3, sound.opus: bản âm thanh, cùng một nội dung, chọn một;"] if sound else []),
        "- manifest.json: các thông tin trên, cho phần mềm đọc;",
        "- SHA256SUMS: mã kiểm tra của từng tệp.",
        "",
        "Kiểm tra gói: giải nén rồi chạy `sha256sum -c SHA256SUMS` ở đó, hoặc `./lantoa check_package TỆP.zip`.",
        "Phát xong, hãy xác nhận trên trang của đài; lượt phát chưa xác nhận sẽ hiện lại vào hôm sau.",
    ]
    return "\n".join(lines) + "\n"


def _moment(words: str) -> str:
    return f"{datetime.fromisoformat(words):%H:%M ngày %d/%m/%Y}"


def _by(role: str | None) -> str:
    return f", người duyệt: {role}" if role else ""


def _clusters(clusters: Mapping[str, Any]) -> str:
    names = ", ".join(cluster["name"] for cluster in clusters["named"])
    if not clusters["all"]:
        return names
    return f"tất cả ({names})" if names else "tất cả"


def _times(airings: list[Mapping[str, Any]]) -> list[str]:
    if not airings:
        return ["Chưa xếp giờ phát: đài chọn giờ trong thời hạn trên."]
    shown = [
        f"- {_moment(airing['planned_at'])} ({airing['slot'] or 'ngoài khung giờ'})"
        for airing in airings[:_SHOWN_AIRINGS]
    ]
    more = len(airings) - _SHOWN_AIRINGS
    return ["Giờ phát đã xếp:", *shown, *([f"- và {more} lượt nữa (xem manifest.json)"] if more > 0 else [])]


def _sound(sound: Mapping[str, Any] | None, missing: str | None) -> list[str]:
    if sound is None:
        return [f"Gói này không có âm thanh. {missing}"]
    minutes, seconds = divmod(round(sound["seconds"]), 60)
    voice = f", {sound['voice']}" if sound["voice"] else ""
    return [f"Âm thanh: {sound['kind_name']}{voice}, dài {minutes} phút {seconds} giây."]
