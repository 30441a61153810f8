"""Figures of each agency and month that the league adds up instead of reading every piece (ADR 0045).

A kept figure is never added to: it is counted anew from the pieces. It holds as long as nothing has touched its agency
and month since; whatever changes a piece says so in its own transaction, by a row of TouchedMonth.
"""

from django.db import models

from lantoa.apps.agencies.models import Agency


class KeptMonth(models.Model):
    """A month whose figures are kept; whoever counts holds its row. Pieces of other months are counted each time."""

    month = models.DateField("tháng gửi", primary_key=True)
    # None until it was counted for the first time: nothing that is kept of it holds before.
    counted_at = models.DateTimeField("tính lúc", null=True)

    class Meta:
        verbose_name = "tháng đã tính"
        verbose_name_plural = "tháng đã tính"

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"


class AgencyMonth(models.Model):
    """What was counted of one agency's feedback sent in one month."""

    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.CASCADE, related_name="+")
    month = models.DateField("tháng gửi")
    # As queries.league_figures.Figures holds them.
    figures = models.JSONField("số liệu")

    class Meta:
        verbose_name = "số liệu theo tháng"
        verbose_name_plural = "số liệu theo tháng"
        constraints = [models.UniqueConstraint(fields=["month", "agency"], name="agency_month_once")]

    def __str__(self) -> str:
        return f"{self.agency_id} · {self.month:%m/%Y}"


class TouchedMonth(models.Model):
    """A piece of this agency and month has changed: what is kept of them no longer holds.

    Never unique: a row that another transaction is about to delete must not stand for a change it has not seen.
    """

    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.CASCADE, related_name="+")
    month = models.DateField("tháng gửi")

    class Meta:
        verbose_name = "tháng có thay đổi"
        verbose_name_plural = "tháng có thay đổi"

    def __str__(self) -> str:
        return f"{self.agency_id} · {self.month:%m/%Y}"
