"""The window in which an editor chooses a figure for a story: only figures that this editor may see."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.accounts.roles import STAFF
from lantoa.apps.newsroom.models import StoryFigure
from lantoa.apps.newsroom.presenters.figures import kind_words
from lantoa.apps.newsroom.queries.figures import figures_seen_by

_PER_PAGE = 20


class _FilterForm(BaseFilterForm):  # type: ignore[misc]  # Wagtail has no types
    q = forms.CharField(label="Từ trong tên", required=False)

    def filter(self, objects: QuerySet[StoryFigure]) -> QuerySet[StoryFigure]:
        found: QuerySet[StoryFigure] = super().filter(objects)
        if words := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, words
            found = found.filter(title__icontains=words)
        return found


class _Shown:
    """What both views of the window share: whose figures, and in which columns."""

    request: HttpRequest
    filter_form_class = _FilterForm

    def get_object_list(self) -> QuerySet[StoryFigure]:
        return figures_seen_by(self.request.user)

    @property
    def columns(self) -> list[Column]:
        shown: list[Column] = super().columns  # type: ignore[misc]
        return [
            *shown,
            Column("kind", label="Kiểu", accessor=kind_words),
            Column("portal", label="Chuyên trang", accessor=lambda figure: figure.portal.title),
        ]


class _Choose(_Shown, chooser.ChooseView):  # type: ignore[misc]
    pass


class _ChooseResults(_Shown, chooser.ChooseResultsView):  # type: ignore[misc]
    pass


class _Chosen(chooser.ChosenView):  # type: ignore[misc]
    def get_object(self, pk: Any) -> StoryFigure:
        return figures_seen_by(self.request.user).get(pk=int(pk))


_WINDOW = {
    "model": StoryFigure,
    "icon": "table",
    "page_title": "Chọn số liệu",
    "per_page": _PER_PAGE,
    "chosen_url_name": "newsroom:figure_chosen",
    "results_url_name": "newsroom:choose_figure_results",
}
_choose = _Choose.as_view(**_WINDOW)
_results = _ChooseResults.as_view(**_WINDOW)
_chosen = _Chosen.as_view(model=StoryFigure)


@open_to(STAFF)
def choose_figure(request: HttpRequest) -> HttpResponseBase:
    """Open the window."""
    answer: HttpResponseBase = _choose(request)
    return answer


@open_to(STAFF)
def choose_figure_results(request: HttpRequest) -> HttpResponseBase:
    """Show what the window's search found."""
    answer: HttpResponseBase = _results(request)
    return answer


@open_to(STAFF)
def figure_chosen(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand the chosen figure to the editor."""
    answer: HttpResponseBase = _chosen(request, pk=str(pk))
    return answer
