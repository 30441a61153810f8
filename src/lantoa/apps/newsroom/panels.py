"""The editor of a story: what stands where, and the panel "Dễ hiểu" beside it."""

from typing import Any

from django import forms
from django.urls import reverse
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from lantoa.apps.newsroom.forms.story import StoryForm
from lantoa.apps.newsroom.models import StoryPage


class PlainnessPanel(Panel):  # type: ignore[misc]  # Wagtail has no types
    """The plain-language check. It stands in the form; the script beside it moves it to Wagtail's side panels."""

    def clean_name(self) -> str:
        return "plainness"

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "newsroom/panels/plainness.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(css={"all": ["lantoa/css/office_story.css"]}, js=["lantoa/js/story_check.js"])

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            story, column = self.instance, getattr(self.form, "parent_page", None)
            if story.pk:
                context["check_url"] = reverse("newsroom:check_story", args=[story.pk])
                context["page_url"] = reverse("newsroom:story_check", args=[story.pk])
            elif column is not None:
                context["check_url"] = reverse("newsroom:check_new_story", args=[column.pk])
            return context


def _content() -> list[Panel]:
    return [
        TitleFieldPanel("title", placeholder="Tiêu đề nói ngay chuyện gì, với ai"),
        FieldPanel("lead"),
        FieldPanel("for_reader"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading="Ảnh đầu bài"),
        FieldPanel("body"),
        FieldPanel("byline"),
        PlainnessPanel(),
    ]


def _placing() -> list[Panel]:
    return [
        FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
        FieldPanel("assignments", widget=forms.CheckboxSelectMultiple),
    ]


def _publishing() -> list[Panel]:
    return [
        PublishingPanel(),
        FieldPanel("review_on"),
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading="Địa chỉ và máy tìm kiếm",
        ),
        FieldPanel("illustrative"),
    ]


def dress_story_editor() -> None:
    """Give stories their editor: three tabs in the order of the work."""
    StoryPage.edit_handler = TabbedInterface(
        [
            ObjectList(_content(), heading="Bài viết"),
            ObjectList(_placing(), heading="Nội dung tuyên truyền và việc"),
            ObjectList(_publishing(), heading="Đăng bài"),
        ],
        base_form_class=StoryForm,
    )
