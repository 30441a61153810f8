"""What is said to agencies and to the programme's officers, in the back office's own inbox."""

from typing import Self

from django.db import models

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.models import Message
from lantoa.apps.directives.models import Programme


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(models.Model):
    """One message in the inbox of an agency, or of the programme's officers when it names no agency.

    The key tells what it speaks of, so that the same thing is said once: `digest:<programme>:<agency>:<day>`.
    """

    class Kind(models.TextChoices):
        DUTIES_SENT = "duties_sent", "giao việc"
        DIGEST = "digest", "nhắc việc"
        SUPERIOR = "superior", "báo cấp trên"
        ANSWER = "answer", "trả lời cơ quan"
        ASKED = "asked", "cơ quan đề nghị"
        CALENDAR = "calendar", "lịch làm việc đổi"

    key = models.CharField(max_length=150, unique=True)
    kind = models.CharField("loại", max_length=12, choices=Kind.choices)
    programme = models.ForeignKey(
        Programme, verbose_name="chương trình", on_delete=models.CASCADE, related_name="notices"
    )
    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan", null=True, blank=True, on_delete=models.CASCADE, related_name="notices"
    )
    subject = models.CharField("tiêu đề", max_length=250)
    text = models.TextField("nội dung")
    at = models.DateTimeField("lúc")
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)
    # The mails that say the same to the agency's contacts, so that its way can be followed.
    mails = models.ManyToManyField(Message, verbose_name="thư", blank=True, related_name="+", editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["agency", "read_at"], name="notice_agency_read")]

    def __str__(self) -> str:
        return self.subject
