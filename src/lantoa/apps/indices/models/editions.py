"""Editions of an index, the vintages their values came in, remarks on them, and tables on their way in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.apps.indices.models.indices import Component, Index, IndexSource, ScaleVersion


class Edition(models.Model):
    """One publication of an index: measured over a year, published in another."""

    index = models.ForeignKey(Index, verbose_name="chỉ số", on_delete=models.CASCADE, related_name="editions")
    scale = models.ForeignKey(
        ScaleVersion, verbose_name="phiên bản thang đo", on_delete=models.PROTECT, related_name="editions"
    )
    year_measured = models.PositiveSmallIntegerField("năm đo")
    # None where no source says the day.
    published_on = models.DateField("công bố ngày", null=True, blank=True)
    decision = models.CharField("văn bản công bố", max_length=300, blank=True)
    source = models.ForeignKey(
        IndexSource, verbose_name="nguồn", null=True, blank=True, on_delete=models.PROTECT, related_name="editions"
    )
    # "of N"; None where no source says.
    ranked_count = models.PositiveSmallIntegerField("số đối tượng xếp hạng", null=True, blank=True)
    # Only the first so many have a value and a rank (PCI 2023: 30); None where all have.
    ranked_top = models.PositiveSmallIntegerField("chỉ công bố nhóm đầu", null=True, blank=True)
    # A survey of one's own: with fewer answers an entity gets no total; None where none was set.
    minimum_answers = models.PositiveIntegerField("số phiếu tối thiểu", null=True, blank=True)
    # On the same scale, but measured in another way than the edition before.
    method_break = models.BooleanField("đổi cách đo so với kỳ trước", default=False)
    method_break_note = models.CharField("đổi thế nào", max_length=300, blank=True)
    illustrative = models.BooleanField("minh họa", default=False)
    unverified = models.BooleanField("chưa kiểm chứng", default=False)
    note = models.TextField("ghi chú", blank=True)
    opened_at = models.DateTimeField("đưa ra công khai lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "kỳ công bố"
        verbose_name_plural = "kỳ công bố"
        ordering = ["index", "-year_measured"]
        constraints = [
            models.UniqueConstraint(
                fields=["index", "year_measured"],
                name="edition_once_a_year",
                violation_error_message="Chỉ số này đã có kỳ của năm ấy.",
            ),
            models.CheckConstraint(
                condition=Q(ranked_top=None) | Q(ranked_count=None) | Q(ranked_top__lte=F("ranked_count")),
                name="edition_top_within_count",
                violation_error_message="Nhóm đầu không thể đông hơn số đối tượng xếp hạng.",
            ),
            models.CheckConstraint(
                condition=Q(method_break=False) | ~Q(method_break_note=""),
                name="edition_break_says_how",
                violation_error_message="Đổi cách đo thì phải ghi đổi thế nào.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index.short_name} {self.year_measured}"


class Vintage(models.Model):
    """Values that came in at once: the first ones of an edition, further ones, or a correction with its reason."""

    class Kind(models.TextChoices):
        FIRST = "first", "lần đầu"
        ADDITION = "addition", "bổ sung"
        CORRECTION = "correction", "đính chính"

    edition = models.ForeignKey(Edition, verbose_name="kỳ công bố", on_delete=models.CASCADE, related_name="vintages")
    number = models.PositiveSmallIntegerField("đợt")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    reason = models.CharField("lý do", max_length=500, blank=True)
    file_name = models.CharField("tên tệp", max_length=250, blank=True)
    file_sha256 = models.CharField("SHA-256 của tệp", max_length=64, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người nhập", null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField("nhập lúc")
    # Made by the page that entered it: pressed twice, it is still one.
    key = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = "đợt số liệu"
        verbose_name_plural = "đợt số liệu"
        ordering = ["edition", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="vintage_once"),
            models.CheckConstraint(
                condition=~Q(kind="correction") | ~Q(reason=""),
                name="vintage_correction_has_reason",
                violation_error_message="Đính chính phải ghi lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, đợt {self.number}"


class Annotation(models.Model):
    """A remark that a reader of the values needs, on an index, one edition, or one component."""

    index = models.ForeignKey(Index, verbose_name="chỉ số", on_delete=models.CASCADE, related_name="annotations")
    edition = models.ForeignKey(
        Edition, verbose_name="kỳ công bố", null=True, blank=True, on_delete=models.CASCADE, related_name="annotations"
    )
    component = models.ForeignKey(
        Component,
        verbose_name="thành phần",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="annotations",
    )
    text = models.CharField("nội dung", max_length=600)
    source = models.ForeignKey(
        IndexSource, verbose_name="nguồn", null=True, blank=True, on_delete=models.PROTECT, related_name="annotations"
    )
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "chú thích chỉ số"
        verbose_name_plural = "chú thích chỉ số"
        ordering = ["index", "position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class IndexImport(models.Model):
    """A table that was uploaded or pasted and is looked at before it is applied; kept until it expires.

    `sheets` holds the texts of its cells as the guard read them, once it is applied only the rows that stayed out;
    `mapping` says which column means what.
    """

    edition = models.ForeignKey(Edition, verbose_name="kỳ công bố", on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField("tên tệp", max_length=250)
    file_sha256 = models.CharField("SHA-256 của tệp", max_length=64)
    sheets = models.JSONField("các bảng", default=list)
    mapping = models.JSONField("cột nào là gì", default=dict)
    source = models.ForeignKey(
        IndexSource, verbose_name="nguồn", null=True, blank=True, on_delete=models.PROTECT, related_name="imports"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người tải lên", on_delete=models.PROTECT, related_name="index_imports"
    )
    uploaded_at = models.DateTimeField("tải lên lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    applied_at = models.DateTimeField("nhập lúc", null=True, blank=True)
    counts = models.JSONField("số dòng", default=dict)

    class Meta:
        verbose_name = "lần nhập chỉ số"
        verbose_name_plural = "lần nhập chỉ số"
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.file_name
