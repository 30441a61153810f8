"""Sources, the pages read from them, the evidence kept of each page, and the articles they hold."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from lantoa.apps.agencies.models import Agency
from lantoa.core.officialdoc import Channel
from lantoa.core.viettext import fold

MAX_URL = 500


class SourceQuerySet(models.QuerySet["Source"]):
    def due(self, at: datetime) -> Self:
        """Return the enabled sources whose time has come and that no living worker holds."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lt=at), enabled=True, due_at__lte=at)


class Source(models.Model):
    """A web site of an agency that is read again and again; due when `due_at` has passed and no lease holds it."""

    class State(models.TextChoices):
        NEW = "new", "chưa đọc"
        REACHABLE = "reachable", "đọc được"
        UNREACHABLE = "unreachable", "không đọc được"

    agency = models.ForeignKey(Agency, verbose_name="cơ quan", on_delete=models.PROTECT, related_name="sources_read")
    name = models.CharField("tên", max_length=200)
    url = models.URLField("địa chỉ", max_length=MAX_URL, unique=True)
    channel = models.CharField(
        "hình thức", max_length=20, choices=[(kind.value, kind.label) for kind in Channel], default=Channel.WEB.value
    )
    platform = models.CharField("nền tảng", max_length=40, blank=True)
    illustrative = models.BooleanField("trang minh họa", default=False)
    enabled = models.BooleanField("đang thu thập", default=True)
    every_hours = models.PositiveSmallIntegerField("đọc lại sau (giờ)", default=6)
    due_at = models.DateTimeField("đến hạn đọc", db_index=True)
    lease_until = models.DateTimeField("đang được đọc đến", null=True, blank=True, editable=False)
    state = models.CharField("tình trạng", max_length=12, choices=State.choices, default=State.NEW, editable=False)
    state_reason = models.CharField("lý do", max_length=500, blank=True, editable=False)
    read_at = models.DateTimeField("đọc lần cuối", null=True, blank=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = "nguồn tin"
        verbose_name_plural = "nguồn tin"
        ordering = ["agency__name", "url"]

    def __str__(self) -> str:
        return self.name


class FetchRun(models.Model):
    """One reading of one source: when, what came of it."""

    source = models.ForeignKey(Source, verbose_name="nguồn", on_delete=models.CASCADE, related_name="runs")
    started_at = models.DateTimeField("bắt đầu")
    ended_at = models.DateTimeField("kết thúc", null=True, blank=True)
    pages_read = models.PositiveIntegerField("trang đã đọc", default=0)
    articles_new = models.PositiveIntegerField("bài mới", default=0)
    articles_changed = models.PositiveIntegerField("bài thay đổi", default=0)
    quarantined = models.PositiveIntegerField("trang cách ly", default=0)
    reason = models.CharField("lỗi", max_length=500, blank=True)

    class Meta:
        verbose_name = "lượt thu thập"
        verbose_name_plural = "lượt thu thập"
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%d/%m/%Y %H:%M}"


class Page(models.Model):
    """An address of a source and what was found there; what could not be used waits in quarantine with a reason."""

    class State(models.TextChoices):
        ARTICLE = "article", "tin, bài"
        DUPLICATE = "duplicate", "cùng bài, địa chỉ khác"
        LISTING = "listing", "danh mục"
        QUARANTINED = "quarantined", "cách ly"

    source = models.ForeignKey(Source, verbose_name="nguồn", on_delete=models.CASCADE, related_name="pages")
    url = models.URLField("địa chỉ", max_length=MAX_URL, unique=True)
    state = models.CharField("tình trạng", max_length=12, choices=State.choices)
    reason = models.CharField("lý do", max_length=500, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    fetched_at = models.DateTimeField("đọc lúc")

    class Meta:
        verbose_name = "trang"
        verbose_name_plural = "trang"
        ordering = ["-fetched_at", "id"]
        indexes = [models.Index(fields=["state"], name="page_state")]

    def __str__(self) -> str:
        return self.url


class Evidence(models.Model):
    """A page as it was sent, kept as a WARC record in a file; rows and files are added, never changed."""

    page = models.ForeignKey(Page, verbose_name="trang", on_delete=models.PROTECT, related_name="evidence")
    fetched_at = models.DateTimeField("tải lúc")
    payload_sha256 = models.CharField("SHA-256 của trang", max_length=64)
    record_sha256 = models.CharField("SHA-256 của bản ghi", max_length=64)
    # Relative to settings.EVIDENCE_DIR.
    file = models.CharField("tệp", max_length=100)

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["-fetched_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["page", "payload_sha256"], name="evidence_once")]

    def __str__(self) -> str:
        return f"{self.payload_sha256[:12]} {self.page}"


class ArticleQuerySet(models.QuerySet["Article"]):
    def titled_like(self, words: str) -> Self:
        """Return the articles whose title holds the words, accents aside."""
        return self.filter(folded_title__contains=fold(words))


class Article(models.Model):
    """A publication read from a page; what the page does not state is null, with the reason in `note`."""

    page = models.OneToOneField(Page, verbose_name="trang", on_delete=models.CASCADE, related_name="article")
    source = models.ForeignKey(Source, verbose_name="nguồn", on_delete=models.CASCADE, related_name="articles")
    evidence = models.ForeignKey(Evidence, verbose_name="minh chứng", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("tiêu đề", max_length=500)
    folded_title = models.CharField(max_length=500, editable=False)
    text = models.TextField("nội dung")
    text_sha256 = models.CharField(max_length=64, editable=False)
    # The moment, where the page states a time; the day alone, where it states a day. Vietnam time.
    published_at = models.DateTimeField("đăng lúc", null=True, blank=True)
    published_on = models.DateField("ngày đăng", null=True, blank=True, db_index=True)
    author = models.CharField("tác giả", max_length=200, null=True, blank=True)
    section = models.CharField("chuyên mục", max_length=200, null=True, blank=True)
    note = models.CharField("lưu ý", max_length=500, blank=True)
    # The article this one re-posts, null for an original and for what has not been compared yet.
    original = models.ForeignKey(
        "self", verbose_name="bài gốc", null=True, blank=True, on_delete=models.SET_NULL, related_name="reposts"
    )
    first_seen_at = models.DateTimeField("thấy lần đầu")
    changed_at = models.DateTimeField("thay đổi lúc")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "tin, bài"
        verbose_name_plural = "tin, bài"
        ordering = ["-published_on", "-id"]

    def __str__(self) -> str:
        return self.title
