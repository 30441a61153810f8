"""The address of a receipt link: the signed key of its row. Signing needs the installation's secret, nothing stored."""

from django.core import signing

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
