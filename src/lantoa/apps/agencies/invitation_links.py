"""The address of an invitation: the signed key of its row. Signing needs the installation's secret, nothing stored."""

from django.conf import settings
from django.core import signing

from lantoa.apps.agencies.models import Invitation

_SIGNER = signing.Signer(salt="lantoa.agencies.invitation")
PREFIX = "/loi-moi/"


def invitation_address(invitation: Invitation) -> str:
    """Return the whole address that opens the invitation, as the letter holds it."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{PREFIX}{_SIGNER.sign(str(invitation.pk))}/"


def invitation_key(token: str) -> int | None:
    """Return the key of the invitation that the token of an address was signed for, None for a forged one."""
    try:
        return int(_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
