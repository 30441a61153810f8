import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

from lantoa.apps.base import models as base_models

CSS = Path(base_models.__file__).parent / "static" / "lantoa" / "css"
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(")


def _stylesheets() -> list[Path]:
    """Return the public pages' style sheets; the back office has its own, on Wagtail's tokens."""
    return sorted(file for file in CSS.rglob("*.css") if not file.name.startswith(("backoffice", "office_")))


@pytest.mark.django_db
class TestSite:
    def test_tells_crawlers_to_leave_the_back_office_alone(self, client: Client) -> None:
        response = client.get("/robots.txt")
        assert response.headers["Content-Type"].startswith("text/plain")
        assert "Disallow: /quan-tri/" in response.content.decode()

    def test_says_how_the_figures_are_made(self, client: Client) -> None:
        page = client.get("/gioi-thieu/").content.decode()
        assert 'id="cach-tinh"' in page
        assert "581/BNV-CCHC" in page

    def test_shows_every_component_in_the_gallery(self, client: Client) -> None:
        page = client.get("/thanh-phan/").content.decode()
        for part in (
            "site-header", "site-footer", "breadcrumb", "tag--illustrative", "card__title", "dots__dot--gap",
            "stat__value", 'class="figure"', "matrix-frame--wide", "legend__mark--unknown", "filter-form",
            "field__error", "pagination", "notice--error", "empty-state", 'class="facts"', 'class="evidence"',
        ):  # fmt: skip
            assert part in page, part

    def test_marks_the_page_the_reader_is_on(self, client: Client) -> None:
        assert re.search(r'href="/gioi-thieu/" aria-current="page"', client.get("/gioi-thieu/").content.decode())

    @pytest.mark.parametrize("address", ["/", "/do-bao-phu/", "/gioi-thieu/", "/thanh-phan/"])
    def test_names_only_files_that_are_there(self, client: Client, address: str) -> None:
        named = re.findall(r'"/static/([^"]+)"', client.get(address).content.decode())
        assert len(named) > 20
        assert [name for name in named if finders.find(name) is None] == []


class TestErrorPages:
    @pytest.mark.parametrize("name", ["403.html", "404.html", "500.html"])
    def test_stand_without_request_or_database(self, name: str) -> None:
        page = render_to_string(name)
        assert 'lang="vi"' in page
        assert 'href="/"' in page


class TestStylesheets:
    @pytest.mark.parametrize("file", _stylesheets(), ids=lambda file: file.name)
    def test_name_colours_in_the_tokens_only(self, file: Path) -> None:
        found = [] if file.name == "tokens.css" else _COLOUR.findall(file.read_text(encoding="utf-8"))
        assert found == []

    @pytest.mark.parametrize("file", _stylesheets(), ids=lambda file: file.name)
    def test_ask_for_tokens_and_files_that_are_there(self, file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        known = set(re.findall(r"^\s*(--[a-z0-9-]+):", (CSS / "tokens.css").read_text(encoding="utf-8"), re.MULTILINE))
        local = set(re.findall(r"(--[a-z0-9-]+):", text))
        assert set(re.findall(r"var\((--[a-z0-9-]+)", text)) - known - local - {"--column"} == set()
        assert [url for url in re.findall(r'url\("([^"]+)"\)', text) if not (file.parent / url).exists()] == []

    def test_are_all_linked(self) -> None:
        linked = set(re.findall(r'"/static/lantoa/css/([^"]+)"', render_to_string("base_page.html")))
        linked |= {f"components/{name}.css" for name in ("gallery", "duty", "proof_form")}  # by the pages that use them
        assert {str(file.relative_to(CSS)) for file in _stylesheets()} == linked
