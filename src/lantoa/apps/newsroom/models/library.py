"""The document library: plans, guidance and reports beside the directives, with number and date."""

from django.db import models
from django.db.models import Q


class LibraryDocument(models.Model):
    """An official document that readers may open; directives of confirmed programmes are listed beside these."""

    class Kind(models.TextChoices):
        PLAN = "plan", "kế hoạch"
        DECISION = "decision", "quyết định"
        GUIDANCE = "guidance", "hướng dẫn"
        REPORT = "report", "báo cáo"
        LAW = "law", "văn bản quy phạm pháp luật"
        MATERIAL = "material", "tài liệu tuyên truyền"

    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    identifier = models.CharField("số, ký hiệu", max_length=100, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=300, blank=True)
    subject = models.TextField("trích yếu", max_length=1000)
    file = models.ForeignKey(
        "wagtaildocs.Document", verbose_name="tệp", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    url = models.URLField("hoặc địa chỉ công khai", max_length=500, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name="được thay bằng",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
    )
    source_note = models.CharField("nguồn", max_length=300, blank=True)
    illustrative = models.BooleanField("tài liệu minh họa", default=False)
    changed_at = models.DateTimeField("sửa lúc", auto_now=True)

    class Meta:
        verbose_name = "tài liệu"
        verbose_name_plural = "thư viện tài liệu"
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(url=""),
                name="library_document_opens",
                violation_error_message="Hãy chọn tệp hoặc điền địa chỉ, để người đọc mở được tài liệu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.identifier}: {self.subject}" if self.identifier else self.subject
