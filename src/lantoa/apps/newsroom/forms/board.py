"""Checks of what people ask of the board of stories."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.directives.models import Theme
from lantoa.apps.directives.queries import current_programme
from lantoa.apps.newsroom.models import PortalPage, PortalStaff, ReviewStep, ReviewStepState, StoryPage
from lantoa.apps.newsroom.queries.board import late_states, returned_states, states_of, waiting_for
from lantoa.apps.newsroom.queries.stories import stories_of

_Function = PortalStaff.Function


class BoardFilter(forms.Form):
    """Filter stories on their way by portal, step, lateness and theme."""

    portal = forms.ModelChoiceField(
        label="Chuyên trang", queryset=PortalPage.objects.none(), required=False, empty_label="Tất cả"
    )
    step = forms.ModelChoiceField(
        label="Bước", queryset=ReviewStep.objects.none(), required=False, empty_label="Tất cả"
    )
    state = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[
            ("", "Tất cả"),
            ("mine", "Đang chờ tôi"),
            ("late", "Quá hạn"),
            ("returned", "Bị trả lại"),
        ],
    )
    theme = forms.ModelChoiceField(
        label="Nội dung", queryset=Theme.objects.none(), required=False, empty_label="Tất cả"
    )

    def __init__(self, data: Any, *, portals: QuerySet[PortalPage]) -> None:
        super().__init__(data)
        steps = ReviewStep.objects.filter(workflow_tasks__workflow__workflow_pages__page__in=portals.order_by())
        programme = current_programme()
        self.fields["portal"].queryset = portals  # type: ignore[attr-defined]
        self.fields["step"].queryset = steps.order_by("name").distinct()  # type: ignore[attr-defined]
        if programme:
            self.fields["theme"].queryset = programme.themes.all()  # type: ignore[attr-defined]

    def apply(self, stories: QuerySet[StoryPage], *, user: User, today: date) -> QuerySet[ReviewStepState]:
        """Return where the stories that pass the filter are; all of them where the form is not valid."""
        if not self.is_valid():
            return states_of(stories)
        asked = self.cleaned_data
        if asked["portal"]:
            stories = stories.filter(pk__in=stories_of([asked["portal"]]).values("pk"))
        if asked["theme"]:
            stories = stories.filter(themes=asked["theme"])
        states = states_of(stories)
        if asked["step"]:
            states = states.filter(task=asked["step"].pk)
        narrowed = {
            "mine": lambda: waiting_for(states, user),
            "late": lambda: late_states(states, today=today),
            "returned": lambda: returned_states(states),
        }
        return narrowed.get(asked["state"], lambda: states)()
