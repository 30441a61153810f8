"""The field of the story editor in which a figure is chosen; its window is views/figure_chooser.py."""

from typing import Any

from django.urls import reverse
from wagtail.admin.widgets import BaseChooser

from lantoa.apps.newsroom.models import StoryFigure


class FigureChooser(BaseChooser):  # type: ignore[misc]  # Wagtail has no types
    """Chooses one figure of the portals that the user may look into."""

    model = StoryFigure
    icon = "table"
    choose_one_text = "Chọn số liệu"
    choose_another_text = "Chọn số liệu khác"
    link_to_chosen_text = "Mở số liệu này"
    chooser_modal_url_name = "newsroom:choose_figure"

    def get_value_data_from_instance(self, instance: StoryFigure) -> dict[str, Any]:
        address = reverse("newsroom:figure", args=[instance.pk])
        return {"id": instance.pk, "edit_url": address, self.display_title_key: instance.title}
