"""Writes on the second factor: what its owner does is kept in the trail, and an administrator takes a lost one away."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from lantoa.apps.accounts.actions.letters import post_letter
from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import record_act

_RESET_SUBJECT = "Bước xác thực thứ hai của bạn đã được gỡ"
_RESET_TEXT = """Chào {name},

{by} đã gỡ bước xác thực thứ hai khỏi tài khoản "{username}" của bạn trên Lan Tỏa, vì có người báo bạn mất thiết bị.

Lần đăng nhập tới, bạn dùng mật khẩu như thường lệ rồi thiết lập lại bước xác thực thứ hai.

Nếu bạn không đề nghị việc này, hãy báo ngay cho người quản trị hệ thống và đổi mật khẩu.
"""


class CannotReset(ValueError):
    """The second factor cannot be taken away so; the message, in Vietnamese, says what to do instead."""


@transaction.atomic
def note_factor_act(act: str, *, user: User, kind: str, at: datetime) -> None:
    """Keep what the owner did with a factor: `act` is add_factor, remove_factor, renew_recovery_codes,
    use_recovery_code or fail_second_factor; `kind` is totp, webauthn or recovery_codes.
    """
    record_act(f"accounts.{act}", subject=user, by=user, at=at, detail={"kind": kind})


@transaction.atomic
def reset_second_factor(*, user: User, by: User | None, at: datetime) -> int:
    """Return how many factors were taken from the account, recovery codes included; its owner is told by letter.

    Raises CannotReset for one's own account, and where there is nothing to take away. None as `by` is the command line.
    """
    if by is not None and by.pk == user.pk:
        raise CannotReset("Bạn không tự gỡ ở đây được: hãy dùng trang Bước xác thực thứ hai của chính mình.")
    kinds = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    if not kinds:
        raise CannotReset(f"Tài khoản “{user.username}” chưa có bước xác thực thứ hai nào để gỡ.")
    Authenticator.objects.filter(user=user).delete()
    record_act("accounts.reset_second_factor", subject=user, by=by, at=at, detail={"kinds": kinds})
    if user.email:
        who = str(by) if by else "Người vận hành hệ thống"
        text = _RESET_TEXT.format(name=user, username=user.username, by=who)
        post_letter(to=user.email, subject=_RESET_SUBJECT, text=text, about="reset_second_factor", at=at)
    return len(kinds)
