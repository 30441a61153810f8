"""Whom a sentence addresses, and on which channels that kind of recipient works."""

import re
from collections.abc import Sequence

from lantoa.core.viettext import fold, standard_tone

from .channels import Channel
from .plain import plain
from .recipient_classes import RecipientClass, classify_recipient

# What an agency's name begins with inside a sentence, with accents: "Báo cáo", "Ban hành", "Hội nghị" must not count.
_AGENCY = (
    r"(?:ubnd|ủy ban|hđnd|hội đồng|ubmttq|mttq|mặt trận|tỉnh ủy|thành ủy|huyện ủy|thị ủy|đảng ủy|tỉnh đoàn|chi bộ|"
    r"văn phòng|"
    r"bộ(?! phận| máy| tiêu chí| thủ tục| câu hỏi)|sở(?! dĩ)|ban(?! hành)|phòng(?!,? chống| ngừa)|cục|chi cục|vụ|"
    r"trung tâm|"
    r"thanh tra|kho bạc|công an|bộ đội|tòa án|viện|trường(?! hợp)|học viện|bệnh viện|báo(?! cáo| gồm| chí)|đài|tạp chí|"
    r"cổng thông tin|cổng ttđt|hội(?! nghị| thi| thảo| nhập)|đoàn(?! kết| viên)|liên đoàn|liên hiệp|công đoàn|công ty|"
    r"bưu điện|cơ quan|đơn vị|địa phương|doanh nghiệp|chủ tịch|phó chủ tịch|giám đốc|thủ trưởng|trưởng|chánh|"
    r"huyện(?! ủy)|quận|xã|phường|đồng chí|tổ (?:công nghệ|công tác)|công chức (?:văn|tư pháp|địa chính)|"
    r"(?<=các )tổ chức|hệ thống|"
    r"trang thông tin|thôn|bản|ngành|cấp)"
)
_SUBJECT = re.compile(
    rf"(?:(?:giao|đề nghị|yêu cầu|giao cho|phân công|trách nhiệm của|đối với)\s+)?(?P<subject>(?:(?:các|toàn thể|"
    rf"tất cả)\s+)*{_AGENCY}\b)",
    re.IGNORECASE,
)
# Verbs that end the naming of who acts; they stand in small letters, the same words in names in capitals (Sở Xây dựng).
_VERB = re.compile(
    r"(?<=\s)(?:xây dựng|triển khai|phối hợp|chịu trách nhiệm|chủ trì|chủ động|(?<!các )tổ chức|thực hiện|đăng|"
    r"phát(?! thanh| triển)|tăng|"
    r"mở|duy trì|tham mưu|hướng dẫn|chỉ đạo|đẩy mạnh|tuyên truyền|thông báo|cung cấp|theo dõi|bố trí|tập trung|"
    r"tiếp tục|thường xuyên|đưa|gửi|báo cáo|lập|ban hành|quán triệt|phổ biến|vận động|treo|niêm yết|sản xuất|căn cứ|"
    r"nghiêm túc|kịp thời|khẩn trương|có|biên soạn|biên tập|rà soát|kiểm tra|đôn đốc|tổng hợp|bám sát|nghiên cứu|"
    r"bảo đảm|đảm bảo|cử|phân công|là|thành lập|giới thiệu|lồng ghép|khuyến khích|hỗ trợ|xem xét|tiếp nhận|chuyển|"
    r"ưu tiên|dành|in|đổi mới|kiện toàn|hoãn|định hướng|viết|cập nhật|công khai|công bố|nhắn|xử lý|huy động|chuẩn bị|"
    r"tiến hành|tham gia|(?<!đăng )ký|trình|làm tốt|nêu cao|phân bổ|khai thác|vận hành|chấn chỉnh|khắc phục|"
    r"(?<![đĐ]ào )tạo|giao(?! thông| dục| dịch)|đề xuất|áp dụng|trực tiếp|kết nối|biểu dương|mời|yêu cầu|đề nghị|phải|"
    r"cần|sẽ|không|tự|nâng cao|định kỳ|tích cực|quan tâm|lựa chọn|vào cuộc|phát động|tuyên dương|hoàn thành)"
    r"(?=[\s,.;]|$)"
)
_ASKS = frozenset(("đề nghị", "yêu cầu", "giao", "mời", "phân công"))
_NEXT_AGENCY = (
    r"(?=(?:[Cc]ác\s+)?(?:Sở|UBND|Ủy ban|Báo|Đài|Cổng|Trung tâm|Công an|Phòng|Ban|Hội|Đoàn|Văn phòng|Chủ tịch|Giám đốc|"
    r"Mặt trận|Thông tấn xã|Tạp chí|Bộ|Cục|Kho bạc|Bảo hiểm|Ngân hàng|Trường|Viện|Đảng ủy|"
    r"UBMTTQ|Tỉnh|Liên đoàn|Trang)\s+[^\s,]|các\s+(?:[Đđ]ài|cơ quan|trang|cổng|tổ chức))"
)
_PART = re.compile(rf"\s*;\s*|(?<!HĐND)\s*,?\s+(?:và|cùng)\s+{_NEXT_AGENCY}|\s*,\s*{_NEXT_AGENCY}")
_EVERYBODY = re.compile(
    r"(?:(?:cac|toan the|tat ca)\s+)*(?:thu truong )?(?:cac )?(?:co quan|don vi|dia phuong|nganh|cap|to chuc|so|"
    r"lien quan|tren|"
    r"va|cap uy|chinh quyen|dang|duoc giao|noi tren|nhiem vu|theo|chuc nang|,|\s)+"
    r"|(?:cac )?so,(?: ban,)? nganh,(?: doan the,)?(?: don vi,)? (?:va )?(?:cac )?dia phuong"
)
_PARTY_COMMITTEES = re.compile(r"(?:cac )?cap uy(?: dang)?(?: cac cap| truc thuoc)?")
_MAX_SUBJECT = 300

