"""How an agency wants things read: its style, its own abbreviations, what its editors decided."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.apps.agencies.models import Agency


class HouseStyle(models.Model):
    """How an agency says what may be said in several right ways (core.speech.HouseStyle), and how it greets.

    The one without agency is the province's; an agency that has none uses it.
    """

    agency = models.OneToOneField(
        Agency, verbose_name="cơ quan", null=True, blank=True, on_delete=models.CASCADE, related_name="house_style"
    )
    thousand = models.CharField("1 000", max_length=5, choices=[("nghìn", "nghìn"), ("ngàn", "ngàn")], default="nghìn")
    zero_tens = models.CharField(
        "số 0 hàng chục", max_length=4, choices=[("linh", "linh"), ("lẻ", "lẻ")], default="linh"
    )
    billion = models.CharField("tỷ", max_length=2, choices=[("tỷ", "tỷ"), ("tỉ", "tỉ")], default="tỷ")
    four = models.CharField("số 4 hàng đơn vị", max_length=3, choices=[("tư", "tư"), ("bốn", "bốn")], default="tư")
    early_day = models.CharField(
        "ngày 1 đến 10", max_length=4, choices=[("mùng", "mùng"), ("mồng", "mồng"), ("", "chỉ nói số")], default="mùng",
        blank=True,
    )  # fmt: skip
    documents = models.CharField(
        "ký hiệu văn bản", max_length=5, choices=[("full", "đọc đủ"), ("short", "đọc gọn")], default="full"
    )
    quotation = models.CharField(
        "ngoặc kép", max_length=6, choices=[("silent", "không đọc"), ("said", "đọc “trích”, “hết trích”")],
        default="silent",
    )  # fmt: skip
    greeting = models.TextField("lời chào", blank=True)
    sign_off = models.TextField("lời kết", blank=True)

    class Meta:
        verbose_name = "nếp đọc"
        verbose_name_plural = "nếp đọc"
        constraints = [
            models.UniqueConstraint(models.Value(1), condition=Q(agency=None), name="house_style_of_the_province_once")
        ]

    def __str__(self) -> str:
        return f"Nếp đọc của {self.agency.short_name if self.agency else 'tỉnh'}"


class LexiconEntry(models.Model):
    """An abbreviation of an agency, or of the province, with its words and the days on which it means that."""

    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan", null=True, blank=True, on_delete=models.CASCADE, related_name="lexicon"
    )
    written = models.CharField("viết tắt", max_length=60)
    spoken = models.CharField("đọc là", max_length=250)
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    source = models.CharField("nguồn", max_length=300, blank=True)

    class Meta:
        verbose_name = "từ viết tắt"
        verbose_name_plural = "từ viết tắt"
        ordering = ["written", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="lexicon_entry_valid_from_before_valid_to",
            )
        ]

    def __str__(self) -> str:
        return f"{self.written}: {self.spoken}"


class ReadingDecision(models.Model):
    """How something that the rules did not know is read, as a person decided; it goes before every rule."""

    agency = models.ForeignKey(
        Agency,
        verbose_name="cơ quan",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reading_decisions",
    )
    written = models.CharField("viết", max_length=120)
    spoken = models.CharField("đọc là", max_length=250)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người quyết định", null=True, blank=True, on_delete=models.PROTECT
    )
    decided_at = models.DateTimeField("quyết định lúc")
    revoked_at = models.DateTimeField("bỏ lúc", null=True, blank=True)

    class Meta:
        verbose_name = "quyết định cách đọc"
        verbose_name_plural = "quyết định cách đọc"
        ordering = ["written", "-decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "written"], condition=Q(revoked_at=None), name="reading_decision_once",
            ),
            models.UniqueConstraint(
                fields=["written"], condition=Q(revoked_at=None, agency=None), name="reading_decision_province_once"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.written}: {self.spoken}"
