"""Each platform's folder holds saved pages and the articles they give; all folders are found by listing."""

import json
from pathlib import Path

import pytest
from lxml.html import fragment_fromstring

from lantoa.core.webpage import detect_platform, extract_article
from lantoa.core.webpage.recipes import FALLBACK, all_recipes
from lantoa.core.webpage.selectors import BadSelector, PageIndex, parse_selector

_RECIPES = Path(__file__).parent.parent / "recipes"
SAVED = sorted(_RECIPES.glob("*/tests/*.html"))


class TestSavedPages:
    @pytest.mark.parametrize("slug", sorted(all_recipes()))
    def test_are_at_least_two_for_each_platform(self, slug: str) -> None:
        assert sum(page.parent.parent.name == slug for page in SAVED) >= 2

    @pytest.mark.parametrize("page", SAVED, ids=lambda page: f"{page.parent.parent.name}-{page.stem}")
    def test_give_the_expected_article(self, page: Path) -> None:
        expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
        captions = expected.pop("captions")
        address = expected.pop("page_url")
        del expected["content_type"]
        article = extract_article(page.read_bytes(), url=address).as_dict()
        article["text"] = "\n".join(line for line in (article["text"] or "").split("\n") if line not in captions)
        assert article == expected

    @pytest.mark.parametrize("page", SAVED, ids=lambda page: f"{page.parent.parent.name}-{page.stem}")
    def test_are_known_as_their_platform(self, page: Path) -> None:
        expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
        slug = detect_platform(page.read_bytes(), url=expected["page_url"])
        assert slug in {page.parent.parent.name, FALLBACK}
        if page.parent.parent.name in {"nukeviet", "liferay", "sharepoint", "wordpress"}:
            assert slug == page.parent.parent.name


class TestRecipes:
    def test_every_folder_has_one_with_the_folders_name(self) -> None:
        folders = {folder.name for folder in _RECIPES.iterdir() if (folder / "recipe.py").exists()}
        assert set(all_recipes()) == folders

    @pytest.mark.parametrize("recipe", all_recipes().values(), ids=lambda recipe: recipe.slug)
    def test_selectors_are_all_understood(self, recipe: object) -> None:
        groups = ("title", "lead", "body", "published", "author", "section", "drop")
        selectors = [text for group in groups for text in getattr(recipe, group)]
        selectors += [text for text, _ in getattr(recipe, "signs")]  # noqa: B009 - a frozen dataclass of any recipe
        assert all(parse_selector(text) for text in selectors)
        assert selectors or recipe

    def test_page_of_no_platform_is_generic(self) -> None:
        assert detect_platform("<html><body><p>xin chào</p></body></html>") == FALLBACK


class TestSelectors:
    CASES = (
        ("p", ["p1", "p2"]),
        (".tin", ["d", "p2"]),
        ("div.tin p", ["p1"]),
        ("#d p", ["p1"]),
        ("[id^=p]", ["p1", "p2"]),
        ('[title*="đăng"]', ["p2"]),
        ("p[title$=đăng]", ["p2"]),
        ("[title]", ["p2"]),
        (".moi.tin", ["p2"]),
        ("div div p", []),
    )

    @pytest.mark.parametrize(("selector", "names"), CASES)
    def test_finds(self, selector: str, names: list[str]) -> None:
        page = (
            '<section><div id="d" class="tin"><p id="p1">a</p></div><p id="p2" class="tin moi" title="ngày '
            'đăng">b</p></section>'
        )
        root = fragment_fromstring(page)
        assert [element.get("id") for element in PageIndex(root.iter()).select(selector)] == names

    @pytest.mark.parametrize("selector", ["", "p > a", "a:hover", "p,a"])
    def test_refuses_what_it_does_not_know(self, selector: str) -> None:
        with pytest.raises(BadSelector):
            parse_selector(selector)
