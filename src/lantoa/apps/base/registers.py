"""Registers of the back office: lists and forms that Wagtail makes from a model."""

from typing import Any

from wagtail.admin.viewsets.model import ModelViewSet


class RelatedViewSet(ModelViewSet):  # type: ignore[misc]  # Wagtail has no types
    """A register whose list shows rows of other tables: they come with the rows, not one query each."""

    related: tuple[str, ...] = ()

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.model._default_manager.select_related(*self.related)
        return {"queryset": rows, **super().get_index_view_kwargs(**kwargs)}
