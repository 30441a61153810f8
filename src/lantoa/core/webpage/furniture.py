"""Lines that stand around an article on Vietnamese sites but are no part of it, known by their words."""

import re

from lantoa.core.viettext import fold

from .dates import read_stamps
from .outline import Line

_SHORT = 120
_END_HARD = re.compile(
    r"^(?:(?:cac |nhung )?(?:tin|bai|bai viet|tin bai|tin tuc)(?: bai| tuc| viet)? (?:khac|da dua|da dang|cu hon"
    r"|moi hon|cung chuyen muc|cung loai|cung danh muc|cung the loai|cung chu de|moi nhat|moi|noi bat|doc nhieu"
    r"|xem nhieu|doc nhieu nhat|tiep theo|truoc do)"
    r"|(?:cac )?(?:tin|bai)(?: bai| tuc| viet)? khac.{0,40}|cung chuyen muc|cung chu de|cung the loai|cung danh muc"
    r"|tin trong muc|tin trong ngay|tin cung muc|bai cung muc|bai doc nhieu|doc nhieu(?: nhat)?|xem nhieu(?: nhat)?"
    r"|doc nhieu trong tuan"
    r"|tong so diem cua bai viet la.*|click de danh gia bai viet|danh gia bai viet|xep hang.{0,25}phieu bau.*"
    r"|y kien (?:ban doc|phan hoi|doc gia)|(?:gui |viet |cac )?(?:binh luan|phan hoi)(?: \(?\d+\)?| cua ban| moi"
    r"| ban doc)?"
    r"|(?:de lai|gui|viet) (?:mot )?(?:binh luan|tra loi|y kien|phan hoi).*|tra loi|huy tra loi|ban can dang nhap.*"
    r"|leave a (?:reply|comment).*|comments?|\d+ binh luan|email cua ban se khong duoc.*"
    r"|ban quyen (?:bai viet )?thuoc.*|nhung noi dung khac|cac noi dung khac|thong tin khac|noi dung khac|van ban moi"
    r"|thong bao moi|video noi bat|lien ket (?:website|web|nhanh)|thong ke truy cap|so luot truy cap.*"
    r"|about the author|ve tac gia|bai truoc|bai sau|bai tiep theo|bai viet tiep theo|post navigation"
    r"|dieu huong bai viet|related (?:posts|news|articles)|you may also like|more from .*"
    r"|co the ban quan tam|ban co the quan tam|co the ban se thich|ban doc quan tam|tin quan tam|su kien noi bat"
    r"|chuyen muc khac|tieu diem|tin hot)$"
)
_END_SOFT = re.compile(
    r"^(?:(?:cac |nhung )?(?:tin|bai|bai viet|tin bai|tin tuc|noi dung|thong tin|van ban)(?: bai| tuc"
    r"| viet)? (?:lien quan|lien quan khac)|lien quan|co lien quan|xem them|doc them|tham khao them|mời xem thêm"
    r"|bai lien quan|chu de lien quan|xem tiep|tep dinh kem|tap tin dinh kem|file dinh kem|tai lieu dinh kem|dinh kem"
    r"|van ban dinh kem|tai ve|download)$"
)
_FURNITURE = re.compile(
    r"^(?:(?:so |tong )?(?:luot|so) (?:xem|truy cap|doc|lan doc)\b.*|(?:da xem|xem|views?|hits?|doc"
    r"|luot)\s*:?\s*[\d.,]+|[\d.,]+ (?:luot (?:xem|doc|truy cap)|views?|lan xem|nguoi xem|luot)(?: bai viet)?"
    r"|co chu.*|xem voi co chu.*|(?:tang|giam|phong to|thu nho) (?:kich )?(?:co |thuoc )?(?:chu|co chu|font).*"
    r"|a ?[-+−]?(?: a ?[-+−]?)*|mac dinh|chieu rong|do tuong phan.*|font size.*|giong doc.*|nghe (?:doc )?(?:bai|tin"
    r"|noi dung|audio).*|doc (?:bai viet|bai|tin)|nghe|phat|toc do doc.*|nu mien .*|nam mien .*"
    r"|(?:chia se|share|chia se (?:bai viet|tin|len|qua|tren|link|voi).{0,40}|facebook|zalo|twitter|tweet|linkedin"
    r"|pinterest|x|google\+?|messenger|telegram|youtube|tiktok|in|in an|in (?:trang|bai|tin|noi dung)(?: viet| nay)?"
    r"|ban in|print|gui|(?:gui )?(?:e-?mail|mail)|gui (?:bai|tin|cho ban be|qua email|thu).{0,30}|luu|luu (?:bai|tin"
    r"|lai|trang|tru)(?: viet| nay)?|thich|like|sao chep.{0,20}|copy link|link|bao cao|quan tam"
    r"|theo doi)(?:[ |/,·•]+(?:facebook|zalo|twitter|email|in|chia se|thich|luu|print|share|gui email|gui|ban in|like"
    r"|tweet|copy link|linkedin|pinterest|telegram))*\s*:?\s*\d*"
    r"|theo doi .{0,60}(?:tren|google news|facebook|zalo|youtube).*|(?:moi|hay) .{0,30}(?:theo doi"
    r"|quan tam) .{0,40}(?:facebook|zalo|youtube|google news|fanpage).*"
    r"|(?:quay lai|tro (?:ve|lai)|ve|len|back)(?: trang truoc| trang chu| dau trang| to top)?|quay lai trang truoc"
    r"|top|xem (?:tiep|chi tiet|tat ca|nhieu hon|tai day)|doc tiep|chi tiet(?: tin| bai viet| noi dung)?"
    r"|noi dung chi tiet|noi dung tin|doc them|an de xem.*|loading\.*|dang tai\.*|dang xu ly\.*|bang xep hang"
    r"|(?:tu khoa|tags?|the|chu de|hashtag|keywords?|tim kiem|nhan)\s*:.*|#\S+(?: +#\S+)*|(?:tu khoa|tags|hashtag)"
    r"|(?:©|\(c\)|copyright|ban quyen).*|quang cao|advertisement|ad|sponsored|tin tai tro|(?:bai|truoc|sau|tiep"
    r"|trang)(?: truoc| sau| tiep)?|[«»‹›<>|/\\·•*+\-–—_=.:,()\[\]\s]+|(?:ban dang (?:o|xem)|vi tri"
    r"|duong dan)\b.{0,120}|trang chu(?: ?[»›>/|].*)?|thich bai viet|danh gia:?|binh chon.*|\d+ ?/ ?5.*|[\d.]+ (?:sao"
    r"|phieu|vote).*|bat dau ngay)$"
)
_LEADING_LINK = re.compile(
    r"^(?:xem them|doc them|tin lien quan|bai lien quan|lien quan|xem|>>+|»|\[xem)\s*[:>»\-–]?\s*\S"
)


