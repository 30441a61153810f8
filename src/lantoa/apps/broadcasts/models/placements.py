"""What came of placing a bulletin on a station: enough airings, too few and why, or not yet chosen."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.apps.broadcasts.models.bulletins import Bulletin
from lantoa.apps.broadcasts.models.stations import Station


class Placement(models.Model):
    """How one bulletin stands on one station; whoever made it and the station read the same reason.

    `automatic`: the program finds its times, and finds them again after a change. Otherwise the station places it by
    hand.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "chờ đài chọn giờ"
        PLACED = "placed", "đã xếp"
        SHORT = "short", "xếp chưa đủ"
        DECLINED = "declined", "đài không phát"

    bulletin = models.ForeignKey(Bulletin, verbose_name="bản tin", on_delete=models.CASCADE, related_name="placements")
    station = models.ForeignKey(Station, verbose_name="đài", on_delete=models.CASCADE, related_name="placements")
    state = models.CharField("trạng thái", max_length=10, choices=State.choices)
    automatic = models.BooleanField("tự xếp", default=True)
    left_over = models.PositiveSmallIntegerField("số lượt chưa xếp được", default=0)
    reason = models.CharField("lý do", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người quyết định", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    changed_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "kết quả xếp lịch"
        verbose_name_plural = "kết quả xếp lịch"
        ordering = ["bulletin", "station"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin", "station"], name="placement_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["short", "declined"]) | ~Q(reason=""), name="placement_not_full_has_reason"
            ),
        ]
        indexes = [models.Index(fields=["station", "state"], name="placement_station_state")]

    def __str__(self) -> str:
        return f"{self.bulletin} · {self.station}: {self.get_state_display()}"
