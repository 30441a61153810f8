"""Whom indices measure: the nation, regions, provinces, departments, districts; each valid for a time."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from lantoa.apps.agencies.models import Agency


class EntityKind(models.TextChoices):
    NATION = "nation", "cả nước"
    REGION = "region", "vùng"
    PROVINCE = "province", "tỉnh, thành phố"
    DEPARTMENT = "department", "sở, ban, ngành"
    DISTRICT = "district", "huyện, thị xã, thành phố thuộc tỉnh"
    COMMUNE = "commune", "xã, phường, đặc khu"


class EntityQuerySet(models.QuerySet["Entity"]):
    def valid_in(self, year: int) -> Self:
        """Return the entities that existed at some time in that year; an unstated bound is open."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=date(year, 12, 31)),
            Q(valid_to=None) | Q(valid_to__gte=date(year, 1, 1)),
        )


class Entity(models.Model):
    """One that values are given for, for the time it existed: after a merger it is another row (EntitySuccession).

    The values of the nation and of regions are the means that were published for them.
    """

    slug = models.SlugField("mã", max_length=60, unique=True)
    name = models.CharField("tên đầy đủ", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=80)
    # Other ways in which tables write it ("TT. Huế", "Tp.HCM"); imports look it up by them.
    aliases = models.JSONField("tên gọi khác", default=list, blank=True)
    kind = models.CharField("loại", max_length=10, choices=EntityKind.choices)
    # The region of a province.
    parent = models.ForeignKey(
        "self", verbose_name="thuộc", null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan", null=True, blank=True, on_delete=models.SET_NULL, related_name="entities"
    )
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    # The province of this installation, before and after a merger alike.
    is_home = models.BooleanField("tỉnh nhà", default=False)
    source = models.CharField("nguồn", max_length=500, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)

    objects = EntityQuerySet.as_manager()

    class Meta:
        verbose_name = "đối tượng đánh giá"
        verbose_name_plural = "đối tượng đánh giá"
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="entity_valid_from_before_valid_to",
                violation_error_message="Ngày đầu phải trước hoặc bằng ngày cuối.",
            ),
            models.CheckConstraint(
                condition=Q(is_home=False) | Q(kind="province"),
                name="entity_home_is_a_province",
                violation_error_message="Chỉ một tỉnh, thành phố mới là tỉnh nhà.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_valid_in(self, year: int) -> bool:
        """Return whether it existed at some time in that year. As EntityQuerySet.valid_in."""
        return (self.valid_from is None or self.valid_from.year <= year) and (
            self.valid_to is None or year <= self.valid_to.year
        )


class EntitySuccession(models.Model):
    """An entity became another one, whole or in part; their series are never joined."""

    predecessor = models.ForeignKey(Entity, verbose_name="trước", on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Entity, verbose_name="sau", on_delete=models.CASCADE, related_name="origins")
    on = models.DateField("từ ngày")
    source = models.CharField("nguồn", max_length=500)

    class Meta:
        verbose_name = "kế thừa của đối tượng"
        verbose_name_plural = "kế thừa của đối tượng"
        ordering = ["on", "successor", "predecessor"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="entity_succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="entity_succession_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
