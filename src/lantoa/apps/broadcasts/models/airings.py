"""What is to be played when, what was played, and how it came to the station."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lantoa.apps.broadcasts.models.bulletins import Bulletin
from lantoa.apps.broadcasts.models.stations import Cluster, Slot, Station


class Airing(models.Model):
    """A bulletin on one station at one time; without a slot it is played at once."""

    class State(models.TextChoices):
        PLANNED = "planned", "sẽ phát"
        PLAYED = "played", "đã phát"
        MISSED = "missed", "không phát"
        CANCELLED = "cancelled", "đã bỏ"

    bulletin = models.ForeignKey(Bulletin, verbose_name="bản tin", on_delete=models.PROTECT, related_name="airings")
    station = models.ForeignKey(Station, verbose_name="đài", on_delete=models.PROTECT, related_name="airings")
    slot = models.ForeignKey(
        Slot, verbose_name="khung giờ", null=True, blank=True, on_delete=models.SET_NULL, related_name="airings"
    )
    planned_at = models.DateTimeField("giờ phát")
    day = models.DateField("ngày")
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.PLANNED)
    state_reason = models.CharField("lý do", max_length=300, blank=True)
    # Placed, moved or cancelled by a person: the program leaves it where it is.
    by_hand = models.BooleanField("do người xếp", default=False)
    decided_at = models.DateTimeField("ghi nhận lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lượt phát"
        verbose_name_plural = "lượt phát"
        ordering = ["planned_at", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "station", "planned_at"], name="airing_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["missed", "cancelled"]) | ~Q(state_reason=""),
                name="airing_not_played_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["station", "day"], name="airing_station_day"),
            models.Index(fields=["planned_at"], condition=Q(state="planned"), name="airing_planned"),
            models.Index(fields=["state", "day"], name="airing_state_day"),
        ]

    def __str__(self) -> str:
        return f"{self.bulletin} · {self.station}"


class PlayLogUpload(models.Model):
    """A file in which a station's machine wrote what it played."""

    station = models.ForeignKey(Station, verbose_name="đài", on_delete=models.PROTECT, related_name="play_logs")
    file_name = models.CharField("tên tệp", max_length=250)
    file_sha256 = models.CharField("SHA-256 của tệp", max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="người tải lên", on_delete=models.PROTECT)
    uploaded_at = models.DateTimeField("tải lên lúc")
    counts = models.JSONField("số dòng", default=dict)

    class Meta:
        verbose_name = "tệp nhật ký phát"
        verbose_name_plural = "tệp nhật ký phát"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["station", "file_sha256"], name="play_log_upload_once")]

    def __str__(self) -> str:
        return self.file_name


class PlayReportQuerySet(models.QuerySet["PlayReport"]):
    def standing(self) -> Self:
        """Return the reports of airings that nobody has corrected."""
        return self.filter(airing__isnull=False, correction=None)

    def open(self) -> Self:
        """Return the reports that fit no airing and on which nobody has decided."""
        return self.filter(airing=None, correction=None)


class PlayReport(models.Model):
    """One saying that something was played: by a person's tap, a line of a log, or the player page. Never changed.

    No clusters named means all of the station's. A line that fits no airing keeps its text and the reason.
    """

    class How(models.TextChoices):
        TAP = "tap", "cán bộ xác nhận"
        LOG = "log", "tệp nhật ký"
        PLAYER = "player", "máy phát báo"

    airing = models.ForeignKey(
        Airing, verbose_name="lượt phát", null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    station = models.ForeignKey(Station, verbose_name="đài", on_delete=models.PROTECT, related_name="play_reports")
    clusters = models.ManyToManyField(Cluster, verbose_name="cụm loa", blank=True, related_name="play_reports")
    played_at = models.DateTimeField("phát lúc")
    seconds = models.PositiveIntegerField("số giây", null=True, blank=True)
    how = models.CharField("cách báo", max_length=8, choices=How.choices)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người báo", null=True, blank=True, on_delete=models.PROTECT
    )
    reported_at = models.DateTimeField("báo lúc")
    upload = models.ForeignKey(
        PlayLogUpload,
        verbose_name="tệp nhật ký",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
    )
    row = models.CharField("dòng trong tệp", max_length=500, blank=True)
    problem = models.CharField("vì sao chưa khớp", max_length=300, blank=True)
    key = models.CharField(max_length=120, unique=True, editable=False)

    objects = PlayReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo phát"
        verbose_name_plural = "báo phát"
        ordering = ["-played_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(airing__isnull=False) | ~Q(problem=""), name="play_report_without_airing_has_problem"
            )
        ]
        indexes = [models.Index(fields=["station", "played_at"], name="play_report_station_played")]

    def __str__(self) -> str:
        return f"{self.station} · {timezone.localtime(self.played_at):%d/%m/%Y %H:%M}"


