"""The form of a story in the editor."""

from typing import Any

from django import forms
from django.db.models import Q
from django.forms.models import ModelMultipleChoiceField
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm

from lantoa.apps.assignments.models import Assignment
from lantoa.apps.newsroom.assignment_words import assignment_words
from lantoa.apps.newsroom.models import PublicPage
from lantoa.apps.newsroom.queries.story_themes import assignments_to_choose, themes_to_choose
from lantoa.core.viettext import fold


class AssignmentsField(ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django's is no generic at run time
    """Assignments with the words by which the newsroom knows them."""

    def label_from_instance(self, obj: Any) -> str:
        return assignment_words(obj)


class StoryForm(WagtailAdminPageForm):  # type: ignore[misc]  # Wagtail has no types
    """Offers the themes of the confirmed programme and the assignments of the portal's own agency; what a story bears
    already stays to be seen, whatever programme it is from.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "themes" in self.fields:
            self._narrow_themes()
        if "assignments" in self.fields:
            self._narrow_assignments()

    def clean_slug(self) -> str:
        """Return the address without tone marks: it stays readable wherever it is pasted."""
        given = str(self.cleaned_data.get("slug") or "")
        return slugify(fold(given)) or given

    def _narrow_themes(self) -> None:
        field = self.fields["themes"]
        chosen = [theme.pk for theme in self.instance.themes.all()]
        offered = [theme.pk for theme in themes_to_choose()]
        field.queryset = field.queryset.filter(pk__in=[*offered, *chosen]).order_by("programme", "position")

    def _narrow_assignments(self) -> None:
        chosen = [assignment.pk for assignment in self.instance.assignments.all()]
        offered = assignments_to_choose(self._portal_agency()).values("pk")
        queryset = Assignment.objects.filter(Q(pk__in=list(offered.values_list("pk", flat=True))) | Q(pk__in=chosen))
        self.fields["assignments"] = AssignmentsField(
            queryset.select_related("duty__theme").order_by("duty__theme__position", "pk"),
            label=self.fields["assignments"].label,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def _portal_agency(self) -> Any:
        page: PublicPage = self.instance if self.instance.pk else self.parent_page.specific
        return page.portal().agency
