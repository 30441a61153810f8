"""The play log: airings with what was said of them, one airing with all its reports."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page
from lantoa.apps.broadcasts.models import Airing
from lantoa.apps.broadcasts.presenters.play_log import airing_page
from lantoa.apps.broadcasts.presenters.station_today import REASONS
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_READERS, may_run, stations_seen_by
from lantoa.apps.broadcasts.queries.play_log import airing_sheet
from lantoa.apps.broadcasts.views.stations import stations_trail


@open_to(BROADCAST_READERS)
def airing(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show one airing with everything that was said of it: the evidence that a bulletin was heard."""
    seen = Airing.objects.filter(station__in=stations_seen_by(request.user))
    found = get_object_or_404(seen.select_related("station__agency", "bulletin", "slot"), pk=pk)
    at = timezone.now()
    context = {
        "page": airing_page(airing_sheet(found), user_pk=request.user.pk, at=at), "airing": found,
        "may_run": may_run(request.user, found.station), "reasons": REASONS,
        "clusters": found.station.clusters.filter(active=True),
    }  # fmt: skip
    title = f"Lượt phát {timezone.localtime(found.planned_at):%H:%M ngày %d/%m/%Y}"
    trail = stations_trail(found.station)
    return office_page(request, "broadcasts/airing.html", context, title=title, icon="history", trail=trail)
