"""The working calendar: days that differ from the ordinary week."""

from django.db import models


class CalendarDay(models.Model):
    """A day that is off although it is a weekday, or worked although it is a weekend; all others follow the week."""

    class Kind(models.TextChoices):
        OFF = "off", "nghỉ"
        WORKING = "working", "làm bù"

    day = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=8, choices=Kind.choices)
    name = models.CharField("tên", max_length=200)
    source = models.CharField("nguồn", max_length=300, blank=True)

    class Meta:
        verbose_name = "ngày đặc biệt"
        verbose_name_plural = "ngày đặc biệt"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name} ({self.get_kind_display()})"
