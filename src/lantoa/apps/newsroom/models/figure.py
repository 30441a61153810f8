"""Figures that stories show: from the data of the installation, current or frozen; or typed, with their source."""

from django.db import models
from django.db.models import Q

from lantoa.apps.newsroom.models.portal import PortalPage


class StoryFigure(models.Model):
    """A figure for stories and cards.

    `source` is the key of a kind of figure (figures.py), asked with `options`; empty for a figure whose numbers were
    typed, and whose `typed` holds them: {"unit": …, "rows": [[label, number], …]}. `frozen` holds what was shown when
    the figure was frozen, as charts draw it; null while the figure is current.
    """

    portal = models.ForeignKey(
        PortalPage, verbose_name="chuyên trang", on_delete=models.CASCADE, related_name="figures"
    )
    title = models.CharField("tên", max_length=200)
    source = models.CharField("lấy từ", max_length=60, blank=True)
    options = models.JSONField("lựa chọn", default=dict, blank=True)
    typed = models.JSONField("số liệu tự nhập", null=True, blank=True)
    source_note = models.CharField("nguồn số liệu", max_length=300, blank=True)
    frozen = models.JSONField("số liệu đã chốt", null=True, blank=True, editable=False)
    frozen_at = models.DateTimeField("chốt lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "số liệu"
        verbose_name_plural = "số liệu"
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source="") | (Q(typed__isnull=False) & ~Q(source_note="")),
                name="figure_typed_has_source",
                violation_error_message="Số liệu tự nhập phải ghi nguồn.",
            ),
            models.CheckConstraint(
                condition=Q(frozen=None, frozen_at=None) | Q(frozen__isnull=False, frozen_at__isnull=False),
                name="figure_frozen_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title
