"""Reads of entering: whether the contest still takes entrants, who may not enter, which units one chooses from."""

import calendar
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.contests.models import Barred, Contest
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.privacy.contacts import contact_sha256
from lantoa.core.viettext import fold

# Who makes contests does not take part in them.
BARRED_ROLES = frozenset({Role.CONTEST_ORGANISER, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})
UNITS_SHOWN = 12
# Where a citizen lives: a commune or, for years before July 2025, a district.
_PLACES = (AgencyKind.COMMUNE_COMMITTEE, AgencyKind.ISLAND_ZONE, AgencyKind.DISTRICT_COMMITTEE)


def last_close(contest: Contest) -> datetime | None:
    """Return when the last round closes; None for a contest without rounds. One query."""
    last: datetime | None = contest.rounds.aggregate(last=Max("closes_at"))["last"]
    return last


def erase_day(contest: Contest, last: datetime) -> date:
    """Return from which day the personal data of a contest is erased whose last round closes then.

    >>> erase_day(Contest(keeps_months=6), datetime(2023, 8, 31, 17, tzinfo=timezone.get_default_timezone()))
    datetime.date(2024, 2, 29)
    """
    day = timezone.localdate(last)
    years, month = divmod(day.month - 1 + contest.keeps_months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def why_not_taken(contest: Contest, *, at: datetime) -> str:
    """Return why the contest takes no entrants now, in words; empty while it does. One query."""
    if contest.called_off_at:
        return "Cuộc thi đã bị hủy."
    last = last_close(contest)
    if last is None or last <= at:
        return "Cuộc thi đã kết thúc nên không nhận người thi mới nữa."
    return ""


def why_barred(contest: Contest, contact: str) -> str:
    """Return why whoever has this contact may not enter, in words; empty for everybody else. Two queries."""
    barred = Barred.objects.filter(contest=contest, contact_sha256=contact_sha256(contact)).first()
    if barred is not None:
        reason = f" ({barred.reason})" if barred.reason else ""
        return f"Theo thể lệ, bạn thuộc diện không được dự thi{reason}. Nếu có nhầm lẫn, hãy báo Ban tổ chức."
    if "@" in contact and _runs_contests(User.objects.filter(email__iexact=contact)):
        return _RUNS
    return ""


_RUNS = "Người tổ chức, quản trị cuộc thi không được dự thi. Nếu không còn làm việc ấy, hãy nhờ quản trị đổi vai trò."


def why_account_barred(contest: Contest, user: User, contact: str) -> str:
    """Return why the holder of an account may not enter, in words; empty for everybody else. Three queries."""
    if _runs_contests(User.objects.filter(pk=user.pk)):
        return _RUNS
    return why_barred(contest, contact)


def _runs_contests(users: QuerySet[User]) -> bool:
    named = Q(groups__name__in=[role.label for role in BARRED_ROLES]) | Q(is_superuser=True)
    return users.filter(named, is_active=True).exists()


def why_wrong_age(contest: Contest, birth_year: int, *, on: date) -> str:
    """Return why somebody born in that year may not enter, in words; empty where he may.

    The year alone leaves one year open: who may have reached the age, or may not have passed it, is let in, and has
    said so by the form's own words.

    >>> why_wrong_age(Contest(least_age=18), 2008, on=date(2026, 1, 5))
    ''
    >>> why_wrong_age(Contest(least_age=18), 2009, on=date(2026, 12, 5))
    'Thể lệ nhận người từ đủ 18 tuổi; theo năm sinh đã ghi, bạn chưa đủ tuổi. Ghi nhầm thì hãy sửa lại.'
    """
    oldest = on.year - birth_year
    if contest.least_age is not None and oldest < contest.least_age:
        return (
            f"Thể lệ nhận người từ đủ {contest.least_age} tuổi; theo năm sinh đã ghi, bạn chưa đủ tuổi. "
            "Ghi nhầm thì hãy sửa lại."
        )
    if contest.most_age is not None and oldest - 1 > contest.most_age:
        return (
            f"Thể lệ nhận người đến hết {contest.most_age} tuổi; theo năm sinh đã ghi, bạn đã quá tuổi. "
            "Ghi nhầm thì hãy sửa lại."
        )
    return ""


def units_for(audience: str, *, on: date) -> QuerySet[Agency]:
    """Return the agencies of that day that an audience chooses from: officials any of the register, citizens the
    communes (districts while there were any).
    """
    valid = Agency.objects.valid_on(on)
    return valid if audience == Audience.OFFICIALS else valid.filter(kind__in=_PLACES)


def units_like(audience: str, words: str, *, on: date) -> list[Agency]:
    """Return the first agencies whose names hold every word, accents aside, one more than is shown; [] without words.
    One query.
    """
    wanted = fold(words).split()
    if not wanted:
        return []
    found = units_for(audience, on=on)
    for word in wanted[:8]:
        found = found.filter(folded_names__contains=word)
    return list(found.order_by("kind", "name")[: UNITS_SHOWN + 1])
