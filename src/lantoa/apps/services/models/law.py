"""Documents of law, each with the days on which it is in force."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q


class LegalDocumentQuerySet(models.QuerySet["LegalDocument"]):
    def in_force_on(self, day: date) -> Self:
        """Return the documents in force on that day; an unstated first day counts as in force."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def holding_on(self, day: date) -> Self:
        """Return those in force on that day that nothing has replaced. As `holds_on`."""
        return self.in_force_on(day).exclude(valid_to=None, replaced_by__isnull=False)


class LegalDocument(models.Model):
    """A law, decree, circular or decision: number, title, who issued it, from when to when it is in force."""

    number = models.CharField("số, ký hiệu", max_length=60, unique=True)
    title = models.CharField("trích yếu", max_length=400)
    issuer = models.CharField("cơ quan ban hành", max_length=120, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    valid_from = models.DateField("có hiệu lực từ ngày", null=True, blank=True)
    valid_to = models.DateField("có hiệu lực đến hết ngày", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name="văn bản thay thế",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
    )
    # The newest of those that changed it; the document itself stays in force.
    amended_by = models.ForeignKey(
        "self",
        verbose_name="được sửa đổi bởi",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="amends",
    )
    address = models.URLField("địa chỉ", max_length=500, blank=True)
    source = models.CharField("nguồn", max_length=400, blank=True)
    unverified = models.BooleanField("chưa kiểm chứng", default=False)

    objects = LegalDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản pháp luật"
        verbose_name_plural = "văn bản pháp luật"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="legal_document_valid_from_before_valid_to",
            )
        ]

    def __str__(self) -> str:
        return self.number

    def is_in_force_on(self, day: date) -> bool:
        """Return whether the document is in force on that day. As LegalDocumentQuerySet.in_force_on."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    @property
    def is_superseded(self) -> bool:
        """Return whether another has replaced it on a day that nobody has entered.

        With a last day entered the days decide: a successor may be passed long before it comes into force.
        """
        return self.replaced_by_id is not None and self.valid_to is None

    def holds_on(self, day: date) -> bool:
        """Return whether it is in force on that day and nothing has replaced it."""
        return self.is_in_force_on(day) and not self.is_superseded
