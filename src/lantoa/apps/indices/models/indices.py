"""An index, the versions of its scale, and the tree of components each version adds up."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from lantoa.apps.directives.models import Theme

_CODE = RegexValidator(r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$", "Mã chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch nối.")


class IndexSource(models.Model):
    """A publication that values are taken from: a report, a decision, a news text."""

    slug = models.SlugField("mã", max_length=40, unique=True)
    title = models.CharField("tên", max_length=300)
    # As cited; empty for a document that is not on the web.
    address = models.URLField("địa chỉ", max_length=500, blank=True)
    publisher = models.CharField("nơi công bố", max_length=200, blank=True)
    read_on = models.DateField("đọc ngày", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)

    class Meta:
        verbose_name = "nguồn chỉ số"
        verbose_name_plural = "nguồn chỉ số"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Index(models.Model):
    """A governance index: who measures what of whom, in which unit, and whether more is better."""

    class Kind(models.TextChoices):
        PROVINCIAL = "provincial", "giữa các tỉnh, thành phố"
        LOCAL = "local", "trong tỉnh"

    slug = models.SlugField("mã", max_length=40, unique=True)
    name = models.CharField("tên đầy đủ", max_length=250)
    short_name = models.CharField("tên ngắn", max_length=40, unique=True)
    # Another name under which documents have it ("IPA" in directive 300 for SIPAS).
    other_names = models.JSONField("tên gọi khác", default=list, blank=True)
    kind = models.CharField("phạm vi", max_length=10, choices=Kind.choices, default=Kind.PROVINCIAL)
    publisher = models.CharField("nơi công bố", max_length=250)
    higher_is_better = models.BooleanField("càng cao càng tốt", default=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    who_measures = models.TextField("ai đo", blank=True)
    how_measured = models.TextField("đo thế nào", blank=True)
    what_it_means = models.TextField("có nghĩa gì với bạn", blank=True)
    explainer_sources = models.ManyToManyField(
        IndexSource, verbose_name="nguồn của phần giải thích", blank=True, related_name="explained_indices"
    )

    class Meta:
        verbose_name = "chỉ số"
        verbose_name_plural = "chỉ số"
        ordering = ["position", "short_name"]

    def __str__(self) -> str:
        return self.short_name


class ScaleVersion(models.Model):
    """How an index was measured for a time: values of two versions are not compared."""

    class Rule(models.TextChoices):
        SUM = "sum", "cộng điểm các thành phần"
        WEIGHTED_MEAN = "weighted_mean", "trung bình có trọng số"
        UNKNOWN = "unknown", "chưa rõ cách tính tổng"

    index = models.ForeignKey(Index, verbose_name="chỉ số", on_delete=models.CASCADE, related_name="scales")
    slug = models.SlugField("mã", max_length=40)
    name = models.CharField("tên", max_length=200)
    # The years measured on it; None where no source says.
    year_from = models.PositiveSmallIntegerField("từ năm", null=True, blank=True)
    year_to = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    lowest = models.DecimalField("thấp nhất", max_digits=12, decimal_places=5, null=True, blank=True)
    highest = models.DecimalField("cao nhất", max_digits=12, decimal_places=5, null=True, blank=True)
    unit = models.CharField("đơn vị tính", max_length=30, default="điểm")
    decimals = models.PositiveSmallIntegerField("số chữ số thập phân", default=2)
    rule = models.CharField("cách tính tổng", max_length=13, choices=Rule.choices, default=Rule.UNKNOWN)
    note = models.TextField("ghi chú", blank=True)
    source = models.ForeignKey(
        IndexSource, verbose_name="nguồn", null=True, blank=True, on_delete=models.PROTECT, related_name="scales"
    )
    unverified = models.BooleanField("chưa kiểm chứng", default=False)

    class Meta:
        verbose_name = "phiên bản thang đo"
        verbose_name_plural = "phiên bản thang đo"
        ordering = ["index", "year_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["index", "slug"], name="scale_once"),
            models.CheckConstraint(
                condition=Q(lowest=None) | Q(highest=None) | Q(lowest__lt=F("highest")),
                name="scale_lowest_below_highest",
                violation_error_message="Điểm thấp nhất của thang phải nhỏ hơn điểm cao nhất.",
            ),
            models.CheckConstraint(
                condition=Q(year_from=None) | Q(year_to=None) | Q(year_from__lte=F("year_to")),
                name="scale_years_in_order",
                violation_error_message="Năm đầu phải trước hoặc bằng năm cuối.",
            ),
            models.CheckConstraint(condition=Q(decimals__lte=5), name="scale_decimals_that_are_kept"),
        ]

    def __str__(self) -> str:
        return f"{self.index.short_name}: {self.name}"


class Component(models.Model):
    """A part of a scale version; the one without parent is the total itself."""

    scale = models.ForeignKey(
        ScaleVersion, verbose_name="phiên bản thang đo", on_delete=models.CASCADE, related_name="components"
    )
    parent = models.ForeignKey(
        "self", verbose_name="thuộc", null=True, blank=True, on_delete=models.CASCADE, related_name="parts"
    )
    code = models.CharField("mã", max_length=40, validators=[_CODE])
    name = models.CharField("tên", max_length=250)
    short_name = models.CharField("tên ngắn", max_length=80)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    # Its share in its parent where the scale takes a weighted mean; None where it adds up or no source says.
    weight = models.DecimalField("trọng số", max_digits=9, decimal_places=5, null=True, blank=True)
    # Its own best value; None where no source says.
    highest = models.DecimalField("điểm tối đa", max_digits=12, decimal_places=5, null=True, blank=True)
    # The way it is told to citizens.
    plain_words = models.CharField("nói dễ hiểu", max_length=400, blank=True)
    source = models.ForeignKey(
        IndexSource, verbose_name="nguồn", null=True, blank=True, on_delete=models.PROTECT, related_name="components"
    )
    unverified = models.BooleanField("chưa kiểm chứng", default=False)

    class Meta:
        verbose_name = "thành phần"
        verbose_name_plural = "thành phần"
        ordering = ["scale", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="component_once"),
            models.UniqueConstraint(fields=["scale"], condition=Q(parent=None), name="component_one_total"),
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__gt=0),
                name="component_weight_positive",
                violation_error_message="Trọng số phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(highest=None) | Q(highest__gt=0),
                name="component_highest_positive",
                violation_error_message="Điểm tối đa phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_total(self) -> bool:
        """Return whether it is the root of its scale version."""
        return self.parent_id is None


class ComponentTheme(models.Model):
    """A theme of the programme that speaks of what a component measures. It says nothing about cause."""

    component = models.ForeignKey(
        Component, verbose_name="thành phần", on_delete=models.CASCADE, related_name="theme_links"
    )
    theme = models.ForeignKey(Theme, verbose_name="nội dung", on_delete=models.CASCADE, related_name="component_links")
    note = models.CharField("vì sao liên quan", max_length=400, blank=True)

    class Meta:
        verbose_name = "nội dung của thành phần"
        verbose_name_plural = "nội dung của thành phần"
        ordering = ["component", "theme"]
        constraints = [models.UniqueConstraint(fields=["component", "theme"], name="component_theme_once")]

    def __str__(self) -> str:
        return f"{self.component} · {self.theme}"
