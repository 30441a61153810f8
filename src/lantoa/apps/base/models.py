"""The audit trail: one row for every act that changes data."""

from django.db import models


class AuditEntry(models.Model):
    """Who did what to which row, and when; rows are added, never changed.

    The actor is kept as the words known then, not as a key: an entry outlives the account it speaks of.
    """

    at = models.DateTimeField("lúc", db_index=True)
    actor = models.CharField("người thực hiện", max_length=200)
    act = models.CharField("hành vi", max_length=100)
    subject_type = models.CharField("loại đối tượng", max_length=100)
    subject_id = models.CharField("khóa của đối tượng", max_length=64)
    detail = models.JSONField("chi tiết", default=dict)

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.act} · {self.actor}"
