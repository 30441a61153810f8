import csv
import io
import re
from datetime import date

import pytest
from django.test import Client

from lantoa.apps.agencies.factories import AgencyFactory, SuccessionFactory
from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.coverage.queries import coverage_matrix
from lantoa.core.workdays import reporting_window
from lantoa.portal.queries import matrix_of_kind
from lantoa.portal.tests.conftest import Province
from lantoa.portal.tests.factories import ArticleFactory, MatchFactory, ProgrammeFactory


def _page(client: Client, query: str = "") -> str:
    response = client.get(f"/do-bao-phu/{query}")
    assert response.status_code == 200
    return response.content.decode()


class TestCoverage:
    def test_shows_every_state_by_word_and_class(self, client: Client, province: Province) -> None:
        page = _page(client)
        assert 'aria-label="Báo Quảng Trị, T1: 1 bài">1</a>' in page
        assert 'aria-label="Sở Im Lặng, T1: trống">trống</a>' in page
        assert 'aria-label="Sở Không Đọc Được, T1: chưa rõ">chưa rõ</a>' in page
        for state in ("covered", "gap", "unknown"):
            assert f"matrix__cell--{state}" in page

    def test_tells_totals_share_and_denominator(self, client: Client, province: Province) -> None:
        page = _page(client)
        assert "Tỷ lệ phủ 25,0%" in page
        assert "1/6" in page
        assert "Đã đọc 2/3 nguồn" in page

    def test_starts_with_the_year_of_the_programme(self, client: Client, province: Province) -> None:
        assert "từ ngày 15/12/2022 đến ngày 14/12/2023" in _page(client)

    @pytest.mark.parametrize(
        ("query", "window", "covered"),
        [
            ("?ky=quy-1", "từ ngày 15/12/2022 đến ngày 14/03/2023", False),
            ("?ky=6-thang", "từ ngày 15/12/2022 đến ngày 14/06/2023", True),
            ("?ky=quy-3", "từ ngày 15/06/2023 đến ngày 14/09/2023", False),
            ("?tu=10/05/2023&den=10/05/2023", "Từ ngày 10/05/2023 đến ngày 10/05/2023", True),
        ],
    )
    def test_counts_in_the_period_that_was_asked_for(
        self, client: Client, province: Province, query: str, window: str, covered: bool
    ) -> None:
        page = _page(client, query)
        assert window in page
        assert ("Báo Quảng Trị, T1: 1 bài" in page) is covered

    def test_carries_the_period_to_the_articles(self, client: Client, province: Province) -> None:
        page = _page(client, "?ky=6-thang")
        assert 'href="/do-bao-phu/bao-tinh/t1/?ky=6-thang"' in page
        assert 'href="/do-bao-phu/so-lieu.csv?ky=6-thang"' in page

    @pytest.mark.parametrize(
        ("query", "message"),
        [
            ("?ky=tu-chon&tu=31/02/2023&den=01/06/2023", "Ngày này chưa đúng."),
            ("?ky=tu-chon&tu=abc", "Ngày này chưa đúng."),
            ("?ky=tu-chon", "Hãy chọn ngày bắt đầu."),
            ("?ky=tu-chon&tu=01/06/2023", "Hãy chọn ngày kết thúc."),
            ("?ky=tu-chon&tu=02/06/2023&den=01/06/2023", "trước ngày bắt đầu"),
            ("?ky=tu-chon&tu=01/01/0023&den=01/06/2023", "nằm ngoài khoảng"),
            ("?ky=thang-13", "Lựa chọn này không có trong danh sách"),
            ("?loai=khong-co", "Lựa chọn này không có trong danh sách"),
        ],
    )
    def test_says_what_is_wrong_with_a_period(
        self, client: Client, province: Province, query: str, message: str
    ) -> None:
        page = _page(client, query)
        assert message in page
        assert "Chưa tính được" in page
        assert 'class="matrix"' not in page

    def test_keeps_what_was_typed(self, client: Client, province: Province) -> None:
        page = _page(client, "?ky=tu-chon&tu=31/02/2023&den=01/06/2023")
        assert 'value="31/02/2023"' in page
        assert 'value="01/06/2023"' in page

    def test_escapes_what_was_typed(self, client: Client, province: Province) -> None:
        assert "<script>" not in _page(client, "?ky=tu-chon&tu=<script>alert(1)</script>")

    def test_narrows_to_one_kind_with_its_own_totals(self, client: Client, province: Province) -> None:
        page = _page(client, f"?loai={AgencyKind.NEWSPAPER}")
        assert "Báo Quảng Trị" in page
        assert "Sở Im Lặng" not in page
        assert "Tỷ lệ phủ 50,0%: 1 bài của 1 cơ quan" in page

    def test_says_so_for_a_kind_that_nobody_is_of(self, client: Client, province: Province) -> None:
        assert "Không có cơ quan nào thuộc loại này" in _page(client, f"?loai={AgencyKind.ISLAND_ZONE}")

    @pytest.mark.django_db
    def test_says_what_to_do_without_a_programme(self, client: Client) -> None:
        ProgrammeFactory(draft=True)
        assert "Chưa có chương trình tuyên truyền nào" in _page(client)


