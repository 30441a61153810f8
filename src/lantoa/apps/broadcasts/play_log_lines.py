"""Lines of the log that a station's machine has written: which column says what, and what a line says.

Machines write what they like: heads are recognised by their words, days and times in the forms that people use here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from lantoa.core.viettext import fold

_HEADS = {
    "clock": ("thoi gian", "gio phat", "gio bat dau", "gio", "bat dau", "thoi diem", "ngay gio", "time", "start time",
              "start", "played at", "datetime", "date time", "timestamp"),
    "day": ("ngay", "ngay phat", "date", "day"),
    "title": ("ten", "ten tep", "ten file", "tep", "file", "filename", "file name", "title", "noi dung", "ban tin",
              "ten ban tin", "chuong trinh", "track", "bai", "ten bai", "tieu de"),
    "cluster": ("cum", "cum loa", "khu vuc", "zone", "cluster", "loa", "dia diem"),
    "length": ("thoi luong", "do dai", "length", "duration", "so giay", "seconds", "thoi gian phat"),
}  # fmt: skip
_HEAD_ROWS = 10
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})(?!\d)")
_LONG_DAY = re.compile(r"(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?::|h|gio|g)\s*(?:(\d{1,2})\s*(?:(?::|ph[utm]*|p)\s*(\d{1,2})?)?)?(?:[.,]\d+)?"
    r"\s*(am|pm|sa|ch)?\b"
)
_LENGTH_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:[.,]\d+)?")
_LENGTH_WORDS = re.compile(r"(?:(\d+)\s*(?:phut|ph|min|m|'))?\s*(?:(\d+)\s*(?:giay|s|sec|\"|'')?)?")
_ENDING = re.compile(r"\.(?:mp3|wav|ogg|opus|m4a|aac|wma|flac)$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column (from 0) says what; `first` is the row of the first line under the heads."""

    clock: int
    title: int
    day: int | None = None
    cluster: int | None = None
    length: int | None = None
    first: int = 0


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line as it was understood; `moment` without a time zone, None where no time could be read."""

    number: int
    text: str
    moment: datetime | None
    title: str
    cluster: str = ""
    seconds: int | None = None


def columns_of(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Return the columns by the words of their heads; None where a person has to say which is which.

    >>> columns_of([["STT", "Ngày", "Giờ", "Tên tệp"], ["1", "01/06/2023", "05:00", "a.mp3"]])
    Columns(clock=2, title=3, day=1, cluster=None, length=None, first=1)
    """
    for place, row in enumerate(rows[:_HEAD_ROWS]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            words = " ".join(re.sub(r"\(.*?\)|[^\w ]", " ", fold(cell)).replace("_", " ").split())
            part = next((part for part, heads in _HEADS.items() if words in heads and part not in found), None)
            if part:
                found[part] = column
        # A day that is the only column of time holds the time too.
        if "title" in found and "clock" not in found and "day" in found:
            found["clock"] = found.pop("day")
        if "title" in found and "clock" in found:
            return Columns(first=place + 1, **found)
    return None


def lines_of(rows: Sequence[Sequence[str]], columns: Columns, *, on: date | None = None) -> list[LogLine]:
    """Return the lines under the heads, empty ones left out; `on` is the day of lines that say only a time."""
    found = []
    for number, row in enumerate(rows[columns.first :], start=columns.first + 1):
        if not any(cell.strip() for cell in row):
            continue
        day = _cell(row, columns.day)
        found.append(
            LogLine(
                number,
                " | ".join(cell.strip() for cell in row if cell.strip())[:500],
                read_moment(f"{day} {_cell(row, columns.clock)}", on=on),
                _cell(row, columns.title),
                _cell(row, columns.cluster),
                read_length(_cell(row, columns.length)),
            )
        )
    return found


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def read_moment(text: str, *, on: date | None = None) -> datetime | None:
    """Return the day and time that a text says, None where it says no time, or no day and none is known.

    >>> read_moment("17h05 ngày 1/6/2023"), read_moment("2023-06-01T05:00:09")
    (datetime.datetime(2023, 6, 1, 17, 5), datetime.datetime(2023, 6, 1, 5, 0, 9))
    >>> read_moment("5:30:00 CH", on=date(2023, 6, 1)), read_moment("lúc nào đó")
    (datetime.datetime(2023, 6, 1, 17, 30), None)
    """
    words = fold(text)
    day, rest = _read_day(words)
    clock = _read_clock(rest)
    day = day or on
    return datetime.combine(day, clock) if day and clock else None


def _read_day(words: str) -> tuple[date | None, str]:
    for pattern, order in ((_ISO_DAY, (1, 2, 3)), (_LONG_DAY, (3, 2, 1)), (_DAY, (3, 2, 1))):
        if found := pattern.search(words):
            year, month, day = (int(found[place]) for place in order)
            rest = f"{words[: found.start()]} {words[found.end() :].removeprefix('t')}"
            try:
                return date(year + 2000 if year < 100 else year, month, day), rest
            except ValueError:
                return None, rest
    return None, words


def _read_clock(words: str) -> time | None:
    found = _CLOCK.search(words)
    if not found:
        return None
    hour, minute, second = (int(found[place] or 0) for place in (1, 2, 3))
    if found[4] in {"pm", "ch"} and hour < 12:
        hour += 12
    elif found[4] in {"am", "sa"} and hour == 12:
        hour = 0
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def read_length(text: str) -> int | None:
    """Return the seconds that a length says, None where it says none.

    >>> read_length("00:03:12"), read_length("3 phút 12 giây"), read_length("192"), read_length("?")
    (192, 192, 192, None)
    """
    words = fold(text).strip()
    if found := _LENGTH_CLOCK.fullmatch(words):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return hours * 3600 + minutes * 60 + seconds
    found = _LENGTH_WORDS.fullmatch(words.split(".")[0].split(",")[0])
    if not found or not (found[1] or found[2]):
        return None
    return int(found[1] or 0) * 60 + int(found[2] or 0)


def name_key(name: str) -> str:
    """Return a title, an address or a file's name in the form in which they are compared.

    >>> name_key("D:\\\\phat\\\\Tra-ket-qua_dung hẹn.MP3") == name_key("Trả kết quả đúng hẹn")
    True
    """
    words = fold(re.split(r"[\\/]", name)[-1]).strip()
    return " ".join(re.sub(r"[\W_]+", " ", _ENDING.sub("", words)).split())


def same_name(said: str, known: str) -> bool:
    """Return whether two names in that form mean the same: equal, or one within the other as whole words."""
    if not said or not known:
        return False
    shorter, longer = sorted((said, known), key=len)
    return said == known or (len(shorter) >= 8 and f" {shorter} " in f" {longer} ")
