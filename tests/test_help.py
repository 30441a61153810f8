"""Every screen of the back office leads to a section of a guide that is there."""

import re
from urllib.parse import unquote

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from lantoa.apps.accounts.guides import FRONT, guide, guide_names
from lantoa.apps.base.help import help_address, help_section, help_sections
from rights import table

_SCREENS = [entry.name for entry in table.entries() if entry.page is not None]
_REGISTERS = [f"{register.name}:index" for register in table.registers()]
_EDITOR = [
    "wagtailadmin_home", "wagtailadmin_explore", "wagtailadmin_pages:edit", "wagtailadmin_pages:add",
    "wagtailadmin_reports:workflow", "wagtailimages:index", "wagtaildocs:index", "wagtailsnippets:index",
]  # fmt: skip


class TestTable:
    @pytest.mark.parametrize("screen", [*_SCREENS, *_REGISTERS, *_EDITOR])
    def test_has_a_section_for_every_screen(self, screen: str) -> None:
        assert help_section(screen), f"{screen}: name its section in config/help.toml"

    @pytest.mark.parametrize("target", sorted(set(help_sections().values())))
    def test_names_sections_that_are_there(self, target: str) -> None:
        name, _, section = target.partition("#")
        assert not section or section in [heading.anchor for heading in guide(name).headings]


@pytest.mark.django_db
class TestGuides:
    @pytest.mark.parametrize("name", [FRONT, *guide_names()])
    def test_open_as_pages_whose_links_and_pictures_are_there(self, client: Client, cast: Cast, name: str) -> None:
        client.force_login(cast.focal_officer)
        page = client.get(reverse("guides:front") if name == FRONT else reverse("guides:guide", args=[name]))
        text = page.content.decode()
        assert guide(name).title in text
        links = re.findall(r'href="([^"#]*)', guide(name).html)
        assert [link for link in links if link.endswith(".md")] == []
        for address in [link for link in links if link.startswith("/quan-tri/huong-dan/")]:
            assert client.get(address).status_code == 200, address
        for address in re.findall(r'src="([^"]+)"', guide(name).html):
            assert b"".join(client.get(address))  # type: ignore[arg-type]

    def test_are_reached_from_every_kind_of_screen(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.administrator)
        for screen in ("newsroom:digests", "agencies_register:index", "wagtailadmin_home", "wagtailadmin_explore_root"):
            address = help_address(screen)
            assert address
            assert f'href="{address}"' in client.get(reverse(screen)).content.decode(), screen

    def test_land_on_the_section(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.focal_officer)
        page, _, section = (help_address("newsroom:digests") or "").partition("#")
        assert f'id="{unquote(section)}"' in client.get(page).content.decode()

    def test_say_what_is_not_there(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.focal_officer)
        assert client.get(reverse("guides:guide", args=["khong-co"])).status_code == 404
        assert client.get(reverse("guides:picture", args=["khong-co.png"])).status_code == 404
