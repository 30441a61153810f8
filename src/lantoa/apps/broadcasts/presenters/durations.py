"""Lengths of time in words."""


def duration_words(seconds: float | None) -> str:
    """Return a length of time in words, to five seconds from a minute on.

    >>> duration_words(42), duration_words(60), duration_words(92.4), duration_words(3725)
    ('42 giây', '1 phút', '1 phút 30 giây', '1 giờ 2 phút')
    >>> duration_words(None)
    ''
    """
    if seconds is None:
        return ""
    if seconds < 59.5:
        return f"{max(round(seconds), 1)} giây"
    rounded = round(seconds / 5) * 5
    minutes, rest = divmod(rounded, 60)
    if minutes >= 60:
        hours, minutes = divmod(minutes, 60)
        return f"{hours} giờ {minutes} phút" if minutes else f"{hours} giờ"
    return f"{minutes} phút {rest} giây" if rest else f"{minutes} phút"
