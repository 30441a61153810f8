"""The address of a receipt link: the signed key of its row. Signing needs the installation's secret, nothing stored."""

from django.conf import settings
from django.core import signing
from django.utils import timezone

from lantoa.apps.assignments.models import ReceiptLink

_SIGNER = signing.Signer(salt="lantoa.assignments.receipt-link")
PREFIX = "/nhan-viec/"


def link_address(link: ReceiptLink) -> str:
    """Return the path of the address that opens the link."""
    return f"{PREFIX}{_SIGNER.sign(str(link.pk))}/"


def link_key(token: str) -> int | None:
    """Return the key of the link that the token of an address was signed for, None for a forged one."""
    try:
        return int(_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def link_words(link: ReceiptLink) -> str:
    """Return the end of a mail that carries the link: its whole address, how long it lives, who may open it."""
    return (
        f"Mở việc của cơ quan, không cần tài khoản (hết hạn {timezone.localtime(link.expires_at):%H:%M %d/%m/%Y}):\n"
        f"{settings.WAGTAILADMIN_BASE_URL}{link_address(link)}\n"
        "Liên kết chỉ dùng được trên trình duyệt mở nó đầu tiên; xin đừng chuyển tiếp thư này.\n"
    )


def masked(email: str) -> str:
    """Return an address that its owner knows again and nobody else learns.

    >>> masked("daumoi@hailang.example")
    'd•••@hailang.example'
    """
    local, _, domain = email.partition("@")
    return f"{local[:1] if len(local) > 1 else ''}•••@{domain}"


def link_actor(link: ReceiptLink) -> str:
    """Return who acts by the link, in the words of the audit trail."""
    return f"liên kết: {masked(link.sent_to)} ({link.agency.short_name})"[:200]