class DeliveryRoute(models.Model):
    """A way on which packages go to a station by themselves; every station can always download."""

    class Kind(models.TextChoices):
        FOLDER = "folder", "thư mục"
        SOURCE_SYSTEM = "source_system", "hệ thống thông tin nguồn"

    station = models.ForeignKey(Station, verbose_name="đài", on_delete=models.CASCADE, related_name="routes")
    kind = models.CharField("cách giao", max_length=14, choices=Kind.choices)
    settings = models.JSONField("thiết lập", default=dict, blank=True)
    active = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "đường giao"
        verbose_name_plural = "đường giao"
        ordering = ["station", "kind"]
        constraints = [models.UniqueConstraint(fields=["station", "kind"], name="delivery_route_once")]

    def __str__(self) -> str:
        return f"{self.station} · {self.get_kind_display()}"


class Delivery(models.Model):
    """A bulletin's package for one station: offered to be fetched (no route), or carried by a route."""

    class State(models.TextChoices):
        DUE = "due", "đang chờ giao"
        SENT = "sent", "đã giao"
        FAILED = "failed", "chưa giao được"
        CANCELLED = "cancelled", "đã bỏ"

    bulletin = models.ForeignKey(Bulletin, verbose_name="bản tin", on_delete=models.PROTECT, related_name="deliveries")
    station = models.ForeignKey(Station, verbose_name="đài", on_delete=models.PROTECT, related_name="deliveries")
    route = models.ForeignKey(
        DeliveryRoute, verbose_name="đường giao", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="deliveries",
    )  # fmt: skip
    # Stays when the route is taken away; "download" where there is none.
    route_kind = models.CharField("cách giao", max_length=14, default="download")
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DUE)
    due_at = models.DateTimeField("đến lượt lúc")
    leased_until = models.DateTimeField("đang giao đến", null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0, editable=False)
    problem = models.CharField("vì sao chưa được", max_length=500, blank=True)
    package_sha256 = models.CharField("SHA-256 của gói", max_length=64, blank=True)
    # What the package said when it went: another manifest of today is a package to be carried anew.
    manifest_sha256 = models.CharField("SHA-256 của bản kê", max_length=64, blank=True, editable=False)
    receipt = models.CharField("nơi nhận trả lời", max_length=300, blank=True)
    sent_at = models.DateTimeField("giao lúc", null=True, blank=True)
    fetched_at = models.DateTimeField("tải về lúc", null=True, blank=True)
    # When what had been carried was taken back, because the bulletin was withdrawn or its time was over.
    withdrawn_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)

    class Meta:
        verbose_name = "lượt giao"
        verbose_name_plural = "lượt giao"
        ordering = ["-due_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "station", "route_kind"], name="delivery_once"),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(problem=""), name="delivery_failed_has_problem"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="due"), name="delivery_due"),
            models.Index(fields=["due_at"], condition=Q(withdrawn_at=None), name="delivery_looked_at"),
        ]

    def __str__(self) -> str:
        return f"{self.bulletin} → {self.station}"


class ReportCorrection(models.Model):
    """What a person has decided on a play report that was wrong or fitted nothing; the report itself stays as it is.

    A report with a correction is counted no more. Where it was matched to an airing by hand, `replaced_by` is the
    report that stands for it.
    """

    class Kind(models.TextChoices):
        TAKEN_BACK = "taken_back", "rút lại"
        MATCHED = "matched", "khớp tay"
        FOREIGN = "foreign", "không phải bản tin ở đây"

    report = models.OneToOneField(
        PlayReport, verbose_name="báo phát", on_delete=models.PROTECT, related_name="correction"
    )
    kind = models.CharField("đính chính", max_length=10, choices=Kind.choices)
    replaced_by = models.OneToOneField(
        PlayReport, verbose_name="báo phát thay", null=True, blank=True, on_delete=models.PROTECT,
        related_name="replaces",
    )  # fmt: skip
    reason = models.CharField("lý do", max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người đính chính", null=True, blank=True, on_delete=models.PROTECT
    )
    made_at = models.DateTimeField("đính chính lúc")

    class Meta:
        verbose_name = "đính chính báo phát"
        verbose_name_plural = "đính chính báo phát"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="matched", replaced_by__isnull=False)
                | (~Q(kind="matched") & Q(replaced_by__isnull=True)),
                name="report_correction_matched_is_replaced",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.report}"
