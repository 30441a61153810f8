"""Personal data of the assignments: officials who give, receive and prove."""

from collections.abc import Iterable

from lantoa.apps.assignments.models import ReceiptLink
from lantoa.apps.base.personal import Copied, Declared, Ground, Kind, Nothing, Person, Purpose, Whose, personal, plain

_WHO = "who_did"


def _copy(person: Person) -> Iterable[Copied]:
    if person.contact:
        rows = ReceiptLink.objects.filter(sent_to__iexact=person.contact).select_related("agency")
        yield Copied(
            "Liên kết nhận việc đã gửi đến hộp thư này",
            tuple({"cơ quan": row.agency.name, "gửi đến": row.sent_to, "lúc": plain(row.made_at)} for row in rows),
        )


PERSONAL = Declared(
    app="assignments",
    purposes=(
        Purpose(
            slug="assignments",
            title="Giao việc, nhận việc, nộp minh chứng",
            why="Giao việc cho cơ quan và biết cơ quan đã nhận, đã làm đến đâu, ai nộp minh chứng.",
            ground=Ground.DUTY,
            keeps="Cùng hồ sơ của chương trình.",
            seen_by="Cán bộ chương trình và cơ quan được giao.",
            erased="Giữ lại: hồ sơ công việc của cơ quan.",
        ),
    ),
    fields=(
        personal("assignments.ReceiptLink", "sent_to", Whose.OFFICIAL, Kind.CONTACT, "assignments"),
        personal("assignments.ReceiptLink", "browser_sha256", Whose.OFFICIAL, Kind.BEHAVIOUR, "assignments"),
        personal("assignments.Extension", "asked_by decided_by", Whose.OFFICIAL, Kind.BEHAVIOUR, "assignments"),
        personal("assignments.Proof", "given_by", Whose.OFFICIAL, Kind.IDENTIFIES, "assignments"),
        personal("assignments.Proof", "file", Whose.ANYBODY, Kind.VOICE_PICTURE, "assignments"),
    ),
    nothing=(
        Nothing("assignments.Assignment", "reason product quantity", "Việc giao cho cơ quan và lý do của cơ quan."),
        Nothing("assignments.Assignment", "due_date due_from due_working_days urgency", "Hạn và mức gấp."),
        Nothing("assignments.CalendarDay", "day name source seeded_from", "Ngày nghỉ lễ."),
        Nothing("assignments.Extension", "wanted_date reason granted_date", "Hạn và lý do của cơ quan."),
        Nothing("assignments.ReceiptLink", "refusals", "Số lần mở bị từ chối."),
        Nothing("assignments.Notice", "key subject text", "Lời báo cho cơ quan."),
        Nothing("assignments.Proof", "key url sha256 note", "Liên kết công khai, mã băm, ghi chú về việc."),
        Nothing("assignments.ReminderPlan", "link_valid_days", "Số ngày."),
        Nothing("assignments.ReminderStep", "working_days", "Số ngày."),
    ),
    copy=_copy,
    office_mail=(
        "asked:",
        "bulk:",
        "calendar:",
        "answer:",
        "delegated:",
        "given_back:",
        "edited:",
        "duties_sent:",
        "digest:",
        "superior:",
        "link_anew:",
    ),
)
