"""The working calendar: days that differ from the ordinary week."""

from django.db import models


class CalendarDay(models.Model):
    """A day that is off although it is a weekday, or worked although it is a weekend; all others follow the week.

    An ordinary one is a person's word that the day follows the week, whatever the library says.
    """

    class Kind(models.TextChoices):
        OFF = "off", "nghỉ"
        WORKING = "working", "làm bù"
        ORDINARY = "ordinary", "như ngày thường"

    day = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=8, choices=Kind.choices)
    name = models.CharField("tên", max_length=200)
    source = models.CharField("nguồn", max_length=300, blank=True)
    # Which release of the library it stands as in; empty as soon as a person has set the day.
    seeded_from = models.CharField("theo thư viện", max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = "ngày đặc biệt"
        verbose_name_plural = "ngày đặc biệt"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name} ({self.get_kind_display()})"
