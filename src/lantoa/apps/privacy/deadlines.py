"""By when an officer decides what a person asks: days after the contact was proved, moved off days that are not worked.

Law 91/2025/QH15 leaves the days to Decree 356/2025/NĐ-CP. Law firms' summaries of the decree, read in place of its
text (frasersvn.com, 19/01/2026; cdlaf.vn), say: an answer within 2 working days; withdrawal, restriction and objection
within 15 days, once longer by at most 15; "10 to 20 days" in all. 10 days for access and correction could not be
verified. So both numbers are settings and shown as unverified. What the law gives at once here (copy, withdrawal,
erasure) waits for nobody.
"""

from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from lantoa.apps.privacy.models import DataRequest
from lantoa.core.workdays import DayDeadline

UNVERIFIED = "Số ngày do tỉnh đặt, chưa đối chiếu được với văn bản Nghị định 356/2025/NĐ-CP."


def decision_deadline(start: date, kind: str) -> DayDeadline:
    """Return the day by which an officer decides what was asked on `start`, with its computation in words."""
    days = settings.DATA_OBJECTION_DAYS if kind == DataRequest.Kind.OBJECT else settings.DATA_REQUEST_DAYS
    deadline: DayDeadline = import_string(settings.OFFICE_CALENDAR)().day_deadline(start, days)
    return deadline
