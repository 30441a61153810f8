"""What one takes away of the pages on indices, and that picture, table, sentence and file agree."""

import csv
import io
import re
from datetime import datetime
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client

from lantoa.apps.base.guard_tables import tables_of
from lantoa.apps.indices.factories import IndexSourceFactory, make_value
from lantoa.portal.presenters.index_files import HEADER
from lantoa.portal.tests.observed import Observed, observe

pytestmark = pytest.mark.django_db

VIEWS = ["", "so-sanh/", "pci/", "pci/thu-hang/", "pci/2022/", "pci/2022/xep-hang/"]


@pytest.fixture
def observed(now: datetime) -> Observed:
    return observe(now)


def rows(client: Client, page: str) -> list[dict[str, str]]:
    text = client.get(f"/chi-so/{page}so-lieu.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    head = lines.index(list(HEADER))
    return [dict(zip(HEADER, line, strict=True)) for line in lines[head + 1 :]]


class TestTables:
    def test_have_source_unit_reason_and_vintage(self, client: Client, observed: Observed) -> None:
        found = rows(client, "pci/")
        value = next(row for row in found if row["Giá trị"] == "24.44")
        assert value["Đơn vị"] == "điểm" and value["Thứ hạng"] == "41" and value["Trên tổng số"] == "63"
        assert value["Nguồn"] == "Báo cáo gốc 2022" and value["Đợt số liệu"] == "2"
        states = {row["Giá trị"]: row["Trạng thái"] for row in found}
        assert states["24.47"] == "nguồn khác, để đối chiếu" and states["24.11"] == "đã thay bằng số khác"
        absent = next(row for row in found if row["Vì sao không có"] == "khảo sát có sai sót, không công bố")
        assert absent["Giải thích"] == "phiếu bị sai" and not absent["Giá trị"]

    def test_begin_with_the_mark_of_utf_8(self, client: Client, observed: Observed) -> None:
        assert client.get("/chi-so/pci/so-lieu.csv").content.startswith(b"\xef\xbb\xbf")

    def test_hold_no_formula(self, client: Client, observed: Observed, now: datetime) -> None:
        edition = observed.index.editions.get(year_measured=2020)
        bad = IndexSourceFactory(title='=HYPERLINK("http://xau.example")')
        make_value(edition, observed.region, "21.5", at=now, source=bad)
        assert {row["Nguồn"][:2] for row in rows(client, "pci/") if "HYPERLINK" in row["Nguồn"]} == {"'="}

    def test_are_the_same_as_a_workbook(self, client: Client, observed: Observed) -> None:
        content = client.get("/chi-so/pci/so-lieu.xlsx").content
        (sheet,) = tables_of(content, name="so-lieu.xlsx")
        lines = [list(line) for line in sheet.rows]
        head = next(place for place, line in enumerate(lines) if line[: len(HEADER)] == list(HEADER))
        place = HEADER.index("Giá trị")
        numbers = [Decimal(line[place].replace(",", ".")) for line in lines[head + 1 :] if line[place]]
        assert sorted(numbers) == sorted(Decimal(row["Giá trị"]) for row in rows(client, "pci/") if row["Giá trị"])


class TestPictures:
    @pytest.mark.parametrize("page", VIEWS)
    def test_are_drawings_that_stand_alone(self, client: Client, observed: Observed, page: str) -> None:
        answer = client.get(f"/chi-so/{page}hinh.svg")
        assert answer.headers["Content-Type"].startswith("image/svg+xml")
        assert answer.content.startswith(b"<?xml") or answer.content.startswith(b"<svg")
        assert b"var(--" not in answer.content

    def test_are_images_of_one_size(self, client: Client, observed: Observed) -> None:
        content = client.get("/chi-so/pci/hinh.png").content
        assert content.startswith(b"\x89PNG") and int.from_bytes(content[16:20]) == 1920

    def test_are_sheets_to_print(self, client: Client, observed: Observed) -> None:
        assert client.get("/chi-so/pci/hinh.pdf").content.startswith(b"%PDF")


class TestFrame:
    def test_may_stand_in_other_sites_and_leads_back(self, client: Client, observed: Observed) -> None:
        answer = client.get("/chi-so/pci/nhung/?doi-tuong=hue")
        assert "X-Frame-Options" not in answer.headers
        page = answer.content.decode()
        assert 'href="http://testserver/chi-so/pci/?doi-tuong=hue"' in page and 'target="_top"' in page
        assert "<script" not in page


_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d+)(?![\d])")


def _decimals(text: str) -> set[str]:
    """Return the numbers with decimals in a text, as they are printed."""
    return set(_NUMBER.findall(unescape(re.sub(r"<[^>]+>", " ", text))))


class TestAgreement:
    @pytest.mark.parametrize("page", [page for page in VIEWS if page not in ("", "so-sanh/")])
    def test_of_picture_sentence_table_and_file(self, client: Client, observed: Observed, page: str) -> None:
        html = client.get(f"/chi-so/{page}").content.decode()
        figure = html.partition('<figure class="figure index-figure">')[2].partition("</figure>")[0]
        drawing = " ".join(re.findall(r"<text[^>]*>(.*?)</text>", figure, re.DOTALL))
        sentence = figure.partition("<figcaption")[2].partition("</figcaption>")[0]
        tables = " ".join(re.findall(r"<tbody>.*?</tbody>", html, re.DOTALL))
        file = {row["Giá trị"] for row in rows(client, page) if row["Giá trị"]}
        shown = _decimals(tables)
        assert _decimals(sentence) - _computed(sentence) <= shown
        assert {words for words in _decimals(drawing) if words.replace(",", ".") in file} <= shown
        assert {f"{Decimal(number):.2f}".replace(".", ",") for number in file} <= shown


def _computed(text: str) -> set[str]:
    """Return the numbers of differences, which stand in no cell."""
    words = r"(?:cao hơn|thấp hơn|tăng|giảm|hơn|kém)[^;.]{0,80}?"
    return set(re.findall(words + r"(\d{1,3},\d+)", unescape(re.sub(r"<[^>]+>", " ", text))))
