"""Hours of the day."""

import re
from collections.abc import Mapping

from .numerals import whole
from .records import HouseStyle
from .scene import Reading, Scene, cue, rule

_HOURS = r"(?:[01]?\d|2[0-4])"
_MINUTES = r"[0-5]\d"
_AFTER_HOUR = re.compile(r"\dg\d\d\s?[-–]\s?$")
_BEFORE_HOUR = re.compile(rf"{cue('time')}\s*(?:\d+g\s*[-–]\s*)?$")


def _time(match: re.Match[str], scene: Scene) -> Reading | None:
    parts, style = match.groupdict(), scene.style
    if parts["mark"] in ("g", ":") and not _is_time(match, scene):
        return None
    return Reading(match.end(), time_words(parts, style))


def time_words(parts: Mapping[str, str | None], style: HouseStyle) -> str:
    """The words of hours, minutes and seconds; zero minutes are not said.

    >>> time_words({"hours": "07", "minutes": "30", "seconds": None}, HouseStyle())
    'bảy giờ ba mươi phút'
    """
    said = f"{whole(parts['hours'] or '0', style)} giờ"
    for name, word in (("minutes", "phút"), ("seconds", "giây")):
        value = parts.get(name)
        if value and (int(value) or (name == "minutes" and parts.get("seconds"))):
            said += f" {whole(value, style)} {word}"
    return said


def _no_minutes(match: re.Match[str], scene: Scene) -> Reading | None:
    """14 giờ 00 is said as 14 giờ."""
    return Reading(match.end(), "", takes_spaces_before=True) if scene.before(match.start(), 4) == "giờ " else None


def _is_time(match: re.Match[str], scene: Scene) -> bool:
    """7g is an hour only near words of time; 2:10 is an hour unless a ratio or a score is named."""
    before = scene.before(match.start())
    if match["mark"] == "g":
        return (
            bool(match["minutes"]) or _BEFORE_HOUR.search(before) is not None or _AFTER_HOUR.search(before) is not None
        )
    if re.search(r"(?:tỷ|tỉ) (?:lệ|số)\D{0,20}$", before):
        return False
    return match["minutes"] is not None


TIME_RULES = [
    rule("time", r"00(?:[ ]phút)?(?![\w/]|[.,]\d)", _no_minutes),
    rule(
        "time",
        rf"(?P<hours>{_HOURS})\s?(?P<mark>[hH])(?:\s?(?P<minutes>{_MINUTES}|\d(?=\s?(?:phút|ph|p|'))))?(?:\s?(?:phút|ph|p|'))?(?![\w/]|[.,]\d)",
        _time,
    ),
    rule(
        "time", rf"(?P<hours>{_HOURS})(?P<mark>g)(?P<minutes>{_MINUTES})?(?:\s?(?:phút|ph|p|'))?(?![\w/]|[.,]\d)", _time
    ),
    rule(
        "time",
        rf"(?P<hours>{_HOURS})(?P<mark>:)(?P<minutes>{_MINUTES})(?::(?P<seconds>{_MINUTES}))?(?:\s?(?:giờ|h))?(?![\w/:]|[.,]\d)",
        _time,
    ),
]
