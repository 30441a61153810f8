"""Personal data that the base keeps: the outbox, and the audit trail that nobody can erase."""

from collections.abc import Iterable
from datetime import datetime

from lantoa.apps.base.actions.forgetting import erase_messages, private_messages, sweep_private_messages
from lantoa.apps.base.personal import (
    Copied,
    Declared,
    Erased,
    Ground,
    Kind,
    Nothing,
    Person,
    Purpose,
    Whose,
    personal,
    plain,
)

_TRAIL_STAYS = (
    "Nhật ký hành vi của hệ thống được giữ nguyên để chứng minh ai đã làm gì; nhật ký không ghi tên, liên hệ hay lời "
    "của người dân."
)


def _copy(person: Person) -> Iterable[Copied]:
    if person.contact:
        rows = private_messages().filter(to__iexact=person.contact, delete_at=None).order_by("made_at")
        yield Copied(
            "Thư, tin nhắn đã gửi cho bạn",
            tuple(
                {
                    "gửi đến": row.to,
                    "tiêu đề": row.subject,
                    "nội dung": row.text,
                    "trạng thái": row.get_state_display(),
                    "lúc": plain(row.made_at),
                }
                for row in rows
            ),
        )


def _erase(person: Person, *, at: datetime) -> Erased:
    erased = erase_messages(to=person.contact) if person.contact else 0
    return Erased({"base.Message": erased}, (_TRAIL_STAYS,))


PERSONAL = Declared(
    app="base",
    purposes=(
        Purpose(
            slug="outbox",
            title="Thư và tin nhắn gửi đi",
            why="Gửi mã xác nhận, giấy báo và nhắc việc đến đúng người, mỗi thư một lần; gửi lại được khi có lỗi.",
            ground=Ground.DUTY,
            keeps="Mã xác nhận: vài phút. Thư gửi người dân: 30 ngày (quản trị viên đổi được) rồi tự xóa. Thư công vụ "
            "gửi cơ quan: giữ cùng hồ sơ việc.",
            seen_by="Quản trị viên và cán bộ chương trình, trong sổ thư; ở đó liên hệ của người dân bị che, mã xác "
            "nhận không hiện.",
            erased="Xóa cả thư, kể cả thư đang chờ gửi.",
        ),
        Purpose(
            slug="trail",
            title="Nhật ký hành vi",
            why="Chứng minh ai đã làm gì, lúc nào; không ai sửa hay xóa được mà không để lại dấu vết.",
            ground=Ground.DUTY,
            keeps="Không xóa: mỗi dòng được nối bằng mã băm với dòng trước.",
            seen_by="Quản trị viên và người kiểm chứng.",
            erased="Giữ lại. Người dân không được ghi bằng tên; cán bộ được ghi bằng tên đăng nhập.",
        ),
    ),
    fields=(
        personal("base.Message", "to", Whose.CITIZEN, Kind.CONTACT, "outbox"),
        personal("base.Message", "key subject text reason", Whose.ANYBODY, Kind.CONTACT, "outbox"),
        personal("base.AuditEntry", "actor origin detail", Whose.OFFICIAL, Kind.BEHAVIOUR, "trail"),
    ),
    nothing=(
        Nothing("base.Message", "channel state attempts", "Thư hay tin nhắn, đã đi chưa, số lần thử."),
        Nothing("base.AuditEntry", "act subject_type subject_id", "Tên hành vi, tên bảng và khóa của dòng."),
        Nothing("base.AuditEntry", "position previous_sha256 sha256", "Thứ tự và mã băm của chuỗi."),
        Nothing("base.LimitWindow", "name seconds number secret", "Việc được đếm và khóa băm, xóa khi hết khoảng đếm."),
        Nothing(
            "base.LimitCount", "digest taken", "Mã băm mất khóa khi hết khoảng đếm; không lần ra ai, không nối được."
        ),
        Nothing("base.AuditSeal", "position sha256", "Đầu của chuỗi mã băm."),
        Nothing("base.PublicChange", "subject", "Tên trang công khai đã đổi, không tên ai."),
        Nothing("contenttypes.ContentType", "app_label model", "Tên bảng."),
        Nothing(
            "django_tasks_database.DBTaskResult",
            "id args_kwargs priority task_path worker_ids queue_name backend_name return_value exception_class_path "
            "traceback",
            "Việc nền: tên việc, khóa của dòng, lỗi kỹ thuật; xóa sau một ngày, lỗi sau 30 ngày.",
        ),
    ),
    copy=_copy,
    erase=_erase,
    sweeps=(sweep_private_messages,),
)
