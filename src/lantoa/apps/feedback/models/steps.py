"""What was done with a piece of feedback, and whether each agency was reached."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.apps.agencies.models import Agency
from lantoa.apps.feedback.models.feedback import Feedback


class FeedbackStep(models.Model):
    """One thing that happened, in order; added, never changed but for erasing the words of a citizen."""

    class Kind(models.TextChoices):
        SENT = "sent", "người dân gửi"
        ROUTED = "routed", "chuyển đến cơ quan chịu trách nhiệm"
        ACKNOWLEDGED = "acknowledged", "tiếp nhận"
        ASKED_BACK = "asked_back", "đề nghị người dân bổ sung"
        SUPPLIED = "supplied", "người dân bổ sung"
        FORWARDED = "forwarded", "chuyển cơ quan khác"
        EXTENDED = "extended", "gia hạn"
        ANSWERED = "answered", "trả lời"
        CLOSED = "closed", "kết thúc"
        REFUSED = "refused", "không tiếp nhận"
        REOPENED = "reopened", "người dân mở lại"
        JUDGED = "judged", "người dân đánh giá kết quả"
        JOINED = "joined", "nhập với phản ánh trùng"
        PARTED = "parted", "tách khỏi phản ánh trùng"
        LISTED = "listed", "đăng công khai"
        UNLISTED = "unlisted", "thôi đăng công khai"
        NOTE = "note", "ghi chú nội bộ"

    feedback = models.ForeignKey(
        Feedback, verbose_name="phản ánh, kiến nghị", on_delete=models.CASCADE, related_name="steps"
    )
    kind = models.CharField("việc", max_length=12, choices=Kind.choices)
    at = models.DateTimeField("lúc")
    # None: the citizen, or the program.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người làm", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField("nội dung", max_length=6000, blank=True)
    # Whether the citizen reads it too.
    shown = models.BooleanField("người dân thấy", default=True)
    # What follows by the clock: due days before and after, with the computation.
    detail = models.JSONField("chi tiết", default=dict, blank=True)
    key = models.CharField("khóa chống làm hai lần", max_length=64, unique=True, null=True, editable=False)

    class Meta:
        verbose_name = "bước xử lý"
        verbose_name_plural = "bước xử lý"
        ordering = ["feedback", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.feedback_id} · {self.get_kind_display()}"


class HandoverQuerySet(models.QuerySet["Handover"]):
    def failed(self) -> Self:
        """Return the hand-overs that somebody has to look at."""
        return self.filter(state=Handover.State.FAILED)


class Handover(models.Model):
    """Telling one agency that a piece of feedback is now its own; a failed one is seen, and can be sent again."""

    class State(models.TextChoices):
        DUE = "due", "chờ gửi"
        SENT = "sent", "đã gửi"
        SEEN = "seen", "cơ quan đã mở"
        FAILED = "failed", "không gửi được"
        CANCELLED = "cancelled", "đã hủy"

    feedback = models.ForeignKey(
        Feedback, verbose_name="phản ánh, kiến nghị", on_delete=models.CASCADE, related_name="handovers"
    )
    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(
        FeedbackStep, verbose_name="bước xử lý", null=True, on_delete=models.SET_NULL, related_name="handovers"
    )
    state = models.CharField("trạng thái", max_length=9, choices=State.choices, default=State.DUE)
    # Keys of the outbox's messages that carry it (base.Message.key).
    messages = models.JSONField("thư đã gửi", default=list, blank=True)
    attempts = models.PositiveSmallIntegerField("số lần gửi", default=0)
    problem = models.CharField("lỗi", max_length=500, blank=True)
    due_at = models.DateTimeField("gửi từ lúc")
    leased_until = models.DateTimeField("đang được gửi đến", null=True, blank=True, editable=False)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    seen_at = models.DateTimeField("mở lúc", null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = "lần chuyển"
        verbose_name_plural = "lần chuyển"
        ordering = ["-due_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["feedback", "agency", "step"], name="handover_once_a_step"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="due"), name="handover_due"),
            models.Index(fields=["state", "-due_at", "-id"], name="handover_state"),
            models.Index(fields=["agency", "-due_at", "-id"], name="handover_agency"),
            models.Index(fields=["-due_at", "-id"], name="handover_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.feedback_id} → {self.agency_id}"
