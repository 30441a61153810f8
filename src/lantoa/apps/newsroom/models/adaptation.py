"""One story in many forms: drafts made from the approved text, and kept linked to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.apps.newsroom.models.figure import StoryFigure
from lantoa.apps.newsroom.models.story import StoryPage


class Adaptation(models.Model):
    """The story for another channel.

    `story_sha256` is the content of the story (queries.adaptations.content_sha256) it was made from or last compared
    with by a person; another content makes it stale. `approved_sha256` is the content of the adaptation itself that was
    approved, in the round that approved the story or by itself.
    """

    class Kind(models.TextChoices):
        PRINT = "print", "cột báo in"
        LOUDSPEAKER = "loudspeaker", "lời phát thanh"
        MESSAGE = "message", "tin nhắn Zalo, SMS"
        CARD = "card", "thẻ hình số liệu"
        DIGEST = "digest", "mục bản tin nội bộ"

    story = models.ForeignKey(StoryPage, verbose_name="bài", on_delete=models.CASCADE, related_name="adaptations")
    kind = models.CharField("dạng", max_length=12, choices=Kind.choices)
    # Words of a print column, 0 where the kind has no sizes.
    words = models.PositiveSmallIntegerField("số chữ", default=0)
    title = models.CharField("tiêu đề", max_length=255)
    text = models.TextField("nội dung")
    figure = models.ForeignKey(
        StoryFigure, verbose_name="số liệu", null=True, blank=True, on_delete=models.PROTECT, related_name="cards"
    )
    story_sha256 = models.CharField(max_length=64, editable=False)
    approved_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    approved_at = models.DateTimeField("duyệt lúc", null=True, blank=True, editable=False)
    changed_at = models.DateTimeField("sửa lúc")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người sửa", null=True, blank=True, on_delete=models.PROTECT
    )

    class Meta:
        verbose_name = "bản chuyển thể"
        verbose_name_plural = "bản chuyển thể"
        ordering = ["story", "kind", "words"]
        constraints = [
            models.UniqueConstraint(fields=["story", "kind", "words"], name="adaptation_once"),
            models.CheckConstraint(
                condition=(Q(kind="card") & Q(figure__isnull=False)) | (~Q(kind="card") & Q(figure=None)),
                name="adaptation_card_has_figure",
            ),
            models.CheckConstraint(
                condition=Q(approved_sha256="", approved_at=None)
                | (~Q(approved_sha256="") & Q(approved_at__isnull=False)),
                name="adaptation_approved_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.story}"
