"""The bulletin of an address, for whoever may look at it or change it, and who that is."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from lantoa.apps.broadcasts.models import Bulletin, Item
from lantoa.apps.broadcasts.queries.keepers import bulletins_seen_by, may_change


def who(request: HttpRequest) -> dict[str, Any]:
    """Return who acts and when, as the actions take it."""
    return {"by": request.user, "at": timezone.now()}


def seen_bulletin(request: HttpRequest, pk: int) -> Bulletin:
    """Return the bulletin if the person sees it, else nothing is there."""
    rows = bulletins_seen_by(request.user).select_related(
        "agency", "language", "programme", "made_by", "submitted_by", "approved_by"
    )
    return get_object_or_404(rows, pk=pk)


def own_bulletin(request: HttpRequest, pk: int) -> Bulletin:
    """Return the bulletin if the person may change it; whoever only sees it is refused."""
    found = seen_bulletin(request, pk)
    if not may_change(request.user, found):
        raise PermissionDenied("Bản tin này của cơ quan khác; bạn xem và phát được, không sửa được.")
    return found


def own_item(request: HttpRequest, pk: int) -> Item:
    """Return the item if the person may change its bulletin."""
    seen: Any = bulletins_seen_by(request.user).order_by()
    item = get_object_or_404(Item.objects.select_related("bulletin__agency", "story").filter(bulletin__in=seen), pk=pk)
    if not may_change(request.user, item.bulletin):
        raise PermissionDenied("Bản tin này của cơ quan khác; bạn xem và phát được, không sửa được.")
    return item
