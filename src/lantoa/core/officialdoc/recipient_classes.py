"""What kind of recipient a line under "Kính gửi" means."""

import re
from enum import StrEnum
from functools import lru_cache

from lantoa.core.viettext import fold

from .agency_words import HEADS, POSITIONS


class RecipientClass(StrEnum):
    """A class of recipients; all but NAMED_AGENCY stand for many agencies (or the one portal of the province)."""

    MINISTRIES = "ministries"
    PROVINCIAL_COMMITTEES = "provincial_committees"
    PROVINCIAL_DEPARTMENTS = "provincial_departments"
    DISTRICT_COMMITTEES = "district_committees"
    DISTRICT_OFFICES = "district_offices"
    COMMUNE_COMMITTEES = "commune_committees"
    PRESS = "press"
    PROVINCIAL_PORTAL = "provincial_portal"
    WEB_SITES = "web_sites"
    DISTRICT_CULTURE_CENTRES = "district_culture_centres"
    COMMUNE_STATIONS = "commune_stations"
    PARTY_BODIES = "party_bodies"
    MASS_ORGANISATIONS = "mass_organisations"
    ENTERPRISES = "enterprises"
    NAMED_AGENCY = "named_agency"


# Abbreviations of the lists, written out before the rules look; plain letters, whole words.
_WRITTEN_OUT = (
    (r"ubnd", "uy ban nhan dan"),
    (r"tp\.?", "thanh pho"),
    (r"tx\.?", "thi xa"),
    (r"cong ttdt|cttdt", "cong thong tin dien tu"),
    (r"trang ttdt", "trang thong tin dien tu"),
    (r"pt ?[-&]? ?th|ptth", "phat thanh truyen hinh"),
    (r"(?:tt|trung tam) vh\S*(?: ?[-,&] ?\w{1,4})*", "trung tam van hoa"),
    (r"(?:tt|trung tam) (?:truyen thong|tt) ?(?:va|-|&) ?(?:van hoa|vh)", "trung tam van hoa"),
    (r"ubmttq\w*|mttq\w*", "mat tran to quoc"),
)
_ABBREVIATIONS = tuple((re.compile(rf"(?<!\w)(?:{short})(?!\w)"), full) for short, full in _WRITTEN_OUT)

_DISTRICT = r"(?:huyen|thi xa|thanh pho|quan)"
_COMMUNE = r"(?:xa|phuong|thi tran|dac khu)"
_AND = r"(?:,|-|/|\bva\b|\s)+\s*"
_DISTRICTS = rf"(?:\bcac\s+(?:don vi )?{_DISTRICT}\b(?!\s+uy)|\b{_DISTRICT}{_AND}{_DISTRICT}\b|\bcap huyen\b)"
_COMMUNES = rf"(?:\bcac\s+{_COMMUNE}\b|\b{_COMMUNE}{_AND}{_COMMUNE}\b|\bcap xa\b)"
_PRESS_NAME = r"(?:bao(?! cao| ve| hiem| dam)|dai phat thanh|dai truyen hinh|dai pt|tap chi|thong tan xa|dai tieng noi)"

_COMMITTEE = r"(?:uy ban nhan dan|chinh quyen)"
_STATIONS = r"(?:trung tam.*van hoa|truyen thanh)"
_PARTY = r"(?:huyen|thi|thanh|tinh|dang|quan)"

