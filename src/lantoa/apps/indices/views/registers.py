"""The registers of indices: sources, entities, what became of them. Wagtail makes their lists and forms."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView

from lantoa.apps.base.registers import RelatedViewSet
from lantoa.apps.indices.actions.entities import note_register_act
from lantoa.apps.indices.forms.registers import EntityFilter, EntityForm, SourceForm, SuccessionForm
from lantoa.apps.indices.models import Entity, EntitySuccession, IndexSource
from lantoa.apps.indices.queries.register_search import with_words


class _List(IndexView):  # type: ignore[misc]  # Wagtail has no types
    """A list whose search does not ask for accents."""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return with_words(queryset, self.search_query, self.search_fields) if self.is_searching else queryset


class _Add(CreateView):  # type: ignore[misc]
    def save_instance(self) -> Any:
        row = super().save_instance()
        _note(self, "add", row, list(self.form.cleaned_data))
        return row


class _Edit(EditView):  # type: ignore[misc]
    def save_instance(self) -> Any:
        row = super().save_instance()
        _note(self, "change", row, self.form.changed_data)
        return row


class _Delete(DeleteView):  # type: ignore[misc]
    def delete_action(self) -> None:
        with transaction.atomic():
            _note(self, "remove", self.object, [])
            super().delete_action()

    def form_valid(self, form: Any) -> HttpResponseBase:
        try:
            return super().form_valid(form)  # type: ignore[no-any-return]
        except ProtectedError as error:
            words = (
                f"“{self.object}” đang được dùng ở {len(error.protected_objects)} chỗ trong số liệu nên không xóa được."
            )
            messages.error(self.request, f"{words} Nếu ghi sai thì hãy sửa.")
            return redirect(self.index_url_name)


def _note(view: Any, verb: str, row: Any, fields: list[str]) -> None:
    act = f"{verb}_{row._meta.model_name}"
    note_register_act(act, row=row, fields=fields, by=view.request.user, at=timezone.now())


def _home(entity: Entity) -> str:
    return "có" if entity.is_home else ""


class _Register(RelatedViewSet):
    index_view_class = _List
    add_view_class = _Add
    edit_view_class = _Edit
    delete_view_class = _Delete
    search_backend_name = None
    copy_view_enabled = False
    row_form: Any = None

    def get_form_class(self, for_update: bool = False) -> Any:
        return self.row_form


class SourceViewSet(_Register):
    model = IndexSource
    name = "index_sources"
    url_prefix = "chi-so/nguon"
    icon = "link"
    row_form = SourceForm
    list_display = ["title", "slug", "publisher", "read_on"]
    list_filter = ["publisher"]
    search_fields = ["title", "slug", "publisher", "note"]


class EntityViewSet(_Register):
    model = Entity
    related = ("parent",)
    name = "index_entities"
    url_prefix = "chi-so/doi-tuong"
    icon = "site"
    row_form = EntityForm
    list_display = [
        "name",
        "short_name",
        "kind",
        "parent",
        "valid_from",
        "valid_to",
        Column("is_home", label="Tỉnh nhà", accessor=_home),
    ]
    filterset_class = EntityFilter
    search_fields = ["name", "short_name", "aliases", "slug"]


class EntitySuccessionViewSet(_Register):
    model = EntitySuccession
    related = ("predecessor", "successor")
    name = "entity_successions"
    url_prefix = "chi-so/ke-thua"
    icon = "resubmit"
    row_form = SuccessionForm
    list_display = ["predecessor", "successor", "on"]
    list_filter = ["on"]
    search_fields = ["predecessor__name", "successor__name", "source"]
