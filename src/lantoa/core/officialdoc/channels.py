"""The forms in which a duty of communication can be carried out."""

import re
from enum import StrEnum

from .plain import plain


class Channel(StrEnum):
    """One form of communication; ``label`` is its Vietnamese name, ``basis`` where the form is defined.

    The first eight are the forms of grassroots information of Decree 49/2024/NĐ-CP, article 3, clause 1; press follows
    the Press Law of 2016, article 3; contests, events and internal meetings are further forms that yearly plans name.

    >>> Channel("web").label, Channel.LOUDSPEAKER.basis, Channel.EVENT.basis
    ('Cổng, trang thông tin điện tử', 'Khoản 1 Điều 3 Nghị định 49/2024/NĐ-CP', None)
    """

    LOUDSPEAKER = "loudspeaker"
    BULLETIN_BOARD = "bulletin_board"
    NEWSLETTER = "newsletter"
    LEAFLET = "leaflet"
    PROPAGANDIST = "propagandist"
    WEB = "web"
    SOCIAL_MEDIA = "social_media"
    TELECOM_MESSAGE = "telecom_message"
    NEWSPAPER = "newspaper"
    BROADCAST = "broadcast"
    CONTEST = "contest"
    EVENT = "event"
    INTERNAL = "internal"

    @property
    def label(self) -> str:
        """The Vietnamese name of the form."""
        return _LABELS[self]

    @property
    def basis(self) -> str | None:
        """The article (Vietnamese) that defines the form; None for forms known from plans only."""
        if self in _PRESS:
            return "Điều 3 Luật Báo chí năm 2016"
        return None if self in _FROM_PLANS else "Khoản 1 Điều 3 Nghị định 49/2024/NĐ-CP"


_PRESS = (Channel.NEWSPAPER, Channel.BROADCAST)
_FROM_PLANS = (Channel.CONTEST, Channel.EVENT, Channel.INTERNAL)
_LABELS = {
    Channel.LOUDSPEAKER: "Đài truyền thanh, loa",
    Channel.BULLETIN_BOARD: "Bảng tin công cộng",
    Channel.NEWSLETTER: "Bản tin thông tin cơ sở",
    Channel.LEAFLET: "Tài liệu không kinh doanh",
    Channel.PROPAGANDIST: "Tuyên truyền viên cơ sở",
    Channel.WEB: "Cổng, trang thông tin điện tử",
    Channel.SOCIAL_MEDIA: "Mạng xã hội, ứng dụng nhắn tin",
    Channel.TELECOM_MESSAGE: "Tin nhắn viễn thông",
    Channel.NEWSPAPER: "Báo in, báo điện tử",
    Channel.BROADCAST: "Phát thanh, truyền hình",
    Channel.CONTEST: "Cuộc thi, hội thi",
    Channel.EVENT: "Hội nghị, sự kiện",
    Channel.INTERNAL: "Tuyên truyền nội bộ",
}

# Words (plain letters) by which a sentence names a form. Banners and screens stand with the bulletin boards, since they
# are read in public places; "bản tin phát thanh" is no printed newsletter.
_WORDS = {
    Channel.LOUDSPEAKER: r"truyen thanh|loa(?! dai)|dai xa|phat thanh co so",
    Channel.BULLETIN_BOARD: r"bang tin|pa ?-? ?no|bang ron|khau hieu|man hinh led|niem yet|bang dien tu|truc quan",
    Channel.NEWSLETTER: r"ban tin(?! (?:phat thanh|truyen thanh|huong dan|thoi su|truyen hinh))(?<!bang tin)",
    Channel.LEAFLET: r"to roi|to gap|so tay|cam nang|ap phich|poster|tai lieu (?:tuyen truyen|huong dan|hoi dap)",
    Channel.PROPAGANDIST: r"tuyen truyen vien|bao cao vien|tuyen truyen mieng|truyen thong vien",
    Channel.WEB: r"(?:cong|trang|cong/trang|cong, trang)(?: thong tin dien tu| ttdt| web)|website",
    Channel.SOCIAL_MEDIA: r"mang xa hoi|zalo|facebook|fanpage|youtube|tiktok",
    Channel.TELECOM_MESSAGE: r"tin nhan(?: vien thong)?|sms|nhan tin(?! (?:qua )?(?:zalo|facebook))",
    Channel.NEWSPAPER: r"bao in|an pham|bao dien tu|bao giay|chuyen trang(?!,? (?:va )?chuyen muc)",
    Channel.BROADCAST: r"phat thanh|truyen hinh|phong su|phat song|tren song",
    Channel.CONTEST: r"cuoc thi|hoi thi",
    Channel.EVENT: (
        r"hoi nghi|hoi thao|toa dam|doi thoai|giao luu|san khau|luu dong|ngay hoi|le phat dong|trien lam|tap huan"
    ),
    Channel.INTERNAL: r"noi bo|giao ban|sinh hoat (?:chi bo|co quan|dinh ky|chuyen de|don vi)|hop co quan",
}
_PATTERNS = {channel: re.compile(rf"\b(?:{words})\b") for channel, words in _WORDS.items()}


def channels_named(sentence: str) -> frozenset[Channel]:
    """The forms that a sentence names; empty when it names none.

    >>> sorted(channels_named("Đăng tin trên trang thông tin điện tử, Zalo và hệ thống loa truyền thanh cơ sở"))
    [<Channel.LOUDSPEAKER: 'loudspeaker'>, <Channel.SOCIAL_MEDIA: 'social_media'>, <Channel.WEB: 'web'>]
    """
    words = plain(sentence)
    return frozenset(channel for channel, pattern in _PATTERNS.items() if pattern.search(words))