def is_furniture(line: Line) -> bool:
    """Whether the line is a counter, a share or print link, a font control, a tag list, a copyright, an ornament."""
    if len(line.text) > _SHORT * 3:
        return False
    plain = _stripped(line.folded)
    if not plain or _FURNITURE.match(plain):
        return not plain or len(plain) <= _SHORT or plain.startswith(("tu khoa", "tag", "©", "copyright", "ban quyen"))
    return bool(line.link_share > 0.6 and _LEADING_LINK.match(plain))


def ends_article(line: Line) -> bool:
    """Whether the line heads what always stands after an article: other news, comments, ratings."""
    return len(line.text) <= 80 and bool(_END_HARD.match(_stripped(line.folded)))


def heads_related(line: Line) -> bool:
    """Whether the line heads a box of related links, which may stand inside an article too."""
    return len(line.text) <= 60 and bool(_END_SOFT.match(_stripped(line.folded)))


def is_date_line(text: str) -> bool:
    """Whether the line is a date of publication and little else.

    >>> is_date_line("Thứ tư - 05/04/2023 08:15"), is_date_line("Ngày 21/12/2022, UBND tỉnh ban hành Kế hoạch số 219")
    (True, False)
    """
    if len(text) > _SHORT:
        return False
    stamps = read_stamps(text)
    if not stamps:
        return False
    plain = fold(text)
    rest = plain[: stamps[0].start] + plain[stamps[-1].end :]
    rest = _DATE_WORDS.sub(" ", rest)
    return len(re.sub(r"[\W_]+", "", rest)) <= 12


_DATE_WORDS = re.compile(
    r"\b(?:ngay|dang|luc|cap nhat|xuat ban|tao|gui|viet|thoi gian|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn"
    r"|gmt ?[+-]?\d*|utc|gio|phut|lan cuoi|moi nhat|posted on|published|updated|date|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|am|pm|sa|ch|tin|bai|boi|by"
    r"|luot xem ?:? ?[\d.,]+|[\d.,]+ ?luot xem|views? ?:? ?\d+)\b"
)


def _stripped(folded: str) -> str:
    return folded.strip(" :.;,-–—*•►▶»>[]()|\"'“”…").strip()
