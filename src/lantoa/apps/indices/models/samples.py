"""How many answered a survey of one's own."""

from django.db import models
from django.db.models import F, Q

from lantoa.apps.indices.models.editions import Edition
from lantoa.apps.indices.models.entities import Entity


class SurveySample(models.Model):
    """How many questionnaires about an entity were sent out and how many came back, in one edition."""

    edition = models.ForeignKey(Edition, verbose_name="kỳ công bố", on_delete=models.CASCADE, related_name="samples")
    entity = models.ForeignKey(
        Entity, verbose_name="đối tượng đánh giá", on_delete=models.PROTECT, related_name="samples"
    )
    answers = models.PositiveIntegerField("số phiếu thu về")
    # None where nobody kept count.
    sent = models.PositiveIntegerField("số phiếu phát ra", null=True, blank=True)

    class Meta:
        verbose_name = "số phiếu khảo sát"
        verbose_name_plural = "số phiếu khảo sát"
        ordering = ["edition", "entity"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "entity"], name="survey_sample_once"),
            models.CheckConstraint(
                condition=Q(sent=None) | Q(answers__lte=F("sent")),
                name="survey_sample_answers_within_sent",
                violation_error_message="Số phiếu thu về không thể nhiều hơn số phiếu phát ra.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity.short_name}: {self.answers} phiếu"
