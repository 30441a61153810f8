"""A station's programme as a calendar that its own machine, or a telephone, subscribes to with the secret address."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.base.secret_pages import sealed
from lantoa.apps.broadcasts.views.device_files import known_station
from lantoa.apps.broadcasts.views.schedules import calendar_answer


@require_safe
@open_to_all
def calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer with the calendar of this and the next weeks; a wrong secret finds nothing."""
    return sealed(calendar_answer(request, known_station(token)))
