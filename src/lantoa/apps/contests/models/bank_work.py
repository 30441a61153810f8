"""Work on the bank: files of questions being looked at, likeness between questions, how questions fared in rounds."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.apps.contests.models.bank import Question, QuestionBank
from lantoa.apps.contests.models.rounds import Round


class QuestionImport(models.Model):
    """A file of questions that was uploaded and is looked at before anything of it is stored; kept until it expires.

    `items` holds what was read, question by question, with what is wrong; after the import only those that were not
    stored, so that they can be downloaded and mended.
    """

    class Form(models.TextChoices):
        WORKBOOK = "xlsx", "Excel"
        DOCUMENT = "docx", "Word"
        GIFT = "gift", "GIFT (Moodle)"

    bank = models.ForeignKey(
        QuestionBank, verbose_name="ngân hàng câu hỏi", on_delete=models.CASCADE, related_name="imports"
    )
    form = models.CharField("dạng tệp", max_length=4, choices=Form.choices)
    file_name = models.CharField("tên tệp", max_length=250)
    file_sha256 = models.CharField("SHA-256 của tệp", max_length=64)
    items = models.JSONField("câu hỏi đọc được", default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người tải lên", on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField("tải lên lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    applied_at = models.DateTimeField("nhập lúc", null=True, blank=True)
    counts = models.JSONField("số câu", default=dict)

    class Meta:
        verbose_name = "lần nhập câu hỏi"
        verbose_name_plural = "lần nhập câu hỏi"
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.file_name


class QuestionMark(models.Model):
    """A mark of a question's words (core.analysis.near_questions): questions alike share one nearly always, others
    hardly ever, so that likeness is asked of few.
    """

    question = models.ForeignKey(Question, verbose_name="câu hỏi", on_delete=models.CASCADE, related_name="marks")
    mark = models.BigIntegerField("dấu")

    class Meta:
        verbose_name = "dấu của câu hỏi"
        verbose_name_plural = "dấu của câu hỏi"
        ordering = ["mark", "question"]
        constraints = [models.UniqueConstraint(fields=["mark", "question"], name="question_mark_once")]

    def __str__(self) -> str:
        return f"{self.question_id} · {self.mark}"


class DifferentQuestions(models.Model):
    """Two questions that look alike and that a person has found to be different; they are not shown as alike again."""

    first = models.ForeignKey(Question, verbose_name="câu thứ nhất", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Question, verbose_name="câu thứ hai", on_delete=models.CASCADE, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người kết luận", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("kết luận lúc")

    class Meta:
        verbose_name = "cặp câu hỏi khác nhau"
        verbose_name_plural = "cặp câu hỏi khác nhau"
        ordering = ["first", "second"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="different_questions_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="different_questions_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"


class ItemStatistics(models.Model):
    """How one question fared in one closed round; a question's own figures are put together from these."""

    question = models.ForeignKey(Question, verbose_name="câu hỏi", on_delete=models.CASCADE, related_name="statistics")
    round = models.ForeignKey(Round, verbose_name="vòng thi", on_delete=models.CASCADE, related_name="item_statistics")
    times_shown = models.PositiveIntegerField("số lượt hỏi")
    times_right = models.PositiveIntegerField("số lượt trả lời đúng")
    # None where all scores are the same, or too few were asked: then nothing can be said.
    discrimination = models.FloatField("độ phân biệt", null=True)
    # How often each option was chosen, by its place in the question; empty for kinds without options.
    chosen = models.JSONField("số lượt chọn từng phương án", default=dict)

    class Meta:
        verbose_name = "số liệu của câu hỏi"
        verbose_name_plural = "số liệu của câu hỏi"
        ordering = ["round", "question"]
        constraints = [
            models.UniqueConstraint(fields=["question", "round"], name="item_statistics_once"),
            models.CheckConstraint(condition=Q(times_right__lte=F("times_shown")), name="item_right_of_shown"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} · {self.round_id}"
