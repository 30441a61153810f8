"""How the back office refuses."""

from django.http import HttpResponseBase
from django.urls import reverse


def is_refused(answer: HttpResponseBase) -> bool:
    """Return whether the answer is a 403; Wagtail sends the user back to its first page instead, with a message."""
    sent_home = answer.status_code == 302 and answer.headers["Location"] == reverse("wagtailadmin_home")
    return sent_home or answer.status_code == 403
