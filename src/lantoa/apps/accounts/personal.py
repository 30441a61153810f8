"""Personal data of accounts: officials who sign in."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

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


def _accounts(person: Person) -> QuerySet[User]:
    """Return the account, or those whose mailbox was proved."""
    if person.user_pk:
        return User.objects.filter(pk=person.user_pk)
    return User.objects.filter(email__iexact=person.contact) if person.contact else User.objects.none()


def _copy(person: Person) -> Iterable[Copied]:
    rows = _accounts(person)
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
    return Erased(kept=(_STAYS,)) if _accounts(person).exists() else Erased()


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
        # Of the libraries that sign people in.
        personal("account.EmailAddress", "user email", Whose.OFFICIAL, Kind.CONTACT, "account"),
        personal("mfa.Authenticator", "user", Whose.OFFICIAL, Kind.BEHAVIOUR, "account"),
        personal(
            "socialaccount.SocialAccount", "user provider uid extra_data", Whose.OFFICIAL, Kind.IDENTIFIES, "account"
        ),
        personal("sessions.Session", "session_key session_data", Whose.OFFICIAL, Kind.BEHAVIOUR, "account"),
        personal("wagtailusers.UserProfile", "user avatar", Whose.OFFICIAL, Kind.VOICE_PICTURE, "account"),
        personal("wagtailcore.APIToken", "user name", Whose.OFFICIAL, Kind.BEHAVIOUR, "account"),
    ),
    nothing=(
        Nothing("accounts.User", "password", "Chỉ là mã băm của mật khẩu, không đọc ngược được."),
        Nothing("account.EmailConfirmation", "key", "Mã ngẫu nhiên, không dùng: thư mời đã xác nhận hộp thư."),
        Nothing("mfa.Authenticator", "data", "Khóa của lớp bảo vệ thứ hai, không nói gì về người."),
        Nothing("socialaccount.SocialApp", "provider provider_id name client_id secret key settings", "Nơi đăng nhập."),
        Nothing("socialaccount.SocialToken", "token token_secret", "Không được lưu."),
        Nothing("wagtailcore.APIToken", "key_hash prefix", "Mã băm của khóa."),
        Nothing("wagtailusers.UserProfile", "preferred_language current_time_zone dismissibles", "Cách bày trang."),
        Nothing("auth.Group", "name", "Tên vai trò."),
        Nothing("auth.Permission", "name codename", "Tên quyền."),
    ),
    copy=_copy,
    erase=_erase,
    office_mail=("accounts:",),
)