# The first rule whose pattern is found decides: the order goes from the narrow to the wide.
_RULES: tuple[tuple[RecipientClass, tuple[str, ...]], ...] = (
    (RecipientClass.COMMUNE_STATIONS, (rf"truyen thanh.*(?:{_COMMUNES}|co so)",)),
    (RecipientClass.DISTRICT_CULTURE_CENTRES, (rf"{_STATIONS}.*{_DISTRICTS}", rf"{_DISTRICTS}.*{_STATIONS}")),
    (
        RecipientClass.WEB_SITES,
        (r"\bcac\b.*(?:cong|trang) (?:va trang )?thong tin dien tu", r"\bcac (?:cong|trang)\b.*dien tu"),
    ),
    (
        RecipientClass.PROVINCIAL_PORTAL,
        (r"^(?:ban bien tap )?cong thong tin dien tu(?:$|\b.*\b(?:tinh|thanh pho|uy ban nhan dan)\b)",),
    ),
    (RecipientClass.PRESS, (r"\bbao chi\b", r"\bbao,? dai\b", r"\bcac (?:bao|dai)\b(?! cao)")),
    (RecipientClass.PRESS, (rf"^{_PRESS_NAME}\b[^,;]*(?:,|;|\bva\b)\s*{_PRESS_NAME}\b",)),
    (RecipientClass.PROVINCIAL_COMMITTEES, (r"uy ban nhan dan.*(?:\bcac tinh\b|\btinh, thanh pho\b)",)),
    (RecipientClass.MINISTRIES, (r"\bcac bo\b", r"\bco quan ngang bo\b", r"\bbo, (?:ban, )?nganh\b")),
    (RecipientClass.PARTY_BODIES, (r"\bcac ban (?:xay dung )?dang\b", r"\bcac (?:co quan|to chuc(?: co so)?) dang\b")),
    (
        RecipientClass.PARTY_BODIES,
        (rf"\bcac {_PARTY} (?:uy|bo)\b", rf"\b{_PARTY} uy(?:,|-| va)+ ?{_PARTY} uy\b", r"\bcac chi bo\b"),
    ),
    (RecipientClass.COMMUNE_COMMITTEES, (rf"{_COMMITTEE}.*{_COMMUNES}", rf"{_COMMUNES}.*uy ban nhan dan")),
    (RecipientClass.DISTRICT_COMMITTEES, (rf"{_COMMITTEE}.*{_DISTRICTS}", rf"{_DISTRICTS}.*uy ban nhan dan")),
    (
        RecipientClass.DISTRICT_OFFICES,
        (
            rf"(?:\bcac phong\b|\bphong, (?:ban|don vi)).*{_DISTRICT}",
            rf"^phong\b.*{_DISTRICTS}",
        ),
    ),
    (RecipientClass.PROVINCIAL_DEPARTMENTS, (r"\bso\W+(?:ban|nganh)\b", r"\bcac so\b", r"\b(?:nganh|ban), so\b")),
    (
        RecipientClass.PROVINCIAL_DEPARTMENTS,
        (r"\bban, nganh\b.*\btinh\b", r"\bban nganh cap tinh", r"\bcac co quan chuyen mon.*\btinh\b"),
    ),
    (
        RecipientClass.MASS_ORGANISATIONS,
        (r"\bdoan the\b.*\b(?:tinh|cap)\b", r"\bto chuc chinh tri\W+xa hoi", r"\bhoi, doan the"),
    ),
    (RecipientClass.MASS_ORGANISATIONS, (r"\bcac (?:hoi|doan the|to chuc hoi)\b",)),
    (
        RecipientClass.ENTERPRISES,
        (r"\bcac (?:doanh nghiep|cong ty|tong cong ty|hiep hoi|tap doan|hop tac xa)", r"^doanh nghiep\b"),
    ),
    (RecipientClass.ENTERPRISES, (r"\bcong dong doanh nghiep",)),
    (RecipientClass.COMMUNE_COMMITTEES, (rf"^(?:{_COMMUNES})",)),
    (RecipientClass.DISTRICT_COMMITTEES, (rf"^(?:{_DISTRICTS})",)),
)
_PATTERNS = tuple((kind, re.compile("|".join(patterns))) for kind, patterns in _RULES)

_HEAD_OF = re.compile(
    rf"^(?:(?:ong|ba|dong chi|cac dong chi|thu truong|lanh dao)\s+)*(?:(?:{POSITIONS}|thu truong|"
    rf"nguoi dung dau)(?:,? va)?\s+)*"
)
_NAMED_LIST = re.compile(r"^cac (?:so|ban|phong|bo|co quan)\s*:|^(?:cac )?so\s*:")
_SINGLE = re.compile(rf"^(?:{HEADS}|thuong truc|cong|toa soan|co quan thuong tru|vnpt|viettel|mobifone)(?=\W|$)")
_MAX_LENGTH = 300


def classify_recipient(text: str) -> RecipientClass | None:
    """The class of one recipient as written; None when the rules do not know it.

    Accents, case, abbreviations (UBND, TP, TX, Cổng TTĐT, VH-TT-TD) and the order of the words in lists do not matter;
    the head of an agency ("Chủ tịch UBND các huyện") stands for the agency. A list of single names ("Các Sở: Nội vụ,
    Tài chính") is no class. Only the first 300 letters are looked at.

    >>> [str(classify_recipient(words)) for words in ("Các Sở, ban, ngành tỉnh", "ubnd cac thanh pho, thi xa, huyen")]
    ['provincial_departments', 'district_committees']
    >>> [classify_recipient(words) for words in ("Phòng Kinh tế - Xã hội huyện đảo Cồn Cỏ", "Nhân dân trong tỉnh")]
    [<RecipientClass.NAMED_AGENCY: 'named_agency'>, None]
    """
    return _classify(text[:_MAX_LENGTH])


@lru_cache(maxsize=2_000)
def _classify(text: str) -> RecipientClass | None:
    words = fold(text).strip(" .;,-+")
    for pattern, full in _ABBREVIATIONS:
        words = pattern.sub(full, words)
    words = _HEAD_OF.sub("", words, count=1)
    if _NAMED_LIST.match(words):
        return None
    for kind, pattern in _PATTERNS:
        if pattern.search(words):
            return kind
    return RecipientClass.NAMED_AGENCY if _SINGLE.match(words) and " cac " not in words else None
