"""Indices in the report: what was published in the period and is real, each number with its evidence."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.apps.directives.models import Programme
from lantoa.apps.indices.factories import EntityFactory, IndexSourceFactory, make_edition, make_index, make_value
from lantoa.apps.indices.models import Absence, Edition, Entity, Index
from lantoa.apps.indices.queries import published_between
from lantoa.apps.reports.annex import annex_xlsx
from lantoa.apps.reports.document import report_document
from lantoa.apps.reports.snapshot import take_snapshot
from lantoa.apps.reports.tests.test_contests import YEAR, words

START, END = date(2023, 1, 1), date(2023, 12, 31)


@pytest.fixture
def pci(db: None, now: datetime) -> Index:
    region = EntityFactory.create(region=True, short_name="Bắc Trung Bộ")
    nation = EntityFactory.create(nation=True)
    home = EntityFactory.create(home=True, short_name="Quảng Trị", parent=region)
    index = make_index("pci", short_name="PCI", name="Năng lực cạnh tranh cấp tỉnh")
    source = IndexSourceFactory.create(title="Hồ sơ PCI", address="https://vcci.example/pci")
    for year, number, rank in ((2021, "63.33", 41), (2022, "61.26", 59)):
        edition = make_edition(index, year, at=now)
        make_value(edition, home, number, at=now, rank=rank, source=source)
        make_value(edition, nation, "65.22", at=now, source=source)
    other = index.editions.get(year_measured=2022)
    make_value(other, home, "61.29", at=now, preferred=False, derived=True, derived_note="63,26 − 1,97")
    return index


def _home() -> Entity:
    return Entity.objects.get(is_home=True)


class TestPublishedBetween:
    def test_takes_open_real_editions_of_the_time(self, pci: Index, now: datetime) -> None:
        papi = make_index("papi")
        make_value(make_edition(papi, 2022, at=None), _home(), "1", at=now)
        made_up = make_edition(make_index("sipas"), 2022, at=now, illustrative=True)
        make_value(made_up, _home(), "2", at=now)
        (found,) = published_between(START, END)
        assert (found.edition.year_measured, found.index) == (2022, pci)
        assert found.previous is not None and found.previous[0].year_measured == 2021

    def test_leaves_out_what_says_nothing_of_home(self, pci: Index) -> None:
        _home().values.all().delete()
        assert published_between(START, END) == ()

    def test_takes_five_queries_for_any_number(self, pci: Index, now: datetime) -> None:
        for place in range(3):
            index = make_index(f"them-{place}")
            for year in (2020, 2021, 2022):
                make_value(make_edition(index, year, at=now), _home(), "5", at=now)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(published_between(START, END)) == 4
        assert len(asked) <= 5


class TestSection:
    def test_has_every_number_with_a_link_to_its_page(self, programme: Programme, pci: Index, now: datetime) -> None:
        text, links = words(programme, now)
        for told in (
            "Các chỉ số", "61,26 điểm (nguồn khác: 61,29, suy ra)", "59/63", "65,22 điểm", "Hồ sơ PCI",
            "So với năm 2021: giảm 2,07 điểm, tụt 18 bậc", "PCI 2022: nguồn khác: 61,29, suy ra.",
        ):  # fmt: skip
            assert told in text
        assert "63,33" not in text
        assert "https://lantoa.example/chi-so/pci/2022/" in links and "https://vcci.example/pci" in links

    def test_tells_why_there_is_no_value(self, programme: Programme, pci: Index, now: datetime) -> None:
        edition = make_edition(make_index("papi", short_name="PAPI"), 2022, at=now)
        make_value(edition, _home(), at=now, absence=Absence.WITHHELD)
        assert "nơi công bố không nêu" in words(programme, now)[0]

    def test_is_not_there_where_nothing_real_was_published(
        self, programme: Programme, pci: Index, now: datetime
    ) -> None:
        Edition.objects.update(illustrative=True)
        assert "indices" not in take_snapshot(programme, YEAR)
        assert "Các chỉ số" not in words(programme, now)[0]

    def test_stays_as_it_was_when_the_snapshot_was_taken(self, programme: Programme, pci: Index, now: datetime) -> None:
        snapshot = take_snapshot(programme, YEAR)
        _home().values.all().delete()
        document = report_document(programme.directive, snapshot, site_url="https://lantoa.example", made_at=now)
        assert "giảm 2,07 điểm" in str(document)


def test_the_annex_has_a_sheet_of_indices(programme: Programme, pci: Index, now: datetime) -> None:
    book = openpyxl.load_workbook(io.BytesIO(annex_xlsx(take_snapshot(programme, YEAR), made_at=now)))
    row = [cell.value for cell in book["Chỉ số"][4]]
    assert (row[0], row[3], row[6], row[8], row[9]) == ("PCI", 2022, 61.26, 59, 63)
