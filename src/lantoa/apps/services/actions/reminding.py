"""Mails that ask the agency that keeps a procedure to look at it again."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.assignments.ladder import Hours
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.models import Message
from lantoa.apps.services.models import Procedure

_MOST_NAMED = 20


@transaction.atomic
def remind_of_stale_procedures(*, person: User, procedures: Sequence[Procedure], hours: Hours, at: datetime) -> bool:
    """Return whether the mail is new: one a person and week, with the procedures of the own agency to be looked at."""
    year, week, _ = timezone.localdate(at).isocalendar()
    lines = [f"- {row.plain_title}" for row in procedures[:_MOST_NAMED]]
    if len(procedures) > _MOST_NAMED:
        lines.append(f"- và {len(procedures) - _MOST_NAMED} thủ tục nữa")
    _, made = Message.objects.get_or_create(
        key=f"stale_procedures:{person.pk}:{year}-{week:02d}",
        defaults={
            "to": person.email,
            "subject": f"{len(procedures)} thủ tục cơ quan bạn giữ cần xem lại",
            "text": "Những thủ tục dưới đây đã lâu chưa ai kiểm tra, hoặc dựa vào văn bản không còn hiệu lực; người dân"
            " thấy lời nhắc trên trang:\n\n" + "\n".join(lines) + "\n\nCòn đúng thì bấm “Vẫn đúng”, chưa đúng thì sửa: "
            f"{settings.WAGTAILADMIN_BASE_URL}/quan-tri/dich-vu-cong/?viec=cu&sap=kiem-tra\n",
            "made_at": at,
            "due_at": hours.awake(at, timezone.get_default_timezone()),
        },
    )
    if made:
        detail = {"procedures": len(procedures)}
        record_act("services.remind_of_stale", subject=person, by=None, at=at, detail=detail)
    return made
