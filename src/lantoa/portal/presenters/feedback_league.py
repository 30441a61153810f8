"""The league of responsiveness in public: a picture, two tables, and how it is counted."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from lantoa.apps.base.months import months_after
from lantoa.apps.feedback.presenters.league import LeagueLine, LeaguePage, TimesLine
from lantoa.apps.feedback.queries.league import League
from lantoa.core.viettext import format_number
from lantoa.core.workdays import day_words
from lantoa.portal.presenters.parts import Empty, Head, Link, Notice, Picture, picture
from lantoa.portal.presenters.site import trail

TITLE = "Các cơ quan trả lời ra sao"
AS_THEN = "khi-do"
_LEAD = (
    "Phản ánh, kiến nghị của người dân: cơ quan nào nhận bao nhiêu, trả lời đúng hạn bao nhiêu, sau mấy ngày làm việc, "
    "và người dân đánh giá ra sao."
)


@dataclass(frozen=True, slots=True)
class Period:
    """The last so many months with this one, whole ones, as a reader chooses them."""

    key: str
    words: str
    months: int

    def first(self, today: date) -> date:
        """Return the day on which it begins.

        >>> PERIODS[0].first(date(2026, 11, 27))
        datetime.date(2025, 12, 1)
        """
        return months_after(today.replace(day=1), 1 - self.months)


PERIODS = (Period("", "12 tháng qua", 12), Period("6-thang", "6 tháng qua", 6), Period("3-thang", "3 tháng qua", 3))


@dataclass(frozen=True, slots=True)
class FeedbackLeaguePage:
    """The league for everybody."""

    head: Head
    span: str
    periods: tuple[Link, ...]
    readings: tuple[Link, ...]
    figure: Picture | None
    ranked: list[LeagueLine]
    below: list[LeagueLine]
    times: list[TimesLine]
    minimum: str
    notice: Notice | None
    empty: Empty | None


def period_of(key: str) -> Period:
    """Return the period of that key, the longest for a key that there is not.

    >>> period_of("3-thang").months, period_of("gì đó").months
    (3, 12)
    """
    return next((period for period in PERIODS if period.key == key), PERIODS[0])


def feedback_league_page(
    page: LeaguePage, found: League, times: list[TimesLine], *, period: Period, as_now: bool
) -> FeedbackLeaguePage:
    """Return the page over a period."""
    nothing = Empty("Chưa có phản ánh nào trong kỳ này", "Hãy chọn kỳ dài hơn, hoặc quay lại sau.", ())
    return FeedbackLeaguePage(
        Head(TITLE, trail(Link("Phản ánh, kiến nghị", reverse("portal:feedback_list")), Link(TITLE)), _LEAD),
        f"Phản ánh gửi từ {day_words(found.first)} đến hết {day_words(found.last)}: {format_number(page.received, 0)}.",
        tuple(Link(one.words, _address(one.key, as_now), current=one == period) for one in PERIODS),
        (
            Link("Theo cơ quan hiện nay", _address(period.key, True), current=as_now),
            Link("Theo cơ quan khi đó", _address(period.key, False), current=not as_now),
        ),
        picture(page.figure) if page.figure else None,
        page.ranked,
        page.below,
        times,
        format_number(page.minimum, 0),
        Notice("illustrative", page.illustrative, title="Số liệu minh họa", slim=True) if page.illustrative else None,
        None if page.ranked or page.below else nothing,
    )


def _address(key: str, as_now: bool) -> str:
    asked = [f"ky={key}"] if key else []
    if not as_now:
        asked.append(f"doc={AS_THEN}")
    return reverse("portal:feedback_league") + (f"?{'&'.join(asked)}" if asked else "")
