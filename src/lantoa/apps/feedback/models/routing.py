"""Who answers for what, and within how many working days: rules that the province keeps, each valid for a time."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.services.models import Sector


class DatedQuerySet(models.QuerySet["RoutingRule"]):
    def valid_on(self, day: date) -> Self:
        """Return the rules in force on that day; an unstated bound is open."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))


class RoutingRule(models.Model):
    """Feedback of this sector (any, if none) at this place (any, if none) goes to this agency, or to the committee of
    the place, or to the agency it is about. The most exact rule wins: place before sector before neither.
    """

    class Target(models.TextChoices):
        AGENCY = "agency", "một cơ quan nhất định"
        PLACE = "place", "UBND của địa bàn"
        ABOUT = "about", "cơ quan bị phản ánh"
        SUPERIOR = "superior", "cấp trên của cơ quan bị phản ánh"

    sector = models.ForeignKey(
        Sector, verbose_name="lĩnh vực", null=True, blank=True, on_delete=models.CASCADE, related_name="routing_rules"
    )
    place = models.ForeignKey(
        Agency, verbose_name="địa bàn", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    target = models.CharField("chuyển đến", max_length=8, choices=Target.choices, default=Target.AGENCY)
    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    source = models.CharField("căn cứ", max_length=300, blank=True)
    illustrative = models.BooleanField("minh họa", default=False, editable=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "cách chuyển phản ánh"
        verbose_name_plural = "cách chuyển phản ánh"
        ordering = ["sector", "place", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target="agency", agency__isnull=False) | (~Q(target="agency") & Q(agency=None)),
                name="routing_rule_names_its_agency",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="routing_rule_valid_from_before_valid_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sector or 'mọi lĩnh vực'} → {self.agency or self.get_target_display()}"


class ClockRule(models.Model):
    """Within how many working days one acknowledges and answers, and by how many one may extend. The days are set by
    the province, with what they rest on; no law's number is built in.
    """

    agency_kind = models.CharField("loại cơ quan", max_length=30, choices=AgencyKind.choices, blank=True)
    acknowledge_days = models.PositiveSmallIntegerField("tiếp nhận trong (ngày làm việc)")
    answer_days = models.PositiveSmallIntegerField("trả lời trong (ngày làm việc)")
    extension_days = models.PositiveSmallIntegerField("mỗi lần gia hạn thêm (ngày làm việc)")
    most_extensions = models.PositiveSmallIntegerField("số lần gia hạn nhiều nhất", default=1)
    # The days the citizen has to supply what was asked back; after them the officer may close.
    supply_days = models.PositiveSmallIntegerField("người dân bổ sung trong (ngày làm việc)", default=10)
    reopen_days = models.PositiveSmallIntegerField("mở lại được trong (ngày làm việc)", default=30)
    valid_from = models.DateField("từ ngày")
    source = models.CharField("căn cứ", max_length=300, blank=True)
    unverified = models.BooleanField("chưa kiểm chứng", default=True)

    class Meta:
        verbose_name = "thời hạn xử lý phản ánh"
        verbose_name_plural = "thời hạn xử lý phản ánh"
        ordering = ["agency_kind", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["agency_kind", "valid_from"], name="clock_rule_once"),
            models.CheckConstraint(
                condition=Q(acknowledge_days__gte=1) & Q(answer_days__gte=F("acknowledge_days")),
                name="clock_rule_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_agency_kind_display() or 'mọi cơ quan'}: {self.acknowledge_days}/{self.answer_days}"
