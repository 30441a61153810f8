"""Checks of what people ask of the list of stories to be looked at anew."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.newsroom.models import PortalPage, StoryPage
from lantoa.apps.newsroom.queries.stories import stories_of


class StaleFilter(forms.Form):
    """Filter by portal."""

    portal = forms.ModelChoiceField(
        label="Chuyên trang", queryset=PortalPage.objects.none(), required=False, empty_label="Tất cả"
    )

    def __init__(self, data: Any, *, portals: QuerySet[PortalPage]) -> None:
        super().__init__(data)
        self.fields["portal"].queryset = portals  # type: ignore[attr-defined]

    def apply(self, stories: QuerySet[StoryPage]) -> QuerySet[StoryPage]:
        """Return the stories of the portal asked for, all where none is."""
        if self.is_valid() and self.cleaned_data["portal"]:
            return stories.filter(pk__in=stories_of([self.cleaned_data["portal"]]).values("pk"))
        return stories
