"""What the form says about itself: the text one agrees to, the sector that the words sound like."""

from django.conf import settings

from lantoa.apps.base.consents import Consent
from lantoa.apps.feedback.consent import FEEDBACK_CONSENT
from lantoa.apps.services.models import Sector


def consent_words(version: str) -> Consent:
    """Return a version of what one agrees to, as this installation asks it."""
    return FEEDBACK_CONSENT.read(version, months=str(settings.FEEDBACK_KEEPS_MONTHS))


def guessed_words(sector: Sector | None) -> str:
    """Return what is said of a guessed sector; "" for none."""
    return f"Nghe như thuộc lĩnh vực “{sector.name}”; để trống cũng được, cán bộ sẽ chọn." if sector else ""
