"""What is said of one airing: played, not played, said in error."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.broadcasts.actions.playing import (
    CannotReport,
    confirm_airing,
    mark_missed,
    reopen_airing,
    take_back_report,
)
from lantoa.apps.broadcasts.forms.playing import ConfirmForm, MissedForm, TakeBackForm
from lantoa.apps.broadcasts.models import Airing, PlayReport
from lantoa.apps.broadcasts.presenters.station_today import UNDO
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_KEEPERS, stations_run_by
from lantoa.apps.broadcasts.views.found import who


def _run_airing(request: HttpRequest, pk: int) -> Airing:
    own = Airing.objects.filter(station__in=stations_run_by(request.user))
    return get_object_or_404(own.select_related("station", "bulletin", "slot"), pk=pk)


def _back(request: HttpRequest, airing: Airing) -> HttpResponseBase:
    """Return the way back to where the button was: the airing's own page, or the station's page."""
    if request.POST.get("from") == "luot":
        return redirect("broadcasts:airing", airing.pk)
    return redirect(f"{reverse('broadcasts:station_today', args=[airing.station_id])}#luot-{airing.pk}")


@require_POST
@open_to(BROADCAST_KEEPERS)
def confirm(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Note that the airing was played; the same press that comes twice notes it once."""
    airing = _run_airing(request, pk)
    form = ConfirmForm(airing, request.POST)
    if not form.is_valid():
        messages.error(request, form.problem)
        return _back(request, airing)
    act: dict[str, Any] = who(request)
    try:
        report = confirm_airing(
            airing=airing, played_at=form.played_at(at=act["at"]), clusters=form.cleaned_data["clusters"],
            how=PlayReport.How.TAP, key=f"tap:{form.cleaned_data['key']}:{airing.pk}", **act,
        )  # fmt: skip
    except CannotReport as error:
        messages.error(request, str(error))
    else:
        played = timezone.localtime(report.played_at)
        messages.success(request, f"Đã ghi: “{airing.bulletin.title}” đã phát lúc {played:%H:%M ngày %d/%m/%Y}.")
    return _back(request, airing)


@require_POST
@open_to(BROADCAST_KEEPERS)
def miss(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Note that the airing was not played, and why."""
    airing = _run_airing(request, pk)
    try:
        mark_missed(airing=airing, reason=MissedForm(request.POST).reason, **who(request))
    except CannotReport as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã ghi: không phát được “{airing.bulletin.title}” ({airing.state_reason}).")
    return _back(request, airing)


@require_POST
@open_to(BROADCAST_KEEPERS)
def reopen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let an airing that was said not to have been played wait again to be confirmed."""
    airing = _run_airing(request, pk)
    try:
        reopen_airing(airing=airing, **who(request))
    except CannotReport as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"“{airing.bulletin.title}” lại chờ xác nhận.")
    return _back(request, airing)


@require_POST
@open_to(BROADCAST_KEEPERS)
def take_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a report back: by one tap within minutes of one's own, later with a reason."""
    own = PlayReport.objects.filter(station__in=stations_run_by(request.user), airing__isnull=False)
    report = get_object_or_404(own.select_related("airing__bulletin"), pk=pk)
    act = who(request)
    fresh = report.reported_by_id == request.user.pk and act["at"] - report.reported_at <= UNDO
    form = TakeBackForm(request.POST)
    assert report.airing
    if not fresh and not form.is_valid():
        messages.error(request, "Hãy ghi vì sao rút báo phát.")
        return redirect("broadcasts:airing", report.airing_id)
    reason = form.cleaned_data["reason"] if form.is_valid() else "Bấm nhầm"
    take_back_report(report=report, reason=reason, **act)
    messages.success(request, f"Đã rút báo phát của “{report.airing.bulletin.title}”; dòng cũ vẫn còn trong nhật ký.")
    return _back(request, report.airing)