_NEWSPAPER_NAME = re.compile(r"^(?:toa soan )?(?:bao|tap chi|thong tan xa)\b(?! chi)|[,;]\s*bao\b")
_BROADCASTER_NAME = re.compile(r"\bdai (?:phat thanh|truyen hinh|pt\w*|tieng noi|th)\b|phat thanh")
_STATION_NAME = re.compile(r"truyen thanh")
_CULTURE_CENTRE = re.compile(r"trung tam.*(?:van hoa|truyen thong|vh)|\btt vh")


def subjects_of(sentence: str) -> tuple[str, ...]:
    """The agencies a sentence puts before its verb or colon, as written; empty when it does not begin with agencies.

    >>> subjects_of("Báo Quảng Trị và Đài Phát thanh-Truyền hình tỉnh xây dựng chuyên trang, chuyên mục")
    ('Báo Quảng Trị', 'Đài Phát thanh-Truyền hình tỉnh')
    >>> subjects_of("Các sở, ban, ngành cấp tỉnh; UBND các huyện: đăng tin"), subjects_of("Báo cáo kết quả về Sở")
    (('Các sở, ban, ngành cấp tỉnh', 'UBND các huyện'), ())
    """
    start, end = subject_span(sentence)
    parts = [part.strip(" ,.;") for part in _PART.split(sentence[start:end])]
    return tuple(part for part in parts if part and (not part[0].islower() or _SUBJECT.match(standard_tone(part))))


