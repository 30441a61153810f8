"""The cards of indices, and that links to their pages show them."""

from datetime import datetime

import pytest
from django.test import Client

from lantoa.portal.tests.observed import HIDDEN, Observed, observe

pytestmark = pytest.mark.django_db


@pytest.fixture
def observed(now: datetime) -> Observed:
    return observe(now)


class TestCard:
    def test_says_what_stood_in_that_year_and_where_it_is_from(self, client: Client, observed: Observed) -> None:
        answer = client.get("/chi-so/pci/2022/the.svg")
        card = answer.content.decode()
        assert answer.headers["Content-Type"].startswith("image/svg+xml")
        assert "24,44 điểm" in card and "Báo cáo gốc 2022" in card and "var(--" not in card
        earlier = client.get("/chi-so/pci/2020/the.svg").content.decode()
        assert "22,22 điểm" in earlier and "24,44" not in earlier

    @pytest.mark.parametrize(
        ("shape", "size"), [("ngang", (1200, 630)), ("vuong", (1080, 1080)), ("trinh-chieu", (1920, 1080))]
    )
    def test_is_an_image_in_the_sizes_of_stories(
        self, client: Client, observed: Observed, shape: str, size: tuple[int, int]
    ) -> None:
        picture = client.get("/chi-so/pci/2022/the.png", {"co": shape}).content
        assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == size

    @pytest.mark.parametrize("address", ["pci/2023/the.svg", "pci/2022/the.gif", "pci/2022/the.svg?co=tron"])
    def test_is_not_there_for_what_is_hidden_or_unknown(self, client: Client, observed: Observed, address: str) -> None:
        answer = client.get(f"/chi-so/{address}")
        assert answer.status_code == 404
        assert not any(words in answer.content.decode() for words in HIDDEN)

    @pytest.mark.parametrize(("page", "year"), [("pci/", 2022), ("pci/2020/", 2020), ("pci/thu-hang/", 2022)])
    def test_stands_beside_links_to_the_pages(self, client: Client, observed: Observed, page: str, year: int) -> None:
        html = client.get(f"/chi-so/{page}").content.decode()
        assert f'<meta property="og:image" content="http://testserver/chi-so/pci/{year}/the.png">' in html
