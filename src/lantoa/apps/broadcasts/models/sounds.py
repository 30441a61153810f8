"""Sound: a bulletin as one hears it, made by a program or recorded by a person, and the jingles around it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.models.bulletins import Bulletin
from lantoa.apps.broadcasts.models.stations import Language


class Sound(models.Model):
    """One sound of a bulletin: ordered, made by the sweep, at the loudness of broadcasts.

    `script_sha256` is the script it says, empty for a recording. Its files lie under their SHA-256.
    """

    class Kind(models.TextChoices):
        PROOF = "proof", "giọng máy nghe thử"
        VOICE = "voice", "giọng máy"
        RECORDING = "recording", "người đọc ghi âm"
        OUTSIDE = "outside", "dịch vụ giọng đọc bên ngoài"

    class State(models.TextChoices):
        DUE = "due", "đang chờ làm"
        MADE = "made", "đã có"
        FAILED = "failed", "chưa làm được"

    bulletin = models.ForeignKey(Bulletin, verbose_name="bản tin", on_delete=models.CASCADE, related_name="sounds")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    language = models.ForeignKey(Language, verbose_name="ngôn ngữ", on_delete=models.PROTECT, related_name="sounds")
    voice = models.CharField("giọng", max_length=120, blank=True)
    script_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField("trạng thái", max_length=8, choices=State.choices, default=State.DUE)
    due_at = models.DateTimeField("đến lượt lúc", null=True, blank=True)
    leased_until = models.DateTimeField("đang làm đến", null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0, editable=False)
    problem = models.CharField("vì sao chưa được", max_length=500, blank=True)
    seconds = models.DecimalField("số giây", max_digits=8, decimal_places=2, null=True, blank=True)
    loudness = models.DecimalField("độ to (LUFS)", max_digits=5, decimal_places=2, null=True, blank=True)
    peak = models.DecimalField("đỉnh (dBTP)", max_digits=5, decimal_places=2, null=True, blank=True)
    mp3_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    mp3_bytes = models.PositiveIntegerField("cỡ MP3", null=True, blank=True, editable=False)
    opus_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    opus_bytes = models.PositiveIntegerField("cỡ Opus", null=True, blank=True, editable=False)
    source_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    source_name = models.CharField("tên tệp gốc", max_length=250, blank=True, editable=False)
    # The one that stations get.
    chosen = models.BooleanField("bản phát", default=False)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người đặt", null=True, blank=True, on_delete=models.PROTECT
    )
    ordered_at = models.DateTimeField("đặt lúc")
    made_at = models.DateTimeField("xong lúc", null=True, blank=True)
    key = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = "bản âm thanh"
        verbose_name_plural = "bản âm thanh"
        ordering = ["-ordered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["bulletin"], condition=Q(chosen=True), name="sound_one_chosen"),
            models.CheckConstraint(
                condition=~Q(state="made") | (~Q(mp3_sha256="") & Q(seconds__isnull=False) & Q(made_at__isnull=False)),
                name="sound_made_has_its_file",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(problem=""), name="sound_failed_has_problem"),
            models.CheckConstraint(condition=Q(chosen=False) | Q(state="made"), name="sound_chosen_is_made"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="due"), name="sound_due")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.bulletin}"


class Jingle(models.Model):
    """A short tune before, between or after the words; of an agency, or of the province."""

    class Place(models.TextChoices):
        OPENING = "opening", "mở đầu"
        BETWEEN = "between", "giữa các mục"
        CLOSING = "closing", "kết thúc"

    agency = models.ForeignKey(
        Agency, verbose_name="cơ quan", null=True, blank=True, on_delete=models.CASCADE, related_name="jingles"
    )
    name = models.CharField("tên", max_length=120)
    place = models.CharField("chỗ", max_length=8, choices=Place.choices)
    sha256 = models.CharField(max_length=64, editable=False)
    seconds = models.DecimalField("số giây", max_digits=6, decimal_places=2)
    source = models.CharField("nguồn, quyền sử dụng", max_length=300)
    active = models.BooleanField("đang dùng", default=True)
    made_at = models.DateTimeField("thêm lúc")

    class Meta:
        verbose_name = "nhạc hiệu"
        verbose_name_plural = "nhạc hiệu"
        ordering = ["agency", "place", "name"]

    def __str__(self) -> str:
        return self.name