class TestMatrixOfKind:
    def test_adds_up_what_its_rows_hold(self, province: Province) -> None:
        article = ArticleFactory(source=province.silent.sources_read.get())
        MatchFactory(article=article, theme=province.first, confirmed=True)
        MatchFactory(article=article, theme=province.second)
        whole = coverage_matrix(province.programme, reporting_window("year", 2023))
        part = matrix_of_kind(whole, province.programme, AgencyKind.PROVINCIAL_DEPARTMENT)
        assert [row.agency.slug for row in part.rows] == ["so-im-lang", "so-khong-doc"]
        assert (part.articles, part.confirmed_articles) == (1, 1)
        assert [total.agencies_owing for total in part.totals] == [2, 2]
        assert [total.agencies_covering for total in part.totals] == [1, 1]
        assert part.denominator == whole.denominator


class TestReadAsNow:
    """Báo Quảng Trị of the cast has merged since into another body."""

    @pytest.fixture(autouse=True)
    def successor(self, province: Province) -> Agency:
        newspaper = Agency.objects.get(slug="bao-tinh")
        Agency.objects.filter(pk=newspaper.pk).update(valid_to=date(2024, 6, 30))
        successor: Agency = AgencyFactory(slug="bao-moi", name="Báo và Đài tỉnh", valid_from=date(2024, 7, 1))
        SuccessionFactory(predecessor=newspaper, successor=successor, on=date(2024, 7, 1))
        return successor

    def test_names_the_predecessors_and_says_that_totals_agree(self, client: Client) -> None:
        then, now = _page(client), _page(client, "?doc=hien-nay")
        assert "Báo và Đài tỉnh" not in then
        assert 'aria-label="Báo và Đài tỉnh, T1: 1 bài">1</a>' in now
        assert "gồm: Báo Quảng Trị" in now
        assert "mọi tổng bằng cách đọc" in now
        sums = re.compile(r"Tỷ lệ phủ[^<]*")
        assert sums.findall(then) == sums.findall(now)

    def test_carries_the_reading_to_cell_agency_and_table(self, client: Client) -> None:
        now = _page(client, "?doc=hien-nay&ky=6-thang")
        for path in ("/do-bao-phu/bao-moi/t1/", "/co-quan/bao-moi/", "/do-bao-phu/so-lieu.csv"):
            address = f"{path}?ky=6-thang&amp;doc=hien-nay"
            assert f'href="{address}"' in now
            assert client.get(address.replace("&amp;", "&")).status_code == 200
        assert "1 bài" in client.get("/do-bao-phu/bao-moi/t1/?doc=hien-nay").content.decode()
        assert "gồm: Báo Quảng Trị" in client.get("/co-quan/bao-moi/?doc=hien-nay").content.decode()
        # The predecessor's own page goes on saying what it did itself.
        assert "1 bài" in client.get("/do-bao-phu/bao-tinh/t1/?doc=hien-nay").content.decode()

    def test_says_in_the_table_under_whom_each_line_is_counted(self, client: Client) -> None:
        rows = {
            query: list(
                csv.DictReader(io.StringIO(client.get(f"/do-bao-phu/so-lieu.csv{query}").content.decode("utf-8-sig")))
            )
            for query in ("", "?doc=hien-nay")
        }
        for name, under in (("", "bao-tinh"), ("?doc=hien-nay", "bao-moi")):
            assert {row["tinh_vao_ma"] for row in rows[name] if row["ma_co_quan"] == "bao-tinh"} == {under}
        without = [{key: row[key] for key in row if not key.startswith("tinh_vao")} for row in rows[""]]
        assert sorted(map(str, without)) == sorted(
            str({key: row[key] for key in row if not key.startswith("tinh_vao")}) for row in rows["?doc=hien-nay"]
        )


