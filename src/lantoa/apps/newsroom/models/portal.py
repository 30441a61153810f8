"""A portal (chuyên trang): a site of its own with name and colours, its columns and its pages of information."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page
from wagtail.search import index

from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.blocks import StoryBlocks
from lantoa.apps.newsroom.fields import BlockField


class Accent(models.TextChoices):
    """The colours a portal may wear; each pair of ground and ink in tokens.css keeps the contrast of WCAG AA."""

    LACQUER = "lacquer", "đỏ son"
    TEAL = "teal", "xanh lam ngọc"
    INDIGO = "indigo", "xanh chàm"
    FOREST = "forest", "xanh lá"


class PublicPage(Page):  # type: ignore[misc]  # Wagtail has no types
    """What all pages of the newsroom share: how they are shown is the public site's, which stands above."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the page as the public site shows it (settings.PUBLIC_PAGE_VIEW); the preview comes this way too."""
        answer: HttpResponse = import_string(settings.PUBLIC_PAGE_VIEW)(request, self)
        return answer

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the page as it would be shown, for the editor's preview."""
        return self.serve(request)

    def clean(self) -> None:
        super().clean()
        own = settings.INFO_PAGE_SLUGS if isinstance(self, InfoPage) else frozenset()
        if self.slug in settings.RESERVED_SLUGS - own and self.depth in (None, 2, 3):
            raise ValidationError(
                {"slug": f"“{self.slug}” là địa chỉ của một trang có sẵn; hãy chọn địa chỉ khác cho trang này."}
            )

    def portal(self) -> "PortalPage":
        """Return the portal the page stands in. One query, none for a portal itself."""
        if isinstance(self, PortalPage):
            return self
        found: PortalPage | None = PortalPage.objects.ancestor_of(self).last()
        if found is None:
            raise PortalPage.DoesNotExist(f"page {self.pk} stands in no portal")
        return found


class PortalPage(PublicPage):
    """The first page of a portal, and what the portal is called and by whom it is kept."""

    agency = models.ForeignKey(Agency, verbose_name="cơ quan phụ trách", on_delete=models.PROTECT, related_name="+")
    tagline = models.CharField("dòng giới thiệu", max_length=160, blank=True)
    accent = models.CharField("màu", max_length=10, choices=Accent.choices, default=Accent.LACQUER)
    about = BlockField(StoryBlocks(required=False), verbose_name="giới thiệu", blank=True)
    contact_address = models.CharField("địa chỉ liên hệ", max_length=250, blank=True)
    contact_phone = models.CharField("điện thoại", max_length=40, blank=True)
    contact_email = models.EmailField("thư điện tử", blank=True)
    illustrative = models.BooleanField("chuyên trang minh họa", default=False)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["newsroom.ColumnPage", "newsroom.EventPage", "newsroom.InfoPage"]

    class Meta:
        verbose_name = "chuyên trang"
        verbose_name_plural = "chuyên trang"


class ColumnPage(PublicPage):
    """A column (chuyên mục): stories of one kind or theme, newest first."""

    introduction = models.TextField("giới thiệu", max_length=400, blank=True)
    themes = ParentalManyToManyField(Theme, verbose_name="nội dung tuyên truyền", blank=True, related_name="columns")

    parent_page_types = ["newsroom.PortalPage"]
    subpage_types = ["newsroom.StoryPage", "newsroom.EventPage"]

    class Meta:
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"


class InfoPage(PublicPage):
    """A page that stands for long: contact, the statement on accessibility, how to use the portal."""

    lead = models.TextField("tóm tắt", max_length=400, blank=True)
    body = BlockField(StoryBlocks(), verbose_name="nội dung")

    parent_page_types = ["newsroom.PortalPage"]
    subpage_types: list[str] = []
    search_fields = [*Page.search_fields, index.SearchField("lead")]

    class Meta:
        verbose_name = "trang thông tin"
        verbose_name_plural = "trang thông tin"


class PortalStaff(models.Model):
    """What somebody does for a portal; the groups of the portal, on which Wagtail's permissions rest, follow it."""

    class Function(models.TextChoices):
        WRITER = "writer", "người viết"
        EDITOR = "editor", "biên tập"
        APPROVER = "approver", "người duyệt"
        REVIEWER = "reviewer", "người góp ý"

    portal = models.ForeignKey(PortalPage, verbose_name="chuyên trang", on_delete=models.CASCADE, related_name="staff")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="người", on_delete=models.CASCADE, related_name="portal_functions"
    )
    function = models.CharField("việc", max_length=10, choices=Function.choices)

    class Meta:
        verbose_name = "người làm chuyên trang"
        verbose_name_plural = "người làm chuyên trang"
        constraints = [models.UniqueConstraint(fields=["portal", "user", "function"], name="portal_staff_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_function_display()} · {self.portal}"
