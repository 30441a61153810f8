"""Stories and events."""

from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page
from wagtail.search import index

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.blocks import StoryBlocks
from lantoa.apps.newsroom.fields import BlockField
from lantoa.apps.newsroom.models.portal import PublicPage


class StoryPage(PublicPage):
    """A story (bài): what one has to know in the lead, what it means for the reader, and the body in blocks."""

    lead = models.TextField("tóm tắt", max_length=500, help_text="Một, hai câu: chuyện gì, ở đâu, ai được gì.")
    for_reader = models.TextField(
        "điều này có nghĩa gì với bạn",
        max_length=600,
        blank=True,
        help_text="Nói thẳng với người đọc: bạn được gì, phải làm gì, khi nào, ở đâu.",
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name="ảnh đầu bài",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_alt = models.CharField(
        "lời thay ảnh", max_length=250, blank=True, help_text="Người không nhìn thấy ảnh nghe câu này."
    )
    body = BlockField(StoryBlocks(), verbose_name="nội dung")
    byline = models.CharField("người viết", max_length=160, blank=True)
    themes = ParentalManyToManyField(Theme, verbose_name="nội dung tuyên truyền", blank=True, related_name="stories")
    assignments = ParentalManyToManyField(Assignment, verbose_name="việc được giao", blank=True, related_name="stories")
    review_on = models.DateField(
        "xem lại trước ngày",
        null=True,
        blank=True,
        help_text="Đến ngày này tòa soạn được nhắc xem bài còn đúng không.",
    )
    illustrative = models.BooleanField("bài minh họa", default=False)

    parent_page_types = ["newsroom.ColumnPage"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        verbose_name = "bài"
        verbose_name_plural = "bài"
        constraints = [
            models.CheckConstraint(
                condition=Q(picture=None) | ~Q(picture_alt=""),
                name="story_picture_has_words",
                violation_error_message="Hãy viết lời thay ảnh, cho người không nhìn thấy ảnh.",
            )
        ]


class EventPage(PublicPage):
    """An event (sự kiện): when, where, for whom."""

    lead = models.TextField("tóm tắt", max_length=500)
    starts_at = models.DateTimeField("bắt đầu")
    ends_at = models.DateTimeField("kết thúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=250)
    body = BlockField(StoryBlocks(required=False), verbose_name="nội dung", blank=True)
    themes = ParentalManyToManyField(Theme, verbose_name="nội dung tuyên truyền", blank=True, related_name="events")
    illustrative = models.BooleanField("sự kiện minh họa", default=False)

    parent_page_types = ["newsroom.PortalPage", "newsroom.ColumnPage"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("place")]

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "sự kiện"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=models.F("starts_at")),
                name="event_ends_after_start",
                violation_error_message="Sự kiện kết thúc trước khi bắt đầu; hãy xem lại giờ.",
            )
        ]
