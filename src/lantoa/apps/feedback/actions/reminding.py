"""Reminders of what is overdue: to the agency at once, to the province's officers some working days later. Each due day
is told once to each mailbox: the key of the mail says of what it speaks.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role
from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.models import Message
from lantoa.apps.feedback.actions.handovers import mailboxes_of
from lantoa.apps.feedback.models import Feedback
from lantoa.core.workdays import day_words

LATE, ESCALATED = "feedback:late:", "feedback:escalated:"
_MOST_NAMED = 20


@transaction.atomic
def remind_agency(*, agency: Agency, due: date, late: Sequence[Feedback], at: datetime) -> int:
    """Return how many mails say to the agency which of its feedback was due that day and is not answered."""
    address = f"{settings.WAGTAILADMIN_BASE_URL}/quan-tri/phan-anh/?due=qua-han"
    text = (
        f"{len(late)} phản ánh của {agency.short_name} có hạn trả lời {day_words(due)} mà chưa trả lời:\n\n"
        f"{_lines(late)}\n\nHãy trả lời, đề nghị bổ sung hoặc gia hạn có lý do. Người dân cũng thấy là đã quá hạn.\n"
        f"{address}\n"
    )
    subject = f"{len(late)} phản ánh quá hạn trả lời {day_words(due)}"
    return _write(f"{LATE}{agency.pk}:{due.isoformat()}:", mailboxes_of(agency), subject, text, at)


@transaction.atomic
def tell_province(*, due: date, late: Sequence[Feedback], at: datetime) -> int:
    """Return how many mails say to the programme's officers what was due that day and is still not answered."""
    officers = User.objects.filter(is_active=True, groups__name=Role.PROGRAMME_OFFICER.label).exclude(email="")
    names = ", ".join(sorted({row.agency.short_name if row.agency else "chưa phân công" for row in late}))
    address = f"{settings.WAGTAILADMIN_BASE_URL}/quan-tri/phan-anh/?due=qua-han"
    text = (
        f"{len(late)} phản ánh có hạn trả lời {day_words(due)} vẫn chưa được trả lời ({names}):\n\n{_lines(late)}\n\n"
        f"Cơ quan đã được nhắc. Hãy đôn đốc, hoặc chuyển cơ quan khác.\n{address}\n"
    )
    subject = f"Còn {len(late)} phản ánh quá hạn từ {day_words(due)}"
    mailboxes = list(dict.fromkeys(officers.order_by("pk").values_list("email", flat=True)))
    return _write(f"{ESCALATED}{due.isoformat()}:", mailboxes, subject, text, at)


def _lines(late: Sequence[Feedback]) -> str:
    lines = [f"- {row.code}, {row.sector.name}" for row in late[:_MOST_NAMED]]
    if len(late) > _MOST_NAMED:
        lines.append(f"- và {len(late) - _MOST_NAMED} phản ánh nữa")
    return "\n".join(lines)


def _write(key: str, mailboxes: Sequence[str], subject: str, text: str, at: datetime) -> int:
    keys = {f"{key}{to}"[:200]: to for to in mailboxes}
    known = set(Message.objects.filter(key__in=keys).values_list("key", flat=True))
    mails = [
        Message(key=one, to=to, subject=subject[:250], text=text, made_at=at, due_at=at)
        for one, to in keys.items()
        if one not in known
    ]
    Message.objects.bulk_create(mails, ignore_conflicts=True)
    return len(mails)
