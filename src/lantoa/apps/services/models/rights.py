"""Rights and duties: what an official owes a citizen, how to complain or denounce, by law."""

from django.db import models

from lantoa.apps.services.models.law import LegalDocument


class Right(models.Model):
    """One thing a citizen may expect, must do, or can do about it, with the article it stands in."""

    class Kind(models.TextChoices):
        OFFICIAL_DUTY = "official_duty", "Cán bộ phải làm gì với dân"
        CITIZEN_RIGHT = "citizen_right", "Quyền của người dân"
        CITIZEN_DUTY = "citizen_duty", "Trách nhiệm của người dân"
        COMPLAINT = "complaint", "Khiếu nại"
        DENUNCIATION = "denunciation", "Tố cáo"
        FEEDBACK = "feedback", "Phản ánh, kiến nghị"

    slug = models.SlugField("mã", max_length=80, unique=True)
    kind = models.CharField("nhóm", max_length=14, choices=Kind.choices)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    title = models.CharField("tiêu đề", max_length=200)
    text = models.TextField("nội dung", max_length=4000)
    document = models.ForeignKey(
        LegalDocument, verbose_name="văn bản pháp luật", on_delete=models.PROTECT, related_name="rights"
    )
    article = models.CharField("điều, khoản", max_length=160, blank=True)
    checked_on = models.DateField("kiểm tra ngày", null=True, blank=True)
    public = models.BooleanField("công khai", default=False)
    changed_at = models.DateTimeField("sửa lúc")
    version = models.PositiveIntegerField("bản", default=1, editable=False)

    class Meta:
        verbose_name = "quyền và nghĩa vụ"
        verbose_name_plural = "quyền và nghĩa vụ"
        ordering = ["kind", "position", "title"]

    def __str__(self) -> str:
        return self.title