def subject_span(sentence: str) -> tuple[int, int]:
    """Where the naming of the agencies begins and ends; (0, 0) when the sentence does not begin with agencies.

    >>> subject_span("Giao Sở Nội vụ chủ trì"), subject_span("Báo cáo kết quả về Sở")
    ((5, 15), (0, 0))
    """
    head = standard_tone(sentence[: _MAX_SUBJECT + 50])
    match = _SUBJECT.match(head)
    if match is None:
        return 0, 0
    start = match.start("subject")
    ends = [head.find(":", start), len(head) if len(sentence) <= _MAX_SUBJECT and not sentence.endswith(".") else -1]
    verb = _VERB.search(head, match.end())
    ends.append(verb.start() if verb else -1)
    end = min((end for end in ends if end > 0), default=-1)
    if verb is not None and verb.start() == end and verb[0] in _ASKS:  # "Sở Nội vụ đề nghị UBND các huyện …"
        asked_start, asked_end = subject_span(sentence[verb.end() + 1 :])
        return (verb.end() + 1 + asked_start, verb.end() + 1 + asked_end) if asked_end else (0, 0)
    return (start, end) if 0 < end - start <= _MAX_SUBJECT else (0, 0)


def recipients_meant(subjects: Sequence[str], recipients: Sequence[str]) -> tuple[str, ...]:
    """The recipients that the subjects mean: those of the list where they are in it, else the agency named in the text.

    Everybody ("các cơ quan, đơn vị, địa phương", or no subject at all) means the whole list.
    """
    party = [entry for entry in recipients if classify_recipient(entry) is RecipientClass.PARTY_BODIES]
    if party and len(subjects) == 1 and _PARTY_COMMITTEES.fullmatch(fold(subjects[0])):
        return tuple(party)
    if not subjects or any(_EVERYBODY.fullmatch(fold(subject)) for subject in subjects):
        return tuple(recipients)
    meant: list[str] = []
    for subject in subjects:
        kind = classify_recipient(subject)
        same = [entry for entry in recipients if fold(entry) == fold(subject)]
        if not same and kind not in (None, RecipientClass.NAMED_AGENCY):
            same = [entry for entry in recipients if classify_recipient(entry) is kind]
        meant.extend(entry for entry in (same or [subject]) if entry not in meant)
    return tuple(meant)


def usual_channels(recipient: str) -> tuple[Channel, ...]:
    """The channels that a recipient of this kind works on when the text names none.

    Press agencies publish in print and on air (a single one by its name), culture centres run loudspeakers and a site,
    every other agency has its web site.
    """
    kind, words = classify_recipient(recipient), plain(recipient)
    if kind is RecipientClass.DISTRICT_CULTURE_CENTRES:
        return (Channel.LOUDSPEAKER, Channel.WEB)
    if kind is RecipientClass.COMMUNE_STATIONS or (kind is RecipientClass.NAMED_AGENCY and _STATION_NAME.search(words)):
        return (Channel.LOUDSPEAKER,)
    if kind is RecipientClass.NAMED_AGENCY and _CULTURE_CENTRE.search(words):
        return (Channel.LOUDSPEAKER, Channel.WEB)
    if kind is RecipientClass.PRESS or (kind is RecipientClass.NAMED_AGENCY and _is_press(words)):
        channels = (
            *((Channel.NEWSPAPER,) if _NEWSPAPER_NAME.search(words) else ()),
            *((Channel.BROADCAST,) if _BROADCASTER_NAME.search(words) else ()),
        )
        return channels or (Channel.NEWSPAPER, Channel.BROADCAST)
    return (Channel.WEB,)


def possible_channels(recipient: str) -> frozenset[Channel]:
    """The channels that a recipient of this kind can be asked to use at all."""
    usual = frozenset(usual_channels(recipient))
    everywhere = frozenset((Channel.CONTEST, Channel.WEB, Channel.SOCIAL_MEDIA))
    if usual & {Channel.NEWSPAPER, Channel.BROADCAST}:
        return usual | everywhere | {Channel.EVENT}
    if classify_recipient(recipient) in (RecipientClass.PROVINCIAL_PORTAL, RecipientClass.WEB_SITES):
        return everywhere
    others = frozenset(Channel) - {Channel.NEWSPAPER, Channel.BROADCAST}
    return others - {Channel.INTERNAL} if Channel.LOUDSPEAKER in usual else others


def _is_press(words: str) -> bool:
    return _NEWSPAPER_NAME.search(words) is not None or _BROADCASTER_NAME.search(words) is not None
