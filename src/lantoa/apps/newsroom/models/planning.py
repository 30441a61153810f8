"""The content plan: what is to be written, on which theme, by when."""

from django.conf import settings
from django.db import models

from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.models.portal import ColumnPage, PortalPage
from lantoa.apps.newsroom.models.story import StoryPage


class PlannedStory(models.Model):
    """A story that is wanted; `story` once somebody has begun it."""

    portal = models.ForeignKey(
        PortalPage, verbose_name="chuyên trang", on_delete=models.CASCADE, related_name="planned_stories"
    )
    column = models.ForeignKey(
        ColumnPage, verbose_name="chuyên mục", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    theme = models.ForeignKey(
        Theme,
        verbose_name="nội dung tuyên truyền",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="planned_stories",
    )
    title = models.CharField("tên dự kiến", max_length=255)
    note = models.TextField("gợi ý", max_length=1000, blank=True)
    due_on = models.DateField("đăng trước ngày")
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người viết",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="planned_stories",
    )
    story = models.OneToOneField(
        StoryPage, verbose_name="bài", null=True, blank=True, on_delete=models.SET_NULL, related_name="plan"
    )
    dropped_at = models.DateTimeField("bỏ lúc", null=True, blank=True)
    made_at = models.DateTimeField("lập lúc")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người lập", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "bài dự kiến"
        verbose_name_plural = "kế hoạch nội dung"
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title
