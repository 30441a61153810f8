"""Dates and times as Vietnamese sites write them, to ISO 8601."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from lantoa.core.viettext import fold, to_nfc

VIETNAM = timezone(timedelta(hours=7))
"""Vietnam has one zone and no summer time."""

_MONTH_NAMES = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi mot": 11, "muoi hai": 12, "muoi": 10, "chap": 12, "january": 1, "february": 2, "march": 3, "april": 4,
    "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_VN_MONTH = (
    r"(?:thang|thg|th)\s*\.?\s*(?P<{0}>muoi mot|muoi hai|muoi|gieng|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin"
    r"|chap|\d{{1,2}})"
)
_EN_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\d/.-])(?P<y>(?:19|20)\d\d)\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<d>\d{1,2})(?!\d{1,2}[/.-]|\d{3})",
        r"(?<![\d/.-])(?P<d>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<y>(?:19|20)\d\d)(?!\d|/\d)",
        r"(?<!\d)(?P<d>\d{1,2})\s*(?:,|-)?\s*"
        + _VN_MONTH.format("m")
        + r"\s*(?:,|/|-)?\s*(?:nam\s*)?(?P<y>(?:19|20)\d\d)(?!\d)",
        _VN_MONTH.format("m") + r"\s+(?P<d>\d{1,2})\s*,\s*(?P<y>(?:19|20)\d\d)(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})\s*(?:st|nd|rd|th)?[\s-]+"
        + _EN_MONTH.format("m")
        + r"[\s,-]+(?P<y>(?:19|20)\d\d)(?!\d)",
        r"\b" + _EN_MONTH.format("m") + r"\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(?P<y>(?:19|20)\d\d)(?!\d)",
    )
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = re.compile(
    r"(?<![\d:/.-])(?P<h>\d{1,2})(?:\s?(?::|h|g|gio)\s?(?P<mi>\d{2})(?:\s?[:'p]\s?(?P<s>\d{2}))?(?:\s?(?:phut\b|p\b"
    r"|'))?|\s?(?:h|gio)\b)"
    r"(?:\s*(?P<half>sa|ch|am|pm|a\.m|p\.m|sang|chieu|toi|trua)\b)?(?![\d:])"
)
_ISO_TIME = re.compile(
    r"^(?:t|\s|ict|edt|est|utc|gmt|[+-]\d\d)\s?(?P<h>\d{2}):(?P<mi>\d{2})(?::(?P<s>\d{2}))?(?:[.,]\d+)?"
    r"\s*(?P<zone>z|[+-]\d{2}:?\d{2}|[+-]\d{2})?(?![\d:])"
)
_ZONE = re.compile(r"^[\s(]*(?:gmt|utc)\s?(?P<zone>[+-]\s?\d{1,2})(?::?(?P<zm>\d{2}))?")
_BETWEEN = re.compile(
    r"(?:[\s,|•·\-–—/()\[\]@;:]|(?:vao luc|luc|hoi|ngay|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn|t[2-7])\b)*"
)
"""What may stand between a date and its time."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date in a text, its time if one stands beside it, and where in the (folded) text it stands."""

    day: date
    clock: time | None
    zone: timezone | None
    start: int
    end: int

    @property
    def iso(self) -> str:
        """ISO 8601 in Vietnam time; the date alone when no time is stated."""
        if self.clock is None:
            return self.day.isoformat()
        moment = datetime.combine(self.day, self.clock, self.zone or VIETNAM)
        try:
            return moment.astimezone(VIETNAM).isoformat()
        except OverflowError:
            return moment.isoformat()


class ImpossibleDate(ValueError):
    """The text states a date that no calendar has, such as 31/02/2023."""


def read_stamp(text: str) -> Stamp | None:
    """The first date of the text with the time beside it, day before month always; None when there is none.

    Raises ImpossibleDate when what looks like the date cannot exist.

    >>> read_stamp("Thứ tư, 05/04/2023, 08:15 GMT+7").iso, read_stamp("05-04-2023 | 3:20 CH").iso
    ('2023-04-05T08:15:00+07:00', '2023-04-05T15:20:00+07:00')
    >>> read_stamp("Cập nhật lúc: 14h30 ngày 05/04/2023").iso, read_stamp("05 Tháng Tư 2023").iso
    ('2023-04-05T14:30:00+07:00', '2023-04-05')
    >>> read_stamp("2023-04-05T01:15:00Z").iso, read_stamp("300/STTTT-TTBCXB")
    ('2023-04-05T08:15:00+07:00', None)
    """
    return next(_stamps(text), None)


