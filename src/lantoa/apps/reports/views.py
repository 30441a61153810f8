"""Reports in the back office: the list, making one, the files."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role, roles_of
from lantoa.apps.base.backoffice import office_page, page_of
from lantoa.apps.coverage.forms import WindowForm
from lantoa.apps.directives.queries import current_programme
from lantoa.apps.reports.actions import make_report
from lantoa.apps.reports.models import Report

MAKERS = frozenset({Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR})
ICON = "clipboard-list"


@open_to(WHOLE_PROVINCE)
def reports(request: HttpRequest) -> HttpResponseBase:
    """List the reports made, newest period first, with a form to make one."""
    programme = current_programme()
    form = WindowForm(None, year=programme.year) if programme else None
    return _page(request, form)


def _page(request: HttpRequest, form: WindowForm | None, *, status: int = 200) -> HttpResponseBase:
    context = {
        "form": form,
        "page": page_of(Report.objects.select_related("programme"), request),
        "may_make": bool(roles_of(request.user) & MAKERS) and form is not None,
    }
    return office_page(request, "reports/reports.html", context, title="Báo cáo", icon=ICON, status=status)


@require_POST
@open_to(MAKERS)
def make(request: HttpRequest) -> HttpResponseBase:
    """Make the report of the current programme for the chosen window."""
    programme = current_programme()
    if programme is None:
        raise Http404("Chưa có chương trình nào để báo cáo.")
    form = WindowForm(request.POST, year=programme.year)
    if not form.is_valid():
        return _page(request, form, status=422)
    report = make_report(programme=programme, window=form.window, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, f"{report}: đã có tệp để tải về.")
    if report.pdf_reason:
        messages.warning(request, report.pdf_reason)
    return redirect("reports:reports")


@open_to(WHOLE_PROVINCE)
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """Send one file of a report: docx, pdf or xlsx."""
    report = get_object_or_404(Report, pk=pk)
    names = {"docx": report.docx_file, "pdf": report.pdf_file, "xlsx": report.xlsx_file}
    file = Path(settings.REPORTS_DIR) / names[kind]
    if not names[kind] or not file.is_file():
        raise Http404("Tệp này chưa có; hãy lập lại báo cáo.")
    return FileResponse(file.open("rb"), as_attachment=True, filename=names[kind])
