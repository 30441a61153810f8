"""The way back: what a listener makes of the words, written apart from the way there."""

import random
import re
from collections.abc import Callable
from datetime import date, time, timedelta

from lantoa.core.speech import speak
from lantoa.core.speech.numerals import DIGITS

_SCALES = {"nghìn": 10**3, "triệu": 10**6}
LARGEST = 10**15
"""The largest whole number that is promised to be said and heard."""


def heard(words: str) -> int:
    """The number that a listener makes of the words.

    >>> heard("một nghìn không trăm hai mươi tư"), heard("hai tỷ không trăm linh năm triệu")
    (1024, 2005000000)
    """
    total = 0
    for block in words.split(" tỷ"):
        total = total * 10**9 + _block(block.split())
    return total


def _block(words: list[str]) -> int:
    total, group, last = 0, 0, 0
    for word in words:
        if word in _SCALES:
            total, group, last = total + (group + last) * _SCALES[word], 0, 0
        elif word == "trăm":
            group, last = last * 100, 0
        elif word == "mươi":
            group, last = group + last * 10, 0
        elif word == "mười":
            group += 10
        elif word != "linh":
            last = {"mốt": 1, "tư": 4, "lăm": 5}.get(word, DIGITS.index(word) if word in DIGITS else 0)
    return total + group + last


def heard_decimal(words: str) -> str:
    """The figures of a decimal number with its sign and all its zeros.

    >>> heard_decimal("âm ba phẩy không năm"), heard_decimal("bảy phẩy năm mươi")
    ('-3,05', '7,50')
    """
    sign, rest = ("-", words[3:]) if words.startswith("âm ") else ("", words)
    before, _, after = rest.partition(" phẩy ")
    return f"{sign}{heard(before)}" + (f",{_figures(after)}" if after else "")


def _figures(words: str) -> str:
    said = words.split()
    if len(said) > 3 and all(word in DIGITS for word in said):
        return "".join(str(DIGITS.index(word)) for word in said)
    zeros = 0
    while zeros < len(said) and said[zeros] == "không":
        zeros += 1
    rest = " ".join(said[zeros:])
    return "0" * zeros + (str(heard(rest)) if rest else "")


def heard_date(words: str) -> date:
    """The day of "ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi ba"."""
    match = re.fullmatch(r"ngày (?:mùng )?(.+) tháng (.+?) năm ((?:một|hai) nghìn.*)", words)
    if match is None:
        raise ValueError(words)
    day, month, year = map(heard, match.groups())
    return date(year, month, day)


def heard_time(words: str) -> time:
    """The time of "bảy giờ ba mươi phút năm giây"."""
    match = re.fullmatch(r"(.+?) giờ(?: (.+?) phút)?(?: (.+?) giây)?", words)
    if match is None:
        raise ValueError(words)
    hours, minutes, seconds = (heard(part or "không") for part in match.groups())
    return time(hours, minutes, seconds)


def _grouped(number: int, mark: str) -> str:
    return f"{number:,}".replace(",", mark)


def _integer(dice: random.Random) -> tuple[str, str]:
    number = dice.choice((dice.randint(0, LARGEST), dice.randrange(10 ** dice.randint(1, 15))))
    written = dice.choice((str(number), _grouped(number, "."), _grouped(number, " ")))
    sign = dice.choice(("", "", "", "-", "−"))
    words = speak(f"Giá trị {sign}{written} đơn vị").text.removeprefix("Giá trị ").removesuffix(" đơn vị")
    return f"{'-' if sign else ''}{number}", heard_decimal(words)


def _decimal(dice: random.Random) -> tuple[str, str]:
    before = dice.randrange(10 ** dice.randint(1, 12))
    after = "".join(dice.choices("0123456789", k=dice.randint(1, 6)))
    sign = dice.choice(("", "", "-", "−"))
    written = dice.choice((str(before), _grouped(before, "."))) + f",{after}"
    words = speak(f"Đạt {sign}{written}%").text.removeprefix("Đạt ").removesuffix(" phần trăm")
    return f"{'-' if sign else ''}{before},{after}", heard_decimal(words)


def _date(dice: random.Random) -> tuple[date, date]:
    day = date(1100, 1, 1) + timedelta(days=dice.randrange((date(2199, 12, 31) - date(1100, 1, 1)).days))
    forms: tuple[Callable[[], str], ...] = (
        lambda: f"{day:%d/%m}/{day.year}",
        lambda: f"{day.day}/{day.month}/{day.year}",
        lambda: f"{day:%d-%m}-{day.year}",
        lambda: f"{day:%d.%m}.{day.year}",
        lambda: f"{day.day} tháng {day.month} năm {day.year}",
    )
    words = speak(f"Họp ngày {dice.choice(forms)()}").text.removeprefix("Họp ")
    return day, heard_date(words)


def _time(dice: random.Random) -> tuple[time, time]:
    hours, minutes, seconds = dice.randrange(24), dice.randrange(60), 0
    form = dice.choice(("{0}h{1:02}", "{0:02}h{1:02}", "{0}:{1:02}", "{0:02}:{1:02}:{2:02}", "{0} giờ {1:02} phút"))
    if "{2" in form:
        seconds = dice.randrange(60)
    words = speak(f"Lúc {form.format(hours, minutes, seconds)}").text.removeprefix("Lúc ")
    return time(hours, minutes, seconds), heard_time(words)


KINDS = {"integers": _integer, "decimals": _decimal, "dates": _date, "times": _time}


def read_back(count: int, seed: int) -> dict[str, list[tuple[object, object]]]:
    """What is heard otherwise than it was written, by kind, of `count` random texts of each kind."""
    dice = random.Random(seed)
    wrong: dict[str, list[tuple[object, object]]] = {}
    for kind, one in KINDS.items():
        pairs = (one(dice) for _ in range(count))
        wrong[kind] = [pair for pair in pairs if pair[0] != pair[1]]
    return wrong
