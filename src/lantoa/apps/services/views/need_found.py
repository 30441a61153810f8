"""What the views of needs ask of every request: which need, who acts, for which agency."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.services.models import Need, NeedQuestion
from lantoa.apps.services.queries.keepers import PROVINCE_KEEPERS, may_keep_need, needs_seen_by


def who(request: HttpRequest) -> dict[str, Any]:
    """Return who acts and when, as the actions take it."""
    return {"by": request.user, "at": timezone.now()}


def kept_need(request: HttpRequest, pk: int) -> Need:
    """Return a need that the person may change; 404 for one that is not seen, 403 for one that is only read."""
    found = get_object_or_404(needs_seen_by(request.user), pk=pk)
    if not may_keep_need(request.user, found):
        raise PermissionDenied
    return found


def kept_question(request: HttpRequest, pk: int) -> NeedQuestion:
    """Return a question of a need that the person may change."""
    found = get_object_or_404(NeedQuestion.objects.select_related("need"), pk=pk)
    kept_need(request, found.need_id)
    return found


def owner_of(request: HttpRequest) -> Agency | None:
    """Return the agency for which an officer of one agency acts; None for whoever keeps the whole guide."""
    return None if roles_of(request.user) & PROVINCE_KEEPERS else agency_of(request.user)
