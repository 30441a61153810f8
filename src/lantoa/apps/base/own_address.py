"""The address that letters to citizens lead to: the portal's own, not what a request claims to have asked.

Whoever asks for a letter to somebody else's mailbox would otherwise choose where the secret address in it leads: by a
port, or by any other host that is let in.
"""

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

_HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})
_PLAIN_PORTS = frozenset({80, 443})


def own_address(request: HttpRequest) -> str:
    """Return "https://host" of the portal that was asked, without a path; of the installation for a host that is none
    of a portal. On one's own machine it is what was asked. One query at most.
    """
    asked = request.get_host()
    name = asked if asked.endswith("]") else asked.rpartition(":")[0] or asked
    if name in _HERE or name.endswith(".localhost"):
        return f"{request.scheme}://{asked}"
    site = Site.find_for_request(request)
    if site is None or site.hostname != name:
        return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")
    port = "" if site.port in _PLAIN_PORTS else f":{site.port}"
    return f"{request.scheme}://{name}{port}"
