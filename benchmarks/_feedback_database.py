"""Pieces of feedback for benchmarks: any number of them over the same two years, in every state, with their steps,
hand-overs and mails, as a province would have them. More pieces make each day fuller, not the years longer.
"""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from lantoa.apps.agencies.models import Agency, AgencyKind, folded
from lantoa.apps.base.models import Message
from lantoa.apps.feedback.models import Feedback, FeedbackStep, Handover
from lantoa.apps.services.models import Procedure, Sector

PLACES, OFFICES, SECTORS, PROCEDURES = 78, 20, 13, 54
DAYS = 730
_STATES = ("new", "acknowledged", "asked_back", "answered", "answered", "answered", "closed", "refused")
_SUBJECTS = (
    "Bộ phận một cửa trả hồ sơ trễ", "Đèn đường thôn tắt", "Rác ở chợ không ai thu gom", "Đường liên xã ngập sâu",
    "Lệ phí thu không có biên lai", "Cán bộ hẹn nhiều lần không tiếp", "Nước sinh hoạt đục", "Karaoke ồn quá khuya",
)  # fmt: skip
_BATCH = 2_000
_CHANCE = random.Random(300)


def prepare() -> None:
    """Add the agencies, sectors and procedures that feedback is about."""
    Sector.objects.bulk_create([Sector(slug=f"linh-vuc-{n}", name=f"Lĩnh vực {n}") for n in range(SECTORS)])
    _agencies(AgencyKind.COMMUNE_COMMITTEE, "UBND xã", PLACES)
    _agencies(AgencyKind.PROVINCIAL_DEPARTMENT, "Sở", OFFICES)
    sectors = list(Sector.objects.order_by("pk"))
    Procedure.objects.bulk_create(
        [
            Procedure(
                slug=f"thu-tuc-{n}",
                name=f"Thủ tục {n}",
                plain_title=f"Thủ tục {n}",
                sector=sectors[n % SECTORS],
                made_at=timezone.now(),
                changed_at=timezone.now(),
            )
            for n in range(PROCEDURES)
        ]
    )


def _agencies(kind: AgencyKind, name: str, count: int) -> None:
    Agency.objects.bulk_create(
        Agency(slug=f"{kind}-{n}", name=f"{name} {n}", short_name=f"{name} {n}", kind=kind, folded_names=folded([name]))
        for n in range(count)
    )


def fill(size: int) -> None:
    """Add as many pieces as are missing to so many, and let the database look at them."""
    made = Feedback.objects.count()
    sectors, procedures = list(Sector.objects.order_by("pk")), list(Procedure.objects.order_by("pk"))
    places = list(Agency.objects.filter(kind=AgencyKind.COMMUNE_COMMITTEE))
    agencies = [*Agency.objects.filter(kind=AgencyKind.PROVINCIAL_DEPARTMENT), *places]
    now = timezone.now()
    for first in range(made, size, _BATCH):
        numbers = range(first, min(first + _BATCH, size))
        rows = Feedback.objects.bulk_create(
            [_piece(n, now, _CHANCE.choice(sectors), procedures, places, agencies) for n in numbers]
        )
        steps = FeedbackStep.objects.bulk_create([step for row in rows for step in _steps(row, agencies)])
        _hand_over(rows, {step.feedback_id: step for step in steps if step.kind == "routed"}, now)
    analyse()


def analyse() -> None:
    """Let the database count what its indexes hold, as its own upkeep does in life."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def _piece(
    n: int, now: datetime, sector: Sector, procedures: Sequence[Procedure], places: Sequence[Agency],
    agencies: Sequence[Agency],
) -> Feedback:  # fmt: skip
    at = now - timedelta(minutes=_CHANCE.randrange(DAYS * 24 * 60))
    state, listed, days = _CHANCE.choice(_STATES), n % 3 != 0, _CHANCE.choice((1, 3, 5, 9, 14, 20))
    ended = min(at + timedelta(days=days), now) if state in {"answered", "closed", "refused"} else None
    words = f"{_CHANCE.choice(_SUBJECTS)}, lần thứ {n % 97} trong năm, mong cơ quan xem xét và trả lời."
    return Feedback(
        code=f"PA-{n:08}", key=f"{n:032}", words=words, folded=words.lower(), sector=sector,
        procedure=_CHANCE.choice(procedures) if n % 4 == 0 else None, place=_CHANCE.choice(places),
        agency=_CHANCE.choice(agencies) if n % 200 else None, anonymous=True, sent_at=at, state=state,
        answered_at=ended if state != "refused" else None, closed_at=ended if state in {"closed", "refused"} else None,
        answer_by=(at + timedelta(days=14)).date(), acknowledge_by=(at + timedelta(days=2)).date(),
        acknowledged_at=None if state == "new" else at, reopened=n % 20 == 0, flags=["advert"] if n % 40 == 0 else [],
        listing="listed" if listed else "waiting", listed_at=at if listed else None,
        public_title=f"{words[:40]} {n}", public_words=words, public_answer="" if n % 5 else "Đã trả lời.",
        solved=_CHANCE.choice(("solved", "partly", "not_solved")) if state == "closed" else "",
    )  # fmt: skip


def _steps(row: Feedback, agencies: Sequence[Agency]) -> list[FeedbackStep]:
    """Return what was done with it: one in twenty lay at another agency first."""
    routed = _CHANCE.choice(agencies) if row.pk % 20 == 0 else row.agency
    made = [_step(row, "sent", row.sent_at), _step(row, "routed", row.sent_at, agency=routed)]
    if routed != row.agency:
        made.append(_step(row, "forwarded", row.sent_at, agency=row.agency))
    if row.state != "new":
        made.append(_step(row, "acknowledged", row.sent_at, agency=row.agency))
    if ended := row.answered_at or row.closed_at:
        assert row.answer_by
        day: date = ended.date()
        detail = {"on_time": day <= row.answer_by, "due": f"{row.answer_by}", "days": (ended - row.sent_at).days}
        kind = "refused" if row.state == "refused" else "answered"
        made.append(_step(row, kind, ended, agency=row.agency, detail=detail, words="Đã xử lý."))
    return made


def _step(row: Feedback, kind: str, at: datetime, **values: Any) -> FeedbackStep:
    return FeedbackStep(feedback=row, kind=kind, at=at, **values)


def _hand_over(rows: Sequence[Feedback], routed: dict[int, FeedbackStep], now: datetime) -> None:
    """Add the hand-over of each piece with its mail; one in a hundred failed, two in a thousand are due."""
    told = [row for row in rows if row.agency_id]
    states = {row.pk: "failed" if row.pk % 100 == 0 else "due" if row.pk % 500 == 1 else "seen" for row in told}
    Handover.objects.bulk_create(
        Handover(
            feedback=row, agency_id=row.agency_id, step=routed[row.pk], state=states[row.pk],
            due_at=now if states[row.pk] == "due" else row.sent_at, messages=[f"handover:{row.pk}"],
        )
        for row in told
    )  # fmt: skip
    Message.objects.bulk_create(
        Message(
            key=f"handover:{row.pk}", to="dau-moi@lantoa.example", subject=row.code, text=row.code, state="sent",
            made_at=row.sent_at, due_at=row.sent_at, sent_at=row.sent_at,
        )
        for row in told
    )  # fmt: skip
