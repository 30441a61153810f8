"""Attempts: the paper one got, the answers as they come in, and what was submitted. Kept thin for the last minute."""

from django.db import models
from django.db.models import F, Q

from lantoa.apps.contests.models.entrants import Entrant
from lantoa.apps.contests.models.rounds import Round


class Attempt(models.Model):
    """One go at a round: begun once (the constraint), with its paper and the moment it ends on the server's clock.

    `paper` is core.scoring's Paper as data: question numbers in their order, and the order of the options of each.
    """

    entrant = models.ForeignKey(Entrant, verbose_name="người thi", on_delete=models.PROTECT, related_name="attempts")
    round = models.ForeignKey(Round, verbose_name="vòng thi", on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField("lượt thứ", default=1)
    paper = models.JSONField("đề thi")
    started_at = models.DateTimeField("bắt đầu lúc")
    ends_at = models.DateTimeField("hết giờ lúc")

    class Meta:
        verbose_name = "lượt thi"
        verbose_name_plural = "lượt thi"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["entrant", "round", "number"], name="attempt_once"),
            models.CheckConstraint(condition=Q(started_at__lt=F("ends_at")), name="attempt_starts_before_it_ends"),
        ]
        indexes = [models.Index(fields=["round", "ends_at"], name="attempt_round_ends")]

    def __str__(self) -> str:
        return f"{self.entrant_id} · {self.number}"


class SavedAnswers(models.Model):
    """The answers of an attempt as last saved before submission; an older copy never replaces a newer one (`version`).

    `answers` is as the page sends them: {"1": "b", "2": ["a", "c"], "3": "12,5", "p": "25000"}: by place in the paper,
    letters of the options as shown; "p" is the prediction.
    """

    attempt = models.OneToOneField(
        Attempt, verbose_name="lượt thi", primary_key=True, on_delete=models.PROTECT, related_name="saved"
    )
    answers = models.JSONField("câu trả lời")
    version = models.PositiveIntegerField("lần lưu")
    saved_at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "bài đang làm"
        verbose_name_plural = "bài đang làm"

    def __str__(self) -> str:
        return f"{self.attempt_id} · {self.version}"


class Submission(models.Model):
    """What was submitted: one row an attempt, added and never changed but for `score` (at closing) and exclusion.

    The slip (phiếu nộp bài) proves it later: `slip_sha256` is core.scoring.slip_sha256 of what is stored here.
    """

    attempt = models.OneToOneField(
        Attempt, verbose_name="lượt thi", primary_key=True, on_delete=models.PROTECT, related_name="submission"
    )
    # Made by the browser: the same press that comes twice is the same submission.
    key = models.CharField("khóa chống nộp trùng", max_length=64)
    answers = models.JSONField("câu trả lời")
    received_at = models.DateTimeField("nhận lúc")
    # Handed in by the clock: the saved answers of an attempt whose time ran out.
    by_clock = models.BooleanField("hết giờ tự nộp", default=False)
    slip_code = models.CharField("mã phiếu nộp bài", max_length=16, unique=True)
    slip_sha256 = models.CharField("mã SHA-256 của phiếu", max_length=64)
    # Keyed hashes for the report of irregularities; emptied when the personal data is erased.
    device_sha256 = models.CharField("mã thiết bị", max_length=64, blank=True)
    address_sha256 = models.CharField("mã địa chỉ mạng", max_length=64, blank=True)
    score = models.PositiveSmallIntegerField("điểm", null=True, blank=True)
    excluded_at = models.DateTimeField("loại lúc", null=True, blank=True)
    excluded_reason = models.CharField("lý do loại", max_length=500, blank=True)

    class Meta:
        verbose_name = "bài nộp"
        verbose_name_plural = "bài nộp"
        ordering = ["received_at", "pk"]
        indexes = [models.Index(fields=["received_at"], name="submission_received")]

    def __str__(self) -> str:
        return self.slip_code
