"""How many have taken part in a round, counted now and then by a sweep, so that no page counts them."""

from django.db import models

from lantoa.apps.contests.models.rounds import Round


class RoundTally(models.Model):
    """The numbers of a round as last counted; there is none while they must stay hidden.

    `units` has [entrants, attempts] of each unit by its key. `final` once they were counted after the round was closed.
    """

    round = models.OneToOneField(
        Round, verbose_name="vòng thi", primary_key=True, on_delete=models.CASCADE, related_name="tally"
    )
    entrants = models.PositiveIntegerField("người thi")
    attempts = models.PositiveIntegerField("lượt thi")
    begun = models.PositiveIntegerField("lượt đã bắt đầu")
    units = models.JSONField("đơn vị", default=dict)
    counted_at = models.DateTimeField("đếm lúc")
    final = models.BooleanField("đã khóa", default=False)

    class Meta:
        verbose_name = "số đếm của vòng thi"
        verbose_name_plural = "số đếm của vòng thi"

    def __str__(self) -> str:
        return f"{self.round}: {self.entrants}"
