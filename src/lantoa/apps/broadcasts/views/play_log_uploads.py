"""Logs of stations' machines: uploading one, naming its columns, deciding on the lines that fitted nothing."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.base.guard import UnreadableFile
from lantoa.apps.base.guard_tables import MAX_TABLE_BYTES
from lantoa.apps.broadcasts.actions.play_logs import (
    CannotImport,
    drop_play_log,
    import_play_log,
    sample_of,
    take_play_log,
)
from lantoa.apps.broadcasts.actions.playing import CannotReport, declare_foreign, match_report
from lantoa.apps.broadcasts.forms.play_logs import ColumnsForm, MatchForm, PlayLogForm
from lantoa.apps.broadcasts.models import Airing, PlayLogUpload, PlayReport
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_KEEPERS, stations_run_by
from lantoa.apps.broadcasts.queries.play_log_uploads import open_lines, open_reports
from lantoa.apps.broadcasts.views.found import who
from lantoa.apps.broadcasts.views.play_log import ICON, log_trail

_TITLE = "Tệp nhật ký của máy phát"


def _uploads(request: HttpRequest) -> QuerySet[PlayLogUpload]:
    own = PlayLogUpload.objects.filter(station__in=stations_run_by(request.user))
    return own.select_related("station", "uploaded_by")


@require_safe
@open_to(BROADCAST_KEEPERS)
def play_log_uploads(request: HttpRequest) -> HttpResponseBase:
    """List the logs that were taken in, under the form for another one."""
    return _uploads_page(request, PlayLogForm(stations=stations_run_by(request.user)))


def _uploads_page(request: HttpRequest, form: PlayLogForm, *, status: int = 200) -> HttpResponseBase:
    context = {"form": form, "page": page_of(_uploads(request), request)}
    return office_page(
        request, "broadcasts/play_log_uploads.html", context, title=_TITLE, icon=ICON, trail=log_trail(), status=status
    )


@require_POST
@open_to(BROADCAST_KEEPERS)
def take_log(request: HttpRequest) -> HttpResponseBase:
    """Take a log in and lead to what came of it; a file that cannot be read comes back with its reason."""
    form = PlayLogForm(request.POST, request.FILES, stations=stations_run_by(request.user))
    if not form.is_valid():
        return _uploads_page(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        upload, new = take_play_log(
            station=form.cleaned_data["station"], data=file.read(MAX_TABLE_BYTES + 1), file_name=file.name,
            **who(request),
        )  # fmt: skip
    except (UnreadableFile, CannotImport) as error:
        form.add_error("file", str(error))
        return _uploads_page(request, form, status=422)
    if not new:
        messages.info(request, "Tệp này đã được tải lên trước đây; không thêm dòng nào.")
    return redirect("broadcasts:play_log_upload", upload.pk)


@require_safe
@open_to(BROADCAST_KEEPERS)
def play_log_upload(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what came of a log: counts, lines that could not be read or fit nothing; or ask for its columns."""
    upload = get_object_or_404(_uploads(request), pk=pk)
    form = ColumnsForm(None, sample=sample_of(upload)) if "waiting" in upload.counts else None
    return _upload_page(request, upload, form)


@require_POST
@open_to(BROADCAST_KEEPERS)
def name_columns(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Match the lines of a log by the columns that a person has named."""
    upload = get_object_or_404(_uploads(request), pk=pk)
    if "waiting" in upload.counts:
        form = ColumnsForm(request.POST, sample=sample_of(upload))
        if not form.is_valid():
            return _upload_page(request, upload, form, status=422)
        import_play_log(upload=upload, columns=form.columns, on=form.cleaned_data["on"], **who(request))
    return redirect("broadcasts:play_log_upload", pk)


def _upload_page(
    request: HttpRequest, upload: PlayLogUpload, form: ColumnsForm | None, *, status: int = 200
) -> HttpResponseBase:
    page = page_of(open_reports(upload), request)
    context = {
        "upload": upload, "form": form, "sample": sample_of(upload), "counts": upload.counts, "page": page,
        "lines": open_lines(upload.station, list(page)),
    }  # fmt: skip
    trail = [*log_trail(), (_TITLE, reverse("broadcasts:play_log_uploads"))]
    title = upload.file_name
    return office_page(
        request, "broadcasts/play_log_upload.html", context, title=title, icon=ICON, trail=trail, status=status
    )


@require_POST
@open_to(BROADCAST_KEEPERS)
def drop_upload(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Forget a file whose columns nobody has named."""
    upload = get_object_or_404(_uploads(request), pk=pk)
    try:
        drop_play_log(upload=upload, **who(request))
    except CannotImport as error:
        messages.error(request, str(error))
        return redirect("broadcasts:play_log_upload", pk)
    messages.success(request, f"Đã bỏ tệp {upload.file_name}.")
    return redirect("broadcasts:play_log_uploads")


def _open_line(request: HttpRequest, pk: int) -> PlayReport:
    own = PlayReport.objects.filter(station__in=stations_run_by(request.user), airing=None)
    return get_object_or_404(own.select_related("upload"), pk=pk)


def _back(line: PlayReport) -> HttpResponseBase:
    return redirect("broadcasts:play_log_upload", line.upload_id) if line.upload_id else redirect("broadcasts:play_log")


@require_POST
@open_to(BROADCAST_KEEPERS)
def match_line(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Match a line to an airing of its station by hand."""
    line = _open_line(request, pk)
    span = timedelta(hours=24)
    near = Airing.objects.filter(
        station=line.station_id, planned_at__range=(line.played_at - span, line.played_at + span)
    )
    form = MatchForm(request.POST, airings=near)
    if not form.is_valid():
        messages.error(request, "Hãy chọn lượt phát mà dòng này nói đến.")
        return _back(line)
    try:
        match_report(report=line, airing=form.cleaned_data["airing"], **who(request))
    except CannotReport as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã khớp dòng vào lượt phát.")
    return _back(line)


@require_POST
@open_to(BROADCAST_KEEPERS)
def foreign_line(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that a line speaks of nothing of ours."""
    line = _open_line(request, pk)
    try:
        declare_foreign(report=line, **who(request))
    except CannotReport as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã ghi: dòng này không phải bản tin ở đây.")
    return _back(line)


@require_POST
@open_to(BROADCAST_KEEPERS)
def foreign_rest(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that all lines of a log that are still open speak of nothing of ours."""
    upload = get_object_or_404(_uploads(request), pk=pk)
    act = who(request)
    rest = list(open_reports(upload))
    for line in rest:
        declare_foreign(report=line, **act)
    messages.success(request, f"Đã ghi: {len(rest)} dòng còn lại không phải bản tin ở đây.")
    return redirect("broadcasts:play_log_upload", pk)
