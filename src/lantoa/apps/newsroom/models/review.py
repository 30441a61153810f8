"""The way of a story to the public: steps with due dates, and reviews by people without an account."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models import AbstractGroupApprovalTask, TaskState

from lantoa.apps.assignments.queries import working_calendar
from lantoa.apps.newsroom.models.story import StoryPage


class ReviewStepState(TaskState):  # type: ignore[misc]  # Wagtail has no types
    """One story at one step: by when it should have passed."""

    due_on = models.DateField("hạn", null=True, blank=True)

    class Meta:
        verbose_name = "bước đang làm"
        verbose_name_plural = "bước đang làm"

    def is_late(self, today: date) -> bool:
        return self.status == self.STATUS_IN_PROGRESS and self.due_on is not None and self.due_on < today


class ReviewStep(AbstractGroupApprovalTask):  # type: ignore[misc]
    """A step of a portal's workflow: a group passes the story on or returns it, within so many working days."""

    due_working_days = models.PositiveSmallIntegerField("làm trong (ngày làm việc)", default=2)

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "due_working_days"]
    task_state_class = ReviewStepState

    class Meta:
        verbose_name = "bước có hạn"
        verbose_name_plural = "bước có hạn"

    def start(self, workflow_state: Any, user: Any = None) -> ReviewStepState:
        """Return the state of the story at this step, its due date counted in working days from today."""
        state: ReviewStepState = super().start(workflow_state, user=user)
        state.due_on = working_calendar().shifted(timezone.localdate(), self.due_working_days)
        state.save(update_fields=["due_on"])
        return state

    @classmethod
    def get_description(cls) -> str:
        return "Một nhóm của chuyên trang chuyển bài đi tiếp hoặc trả lại, trong số ngày làm việc đã định."


class ReviewLink(models.Model):
    """Somebody without an account is asked to approve a version of a story, or to comment on it.

    The link of a comment-only reviewer can decide nothing. A link is bound to the first browser that opens it, as a
    receipt link is (ADR 0013), expires, and can be revoked.
    """

    class Purpose(models.TextChoices):
        APPROVE = "approve", "duyệt"
        COMMENT = "comment", "góp ý"

    class Decision(models.TextChoices):
        NONE = "", "chưa trả lời"
        APPROVED = "approved", "đồng ý"
        RETURNED = "returned", "trả lại"

    story = models.ForeignKey(StoryPage, verbose_name="bài", on_delete=models.CASCADE, related_name="review_links")
    revision = models.ForeignKey("wagtailcore.Revision", verbose_name="bản", on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField("để", max_length=8, choices=Purpose.choices)
    name = models.CharField("họ tên", max_length=160)
    position = models.CharField("chức vụ", max_length=160, blank=True)
    email = models.EmailField("thư điện tử")
    nonce = models.CharField(max_length=32, unique=True, editable=False)
    holder = models.CharField(max_length=64, blank=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người mời", on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField("gửi lúc")
    expires_at = models.DateTimeField("hết hiệu lực lúc")
    opened_at = models.DateTimeField("mở lúc", null=True, blank=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True, blank=True)
    decision = models.CharField("trả lời", max_length=8, choices=Decision.choices, default="", blank=True)
    answered_at = models.DateTimeField("trả lời lúc", null=True, blank=True)
    remark = models.TextField("lời nhắn", blank=True)

    class Meta:
        verbose_name = "liên kết duyệt, góp ý"
        verbose_name_plural = "liên kết duyệt, góp ý"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="") | (Q(purpose="approve") & Q(answered_at__isnull=False)),
                name="review_link_only_approvers_decide",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_purpose_display()} · {self.story}"


class ReviewRemark(models.Model):
    """What a reviewer says of one place of the story; shown to the editors at that very field."""

    link = models.ForeignKey(ReviewLink, verbose_name="liên kết", on_delete=models.CASCADE, related_name="remarks")
    # As Wagtail's comments name a place: "lead", "body.<id of the block>".
    contentpath = models.CharField("chỗ", max_length=250)
    text = models.TextField("lời góp ý", max_length=2000)
    at = models.DateTimeField("lúc")
    comment = models.OneToOneField(
        "wagtailcore.Comment", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        verbose_name = "lời góp ý"
        verbose_name_plural = "lời góp ý"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.link.name}: {self.text[:60]}"
