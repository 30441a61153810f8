"""The report in words: every figure is the snapshot's, in the layout that an official document has."""

import io
from datetime import datetime
from typing import Any

import docx
import pytest
from django.test import Client

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.directives.factories import DirectiveFactory
from lantoa.apps.directives.models import Programme
from lantoa.apps.harvest.models import Source
from lantoa.apps.newsroom.factories import make_digest
from lantoa.apps.reports.annex import ILLUSTRATIVE
from lantoa.apps.reports.document import report_document, report_symbol
from lantoa.apps.reports.snapshot import take_snapshot
from lantoa.core.layout import Document, to_docx
from lantoa.core.workdays import reporting_window

YEAR = reporting_window("year", 2023)
SITE = "https://lantoa.example/"


def _made(made_of: Programme, at: datetime, changed: dict[str, Any] | None = None) -> tuple[Document, dict[str, Any]]:
    """Return the report and its snapshot; `changed` holds figures to quote instead of the true ones."""
    snapshot = {**take_snapshot(made_of, YEAR), **(changed or {})}
    return report_document(made_of.directive, snapshot, site_url=SITE, made_at=at), snapshot


def _words(document: Document) -> str:
    """Return the text of the Word file, paragraphs first, then the cells of its tables."""
    file = docx.Document(io.BytesIO(to_docx(document)))
    lines = [paragraph.text for paragraph in file.paragraphs]
    lines += [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def _links(document: Document) -> set[str]:
    file = docx.Document(io.BytesIO(to_docx(document)))
    return {relation.target_ref for relation in file.part.rels.values() if relation.is_external}


class TestReportDocument:
    def test_says_the_figures_of_the_snapshot(self, programme: Programme, now: datetime) -> None:
        document, snapshot = _made(programme, now)
        text = _words(document)
        base, cells, counts = snapshot["denominator"], snapshot["cells"], snapshot["assignments"]
        assert f"Đã giao {counts['total']} việc cho {counts['agencies']} cơ quan" in text
        assert f"{base['sources_reachable']}/{base['sources']} nguồn tin đọc được, gồm {base['pages']} trang" in text
        assert f"{base['quarantined']} trang không dùng được" in text
        assert f"{base['articles_undated']} bài chưa rõ ngày đăng" in text
        told = cells["owed"] - cells["unknown"]
        assert f"{cells['covered']} trên {told} cặp cơ quan" in text
        assert "(25,0%)" in text
        assert f"Còn {cells['gap']} cặp cơ quan" in text
        assert "trong đó 1 bài đăng lại" in text

    def test_shows_the_tables_of_themes_and_of_agencies(self, programme: Programme, now: datetime) -> None:
        document, snapshot = _made(programme, now)
        file = docx.Document(io.BytesIO(to_docx(document)))
        rows = [[cell.text for cell in row.cells] for table in file.tables for row in table.rows]
        for theme in snapshot["themes"]:
            covering = f"{theme['covering']}/{theme['owing']}"
            assert [theme["code"], theme["title"], str(theme["articles"]), covering, str(theme["unknown"])] in rows
        assert ["Sở Có Bài", "2", "trống", "2"] in rows
        assert ["Sở Chưa Có", "trống", "trống", "0"] in rows
        assert ["Sở Chưa Đọc", "?", "?", "0"] in rows
        assert ["Cơ quan có bài / phải thực hiện", "1/3", "0/3", "2"] in rows

    def test_names_who_published_nothing_and_who_cannot_be_told(self, programme: Programme, now: datetime) -> None:
        text = _words(_made(programme, now)[0])
        assert "Cơ quan có nguồn đọc được nhưng chưa thấy tin, bài nào (1): Sở Chưa Có." in text
        assert "(1): Sở Chưa Đọc." in text
        assert "thấp nhất: T2" in text

    def test_leads_from_each_figure_to_the_page_behind_it(
        self, programme: Programme, now: datetime, client: Client
    ) -> None:
        agency = Source.objects.get(agency__name="Sở Có Bài tỉnh Thử").agency.slug
        links = {link.partition("?")[0]: link for link in _links(_made(programme, now)[0])}
        assert {f"{SITE}do-bao-phu/", f"{SITE}noi-dung/t1/", f"{SITE}do-bao-phu/{agency}/t1/"} <= set(links)
        pages = {path: client.get(link.removeprefix(SITE[:-1])) for path, link in links.items()}
        assert [path for path, page in pages.items() if page.status_code != 200] == []
        assert "Một cửa làm việc sáng thứ Bảy" in pages[f"{SITE}do-bao-phu/{agency}/t1/"].content.decode()

    def test_is_headed_and_signed_as_the_directive_was(self, programme: Programme, now: datetime) -> None:
        document, _ = _made(programme, now)
        assert (document.header.parent_issuer, document.header.issuer) == (
            "UBND TỈNH QUẢNG TRỊ",
            "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
        )
        assert (document.header.symbol, document.doc_type) == ("BC-STTTT", "BÁO CÁO")
        assert document.subject == ("Kết quả tuyên truyền thử nghiệm năm 2023 (từ ngày 15/12/2022 đến ngày 14/12/2023)")
        assert (document.signer.authority, document.signer.title) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
        assert document.signer.name is None, "the name is left to a person"
        assert document.recipients == ("UBND tỉnh",)
        assert document.distribution == ("Như trên", "Lưu: VT, TTBCXB")

    def test_carries_the_mark_of_illustrative_figures(self, programme: Programme, now: datetime) -> None:
        document, snapshot = _made(programme, now)
        assert document.watermark == "SỐ LIỆU MINH HỌA"
        assert ILLUSTRATIVE in _words(document)
        real = {**snapshot["programme"], "illustrative": False}
        plain, _ = _made(programme, now, {"programme": real})
        assert plain.watermark is None
        assert "minh họa" not in _words(plain).lower()

    def test_says_what_the_directive_leaves_open_and_only_then(self, programme: Programme, now: datetime) -> None:
        document, snapshot = _made(programme, now)
        open_words = "không nêu thời hạn thực hiện, số lượng tin, bài, chế độ báo cáo"
        assert open_words in _words(document)
        complete, _ = _made(programme, now, {"programme": {**snapshot["programme"], "missing": []}})
        assert "VẤN ĐỀ CẦN QUYẾT ĐỊNH" not in _words(complete)

    def test_says_that_no_share_can_be_told_where_none_can(self, programme: Programme, now: datetime) -> None:
        _, snapshot = _made(programme, now)
        cells = {**snapshot["cells"], "share_covered": None, "unknown": 6, "covered": 0, "gap": 0}
        assert "(chưa tính được)" in _words(_made(programme, now, {"cells": cells})[0])

    def test_is_written_for_a_directive_that_states_almost_nothing(self, programme: Programme, now: datetime) -> None:
        bare = DirectiveFactory(bare=True, file_name="khong-so.txt", issuer_parent=None, place=None)
        snapshot = take_snapshot(programme, YEAR)
        document = report_document(bare, snapshot, site_url=SITE, made_at=now)
        assert "khong-so.txt" in _words(document)
        assert (document.header.symbol, document.signer.title) == (None, "NGƯỜI CÓ THẨM QUYỀN KÝ")

    def test_is_the_same_file_for_the_same_snapshot_and_time(self, programme: Programme, now: datetime) -> None:
        assert to_docx(_made(programme, now)[0]) == to_docx(_made(programme, now)[0])


@pytest.mark.django_db
class TestReportSymbol:
    @pytest.mark.parametrize(
        ("doc_type", "symbol", "expected"),
        [
            ("công văn", "STTTT-TTBCXB", "BC-STTTT"),
            ("công văn", "UBND", "BC-UBND"),
            ("kế hoạch", "KH-UBND", "BC-UBND"),
            ("quyết định", "QĐ-UBND", "BC-UBND"),
            ("kế hoạch", "KH-SNV", "BC-SNV"),
            ("công văn", None, None),
            (None, "", None),
        ],
    )
    def test_is_of_the_office_that_issued_the_directive(
        self, doc_type: str | None, symbol: str | None, expected: str | None
    ) -> None:
        assert report_symbol(DirectiveFactory(doc_type=doc_type, symbol=symbol)) == expected


class TestInternalCommunication:
    def test_has_a_section_of_its_own(self, programme: Programme, now: datetime) -> None:
        agency, theme = AgencyFactory(name="Sở Có Bản Tin", short_name="Sở Có Bản Tin"), programme.themes.first()
        make_digest(agency=agency, at=now, theme=theme, officials=40, sent=True, readers=["An", "Bình"])
        document, _ = _made(programme, now)
        file = docx.Document(io.BytesIO(to_docx(document)))
        rows = [[cell.text for cell in row.cells] for table in file.tables for row in table.rows]
        assert ["Sở Có Bản Tin", "1", "2", "40", "T1"] in rows
        assert "1 cơ quan đã gửi 1 bản tin" in _words(document)
        assert "Bình" not in _words(document)

    def test_is_left_out_of_a_report_made_before_it_was_counted(self, programme: Programme, now: datetime) -> None:
        document, _ = _made(programme, now, {"internal": None})
        assert "Tuyên truyền nội bộ" not in _words(document)
