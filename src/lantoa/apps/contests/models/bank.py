"""The bank of questions: written or imported, reviewed by another person, with the law each answer rests on."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.apps.directives.models import Theme


class Difficulty(models.TextChoices):
    EASY = "easy", "dễ"
    MEDIUM = "medium", "vừa"
    HARD = "hard", "khó"


class QuestionBank(models.Model):
    """A collection of questions for an audience, or for everybody."""

    name = models.CharField("tên", max_length=120, unique=True)
    description = models.CharField("mô tả", max_length=400, blank=True)
    illustrative = models.BooleanField("ngân hàng minh họa", default=False, editable=False)

    class Meta:
        verbose_name = "ngân hàng câu hỏi"
        verbose_name_plural = "ngân hàng câu hỏi"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class QuestionQuerySet(models.QuerySet["Question"]):
    def usable_on(self, first: date, last: date) -> Self:
        """Return the approved questions whose answer is right from the first day to the last."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=first),
            Q(valid_to=None) | Q(valid_to__gte=last),
            state=Question.State.APPROVED,
        )


class Question(models.Model):
    """A question and its answer.

    `options` are the words one chooses from (single, multiple) or puts in order (order); empty for true/false and
    numbers. `key` is what core.scoring.mark_answer compares with: places of options from 0 in a list (single: one,
    multiple: several, order: all in the right order), true/false: `true` or `false`, number: a text such as "12,5".
    """

    class Kind(models.TextChoices):
        SINGLE = "single", "chọn một"
        MULTIPLE = "multiple", "chọn nhiều"
        TRUE_FALSE = "true_false", "đúng hay sai"
        ORDER = "order", "xếp thứ tự"
        NUMBER = "number", "điền số"

    class State(models.TextChoices):
        DRAFTED = "drafted", "bản nháp"
        IN_REVIEW = "in_review", "chờ duyệt"
        APPROVED = "approved", "đã duyệt"
        RETIRED = "retired", "thôi dùng"

    bank = models.ForeignKey(
        QuestionBank, verbose_name="ngân hàng câu hỏi", on_delete=models.PROTECT, related_name="questions"
    )
    kind = models.CharField("dạng câu hỏi", max_length=10, choices=Kind.choices, default=Kind.SINGLE)
    text = models.TextField("câu hỏi", max_length=1000)
    options = models.JSONField("phương án", default=list, blank=True)
    key = models.JSONField("đáp án")
    difficulty = models.CharField("độ khó", max_length=6, choices=Difficulty.choices, default=Difficulty.MEDIUM)
    theme = models.ForeignKey(
        Theme, verbose_name="nội dung", null=True, blank=True, on_delete=models.SET_NULL, related_name="questions"
    )
    explanation = models.TextField("giải thích", max_length=1500, blank=True)
    # The document and article the answer rests on, as one cites it, and from when to when it is in force.
    source = models.CharField("căn cứ", max_length=400)
    source_address = models.URLField("địa chỉ của căn cứ", max_length=500, blank=True)
    valid_from = models.DateField("đúng từ ngày", null=True, blank=True)
    valid_to = models.DateField("đúng đến hết ngày", null=True, blank=True)

    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.DRAFTED)
    # The sentence of a story or directive it was proposed from, and where that stands.
    drawn_from = models.CharField("rút từ", max_length=500, blank=True)
    # The approved question that this one is a new wording of; it is used until this one is approved.
    replaces = models.ForeignKey(
        "self",
        verbose_name="bản sửa của câu",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="replacements",
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người soạn", null=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField("soạn lúc")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người duyệt",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reviewed_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    review_note = models.CharField("ý kiến khi duyệt", max_length=500, blank=True)
    folded_text = models.TextField(editable=False, default="")
    # Item statistics over the closed rounds that asked it; null until one did.
    times_shown = models.PositiveIntegerField("số lượt hỏi", null=True, blank=True, editable=False)
    share_right = models.FloatField("tỷ lệ trả lời đúng", null=True, blank=True, editable=False)
    discrimination = models.FloatField("độ phân biệt", null=True, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "câu hỏi"
        verbose_name_plural = "câu hỏi"
        ordering = ["bank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="question_valid_from_before_valid_to",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(reviewed_at__isnull=False), name="question_approved_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(written_by=None)
                | Q(reviewed_by=None)
                | ~Q(reviewed_by=F("written_by")),
                name="question_approved_by_another",
            ),
        ]
        indexes = [models.Index(fields=["bank", "state"], name="question_bank_state")]

    def __str__(self) -> str:
        return self.text[:80]
