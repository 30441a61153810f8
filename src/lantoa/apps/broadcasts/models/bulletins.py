"""Bulletins: what is to be read aloud, where, in which time, and whether it may be."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from lantoa.apps.agencies.models import Agency
from lantoa.apps.broadcasts.models.stations import Cluster, Language, Station
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.newsroom.models import StoryPage


class Priority(models.TextChoices):
    """The three classes of a bulletin, low to high (Circular 39/2020/TT-BTTTT)."""

    ROUTINE = "routine", "thông thường"
    PRIORITY = "priority", "ưu tiên"
    EMERGENCY = "emergency", "khẩn cấp"


class BulletinState(models.TextChoices):
    DRAFT = "draft", "đang soạn"
    SUBMITTED = "submitted", "chờ duyệt"
    APPROVED = "approved", "đã duyệt"
    WITHDRAWN = "withdrawn", "đã rút"


class Bulletin(models.Model):
    """A text that stations read or play to people within a time.

    Its items are written; what is said is worked out of them (queries.scripts) until it is approved: then `script` is
    what was approved, and stays. No clusters named means all of the stations' clusters.
    """

    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="bulletins")
    slug = models.SlugField("địa chỉ", max_length=120, unique=True)
    title = models.CharField("tên bản tin", max_length=200)
    priority = models.CharField("mức", max_length=10, choices=Priority.choices, default=Priority.ROUTINE)
    language = models.ForeignKey(Language, verbose_name="ngôn ngữ", on_delete=models.PROTECT, related_name="bulletins")
    programme = models.ForeignKey(
        Programme,
        verbose_name="chương trình",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bulletins",
    )
    themes = models.ManyToManyField(Theme, verbose_name="nội dung", blank=True, related_name="bulletins")
    greeting = models.TextField("lời chào", blank=True)
    sign_off = models.TextField("lời kết", blank=True)
    stations = models.ManyToManyField(Station, verbose_name="đài", blank=True, related_name="bulletins")
    clusters = models.ManyToManyField(Cluster, verbose_name="cụm loa", blank=True, related_name="bulletins")
    valid_from = models.DateTimeField("phát từ")
    valid_until = models.DateTimeField("phát đến")
    # On each station: in all, and on one day.
    airings_at_most = models.PositiveSmallIntegerField("số lượt phát nhiều nhất", default=14)
    airings_a_day = models.PositiveSmallIntegerField("số lượt phát mỗi ngày", default=2)
    state = models.CharField("trạng thái", max_length=10, choices=BulletinState.choices, default=BulletinState.DRAFT)
    listed = models.BooleanField("đăng trên trang nghe bản tin", default=True)
    illustrative = models.BooleanField("minh họa", default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người soạn", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    made_at = models.DateTimeField("soạn lúc")
    changed_at = models.DateTimeField("sửa lúc")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người trình", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    submitted_at = models.DateTimeField("trình lúc", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người duyệt", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True)
    script = models.TextField("lời đọc", blank=True, editable=False)
    script_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    returned_reason = models.CharField("lý do trả lại", max_length=500, blank=True)
    withdrawn_at = models.DateTimeField("rút lúc", null=True, blank=True)
    withdrawn_reason = models.CharField("lý do rút", max_length=500, blank=True)
    # Made by the browser: the same press that comes twice makes one bulletin.
    key = models.CharField(max_length=64, unique=True, editable=False)

    Priority = Priority
    State = BulletinState

    class Meta:
        verbose_name = "bản tin phát thanh"
        verbose_name_plural = "bản tin phát thanh"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_from__lt=F("valid_until")), name="bulletin_valid_for_a_time"),
            models.CheckConstraint(
                condition=Q(airings_at_most__gt=0) & Q(airings_a_day__gt=0), name="bulletin_is_played_at_all"
            ),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False), name="bulletin_submitted_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | (Q(approved_at__isnull=False) & ~Q(script="") & ~Q(script_sha256="")),
                name="bulletin_approved_has_its_script",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="bulletin_withdrawn_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "valid_until"], name="bulletin_state_until"),
            models.Index(fields=["agency", "-made_at"], name="bulletin_agency_made"),
        ]

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """One piece of a bulletin, as written; of a story, with the content it was taken from, or written for it.

    `places` is what an editor decided at single places of `written`: [{"start": 12, "written": "29/3", "spoken": "…"}];
    where both are the same the change of the rules was taken back.
    """

    bulletin = models.ForeignKey(Bulletin, verbose_name="bản tin", on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField("thứ tự")
    title = models.CharField("tiêu đề", max_length=255)
    written = models.TextField("lời viết")
    story = models.ForeignKey(
        StoryPage, verbose_name="bài", null=True, blank=True, on_delete=models.SET_NULL, related_name="bulletin_items"
    )
    story_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    places = models.JSONField("chỗ đã sửa", default=list, editable=False)

    class Meta:
        verbose_name = "mục phát thanh"
        verbose_name_plural = "mục phát thanh"
        ordering = ["bulletin", "position", "pk"]

    def __str__(self) -> str:
        return self.title
