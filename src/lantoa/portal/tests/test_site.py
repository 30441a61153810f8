import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

from lantoa.apps.base.bundles import CSS, NAMES, bundle, files_of, minified

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

    def test_shows_every_chart_of_indices_in_the_gallery(self, client: Client) -> None:
        page = client.get("/thanh-phan/").content.decode()
        for words in (
            "trục từ 50",
            "1 ở trên cùng",
            "2018: đổi thang đo",
            "tối đa 13",
            "Mỗi hình một thang riêng",
            "¼",
        ):
            assert words in page, words

    def test_marks_the_page_the_reader_is_on(self, client: Client) -> None:
        assert re.search(r'href="/gioi-thieu/" aria-current="page"', client.get("/gioi-thieu/").content.decode())

    @pytest.mark.parametrize("address", ["/", "/do-bao-phu/", "/gioi-thieu/", "/thanh-phan/"])
    def test_names_only_files_that_are_there(self, client: Client, address: str) -> None:
        named = re.findall(r'"/static/([^"]+)"', client.get(address).content.decode())
        assert len(named) >= 3
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

    def test_are_all_in_a_bundle(self) -> None:
        assert {file for name in NAMES for file in files_of(name)} == set(_stylesheets())


@pytest.mark.django_db
class TestBundles:
    def test_come_in_one_request_and_are_kept_for_ever(self, client: Client) -> None:
        page = client.get("/").content.decode()
        (address,) = re.findall(r'rel="stylesheet" href="([^"]+)"', page)
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.content.decode() == bundle("public").css

    def test_lead_from_an_old_version_to_this_one(self, client: Client) -> None:
        answer = client.get("/goi/public.000000000000.css")
        assert answer.status_code == 302
        assert answer.headers["Location"] == bundle("public").url

    def test_name_only_files_that_are_there(self) -> None:
        named = re.findall(r'url\("/static/([^"]+)"\)', bundle("public").css)
        assert len(named) >= 3
        assert [name for name in named if finders.find(name) is None] == []

    def test_say_the_same_as_their_files(self) -> None:
        """Every rule of every file is still there: as many braces and semicolons, and every selector's words."""
        text = "".join(
            re.sub(r"/\*.*?\*/", "", file.read_text("utf-8"), flags=re.DOTALL) for file in files_of("public")
        )
        css = bundle("public").css
        assert css.count("{") == text.count("{") == css.count("}")
        assert set(re.findall(r"[.#][a-z][\w-]+", re.sub(r"url\([^)]*\)", "", text))) <= set(
            re.findall(r"[.#][a-z][\w-]+", css)
        )
        assert len(css) < 0.85 * len(text)

    @pytest.mark.parametrize(
        ("css", "short"),
        [
            ("a { width: calc(1px + 2px) }", "a{width:calc(1px + 2px)}"),
            ('a::after { content: "; } /* no */"; }', 'a::after{content:"; } /* no */"}'),
            (
                "@media (min-width: 40rem) and (hover) { a, b > c { x: y; } }",
                "@media (min-width:40rem) and (hover){a,b > c{x:y}}",
            ),
            ("a :hover { x: y }", "a :hover{x:y}"),
            (r"""a { content: "\"" ; b: 'c  d' }""", r"""a{content:"\"";b:'c  d'}"""),
        ],
    )
    def test_lose_white_space_and_nothing_else(self, css: str, short: str) -> None:
        assert minified(css) == short