def read_stamps(text: str) -> list[Stamp]:
    """Every date of the text that can exist, in text order; impossible ones are passed over."""
    if not _YEAR.search(text[:2_000]):
        return []  # every date has its year in four digits, and most lines of a page have none
    plain, found = _plain(text), []
    for match in _date_matches(plain):
        try:
            found.append(_stamp(plain, match))
        except ImpossibleDate:
            continue
    return found


def _stamps(text: str) -> Iterator[Stamp]:
    plain = _plain(text) if _YEAR.search(text[:2_000]) else ""
    for match in _date_matches(plain):
        yield _stamp(plain, match)


def _plain(text: str) -> str:
    # fold() gives one small unaccented form for "Tháng Tư", "THÁNG 4", "SA"; dates need no more.
    return fold(to_nfc(text[:2_000]))


def _date_matches(plain: str) -> list[re.Match[str]]:
    matches = [match for pattern in _DATES for match in pattern.finditer(plain)]
    matches.sort(key=lambda match: (match.start(), -match.end()))
    kept: list[re.Match[str]] = []
    for match in matches:
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _stamp(plain: str, match: re.Match[str]) -> Stamp:
    month = match["m"]
    number = int(month) if month.isdigit() else _MONTH_NAMES[month]
    try:
        day = date(int(match["y"]), number, int(match["d"]))
    except ValueError as error:
        raise ImpossibleDate(plain[match.start() : match.end()].strip()) from error
    clock, zone, end = _clock_after(plain, match.end())
    start = match.start()
    if clock is None:
        before = _clock_before(plain, match.start())
        if before:
            start, clock = before
            named = _ZONE.match(plain[match.end() :])
            zone = _zone(named["zone"], named["zm"]) if named else None
    return Stamp(day, clock, zone if clock else None, start, end)


def _clock_after(plain: str, place: int) -> tuple[time | None, timezone | None, int]:
    iso = _ISO_TIME.match(plain[place : place + 40])
    if iso:
        clock = _clock(iso["h"], iso["mi"], iso["s"], None)
        if clock and not re.match(r"\s?(?:sa|ch|am|pm)\b", plain[place + iso.end() :]):
            named = _ZONE.match(plain[place + iso.end() :])
            zone = _zone(named["zone"], named["zm"]) if named and not iso["zone"] else _zone(iso["zone"], None)
            return clock, zone, place + iso.end()
    gap = _BETWEEN.match(plain[place : place + 40])
    after = place + (gap.end() if gap else 0)
    match = _TIME.match(plain, after)
    if match is None:
        return None, None, place
    named = _ZONE.match(plain[match.end() :])
    zone = _zone(named["zone"], named["zm"]) if named else None
    return _clock(match["h"], match["mi"], match["s"], match["half"]), zone, match.end()


def _clock_before(plain: str, place: int) -> tuple[int, time] | None:
    first = max(0, place - 45)
    for match in _TIME.finditer(plain[:place], first):
        rest = re.sub(r"^[\s(]*(?:gmt|utc)\s?[+-]\s?\d{1,2}\)?", "", plain[match.end() : place])
        if _BETWEEN.fullmatch(rest):
            clock = _clock(match["h"], match["mi"], match["s"], match["half"])
            if clock:
                return match.start(), clock
    return None


def _clock(hours: str, minutes: str | None, seconds: str | None, half: str | None) -> time | None:
    hour = int(hours)
    if half in {"ch", "pm", "p.m", "chieu", "toi"} and hour < 12:
        hour += 12
    elif half in {"sa", "am", "a.m", "sang"} and hour == 12:
        hour = 0
    try:
        return time(hour, int(minutes or 0), int(seconds or 0))
    except ValueError:
        return None


def _zone(text: str | None, minutes: str | None) -> timezone | None:
    if not text:
        return None
    if text == "z":
        return UTC
    digits = re.sub(r"\D", "", text)
    hours, rest = (int(digits[:2]), int(digits[2:] or 0)) if len(digits) > 2 else (int(digits), int(minutes or 0))
    if hours > 14 or rest > 59:
        return None
    offset = timedelta(hours=hours, minutes=rest)
    return timezone(-offset if text.startswith("-") else offset)
