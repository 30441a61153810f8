"""What the words of a citizen sound like: an emergency, an advert, a denunciation, nothing but repetition.

A check never throws a report away: it says to the citizen what to change or whom to call, or leaves a flag by which
an officer looks first. What is said of gambling or loans is a report like any other; only with links does it advertise.
"""

import re
from collections import Counter
from dataclasses import dataclass

from django.db import models

from lantoa.core.analysis.offers import Offer, offer_in
from lantoa.core.viettext import fold, has_hidden_signs, undisguised
from lantoa.core.webpage import advert_words, is_advert_address

MOST_LINKS = 3


class Flag(models.TextChoices):
    """Why a person should look before anything else (Feedback.flags)."""

    EMERGENCY = "emergency", "nghe như việc khẩn cấp"
    ADVERT = "advert", "có thể là quảng cáo"
    DENUNCIATION = "denunciation", "có thể là tố cáo"
    PERSONAL = "personal", "có dữ liệu cá nhân trong lời"
    REPEATED = "repeated", "giống hệt phản ánh vừa gửi"
    HIDDEN = "hidden", "có ký tự ẩn, đã bỏ"


@dataclass(frozen=True, slots=True)
class Emergency:
    """What it sounds like, and whom to call at once."""

    what: str
    number: str
    who: str


_FIRE = Emergency("cháy, nổ, có người mắc kẹt", "114", "Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ")
_POLICE = Emergency("đánh nhau, cướp, đe dọa", "113", "Công an")
_MEDICAL = Emergency("tai nạn, cấp cứu", "115", "Cấp cứu y tế")
# With accents, for "cháy" burns and "chạy" runs.
_SIGNS: tuple[tuple[Emergency, str], ...] = (
    (
        _FIRE,
        "đang cháy, bị cháy, cháy nhà, cháy xe, cháy rừng, cháy chợ, cháy lớn, cháy to, bốc cháy, hỏa hoạn, hoả hoạn, "
        "phát nổ, nổ bình ga, nổ lớn, rò rỉ ga, rò ga, đuối nước, chết đuối, bị lũ cuốn, nước cuốn, bị vùi lấp, "
        "mắc kẹt, sập nhà, sập cầu, sập giàn giáo, cứu hộ, dây điện đứt, dây điện rơi, đứt dây điện, điện giật",
    ),
    (
        _POLICE,
        "đánh nhau, đang đánh, bị đánh, đâm nhau, chém, hành hung, cướp giật, bị cướp, bắt cóc, dọa giết, doạ giết, "
        "đòi giết, giết người, hiếp dâm, xâm hại trẻ, bạo hành, có súng, mang dao, mang mã tấu, tự tử, tự sát",
    ),
    (
        _MEDICAL,
        "tai nạn, bất tỉnh, ngừng thở, khó thở, đột quỵ, ngộ độc, chảy nhiều máu, chảy máu nhiều, co giật, rắn cắn, "
        "cấp cứu, bị thương nặng, nguy kịch, sắp chết",
    ),
)
_EMERGENCIES = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{signs.replace(', ', '|')})(?!\w)", re.IGNORECASE)) for kind, signs in _SIGNS
)
_PLAIN_EMERGENCIES = tuple((kind, re.compile(rf"\b(?:{fold(signs).replace(', ', '|')})\b")) for kind, signs in _SIGNS)
_DENUNCIATION = re.compile(
    r"(?<!\w)(?:tố cáo|nhận hối lộ|đòi hối lộ|vòi tiền|tham ô|tham nhũng|biển thủ|làm giả hồ sơ"
    r"|lạm dụng chức vụ)(?!\w)",
    re.IGNORECASE,
)


def emergencies(text: str) -> tuple[Emergency, ...]:
    """Return what a text says may be happening now, each kind once; empty where nothing sounds like it.

    Words without any accent are taken as they may be meant: a needless question costs less than a missing one.

    >>> [found.number for found in emergencies("Nhà bên cạnh đang cháy, có người bị thương nặng")]
    ['114', '115']
    >>> emergencies("Bộ phận một cửa chạy chậm, trả hồ sơ trễ")
    ()
    >>> [found.number for found in emergencies("co tai nan o nga tu")]
    ['115']
    """
    signs = _PLAIN_EMERGENCIES if text.isascii() else _EMERGENCIES
    words = fold(text) if text.isascii() else text
    return tuple(kind for kind, found in signs if found.search(words))


def sounds_like_denunciation(text: str) -> bool:
    """Return whether the words accuse somebody of a breach of law, which has a way of its own (Luật Tố cáo 2018)."""
    return bool(_DENUNCIATION.search(text))


def why_refused(text: str) -> str:
    """Return why these words cannot be sent as they are and what to change, in Vietnamese; "" where they can.

    >>> why_refused("Đèn đường trước trường học hỏng đã hai tuần.")
    ''
    >>> why_refused("Vay nhanh tại https://vay-tien.example")[:24]
    'Nội dung có đường dẫn cù'
    """
    offer = _offer(text)
    links = offer.addresses
    if offer.is_sure or (not offer.reports and any(is_advert_address(address) for address in offer.addresses)):
        return (
            "Nội dung có đường dẫn cùng lời rao vay tiền, cá cược nên không gửi được. Nếu bạn phản ánh về một trang "
            "như vậy, hãy ghi tên trang, bỏ đường dẫn."
        )
    if len(links) > MOST_LINKS:
        return f"Nội dung có {len(links)} đường dẫn; hãy giữ nhiều nhất {MOST_LINKS} và kể bằng lời."
    if _is_repetition(text):
        return "Nội dung chỉ lặp lại vài chữ; hãy kể chuyện gì, ở đâu, từ khi nào để cơ quan hiểu và xử lý."
    return ""


def holds_address(text: str) -> bool:
    """Return whether there is a web address in words that have no use for one, such as a name."""
    return bool(offer_in(text).addresses)


def flags_of(text: str) -> list[str]:
    """Return why an officer should look at these words first, as values of Flag."""
    found = {
        Flag.EMERGENCY: bool(emergencies(text)),
        Flag.ADVERT: _offer(text).is_likely,
        Flag.DENUNCIATION: sounds_like_denunciation(text),
        Flag.HIDDEN: has_hidden_signs(text),
    }
    return [str(flag) for flag, is_so in found.items() if is_so]


def _offer(text: str) -> Offer:
    return offer_in(text, brands=[word for way in undisguised(text) for word in advert_words(way)])


def _is_repetition(text: str) -> bool:
    """Return whether next to nothing is said: one sign over and over, or a few words many times."""
    if re.search(r"([^\W_])\1{24,}", text):
        return True
    said = fold(text).split()
    if len(said) < 20:
        return False
    counts = Counter(said)
    return len(counts) <= max(3, len(said) // 12)
