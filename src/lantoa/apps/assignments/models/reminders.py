"""How agencies of a programme are reminded: a ladder of steps, and the hours at which nobody is disturbed."""

from datetime import time

from django.db import models

from lantoa.apps.directives.models import Programme


class ReminderPlan(models.Model):
    """When the agencies of a programme are reminded; one for each programme."""

    programme = models.OneToOneField(
        Programme, verbose_name="chương trình", on_delete=models.CASCADE, related_name="reminder_plan"
    )
    enabled = models.BooleanField("đang nhắc", default=True)
    # Messages go out once a day at this hour, on working days, outside the quiet hours.
    digest_at = models.TimeField("giờ gửi", default=time(7, 30))
    quiet_from = models.TimeField("yên lặng từ", default=time(20, 0))
    quiet_to = models.TimeField("yên lặng đến", default=time(7, 0))
    link_valid_days = models.PositiveSmallIntegerField("liên kết có hiệu lực (ngày)", default=14)

    class Meta:
        verbose_name = "cách nhắc việc"
        verbose_name_plural = "cách nhắc việc"

    def __str__(self) -> str:
        return f"{self.programme}"


class ReminderStep(models.Model):
    """One rung of the ladder: so many working days after the due date (before it, if negative) or after sending."""

    class Counted(models.TextChoices):
        FROM_DUE = "from_due", "so với hạn"
        FROM_SENT = "from_sent", "sau khi gửi mà chưa nhận"

    class Audience(models.TextChoices):
        AGENCY = "agency", "cơ quan"
        SUPERIOR = "superior", "cơ quan và cấp trên"

    plan = models.ForeignKey(ReminderPlan, verbose_name="cách nhắc", on_delete=models.CASCADE, related_name="steps")
    counted = models.CharField("tính", max_length=10, choices=Counted.choices, default=Counted.FROM_DUE)
    working_days = models.SmallIntegerField("số ngày làm việc")
    audience = models.CharField("nhắc", max_length=10, choices=Audience.choices, default=Audience.AGENCY)

    class Meta:
        verbose_name = "bậc nhắc việc"
        verbose_name_plural = "bậc nhắc việc"
        ordering = ["counted", "working_days"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "counted", "working_days"], name="reminder_step_once"),
            models.CheckConstraint(
                condition=models.Q(counted="from_due") | models.Q(working_days__gte=1), name="reminder_step_after_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_counted_display()} {self.working_days:+d}: {self.get_audience_display()}"
