"""Internal communication: a monthly digest of an agency for its officials, who say that they have read it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.models.story import StoryPage


class InternalDigest(models.Model):
    """The digest of one agency for one month; read by whoever has its address, which names no person."""

    class State(models.TextChoices):
        DRAFTED = "drafted", "bản nháp"
        SENT = "sent", "đã gửi"

    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="digests")
    month = models.DateField("tháng", help_text="Ngày đầu tháng.")
    title = models.CharField("tên", max_length=200)
    introduction = models.TextField("lời mở đầu", max_length=1500, blank=True)
    # How many officials the agency has: the denominator of its receipts; null where nobody has said.
    officials = models.PositiveIntegerField("số cán bộ, công chức, viên chức", null=True, blank=True)
    state = models.CharField("trạng thái", max_length=8, choices=State.choices, default=State.DRAFTED)
    nonce = models.CharField(max_length=32, unique=True, editable=False)
    closes_on = models.DateField("nhận xác nhận đến hết ngày", null=True, blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    # Set by hand, before or without a closing day; taken away when it is opened again.
    closed_at = models.DateTimeField("đóng lúc", null=True, blank=True)
    # When the names of its readers were erased; the counts stay.
    names_erased_at = models.DateTimeField("xóa tên lúc", null=True, blank=True, editable=False)
    made_at = models.DateTimeField("lập lúc")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người lập", null=True, on_delete=models.PROTECT, related_name="+"
    )
    illustrative = models.BooleanField("bản tin minh họa", default=False)

    class Meta:
        verbose_name = "bản tin nội bộ"
        verbose_name_plural = "bản tin nội bộ"
        ordering = ["-month", "agency"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "month"], name="digest_once_a_month"),
            models.CheckConstraint(
                condition=Q(state="drafted", sent_at=None) | Q(state="sent", sent_at__isnull=False),
                name="digest_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def takes_receipts(self, today: date) -> bool:
        """Return whether an official may still say to have read it: sent, not closed, its names not yet erased."""
        if self.state != self.State.SENT or self.closed_at or self.names_erased_at:
            return False
        return self.closes_on is None or today <= self.closes_on


class DigestItem(models.Model):
    """One thing to know; from a story, or written for the digest."""

    digest = models.ForeignKey(InternalDigest, verbose_name="bản tin", on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField("thứ tự")
    story = models.ForeignKey(
        StoryPage, verbose_name="bài", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    theme = models.ForeignKey(
        Theme, verbose_name="nội dung tuyên truyền", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField("tiêu đề", max_length=255)
    text = models.TextField("nội dung", max_length=3000)

    class Meta:
        verbose_name = "mục của bản tin"
        verbose_name_plural = "mục của bản tin"
        ordering = ["digest", "position"]
        constraints = [models.UniqueConstraint(fields=["digest", "position"], name="digest_item_once")]

    def __str__(self) -> str:
        return self.title


class DigestQuestion(models.Model):
    """One of the three questions; `choices` is a list of texts, `right` the place of the right one, from 0."""

    digest = models.ForeignKey(
        InternalDigest, verbose_name="bản tin", on_delete=models.CASCADE, related_name="questions"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("câu hỏi", max_length=300)
    choices = models.JSONField("các câu trả lời", default=list)
    right = models.PositiveSmallIntegerField("câu đúng")
    explanation = models.CharField("vì sao", max_length=500, blank=True)

    class Meta:
        verbose_name = "câu hỏi của bản tin"
        verbose_name_plural = "câu hỏi của bản tin"
        ordering = ["digest", "position"]
        constraints = [
            models.UniqueConstraint(fields=["digest", "position"], name="digest_question_once"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=3), name="digest_has_three_questions"),
        ]

    def __str__(self) -> str:
        return self.text


class DigestReceipt(models.Model):
    """One official has read the digest: the name, and how the check went. One receipt a person and digest."""

    digest = models.ForeignKey(
        InternalDigest, verbose_name="bản tin", on_delete=models.CASCADE, related_name="receipts"
    )
    name = models.CharField("họ tên", max_length=160)
    unit = models.CharField("phòng, đơn vị", max_length=160, blank=True)
    # The name and unit in search form: the same person again is the same receipt.
    reader_key = models.CharField(max_length=330, editable=False)
    read_at = models.DateTimeField("đọc lúc")
    answers = models.JSONField("trả lời", default=list)
    right_answers = models.PositiveSmallIntegerField("số câu đúng")

    class Meta:
        verbose_name = "xác nhận đã đọc"
        verbose_name_plural = "xác nhận đã đọc"
        ordering = ["-read_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["digest", "reader_key"], name="digest_receipt_once")]

    def __str__(self) -> str:
        return f"{self.name} · {self.digest}"
