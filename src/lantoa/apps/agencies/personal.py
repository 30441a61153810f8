"""Personal data of the register of agencies: whom to write to, who was invited, who speaks for whom."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from lantoa.apps.agencies.models import Contact, Invitation, Membership
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

_STAYS = (
    "Danh bạ công vụ do cơ quan quản lý: khi bạn thôi phụ trách, cơ quan sửa hoặc bỏ tên bạn; hãy báo cơ quan mình."
)


def _copy(person: Person) -> Iterable[Copied]:
    reached = Q(email__iexact=person.contact) | Q(phone=person.contact) if person.contact else Q(pk=None)
    yield Copied(
        "Người liên hệ của cơ quan",
        tuple(
            {
                "cơ quan": row.agency.name,
                "họ tên": row.name,
                "chức vụ": row.position,
                "thư điện tử": row.email,
                "điện thoại": row.phone,
            }
            for row in Contact.objects.filter(reached).select_related("agency")
        ),
    )
    invited = Q(email__iexact=person.contact) if person.contact else Q(pk=None)
    invited |= Q(accepted_by=person.user_pk) if person.user_pk else Q(pk=None)
    yield Copied(
        "Lời mời mở tài khoản",
        tuple(
            {"họ tên": row.full_name, "thư điện tử": row.email, "vai trò": row.role, "mời lúc": plain(row.invited_at)}
            for row in Invitation.objects.filter(invited)
        ),
    )
    member = Membership.objects.filter(user=person.user_pk).select_related("agency") if person.user_pk else []
    yield Copied("Cơ quan mà tài khoản thay mặt", tuple({"cơ quan": row.agency.name} for row in member))


def _erase(person: Person, *, at: datetime) -> Erased:
    held = any(copied.rows for copied in _copy(person))
    return Erased(kept=(_STAYS,)) if held else Erased()


PERSONAL = Declared(
    app="agencies",
    purposes=(
        Purpose(
            slug="register",
            title="Danh bạ cơ quan và người liên hệ",
            why="Gửi việc và thư nhắc đến đúng người phụ trách của cơ quan; mời cán bộ mở tài khoản.",
            ground=Ground.DUTY,
            keeps="Khi còn phụ trách; lời mời giữ cùng tài khoản.",
            seen_by="Quản trị viên, cán bộ chương trình; cán bộ đầu mối xem cơ quan mình.",
            erased="Cơ quan sửa hoặc bỏ khi người ấy thôi phụ trách.",
        ),
    ),
    fields=(
        personal("agencies.Contact", "name position", Whose.OFFICIAL, Kind.IDENTIFIES, "register"),
        personal("agencies.Contact", "email phone zalo", Whose.OFFICIAL, Kind.CONTACT, "register"),
        personal("agencies.Invitation", "full_name role", Whose.OFFICIAL, Kind.IDENTIFIES, "register"),
        personal("agencies.Invitation", "email", Whose.OFFICIAL, Kind.CONTACT, "register"),
        personal("agencies.Invitation", "invited_by accepted_by", Whose.OFFICIAL, Kind.BEHAVIOUR, "register"),
        personal("agencies.Membership", "user", Whose.OFFICIAL, Kind.BEHAVIOUR, "register"),
        personal("agencies.LearntRecipient", "decided_by", Whose.OFFICIAL, Kind.BEHAVIOUR, "who_did"),
        personal("agencies.RegisterImport", "uploaded_by", Whose.OFFICIAL, Kind.BEHAVIOUR, "who_did"),
        # Rows of the file, contacts among them; swept with the import.
        personal("agencies.RegisterImport", "sheets", Whose.OFFICIAL, Kind.CONTACT, "register"),
    ),
    nothing=(
        Nothing("agencies.Agency", "slug name short_name aliases code folded_names", "Tên cơ quan."),
        Nothing("agencies.Agency", "valid_from valid_to sources note", "Hiệu lực và căn cứ."),
        Nothing("agencies.Channel", "name address source", "Kênh công khai của cơ quan."),
        Nothing("agencies.Succession", "on source note", "Ngày và căn cứ sáp nhập, đổi tên."),
        Nothing("agencies.LearntRecipient", "words folded_words", "Cách văn bản gọi tên cơ quan."),
        Nothing("agencies.RegisterImport", "file_name file_sha256 counts", "Tên tệp và số dòng."),
    ),
    copy=_copy,
    erase=_erase,
)
