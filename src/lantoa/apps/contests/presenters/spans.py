"""Spans of time in words, for people who watch a clock."""

from datetime import timedelta

_UNITS = ((86_400, "ngày"), (3_600, "giờ"), (60, "phút"), (1, "giây"))


def span_words(span: timedelta) -> str:
    """Return a span in its two largest units; seconds only below ten minutes.

    >>> [span_words(timedelta(seconds=n)) for n in (-3, 0, 59, 90, 600, 1799, 7200, 200_000)]
    ['0 giây', '0 giây', '59 giây', '1 phút 30 giây', '10 phút', '29 phút', '2 giờ', '2 ngày 7 giờ']
    """
    left = max(0, int(span.total_seconds()))
    if left >= 600:
        left -= left % 60
    parts = []
    for seconds, unit in _UNITS:
        count, left = divmod(left, seconds)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2]) or "0 giây"
