"""Checks of the content plan: what is asked of it, and a story that is wanted."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.directives.models import Theme
from lantoa.apps.directives.queries import current_programme
from lantoa.apps.newsroom.models import ColumnPage, PlannedStory, PortalPage

_WEEKS = [("4", "4 tuần"), ("8", "8 tuần"), ("13", "1 quý"), ("26", "nửa năm")]


class PlanFilter(forms.Form):
    """Filter wanted stories by portal, theme and how far they are; choose how far back nothing may have appeared."""

    portal = forms.ModelChoiceField(
        label="Chuyên trang", queryset=PortalPage.objects.none(), required=False, empty_label="Tất cả"
    )
    theme = forms.ModelChoiceField(
        label="Nội dung", queryset=Theme.objects.none(), required=False, empty_label="Tất cả"
    )
    state = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Tất cả"), ("wanted", "Chưa viết"), ("begun", "Đang viết"), ("late", "Quá ngày dự kiến")],
    )
    weeks = forms.TypedChoiceField(label="Gợi ý nội dung chưa có bài trong", required=False, coerce=int, choices=_WEEKS)

    def __init__(self, data: Any, *, portals: QuerySet[PortalPage]) -> None:
        super().__init__(data)
        programme = current_programme()
        self.fields["portal"].queryset = portals  # type: ignore[attr-defined]
        if programme:
            self.fields["theme"].queryset = programme.themes.all()  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def asked_weeks(self) -> int:
        return int(self.cleaned_data.get("weeks") or 4)

    def apply(self, rows: QuerySet[PlannedStory], *, today: date) -> QuerySet[PlannedStory]:
        """Return the rows that pass the filter."""
        asked = self.cleaned_data
        for name in ("portal", "theme"):
            if asked.get(name):
                rows = rows.filter(**{name: asked[name]})
        narrowed: dict[str, dict[str, Any]] = {
            "wanted": {"story": None},
            "begun": {"story__isnull": False, "story__live": False},
            "late": {"due_on__lt": today},
        }
        rows = rows.filter(**narrowed.get(asked.get("state", ""), {}))
        return rows.exclude(story__live=True) if asked.get("state") == "late" else rows


class PlanForm(forms.Form):
    """A story that is wanted: on what, by when, by whom, in which column."""

    title = forms.CharField(label="Tên dự kiến", max_length=255)
    theme = forms.ModelChoiceField(label="Nội dung tuyên truyền", queryset=Theme.objects.none(), required=False)
    column = forms.ModelChoiceField(label="Chuyên mục", queryset=ColumnPage.objects.none(), required=False)
    writer = forms.ModelChoiceField(
        label="Người viết", queryset=User.objects.none(), required=False, help_text="Người làm của chuyên trang này."
    )
    due_on = forms.DateField(label="Đăng trước ngày", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(
        label="Gợi ý cho người viết", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any, *, portal: PortalPage, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        programme = current_programme()
        if programme:
            self.fields["theme"].queryset = programme.themes.all()  # type: ignore[attr-defined]
        self.fields["column"].queryset = ColumnPage.objects.child_of(portal)  # type: ignore[attr-defined]
        staff = User.objects.filter(portal_functions__portal=portal, is_active=True).distinct().order_by("username")
        self.fields["writer"].queryset = staff  # type: ignore[attr-defined]
