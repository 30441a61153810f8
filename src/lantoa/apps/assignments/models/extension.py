"""More time, asked for by an agency."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.apps.assignments.models.assignment import Assignment


class Extension(models.Model):
    """An agency asks for a later due date; the programme officer grants a day or declines."""

    class Decision(models.TextChoices):
        WAITING = "waiting", "chờ trả lời"
        GRANTED = "granted", "đồng ý"
        DECLINED = "declined", "không đồng ý"

    assignment = models.ForeignKey(
        Assignment, verbose_name="việc được giao", on_delete=models.CASCADE, related_name="extensions"
    )
    wanted_date = models.DateField("hạn mong muốn")
    reason = models.CharField("lý do", max_length=500)
    asked_by = models.CharField("người xin", max_length=200)
    asked_at = models.DateTimeField("xin lúc")
    decision = models.CharField("kết luận", max_length=10, choices=Decision.choices, default=Decision.WAITING)
    granted_date = models.DateField("hạn mới", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người trả lời", null=True, blank=True, on_delete=models.PROTECT
    )
    decided_at = models.DateTimeField("trả lời lúc", null=True, blank=True)

    class Meta:
        verbose_name = "đề nghị gia hạn"
        verbose_name_plural = "đề nghị gia hạn"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(decision="waiting"), name="extension_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(decision="waiting") | Q(decided_at__isnull=False), name="extension_decision_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(decision="granted") | Q(granted_date__isnull=False), name="extension_granted_has_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment} → {self.wanted_date:%d/%m/%Y}"
