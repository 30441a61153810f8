"""The secret address by which a citizen follows what was sent: signed, so that none can be guessed, and given up by
raising the row's `key_version`.
"""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from lantoa.apps.feedback.models import Feedback

_SALT = "lantoa.feedback.following"


def following_token(feedback: Feedback) -> str:
    """Return what stands in the address: the code, the version of its key, a signature of 256 bits."""
    return _signer().sign(f"{feedback.code}.{feedback.key_version}")


def following_path(feedback: Feedback) -> str:
    """Return the path of the secret page; the host is that of the portal it was sent on."""
    return reverse("following:page", args=[following_token(feedback)])


def feedback_at(token: str) -> Feedback | None:
    """Return the feedback of an address; None for one that was not made here or is no longer good. One query."""
    try:
        code, version = _signer().unsign(token).rsplit(".", 1)
    except (BadSignature, ValueError):
        return None
    asked = Feedback.objects.select_related("sector", "agency", "place", "procedure", "about_agency")
    return asked.filter(code=code, key_version=version).first()


def _signer() -> Signer:
    return Signer(salt=_SALT, sep="~", algorithm="sha256")
