"""Duties given to agencies."""

from typing import Self

from django.db import models
from django.db.models import Q

from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Duty, Programme


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def of_programme(self, programme: Programme) -> Self:
        return self.filter(duty__theme__programme=programme)

    def of_agency(self, agency: Agency | None) -> Self:
        """Return the agency's assignments; none at all for None, so that a stranger sees nothing."""
        return self.filter(agency=agency) if agency else self.none()


class Assignment(models.Model):
    """One duty given to one agency, and how far it has come."""

    class State(models.TextChoices):
        SENT = "sent", "đã gửi"
        RECEIVED = "received", "đã nhận"
        FULFILLED = "fulfilled", "đã thực hiện"

    duty = models.ForeignKey(Duty, verbose_name="nhiệm vụ", on_delete=models.PROTECT, related_name="assignments")
    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="assignments")
    state = models.CharField("trạng thái", max_length=12, choices=State.choices, default=State.SENT)
    sent_at = models.DateTimeField("gửi lúc")
    received_at = models.DateTimeField("nhận lúc", null=True, blank=True)
    fulfilled_at = models.DateTimeField("thực hiện lúc", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "việc được giao"
        verbose_name_plural = "việc được giao"
        ordering = ["duty__theme__position", "agency__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "agency"], name="assignment_once"),
            models.CheckConstraint(
                condition=~Q(state="received") | Q(received_at__isnull=False), name="assignment_received_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="fulfilled") | Q(fulfilled_at__isnull=False), name="assignment_fulfilled_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency.short_name}: {self.duty}"
