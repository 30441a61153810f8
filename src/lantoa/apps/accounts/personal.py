"""Personal data of accounts: officials who sign in."""

from collections.abc import Iterable
from datetime import datetime

from lantoa.apps.accounts.models import User
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

_STAYS = "Tài khoản công vụ do cơ quan quản lý: cơ quan khóa tài khoản khi cán bộ thôi việc, không tự xóa được."


def _copy(person: Person) -> Iterable[Copied]:
    rows = User.objects.filter(pk=person.user_pk or 0)
    yield Copied(
        "Tài khoản công vụ",
        tuple(
            {
                "tên đăng nhập": row.username,
                "họ và tên": row.get_full_name(),
                "thư điện tử": row.email,
                "vai trò": [group.name for group in row.groups.all()],
                "lập lúc": plain(row.date_joined),
                "đăng nhập lần cuối": plain(row.last_login),
            }
            for row in rows
        ),
    )


def _erase(person: Person, *, at: datetime) -> Erased:
    return Erased(kept=(_STAYS,)) if User.objects.filter(pk=person.user_pk or 0).exists() else Erased()


PERSONAL = Declared(
    app="accounts",
    purposes=(
        Purpose(
            slug="account",
            title="Tài khoản công vụ",
            why="Cho cán bộ đăng nhập đúng quyền; ghi ai chịu trách nhiệm về việc đã làm.",
            ground=Ground.DUTY,
            keeps="Khi còn nhiệm vụ; thôi nhiệm vụ thì khóa, tên giữ lại cùng việc đã làm. Phiên đăng nhập tự hết hạn.",
            seen_by="Quản trị viên; tên người làm hiện với đồng nghiệp cùng việc.",
            erased="Cơ quan khóa tài khoản; tự người dùng không xóa được hồ sơ công vụ.",
        ),
        # For every field of higher apps that says which account did something.
        Purpose(
            slug="who_did",
            title="Ai đã làm việc gì",
            why="Mỗi việc trong hệ thống có người chịu trách nhiệm: ai viết, ai duyệt, ai quyết định.",
            ground=Ground.DUTY,
            keeps="Cùng với việc ấy.",
            seen_by="Đồng nghiệp được xem việc ấy; trang công khai không hiện tên người làm.",
            erased="Giữ lại cùng hồ sơ công việc của cơ quan.",
        ),
    ),
    fields=(
        personal("accounts.User", "username first_name last_name", Whose.OFFICIAL, Kind.IDENTIFIES, "account"),
        personal("accounts.User", "email", Whose.OFFICIAL, Kind.CONTACT, "account"),
    ),
    nothing=(Nothing("accounts.User", "password", "Chỉ là mã băm của mật khẩu, không đọc ngược được."),),
    copy=_copy,
    erase=_erase,
    office_mail=("accounts:",),
)
