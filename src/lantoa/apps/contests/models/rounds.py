"""Rounds of a contest (one a week, or one alone), which questions their papers take, and what was sealed of them."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from lantoa.apps.contests.models.bank import Difficulty, QuestionBank
from lantoa.apps.contests.models.contest import Audience, Contest
from lantoa.apps.newsroom.models import StoryPage


class RoundQuerySet(models.QuerySet["Round"]):
    def open_at(self, at: datetime) -> Self:
        """Return the rounds of running contests that take attempts at that moment."""
        return self.filter(
            opens_at__lte=at, closes_at__gt=at, contest__announced_at__isnull=False, contest__called_off_at=None
        )

    def over_at(self, at: datetime) -> Self:
        """Return the rounds whose time is over and that wait to be closed."""
        return self.filter(
            closes_at__lte=at, closed_at=None, contest__announced_at__isnull=False, contest__called_off_at=None
        )


class Round(models.Model):
    """One round. The seed is drawn and its commitment published with the announcement; the seed itself only with the
    results. Nobody is told how many have entered before the round is closed (`closed_at`).
    """

    contest = models.ForeignKey(Contest, verbose_name="cuộc thi", on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField("số thứ tự")
    title = models.CharField("tên vòng", max_length=120)
    opens_at = models.DateTimeField("mở lúc")
    closes_at = models.DateTimeField("đóng lúc")
    seed = models.CharField("số gốc bí mật", max_length=64, blank=True, editable=False)
    seed_sha256 = models.CharField("mã cam kết của số gốc", max_length=64, blank=True, editable=False)
    # Of everything that was submitted (core.scoring.closing_sha256); set once, when the round is closed.
    closing_sha256 = models.CharField("mã khóa sổ", max_length=64, blank=True, editable=False)
    closed_at = models.DateTimeField("khóa sổ lúc", null=True, blank=True, editable=False)
    published_at = models.DateTimeField("công bố kết quả lúc", null=True, blank=True, editable=False)
    # The newsroom's story on its result, drafted once.
    story = models.ForeignKey(
        StoryPage, verbose_name="tin kết quả", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    # When irregularities were last looked for; after the round was closed.
    searched_at = models.DateTimeField("tìm dấu hiệu bất thường lúc", null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "vòng thi"
        verbose_name_plural = "vòng thi"
        ordering = ["contest", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="round_once"),
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="round_opens_before_it_closes"),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(closed_at__isnull=False), name="round_published_is_closed"
            ),
        ]
        indexes = [models.Index(fields=["closes_at"], condition=Q(closed_at=None), name="round_to_close")]

    def __str__(self) -> str:
        return self.title

    def is_open(self, at: datetime) -> bool:
        """Return whether attempts may begin at that moment; the contest's own state aside."""
        return self.opens_at <= at < self.closes_at


class Quota(models.Model):
    """So many questions of a bank, of one difficulty or of any, in each paper of a round for an audience."""

    round = models.ForeignKey(Round, verbose_name="vòng thi", on_delete=models.CASCADE, related_name="quotas")
    audience = models.CharField("đối tượng", max_length=10, choices=Audience.choices)
    bank = models.ForeignKey(
        QuestionBank, verbose_name="ngân hàng câu hỏi", on_delete=models.PROTECT, related_name="quotas"
    )
    difficulty = models.CharField("độ khó", max_length=6, choices=Difficulty.choices, blank=True)
    questions = models.PositiveSmallIntegerField("số câu")

    class Meta:
        verbose_name = "cơ cấu đề"
        verbose_name_plural = "cơ cấu đề"
        ordering = ["round", "audience", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "audience", "bank", "difficulty"], name="quota_once"),
            models.CheckConstraint(condition=Q(questions__gte=1), name="quota_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.bank}: {self.questions}"


class RoundPool(models.Model):
    """The questions of a round as they stood when it was sealed; later changes of the bank do not reach it.

    `pool` holds core.scoring's PoolQuestion as data, without keys; `keys` holds the answers, by question. `sha256` is
    published with the announcement and covers both together with the seed (core.scoring.pool_sha256).
    """

    round = models.OneToOneField(
        Round, verbose_name="vòng thi", primary_key=True, on_delete=models.PROTECT, related_name="pool"
    )
    pool = models.JSONField("câu hỏi")
    quotas = models.JSONField("cơ cấu đề")
    keys = models.JSONField("đáp án")
    sha256 = models.CharField("mã SHA-256", max_length=64)
    sealed_at = models.DateTimeField("niêm phong lúc")

    class Meta:
        verbose_name = "bộ câu hỏi niêm phong"
        verbose_name_plural = "bộ câu hỏi niêm phong"

    def __str__(self) -> str:
        return f"{self.round}"
