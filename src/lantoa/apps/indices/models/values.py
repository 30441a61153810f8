"""Values: a number, a rank, a group, or the reason why there is none; never overwritten, each with its source."""

from django.db import models
from django.db.models import Q

from lantoa.apps.indices.models.editions import Edition, Vintage
from lantoa.apps.indices.models.entities import Entity
from lantoa.apps.indices.models.indices import Component, IndexSource


class Absence(models.TextChoices):
    """Why there is no value."""

    WITHHELD = "withheld", "nơi công bố không nêu"
    SURVEY_ERROR = "survey_error", "khảo sát có sai sót, không công bố"
    ONLY_TOP_RANKED = "only_top_ranked", "chỉ công bố nhóm đầu"
    NOT_APPLICABLE = "not_applicable", "không áp dụng"
    MERGED = "merged", "đã hợp nhất"
    NOT_MEASURED = "not_measured", "kỳ này không đo"
    NOT_PUBLISHED = "not_published", "chưa công bố"
    NOT_FOUND = "not_found", "chưa tìm thấy nguồn"
    TOO_FEW_ANSWERS = "too_few_answers", "chưa đủ phiếu"


class ValueQuerySet(models.QuerySet["Value"]):
    def current(self) -> "ValueQuerySet":
        """Return the values that no later vintage has replaced, conflicting sources beside one another."""
        return self.filter(superseded_by=None)


class Value(models.Model):
    """What an edition says of an entity in a component, according to one source, as entered by one vintage."""

    edition = models.ForeignKey(Edition, verbose_name="kỳ công bố", on_delete=models.CASCADE, related_name="values")
    entity = models.ForeignKey(
        Entity, verbose_name="đối tượng đánh giá", on_delete=models.PROTECT, related_name="values"
    )
    component = models.ForeignKey(Component, verbose_name="thành phần", on_delete=models.PROTECT, related_name="values")
    number = models.DecimalField("giá trị", max_digits=12, decimal_places=5, null=True, blank=True)
    rank = models.PositiveSmallIntegerField("thứ hạng", null=True, blank=True)
    # "Of N" where it is not that of the edition: an index within the province ranks each kind apart.
    ranked_count = models.PositiveSmallIntegerField("xếp hạng trên bao nhiêu", null=True, blank=True)
    # 1 is the best; PAPI tells four.
    group = models.PositiveSmallIntegerField("nhóm", null=True, blank=True)
    absence = models.CharField("vì sao không có", max_length=16, choices=Absence.choices, blank=True)
    absence_note = models.CharField("giải thích", max_length=300, blank=True)
    # Not published as it stands: worked out from other published figures, and how.
    derived = models.BooleanField("suy ra", default=False)
    derived_note = models.CharField("suy ra thế nào", max_length=300, blank=True)
    source = models.ForeignKey(IndexSource, verbose_name="nguồn", on_delete=models.PROTECT, related_name="values")
    unverified = models.BooleanField("chưa kiểm chứng", default=False)
    # Of values that differ by source: the one that pictures show; the others stand beside it.
    preferred = models.BooleanField("được chọn", default=True)
    vintage = models.ForeignKey(Vintage, verbose_name="đợt số liệu", on_delete=models.PROTECT, related_name="values")
    superseded_by = models.ForeignKey(
        Vintage,
        verbose_name="thay bởi",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="superseded_values",
    )

    objects = ValueQuerySet.as_manager()

    class Meta:
        verbose_name = "giá trị chỉ số"
        verbose_name_plural = "giá trị chỉ số"
        ordering = ["edition", "component", "entity", "-preferred", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "entity", "component"],
                condition=Q(superseded_by=None, preferred=True),
                name="value_one_preferred",
            ),
            models.UniqueConstraint(
                fields=["edition", "entity", "component", "source"],
                condition=Q(superseded_by=None),
                name="value_once_a_source",
            ),
            models.CheckConstraint(
                condition=(Q(absence="") & (Q(number__isnull=False) | Q(rank__isnull=False) | Q(group__isnull=False)))
                | (~Q(absence="") & Q(number=None, rank=None, group=None)),
                name="value_or_absence",
                violation_error_message="Ghi giá trị, thứ hạng hoặc nhóm; không có thì ghi lý do; không ghi cả hai.",
            ),
            models.CheckConstraint(condition=Q(rank=None) | Q(rank__gte=1), name="value_rank_from_one"),
            models.CheckConstraint(condition=Q(group=None) | Q(group__gte=1), name="value_group_from_one"),
            models.CheckConstraint(
                condition=Q(derived=False) | ~Q(derived_note=""),
                name="value_derived_says_how",
                violation_error_message="Số suy ra phải ghi suy ra thế nào.",
            ),
        ]
        indexes = [models.Index(fields=["edition", "component"], name="value_edition_component")]

    def __str__(self) -> str:
        return f"{self.edition} · {self.entity.short_name} · {self.component.short_name}"

    @property
    def ranked_among(self) -> int | None:
        """Return among how many it was ranked, None where nobody says. Reads the edition."""
        return self.ranked_count or self.edition.ranked_count
