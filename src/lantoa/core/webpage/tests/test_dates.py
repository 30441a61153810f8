"""Dates as Vietnamese sites write them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.webpage.dates import ImpossibleDate, read_stamp, read_stamps
from lantoa.core.webpage.furniture import is_date_line

MORNING = "2023-04-05T08:15:00+07:00"
CASES = (
    ("Thứ tư, 05/04/2023, 08:15 GMT+7", MORNING),
    ("Thứ tư - 05/04/2023 08:15", MORNING),
    ("05-04-2023 | 8:15 SA", MORNING),
    ("Ngày đăng: 5/4/2023", "2023-04-05"),
    ("Cập nhật lúc: 14h30 ngày 05/04/2023", "2023-04-05T14:30:00+07:00"),
    ("5 tháng 4, 2023", "2023-04-05"),
    ("05 Tháng Tư 2023", "2023-04-05"),
    ("Tháng Tư 5, 2023", "2023-04-05"),
    ("23 Tháng Mười Một 2022", "2022-11-23"),
    ("1 Tháng Mười Hai 2022", "2022-12-01"),
    ("15 Tháng Năm, 2023", "2023-05-15"),
    ("ngày 05 tháng 04 năm 2023", "2023-04-05"),
    ("3:20 CH, 05/04/2023", "2023-04-05T15:20:00+07:00"),
    ("22/03/2024 3:20 CH", "2024-03-22T15:20:00+07:00"),
    ("12:05 SA 05/04/2023", "2023-04-05T00:05:00+07:00"),
    ("08:15 | 05/04/2023", MORNING),
    ("08:15' 05/04/2023", MORNING),
    ("8 giờ 15 phút ngày 5/4/2023", MORNING),
    ("8h15, ngày 05/04/2023", MORNING),
    ("Thứ 4, 05/04/2023 | 08:15 (GMT+7)", MORNING),
    ("05/04/2023 8:15:30 AM", "2023-04-05T08:15:30+07:00"),
    ("2023-04-05T08:15:00+07:00", MORNING),
    ("2023-04-05T01:15:00Z", MORNING),
    ("2023-04-05T01:15:00.000+0000", MORNING),
    ("2023-04-05 08:15:00", MORNING),
    ("2023-04-05+0708:15:00", MORNING),  # NukeViet puts the name of the zone where ISO 8601 has a T
    ("2023-04-05ICT08:15:00", MORNING),
    ("2023/04/05", "2023-04-05"),
    ("Apr 5, 2023 8:15 AM", MORNING),
    ("05.04.2023", "2023-04-05"),
    ("T4, 05/04/2023 - 25:70", "2023-04-05"),
    ("Lượt xem: 1234 05/04/2023", "2023-04-05"),
    ("05/04/2023 1305 lượt xem", "2023-04-05"),
)
NO_DATES = (
    "",
    "300/STTTT-TTBCXB",
    "1.234.2023",
    "ngày 24-25/3/2023",
    "2 giờ trước",
    "0233.852.2023",
    "05/04/23",
    "năm 2023",
)


class TestReadStamp:
    @pytest.mark.parametrize(("text", "iso"), CASES)
    def test_reads(self, text: str, iso: str) -> None:
        stamp = read_stamp(text)
        assert stamp is not None
        assert stamp.iso == iso

    @pytest.mark.parametrize("text", NO_DATES)
    def test_sees_no_date_where_there_is_none(self, text: str) -> None:
        assert read_stamp(text) is None

    @pytest.mark.parametrize("text", ["31/02/2023", "45/13/2023", "Ngày đăng: 00/04/2023", "2023-13-45T08:15:00"])
    def test_refuses_impossible_dates(self, text: str) -> None:
        with pytest.raises(ImpossibleDate):
            read_stamp(text)
        assert read_stamps(text) == []

    def test_takes_the_day_before_the_month_always(self) -> None:
        stamp = read_stamp("04/05/2022 - 08:15")
        assert stamp is not None
        assert stamp.iso.startswith("2022-05-04")

    @given(st.text(max_size=300))
    def test_raises_nothing_else_on_any_text(self, text: str) -> None:
        try:
            read_stamp(text)
        except ImpossibleDate:
            assert read_stamps(text) == read_stamps(text)

    @given(st.dates(min_value=date(1995, 1, 1), max_value=date(2099, 12, 31)), st.times())
    def test_reads_back_what_a_site_would_write(self, day: date, clock: time) -> None:
        text = f"{day:%d/%m/%Y}, {clock:%H:%M}"
        stamp = read_stamp(text)
        assert stamp is not None
        assert stamp.iso == f"{day:%Y-%m-%d}T{clock:%H:%M}:00+07:00"


class TestDateLine:
    @pytest.mark.parametrize(
        "text",
        [
            "Thứ tư - 05/04/2023 08:15",
            "(Ngày đăng: 18/7/2023)",
            "Cập nhật lần cuối: 14h30, 05/04/2023",
            "Wed, 05/04/2023 - 08:15",
        ],
    )
    def test_is_one_when_little_else_stands_there(self, text: str) -> None:
        assert is_date_line(text)

    @pytest.mark.parametrize(
        "text",
        ["Căn cứ Kế hoạch số 219/KH-UBND ngày 21/12/2022", "Đông Hải, ngày 05 tháng 4 năm 2023 của UBND", "Lê Minh"],
    )
    def test_is_none_when_it_says_more(self, text: str) -> None:
        assert not is_date_line(text)
