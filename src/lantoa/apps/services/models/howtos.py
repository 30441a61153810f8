"""Step-by-step pages: sign in with VNeID, file, pay, receive the result."""

from django.db import models

from lantoa.apps.agencies.models import Agency


class HowTo(models.Model):
    """A page that leads through something step by step."""

    slug = models.SlugField("mã", max_length=80, unique=True)
    title = models.CharField("tiêu đề", max_length=160)
    summary = models.CharField("để làm gì", max_length=400)
    everyday_words = models.JSONField("cách gọi hằng ngày", default=list, blank=True)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    source = models.CharField("nguồn", max_length=500)
    owner = models.ForeignKey(
        Agency, verbose_name="cơ quan giữ nội dung", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_on = models.DateField("kiểm tra ngày", null=True, blank=True)
    public = models.BooleanField("công khai", default=False)
    made_at = models.DateTimeField("tạo lúc")
    changed_at = models.DateTimeField("sửa lúc")
    version = models.PositiveIntegerField("bản", default=1, editable=False)

    class Meta:
        verbose_name = "bài hướng dẫn"
        verbose_name_plural = "bài hướng dẫn"
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title


class HowToStep(models.Model):
    """One step of the way."""

    howto = models.ForeignKey(HowTo, verbose_name="bài hướng dẫn", on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("việc phải làm", max_length=160)
    text = models.TextField("cách làm", max_length=1500)
    # What one sees when it has worked, and what to do when it has not.
    success = models.CharField("làm đúng thì thấy", max_length=400, blank=True)
    trouble = models.CharField("nếu không được", max_length=600, blank=True)

    class Meta:
        verbose_name = "bước hướng dẫn"
        verbose_name_plural = "bước hướng dẫn"
        ordering = ["howto", "position"]
        constraints = [models.UniqueConstraint(fields=["howto", "position"], name="howto_step_position_once")]

    def __str__(self) -> str:
        return self.title