class TestCsv:
    def _rows(self, client: Client, query: str = "") -> list[dict[str, str]]:
        response = client.get(f"/do-bao-phu/so-lieu.csv{query}")
        assert response.status_code == 200
        assert response.headers["Content-Disposition"].startswith('attachment; filename="do-bao-phu-')
        return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))

    def test_agrees_with_the_matrix_cell_by_cell(self, client: Client, province: Province) -> None:
        repost = ArticleFactory(source=province.source, original=province.article)
        MatchFactory(article=repost, theme=province.first, confirmed=True)
        matrix = coverage_matrix(province.programme, reporting_window("year", 2023))
        words = {"covered": "đã có tin, bài", "gap": "trống", "unknown": "chưa rõ", "not_owed": "không được giao"}
        expected = [
            (row.agency.slug, cell.theme.code, words[cell.state], cell.articles, cell.reposts, cell.confirmed)
            for row in matrix.rows
            for cell in row.cells
        ]
        found = [
            (
                row["ma_co_quan"],
                row["ma_noi_dung"],
                row["trang_thai"],
                int(row["so_bai"]),
                int(row["so_bai_dang_lai"]),
                int(row["so_bai_da_xac_nhan"]),
            )
            for row in self._rows(client)
        ]
        assert found == expected
        assert ("bao-tinh", "T1", "đã có tin, bài", 2, 1, 1) in found

    def test_keeps_period_and_kind(self, client: Client, province: Province) -> None:
        rows = self._rows(client, f"?ky=quy-1&loai={AgencyKind.NEWSPAPER}")
        assert {(row["tu_ngay"], row["den_ngay"]) for row in rows} == {("2022-12-15", "2023-03-14")}
        assert {row["ma_co_quan"] for row in rows} == {"bao-tinh"}

    def test_gives_no_spreadsheet_a_formula(self, client: Client, province: Province) -> None:
        province.covering.name = "=HYPERLINK(1)"
        province.covering.save(update_fields=["name"])
        assert "'=HYPERLINK(1)" in {row["co_quan"] for row in self._rows(client)}

    def test_says_what_is_wrong_with_a_period(self, client: Client, province: Province) -> None:
        response = client.get("/do-bao-phu/so-lieu.csv?ky=tu-chon&tu=x")
        assert response.status_code == 400
        assert "Ngày này chưa đúng." in response.content.decode()


class TestCell:
    def _page(self, client: Client, path: str) -> str:
        response = client.get(f"/do-bao-phu/{path}")
        assert response.status_code == 200
        return response.content.decode()

    def test_lists_just_the_articles_behind_the_figure(self, client: Client, province: Province) -> None:
        elsewhere = ArticleFactory(source=province.source, title="Bài của nội dung khác")
        MatchFactory(article=elsewhere, theme=province.second)
        page = self._page(client, "bao-tinh/t1/")
        assert "Báo Quảng Trị đã có 1 bài về nội dung này trong kỳ." in page
        assert province.article.title in page
        assert "Bài của nội dung khác" not in page

    @pytest.mark.parametrize(
        ("slug", "words"),
        [("so-im-lang", "Khoảng trống: đã đọc nguồn"), ("so-khong-doc", "Chưa rõ: Sở Không Đọc Được được giao")],
    )
    def test_says_why_there_is_no_figure(self, client: Client, province: Province, slug: str, words: str) -> None:
        assert words in self._page(client, f"{slug}/t1/")

    def test_says_so_when_nothing_was_asked(self, client: Client, province: Province) -> None:
        MatchFactory(article=ArticleFactory(source__agency__slug="nguoi-ngoai"), theme=province.first)
        assert "Văn bản không giao nội dung này" in self._page(client, "nguoi-ngoai/t2/")

    def test_keeps_to_the_period(self, client: Client, province: Province) -> None:
        late = ArticleFactory(source=province.source, title="Bài quý ba", published_on=date(2023, 7, 1))
        MatchFactory(article=late, theme=province.first)
        page = self._page(client, "bao-tinh/t1/?ky=quy-3")
        assert "Bài quý ba" in page
        assert province.article.title not in page

    def test_falls_back_to_the_year_for_a_wrong_period_and_says_so(self, client: Client, province: Province) -> None:
        page = self._page(client, "bao-tinh/t1/?ky=tu-chon&tu=x&den=y")
        assert "Ngày này chưa đúng." in page
        assert "Năm 2023 (từ ngày 15/12/2022" in page

    @pytest.mark.parametrize("path", ["khong-co/t1/", "bao-tinh/t9/"])
    def test_is_not_there_for_unknown_names(self, client: Client, province: Province, path: str) -> None:
        assert client.get(f"/do-bao-phu/{path}").status_code == 404
