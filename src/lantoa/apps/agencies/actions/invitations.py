"""Writes on invitations: an account is opened by whoever received the letter, with the role somebody answers for."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lantoa.apps.accounts.actions import create_account, post_letter
from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import OWN_AGENCY, SECOND_FACTOR, Role
from lantoa.apps.agencies.actions.members import name_member
from lantoa.apps.agencies.invitation_links import invitation_address
from lantoa.apps.agencies.models import Agency, Invitation
from lantoa.apps.agencies.queries.invitations import invitable_roles
from lantoa.apps.base.actions import record_act

VALID_FOR = timedelta(days=7)
_SUBJECT = "Lời mời mở tài khoản Lan Tỏa"
_TEXT = """Chào {name},

{by} mời bạn mở tài khoản trên Lan Tỏa, nơi giao và theo dõi việc tuyên truyền cải cách hành chính.

Vai trò: {role}{agency}

Hãy mở liên kết dưới đây, chọn tên đăng nhập và mật khẩu. Liên kết chỉ dành cho bạn, dùng được một lần, đến {until}:

{address}
{second_factor}
Nếu bạn không biết việc này, hãy bỏ qua thư: không có tài khoản nào được mở.
"""
_SECOND_FACTOR = """
Vai trò này được đăng bài hoặc gửi việc, nên sau đó bạn sẽ thiết lập bước xác thực thứ hai; hãy để điện thoại gần bạn.
"""


class CannotInvite(ValueError):
    """This invitation cannot be made or changed so; the message, in Vietnamese, says what to do instead."""


class InvitationClosed(ValueError):
    """The invitation was used or taken back, or its time is over."""


@transaction.atomic
def invite(*, email: str, full_name: str, role: Role, agency: Agency | None, by: User, at: datetime) -> Invitation:
    """Return the invitation, whose letter waits in the outbox.

    Raises CannotInvite for a role `by` may not give, a missing agency, an address that has an account or is invited.
    """
    email = email.lower()
    _check_role(role, by=by)
    if role in OWN_AGENCY and agency is None:
        raise CannotInvite(f"Hãy chọn cơ quan: {role.label} chỉ làm việc của cơ quan mình.")
    if User.objects.filter(email__iexact=email).exists():
        raise CannotInvite(
            f"Địa chỉ {email} đã có tài khoản; hãy đổi vai trò của tài khoản đó, hoặc dùng địa chỉ khác."
        )
    if Invitation.objects.filter(email=email, accepted_at=None, revoked_at=None).exists():
        raise CannotInvite(f"Địa chỉ {email} đang có lời mời chưa nhận; hãy gửi lại hoặc thu hồi lời mời đó.")
    invitation = Invitation.objects.create(
        email=email, full_name=full_name, role=role.value, agency=agency,
        invited_by=by, invited_at=at, expires_at=at + VALID_FOR,
    )  # fmt: skip
    record_act(
        "agencies.invite",
        subject=invitation,
        by=by,
        at=at,
        detail={"email": email, "role": role.value, "agency": agency.slug if agency else None},
    )
    _post(invitation, by=by, at=at)
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation, username: str, password: str, at: datetime) -> User:
    """Return the account, opened with the role and the agency of the invitation, its e-mail address verified.

    Raises InvitationClosed where it is used, taken back or too old, accounts' NameTaken for a user name in use.
    """
    row = Invitation.objects.select_for_update(of=("self",)).select_related("agency").get(pk=invitation.pk)
    if not row.is_open(at) or User.objects.filter(email__iexact=row.email).exists():
        raise InvitationClosed
    user = create_account(
        username=username,
        full_name=row.full_name,
        email=row.email,
        password=password,
        role=Role(row.role),
        by=f"người được mời {row.email}",
        at=at,
        email_verified=True,
    )
    if row.agency:
        name_member(user=user, agency=row.agency, by=user, at=at)
    row.accepted_at, row.accepted_by = at, user
    row.save(update_fields=["accepted_at", "accepted_by"])
    record_act("agencies.accept_invitation", subject=row, by=user, at=at, detail={"role": row.role})
    return user


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Take an invitation back: its link opens nothing from now on. Raises CannotInvite where it is no longer open."""
    row = _waiting(invitation, by=by)
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    record_act("agencies.revoke_invitation", subject=row, by=by, at=at)


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Send the letter again, valid for another VALID_FOR. Raises CannotInvite where it is used or taken back."""
    row = _waiting(invitation, by=by)
    row.expires_at = at + VALID_FOR
    row.save(update_fields=["expires_at"])
    record_act("agencies.resend_invitation", subject=row, by=by, at=at)
    _post(row, by=by, at=at)


def _check_role(role: Role, *, by: User) -> None:
    if role not in invitable_roles(by):
        raise CannotInvite(f"Bạn không mời được {role.label}; hãy nhờ người quản trị hệ thống.")


def _waiting(invitation: Invitation, *, by: User) -> Invitation:
    row = Invitation.objects.select_for_update(of=("self",)).select_related("agency").get(pk=invitation.pk)
    _check_role(Role(row.role), by=by)
    if row.accepted_at or row.revoked_at:
        raise CannotInvite("Lời mời này đã được nhận hoặc đã thu hồi; hãy tải lại trang.")
    return row


def _post(invitation: Invitation, *, by: User, at: datetime) -> None:
    role = Role(invitation.role)
    text = _TEXT.format(
        name=invitation.full_name,
        by=by,
        role=role.label,
        agency=f", {invitation.agency.name}" if invitation.agency else "",
        until=f"{timezone.localtime(invitation.expires_at):%H:%M %d/%m/%Y}",
        address=invitation_address(invitation),
        second_factor=_SECOND_FACTOR if settings.SECOND_FACTOR_REQUIRED and role in SECOND_FACTOR else "",
    )
    post_letter(to=invitation.email, subject=_SUBJECT, text=text, about=f"invitation:{invitation.pk}", at=at)
