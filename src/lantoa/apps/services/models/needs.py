"""“Tôi cần…”: guided questions that officers build, ending in procedures and a checklist."""

from django.db import models
from django.db.models import Q

from lantoa.apps.agencies.models import Agency
from lantoa.apps.services.models.procedures import Procedure


class Need(models.Model):
    """What somebody comes with ("sinh con", "mua bán đất"): leads by questions to the procedures that apply."""

    slug = models.SlugField("mã", max_length=80, unique=True)
    title = models.CharField("tôi cần…", max_length=160)
    summary = models.CharField("giới thiệu", max_length=400, blank=True)
    everyday_words = models.JSONField("cách gọi hằng ngày", default=list, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    owner = models.ForeignKey(
        Agency, verbose_name="cơ quan giữ nội dung", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Procedures that always belong to it, whatever is answered.
    procedures = models.ManyToManyField(
        Procedure, verbose_name="thủ tục luôn cần", blank=True, related_name="needs_always"
    )
    checked_on = models.DateField("kiểm tra ngày", null=True, blank=True)
    public = models.BooleanField("công khai", default=False)
    illustrative = models.BooleanField("minh họa", default=False, editable=False)
    made_at = models.DateTimeField("tạo lúc")
    changed_at = models.DateTimeField("sửa lúc")
    version = models.PositiveIntegerField("bản", default=1, editable=False)

    class Meta:
        verbose_name = "nhu cầu"
        verbose_name_plural = "nhu cầu"
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class NeedQuestion(models.Model):
    """One question of a need; asked in order of position, unless an option leads elsewhere (only forward)."""

    need = models.ForeignKey(Need, verbose_name="nhu cầu", on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("câu hỏi", max_length=300)
    help = models.CharField("giải thích thêm", max_length=500, blank=True)
    several = models.BooleanField("được chọn nhiều", default=False)

    class Meta:
        verbose_name = "câu hỏi dẫn đường"
        verbose_name_plural = "câu hỏi dẫn đường"
        ordering = ["need", "position"]
        constraints = [models.UniqueConstraint(fields=["need", "position"], name="need_question_position_once")]

    def __str__(self) -> str:
        return self.text[:80]


class NeedOption(models.Model):
    """One answer: which procedures it adds, what it tells, and which question comes next."""

    question = models.ForeignKey(
        NeedQuestion, verbose_name="câu hỏi dẫn đường", on_delete=models.CASCADE, related_name="options"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("câu trả lời", max_length=200)
    advice = models.TextField("lời khuyên", max_length=1000, blank=True)
    procedures = models.ManyToManyField(
        Procedure, verbose_name="thủ tục cần làm", blank=True, related_name="need_options"
    )
    # None: the next question in order; `ends`: no further question.
    leads_to = models.ForeignKey(
        NeedQuestion, verbose_name="hỏi tiếp câu", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ends = models.BooleanField("kết thúc", default=False)

    class Meta:
        verbose_name = "câu trả lời dẫn đường"
        verbose_name_plural = "câu trả lời dẫn đường"
        ordering = ["question", "position"]
        constraints = [
            models.UniqueConstraint(fields=["question", "position"], name="need_option_position_once"),
            models.CheckConstraint(condition=Q(leads_to=None) | Q(ends=False), name="need_option_leads_or_ends"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
