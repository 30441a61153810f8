"""Periodic reports: the figures as they were when the report was made, and its files."""

from django.db import models
from django.db.models import F, Q

from lantoa.apps.directives.models import Programme


class Report(models.Model):
    """The report of a programme for a period. Made again with other figures, it becomes the next version; none is
    overwritten.
    """

    programme = models.ForeignKey(
        Programme, verbose_name="chương trình", on_delete=models.PROTECT, related_name="reports"
    )
    start = models.DateField("từ ngày")
    end = models.DateField("đến ngày")
    version = models.PositiveSmallIntegerField("bản", default=1)
    made_at = models.DateTimeField("lập lúc")
    # Every figure that the files quote; see snapshot.py.
    snapshot = models.JSONField("số liệu")
    snapshot_sha256 = models.CharField("SHA-256 của số liệu", max_length=64)
    # Names below settings.REPORTS_DIR.
    docx_file = models.CharField("tệp DOCX", max_length=120)
    pdf_file = models.CharField("tệp PDF", max_length=120, blank=True)
    pdf_reason = models.CharField("vì sao không có PDF", max_length=300, blank=True)
    xlsx_file = models.CharField("tệp XLSX", max_length=120)

    class Meta:
        verbose_name = "báo cáo"
        verbose_name_plural = "báo cáo"
        ordering = ["-end", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "start", "end", "version"], name="report_version_once"),
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="report_start_before_end"),
        ]

    def __str__(self) -> str:
        return f"Báo cáo {self.start:%d/%m/%Y}–{self.end:%d/%m/%Y}, bản {self.version}"
