"""The window for figures: an editor finds and takes those of the portals that the editor may see, and no others."""

from datetime import datetime

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.newsroom.actions import name_staff
from lantoa.apps.newsroom.actions.figures import make_figure
from lantoa.apps.newsroom.blocks import StoryBlocks
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import PortalPage, PortalStaff, StoryFigure

pytestmark = pytest.mark.django_db


def _figure(portal: PortalPage, title: str, now: datetime) -> StoryFigure:
    typed = {"unit": "điểm", "noun": "năm", "shape": "bars", "rows": [["2022", 61.26]]}
    return make_figure(portal=portal, title=title, typed=typed, source_note="VCCI", by=None, at=now)


class TestWindow:
    def test_shows_the_own_figures_only(self, client: Client, cast: Cast, now: datetime) -> None:
        own = _figure(make_portal(agency=cast.agency, at=now), "Số của mình", now)
        other_portal = make_portal(agency=cast.other_agency, at=now, slug="khac", is_default=False)
        other = _figure(other_portal, "Số của nơi khác", now)
        client.force_login(cast.focal_officer)
        window = client.get(reverse("newsroom:choose_figure")).json()["html"]
        assert own.title in window and other.title not in window
        chosen = client.get(reverse("newsroom:figure_chosen", args=[own.pk])).json()["result"]
        assert (chosen["id"], chosen["title"]) == (str(own.pk), own.title)
        assert client.get(reverse("newsroom:figure_chosen", args=[other.pk])).status_code == 404

    def test_finds_by_a_word_of_the_title(self, client: Client, cast: Cast, now: datetime) -> None:
        portal = make_portal(agency=cast.agency, at=now)
        for title in ("Chỉ số PCI", "Hồ sơ theo xã"):
            _figure(portal, title, now)
        client.force_login(cast.focal_officer)
        found = client.get(reverse("newsroom:choose_figure_results"), {"q": "pci"}).content.decode()
        assert "Chỉ số PCI" in found and "Hồ sơ theo xã" not in found


class TestEditor:
    def test_opens_with_the_figure_that_was_chosen(self, client: Client, cast: Cast, now: datetime) -> None:
        portal = make_portal(agency=cast.agency, at=now)
        figure = _figure(portal, "Chỉ số PCI", now)
        story = make_story(make_column(portal), at=now, body=[("figure", {"figure": figure, "caption": ""})])
        name_staff(portal=portal, user=cast.focal_officer, function=PortalStaff.Function.EDITOR, by=None, at=now)
        client.force_login(cast.focal_officer)
        text = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
        assert reverse("newsroom:choose_figure") in text
        assert reverse("newsroom:figure", args=[figure.pk]) in text
        assert reverse("newsroom:story-forms", args=[story.pk]) in text

    def test_takes_the_figure_that_the_form_names(self, cast: Cast, now: datetime) -> None:
        figure = _figure(make_portal(agency=cast.agency, at=now), "Chỉ số PCI", now)
        block = StoryBlocks().child_blocks["figure"]
        value = block.value_from_datadict({"b-figure": str(figure.pk), "b-caption": ""}, {}, "b")
        assert block.clean(value)["figure"] == figure
