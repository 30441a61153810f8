"""Stations, their clusters of loudspeakers and their slots, and how fast they read."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from lantoa.apps.agencies.models import Agency, Channel


class Language(models.Model):
    """A language that bulletins are heard in; only Vietnamese can be read out by a program."""

    code = models.CharField("mã ngôn ngữ", max_length=20, unique=True)  # BCP 47
    name = models.CharField("tên", max_length=80, unique=True)
    spoken_by_program = models.BooleanField("máy đọc được", default=False)

    class Meta:
        verbose_name = "ngôn ngữ"
        verbose_name_plural = "ngôn ngữ"
        ordering = ["-spoken_by_program", "name"]

    def __str__(self) -> str:
        return self.name


class StationQuerySet(models.QuerySet["Station"]):
    def of_agency(self, agency: Agency | None) -> Self:
        """Return the agency's stations; none at all for None, so that a stranger sees nothing."""
        return self.filter(agency=agency) if agency else self.none()


class Station(models.Model):
    """A radio station that reads to people over loudspeakers; it belongs to one agency.

    `syllables_per_minute` and `pause_factor` (of core.speech's pauses) are settings until they are learnt from
    `tempo_readings` real readings.
    """

    class Level(models.TextChoices):
        COMMUNE = "commune", "cấp xã"
        DISTRICT = "district", "cấp huyện"
        PROVINCE = "province", "cấp tỉnh"

    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="stations")
    slug = models.SlugField("mã", max_length=60, unique=True)
    name = models.CharField("tên", max_length=200)
    level = models.CharField("cấp", max_length=10, choices=Level.choices, default=Level.COMMUNE)
    channel = models.ForeignKey(
        Channel, verbose_name="kênh", null=True, blank=True, on_delete=models.SET_NULL, related_name="stations"
    )
    languages = models.ManyToManyField(Language, verbose_name="ngôn ngữ", related_name="stations")
    syllables_per_minute = models.DecimalField(
        "số tiếng đọc mỗi phút",
        max_digits=5,
        decimal_places=1,
        default=Decimal(200),
        validators=[MinValueValidator(60)],
    )
    pause_factor = models.DecimalField(
        "hệ số nghỉ", max_digits=4, decimal_places=2, default=Decimal(1), validators=[MinValueValidator(0)]
    )
    tempo_readings = models.PositiveIntegerField("số lần đọc đã đo", default=0, editable=False)
    # A new number makes every secret address of the station useless.
    key_version = models.PositiveIntegerField("lần cấp khóa", default=1, editable=False)
    active = models.BooleanField("đang hoạt động", default=True)
    illustrative = models.BooleanField("minh họa", default=False)
    note = models.TextField("ghi chú", blank=True)

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = "đài truyền thanh"
        verbose_name_plural = "đài truyền thanh"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(syllables_per_minute__gt=0) & Q(pause_factor__gte=0), name="station_reads_at_some_speed"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Cluster(models.Model):
    """Loudspeakers of a station that can be heard together, and play something else than the others if need be."""

    station = models.ForeignKey(Station, verbose_name="đài", on_delete=models.CASCADE, related_name="clusters")
    name = models.CharField("tên", max_length=120)
    place = models.CharField("nơi đặt", max_length=200, blank=True)
    speakers = models.PositiveSmallIntegerField("số loa", null=True, blank=True)
    active = models.BooleanField("đang hoạt động", default=True)

    class Meta:
        verbose_name = "cụm loa"
        verbose_name_plural = "cụm loa"
        ordering = ["station", "name"]
        constraints = [models.UniqueConstraint(fields=["station", "name"], name="cluster_once")]

    def __str__(self) -> str:
        return self.name


class Slot(models.Model):
    """A time of day at which a station goes on air, for so many minutes, on some weekdays."""

    station = models.ForeignKey(Station, verbose_name="đài", on_delete=models.CASCADE, related_name="slots")
    name = models.CharField("tên", max_length=80)
    starts = models.TimeField("bắt đầu")
    minutes = models.PositiveSmallIntegerField("số phút", validators=[MinValueValidator(1)])
    weekdays = models.JSONField("các ngày trong tuần", default=list)  # ISO: Monday 1 … Sunday 7
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    active = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "khung giờ"
        verbose_name_plural = "khung giờ"
        ordering = ["station", "starts"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="slot_lasts"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="slot_valid_from_before_valid_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M} {self.name}"

    def is_on(self, day: date) -> bool:
        """Return whether the station goes on air in this slot on that day."""
        begun = self.valid_from is None or self.valid_from <= day
        return (
            self.active
            and begun
            and (self.valid_to is None or day <= self.valid_to)
            and (day.isoweekday() in self.weekdays)
        )


class TempoReading(models.Model):
    """A real reading that was timed: what a station's speed is learnt from."""

    station = models.ForeignKey(Station, verbose_name="đài", on_delete=models.CASCADE, related_name="readings")
    text = models.TextField("lời đọc")
    syllables = models.PositiveIntegerField("số tiếng")
    seconds = models.DecimalField("số giây", max_digits=7, decimal_places=1)
    read_on = models.DateField("ngày đọc")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhập", null=True, blank=True, on_delete=models.PROTECT
    )
    added_at = models.DateTimeField("nhập lúc")

    class Meta:
        verbose_name = "lần đọc đã đo"
        verbose_name_plural = "lần đọc đã đo"
        ordering = ["station", "-read_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(seconds__gt=0), name="tempo_reading_takes_time")]

    def __str__(self) -> str:
        return f"{self.station} · {self.read_on:%d/%m/%Y}"
