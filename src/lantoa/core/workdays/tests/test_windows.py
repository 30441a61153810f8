from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.workdays import Window, WindowError, WindowKind, free_window, reporting_window

# kind, year, first day, last day: the table of 581/BNV-CCHC
RULES = [
    ("quarter_1", 2023, date(2022, 12, 15), date(2023, 3, 14)),
    ("six_months", 2023, date(2022, 12, 15), date(2023, 6, 14)),
    ("quarter_3", 2023, date(2023, 6, 15), date(2023, 9, 14)),
    ("year", 2023, date(2022, 12, 15), date(2023, 12, 14)),
    ("calendar_year", 2024, date(2024, 1, 1), date(2024, 12, 31)),
    # no reports of the Ministry: the same boundaries
    ("quarter_2", 2023, date(2023, 3, 15), date(2023, 6, 14)),
    ("nine_months", 2023, date(2022, 12, 15), date(2023, 9, 14)),
    ("quarter_4", 2023, date(2023, 9, 15), date(2023, 12, 14)),
]

YEARS = st.integers(2000, 2100)


class TestReportingWindow:
    @pytest.mark.parametrize(("kind", "year", "start", "end"), RULES)
    def test_follows_the_table_of_the_ministry(self, kind, year, start, end):
        window = reporting_window(kind, year)
        assert (window.start, window.end) == (start, end)

    @given(YEARS.filter(lambda year: year > 2000))
    def test_years_follow_one_another_without_gap_or_overlap(self, year):
        before, now = reporting_window("year", year - 1), reporting_window("year", year)
        assert now.start - before.end == timedelta(days=1)

    @given(YEARS)
    def test_third_quarter_begins_the_day_after_the_six_months(self, year):
        assert reporting_window("quarter_3", year).start - reporting_window("six_months", year).end == timedelta(days=1)

    @given(YEARS.filter(lambda year: year > 2000))
    def test_quarters_make_up_the_year_and_the_part_years(self, year):
        quarters = [reporting_window(f"quarter_{number}", year) for number in (1, 2, 3, 4)]
        whole = reporting_window("year", year)
        assert (quarters[0].start, quarters[3].end) == (whole.start, whole.end)
        assert all(after.start - before.end == timedelta(days=1) for before, after in pairwise(quarters))
        assert reporting_window("six_months", year).end == quarters[1].end
        assert reporting_window("nine_months", year).end == quarters[2].end

    @pytest.mark.parametrize("kind", list(WindowKind))
    def test_gives_every_kind_a_name_with_its_year(self, kind):
        assert "2023" in (reporting_window(kind, 2023).name or "")

    def test_refuses_an_unknown_kind_in_vietnamese(self):
        with pytest.raises(WindowError, match="Không có loại kỳ báo cáo “quarter_9”"):
            reporting_window("quarter_9", 2023)

    @pytest.mark.parametrize("year", [0, 203, 1999, 2101, 20233])
    def test_refuses_a_mistyped_year_in_vietnamese(self, year):
        with pytest.raises(WindowError, match=f"Năm {year} nằm ngoài khoảng"):
            reporting_window("year", year)


class TestFreeWindow:
    @pytest.mark.parametrize(
        ("start", "end", "message"),
        [
            (None, date(2023, 1, 1), "Hãy chọn ngày bắt đầu"),
            (date(2023, 1, 1), None, "Hãy chọn ngày kết thúc"),
            (date(2023, 5, 2), date(2023, 5, 1), "Ngày kết thúc 01/05/2023 trước ngày bắt đầu 02/05/2023"),
            (date(203, 5, 2), date(2023, 5, 1), "Năm 203 nằm ngoài"),
        ],
    )
    def test_refuses_unusable_days_in_vietnamese(self, start, end, message):
        with pytest.raises(WindowError, match=message):
            free_window(start, end)

    def test_has_no_name(self):
        assert free_window(date(2023, 1, 1), date(2023, 9, 30)).name is None

    def test_refuses_a_datetime(self):
        with pytest.raises(TypeError):
            free_window(datetime(2023, 1, 1, tzinfo=UTC), date(2023, 1, 2))


class TestWindow:
    @given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(0, 800))
    def test_contains_its_ends_and_nothing_beyond(self, start, length):
        window = Window(start, start + timedelta(days=length))
        assert window.contains(window.start)
        assert window.contains(window.end)
        assert not window.contains(window.start - timedelta(days=1))
        assert not window.contains(window.end + timedelta(days=1))
        assert window.days == length + 1

    def test_does_not_contain_a_datetime(self):
        with pytest.raises(TypeError):
            Window(date(2023, 1, 1), date(2023, 1, 2)).contains(datetime(2023, 1, 1, tzinfo=UTC))

    def test_writes_days_and_months_with_two_digits(self):
        assert Window(date(2023, 1, 2), date(2023, 3, 4)).label == "từ ngày 02/01/2023 đến ngày 04/03/2023"
