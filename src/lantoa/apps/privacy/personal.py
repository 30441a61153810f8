"""Personal data of this app itself: what people ask about their data, and who looked at personal data."""

from collections.abc import Iterable
from datetime import datetime

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
from lantoa.apps.privacy.actions.access import sweep_personal_access
from lantoa.apps.privacy.actions.requests import close_requests_of
from lantoa.apps.privacy.models import DataRequest, PersonalAccess


def _copy(person: Person) -> Iterable[Copied]:
    if person.contact_sha256:
        rows = DataRequest.objects.filter(contact_sha256=person.contact_sha256).order_by("asked_at")
        yield Copied(
            "Yêu cầu về dữ liệu cá nhân",
            tuple(
                {
                    "mã yêu cầu": row.code,
                    "loại": row.get_kind_display(),
                    "điều muốn nói": row.words,
                    "yêu cầu lúc": plain(row.asked_at),
                    "trạng thái": row.get_state_display(),
                }
                for row in rows
            ),
        )
    if person.user_pk:
        seen = PersonalAccess.objects.filter(user=person.user_pk)[:1000]
        yield Copied(
            "Lượt bạn đã xem dữ liệu cá nhân",
            tuple({"lúc": plain(row.at), "bảng": row.table, "lý do": row.reason} for row in seen),
        )


def _erase(person: Person, *, at: datetime) -> Erased:
    return Erased({"privacy.DataRequest": close_requests_of(person=person, at=at) if person.contact_sha256 else 0})


PERSONAL = Declared(
    app="privacy",
    purposes=(
        Purpose(
            slug="data_requests",
            title="Yêu cầu về dữ liệu cá nhân",
            why="Trả lời người xin bản sao, xin sửa, rút lại sự đồng ý hoặc xin xóa.",
            ground=Ground.DUTY,
            keeps="Liên hệ và lời yêu cầu: đến khi giải quyết xong. Chưa nhập đúng mã thì không lưu gì. Sau đó chỉ còn "
            "loại yêu cầu, ngày và kết quả.",
            seen_by="Quản trị viên và cán bộ chương trình được giao.",
            erased="Xóa liên hệ và lời yêu cầu.",
        ),
        Purpose(
            slug="access_log",
            title="Ai đã xem dữ liệu cá nhân",
            why="Không cán bộ nào mở liên hệ của người dân mà không để lại tên, lúc và lý do.",
            ground=Ground.DUTY,
            keeps="36 tháng (quản trị viên đổi được), rồi tự xóa. Không ai sửa được; xóa tay thì lộ ra khi đối chiếu.",
            seen_by="Quản trị viên và cán bộ chương trình; người dân đọc lượt xem về mình trong bản sao tải về.",
            erased="Giữ lại đến hạn: đây là bằng chứng bảo vệ người dân; không ghi dữ liệu đã xem.",
        ),
        Purpose(
            slug="whom_to_ask",
            title="Nơi hỏi về dữ liệu cá nhân",
            why="Người dân biết hỏi ai, gửi phản đối, khiếu nại đến đâu.",
            ground=Ground.DUTY,
            keeps="Đến khi cơ quan thay.",
            seen_by="Ai cũng xem được.",
            erased="Cơ quan sửa khi người phụ trách thay đổi.",
        ),
    ),
    fields=(
        personal("privacy.DataRequest", "contact contact_sha256", Whose.CITIZEN, Kind.CONTACT, "data_requests"),
        personal("privacy.DataRequest", "words", Whose.CITIZEN, Kind.WORDS, "data_requests"),
        personal("privacy.DataRequest", "done_by", Whose.OFFICIAL, Kind.BEHAVIOUR, "data_requests"),
        personal("privacy.PersonalAccess", "user who reason table row", Whose.OFFICIAL, Kind.BEHAVIOUR, "access_log"),
        personal("privacy.WhomToAsk", "answers email phone address", Whose.OFFICIAL, Kind.CONTACT, "whom_to_ask"),
    ),
    nothing=(
        Nothing("privacy.WhomToAsk", "keeper", "Tên cơ quan."),
        Nothing("privacy.DataRequest", "kind state code due_on due_words", "Loại, mã ngẫu nhiên, hạn và cách tính."),
        Nothing("privacy.DataRequest", "outcome counts", "Kết quả do cán bộ hoặc máy ghi, không nêu tên ai."),
    ),
    copy=_copy,
    erase=_erase,
    sweeps=(sweep_personal_access,),
)
