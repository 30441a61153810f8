"""Directives as received, and the programme drawn from one: themes, and duties by class of recipient."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from lantoa.core.officialdoc import Channel
from lantoa.core.workdays import MAX_WORKING_DAYS


class Directive(models.Model):
    """An official document as read; what it does not state is null or empty, and named in `missing`."""

    file_name = models.CharField("tên tệp", max_length=250)
    text = models.TextField("toàn văn")
    text_sha256 = models.CharField("SHA-256 của toàn văn", max_length=64, unique=True)
    received_at = models.DateTimeField("nhận lúc")

    issuer_parent = models.CharField("cơ quan chủ quản", max_length=300, null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=300, null=True, blank=True)
    number = models.CharField("số", max_length=30, null=True, blank=True)
    symbol = models.CharField("ký hiệu", max_length=100, null=True, blank=True)
    year_in_symbol = models.PositiveSmallIntegerField("năm trong ký hiệu", null=True, blank=True)
    place = models.CharField("địa danh", max_length=120, null=True, blank=True)
    date = models.DateField("ngày ban hành", null=True, blank=True)
    doc_type = models.CharField("loại văn bản", max_length=60, null=True, blank=True)
    subject = models.TextField("trích yếu", null=True, blank=True)
    recipients = models.JSONField("kính gửi", default=list, blank=True)
    legal_bases = models.JSONField("căn cứ", default=list, blank=True)
    proposals = models.JSONField("đề nghị", default=list, blank=True)
    signer = models.JSONField("người ký", null=True, blank=True)
    distribution = models.JSONField("nơi nhận", default=list, blank=True)
    missing = models.JSONField("văn bản không nêu", default=list, blank=True)

    class Meta:
        verbose_name = "văn bản chỉ đạo"
        verbose_name_plural = "văn bản chỉ đạo"
        ordering = ["-date", "-id"]

    def __str__(self) -> str:
        return f"{self.identifier or self.file_name}: {self.subject or ''}".rstrip(": ")

    @property
    def identifier(self) -> str | None:
        """Return number and symbol as printed (300/STTTT-TTBCXB), None when the document has no number yet."""
        parts = [self.number, self.year_in_symbol, self.symbol]
        return "/".join(str(part) for part in parts if part) if self.number else None


class Programme(models.Model):
    """What a directive asks for, as themes and duties; drafted by the reader, confirmed by a person."""

    class State(models.TextChoices):
        DRAFTED = "drafted", "bản nháp, chờ xác nhận"
        CONFIRMED = "confirmed", "đã xác nhận"

    directive = models.OneToOneField(
        Directive, verbose_name="văn bản", on_delete=models.PROTECT, related_name="programme"
    )
    name = models.CharField("tên", max_length=300)
    year = models.PositiveSmallIntegerField("năm")
    state = models.CharField("trạng thái", max_length=12, choices=State.choices, default=State.DRAFTED)
    illustrative = models.BooleanField("số liệu minh họa", default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người xác nhận", null=True, blank=True, on_delete=models.PROTECT
    )
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True)

    class Meta:
        verbose_name = "chương trình"
        verbose_name_plural = "chương trình"
        ordering = ["-year", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="drafted", confirmed_at=None) | Q(state="confirmed", confirmed_at__isnull=False),
                name="programme_confirmed_has_time",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Theme(models.Model):
    """One content item of the directive."""

    programme = models.ForeignKey(
        Programme, verbose_name="chương trình", on_delete=models.CASCADE, related_name="themes"
    )
    position = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("tên ngắn", max_length=200)
    text = models.TextField("nguyên văn")

    class Meta:
        verbose_name = "nội dung tuyên truyền"
        verbose_name_plural = "nội dung tuyên truyền"
        ordering = ["programme", "position"]
        constraints = [models.UniqueConstraint(fields=["programme", "position"], name="theme_once")]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"

    @property
    def code(self) -> str:
        """Return the theme's code in the order of the directive: T1, T2 …"""
        return f"T{self.position}"


class Duty(models.Model):
    """What one recipient of the directive owes on one theme by one channel, with the sentence it comes from."""

    theme = models.ForeignKey(Theme, verbose_name="nội dung", on_delete=models.CASCADE, related_name="duties")
    recipient = models.CharField("nơi thực hiện", max_length=300)
    channel = models.CharField("hình thức", max_length=20, choices=[(kind.value, kind.label) for kind in Channel])
    product = models.CharField("sản phẩm", max_length=500, null=True, blank=True)
    quantity = models.PositiveIntegerField("số lượng", null=True, blank=True)
    due_date = models.DateField("hạn", null=True, blank=True)
    # In place of a day: so many working days after the duty is sent.
    due_working_days = models.PositiveSmallIntegerField(
        "hạn tính bằng ngày làm việc",
        null=True,
        blank=True,
        help_text="Số ngày làm việc kể từ ngày gửi việc cho cơ quan. Điền ô này hoặc ô hạn, không điền cả hai.",
        validators=[MinValueValidator(1), MaxValueValidator(MAX_WORKING_DAYS)],
    )
    sentence = models.TextField("câu trong văn bản")

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["theme", "id"]
        constraints = [
            models.UniqueConstraint(fields=["theme", "recipient", "channel"], name="duty_once"),
            models.CheckConstraint(
                condition=Q(due_date=None) | Q(due_working_days=None),
                name="duty_due_one_way",
                violation_error_message="Chỉ đặt hạn theo một cách: một ngày, hoặc số ngày làm việc.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme.code} · {self.recipient} · {self.get_channel_display()}"
