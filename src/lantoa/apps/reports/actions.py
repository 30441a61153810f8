"""Writes of reports: make one."""

import hashlib
import json
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import record_act
from lantoa.apps.base.convert import PdfFailed, make_pdf
from lantoa.apps.directives.models import Programme
from lantoa.apps.reports.annex import annex_xlsx
from lantoa.apps.reports.document import report_document
from lantoa.apps.reports.models import Report
from lantoa.apps.reports.snapshot import Snapshot, take_snapshot
from lantoa.core.layout import to_docx
from lantoa.core.workdays import Window


def make_report(*, programme: Programme, window: Window, by: User, at: datetime) -> Report:
    """Return the report for the window: the newest version when no figure has changed since, else the next version.

    The files are on disk before the row is stored. Where no PDF can be made the report has none, with the reason.
    """
    snapshot = take_snapshot(programme, window, at=at)
    sha256 = hashlib.sha256(json.dumps(snapshot, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    made = Report.objects.filter(programme=programme, start=window.start, end=window.end)
    newest = made.order_by("-version").first()
    if newest and newest.snapshot_sha256 == sha256 and _files_are_there(newest):
        return newest
    version = newest.version + 1 if newest else 1
    files = _write_files(programme, snapshot, version, at=at)
    with transaction.atomic():
        report = Report.objects.create(
            programme=programme,
            start=window.start,
            end=window.end,
            version=version,
            made_at=at,
            snapshot=snapshot,
            snapshot_sha256=sha256,
            **files,
        )
        record_act("reports.make_report", subject=report, by=by, at=at, detail={"version": version, "sha256": sha256})
    return report


def _files_are_there(report: Report) -> bool:
    names = [name for name in (report.docx_file, report.pdf_file, report.xlsx_file) if name]
    return all((Path(settings.REPORTS_DIR) / name).exists() for name in names)


def _write_files(programme: Programme, snapshot: Snapshot, version: int, *, at: datetime) -> dict[str, str]:
    window = snapshot["window"]
    stem = f"bao-cao-{programme.pk}-{window['start']}-{window['end']}-ban-{version}"
    document = report_document(programme.directive, snapshot, site_url=settings.WAGTAILADMIN_BASE_URL, made_at=at)
    files = {"docx_file": f"{stem}.docx", "xlsx_file": f"{stem}.xlsx", "pdf_file": "", "pdf_reason": ""}
    _write(files["docx_file"], to_docx(document))
    _write(files["xlsx_file"], annex_xlsx(snapshot, made_at=at))
    try:
        pdf = make_pdf(document)
    except PdfFailed as error:
        files["pdf_reason"] = str(error)[:300]
    else:
        files["pdf_file"] = f"{stem}.pdf"
        _write(files["pdf_file"], pdf.content)
    return files


def _write(name: str, content: bytes) -> None:
    """Write a file whole or not at all."""
    target = Path(settings.REPORTS_DIR) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{name}.{os.getpid()}.partial")
    partial.write_bytes(content)
    partial.rename(target)
