from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.workdays import MAX_DAYS, MAX_WORKING_DAYS, SpecialDay, WorkingCalendar

DAY = timedelta(days=1)
# As the working calendar of 2023 gives them for cán bộ, công chức.
APRIL_2023 = [
    SpecialDay(date(2023, 4, 29), True, "Ngày Giỗ Tổ Hùng Vương"),
    SpecialDay(date(2023, 4, 30), True, "Ngày Chiến thắng"),
    SpecialDay(date(2023, 5, 1), True, "Ngày Quốc tế Lao động"),
    SpecialDay(date(2023, 5, 2), True, "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
    SpecialDay(date(2023, 5, 3), True, "Ngày Chiến thắng (nghỉ bù)"),
]

DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))
SPECIAL_DAYS = st.lists(st.builds(SpecialDay, DAYS, st.booleans(), st.just("ngày đặc biệt")), max_size=60)
CALENDARS = st.builds(WorkingCalendar, SPECIAL_DAYS)
COUNTS = st.integers(1, 400)


def by_walking(calendar: WorkingCalendar, day: date, working_days: int) -> date:
    """The plain definition: one day after the other."""
    step, left = (DAY, working_days) if working_days > 0 else (-DAY, -working_days)
    while left:
        day += step
        left -= calendar.is_working(day)
    return day


class TestShifted:
    @given(CALENDARS, DAYS, st.integers(-400, 400))
    def test_finds_the_day_that_walking_finds(self, calendar, day, working_days):
        assert calendar.shifted(day, working_days) == by_walking(calendar, day, working_days)

    def test_refuses_a_day_that_no_calendar_has(self):
        with pytest.raises(OverflowError):
            WorkingCalendar().shifted(date(9999, 12, 1), 100)
        with pytest.raises(OverflowError):
            WorkingCalendar().shifted(date(1, 1, 5), -10)


class TestWorkingDaysBetween:
    @given(CALENDARS, DAYS, st.integers(0, 800))
    def test_counts_the_days_that_are_worked(self, calendar, start, length):
        days = [start + number * DAY for number in range(1, length + 1)]
        assert calendar.working_days_between(start, start + length * DAY) == sum(map(calendar.is_working, days))

    @given(CALENDARS, DAYS, DAYS)
    def test_is_the_same_backwards_with_the_other_sign(self, calendar, one, other):
        assert calendar.working_days_between(one, other) == -calendar.working_days_between(other, one)

    @given(CALENDARS, DAYS, COUNTS)
    def test_undoes_a_deadline(self, calendar, start, count):
        assert calendar.working_days_between(start, calendar.deadline(start, count).day) == count


class TestDeadline:
    @given(CALENDARS, DAYS, COUNTS)
    def test_ends_on_a_working_day_after_the_start(self, calendar, start, count):
        deadline = calendar.deadline(start, count)
        assert deadline.day > start
        assert calendar.is_working(deadline.day)

    @given(SPECIAL_DAYS, DAYS, COUNTS, DAYS)
    def test_never_comes_earlier_for_one_more_day_off(self, special_days, start, count, day):
        before = WorkingCalendar(special_days).deadline(start, count).day
        after = WorkingCalendar([*special_days, SpecialDay(day, True, "nghỉ")]).deadline(start, count).day
        assert after >= before

    @given(SPECIAL_DAYS, DAYS, COUNTS, DAYS)
    def test_moves_only_for_a_day_it_counts_over(self, special_days, start, count, day):
        before = WorkingCalendar(special_days).deadline(start, count).day
        after = WorkingCalendar([*special_days, SpecialDay(day, True, "nghỉ")]).deadline(start, count).day
        if not start < day <= before:
            assert after == before

    @pytest.mark.parametrize("count", [0, -1, MAX_WORKING_DAYS + 1])
    def test_refuses_a_count_that_must_be_a_mistake(self, count):
        with pytest.raises(ValueError, match="Số ngày làm việc phải từ 1"):
            WorkingCalendar().deadline(date(2023, 4, 27), count)


class TestDayDeadline:
    @given(CALENDARS, DAYS, COUNTS)
    def test_moves_only_from_a_day_off_and_only_over_days_off(self, calendar, start, days):
        deadline = calendar.day_deadline(start, days)
        assert deadline.last - start == days * DAY
        assert calendar.working_days_between(deadline.last - DAY, deadline.day) == 1
        assert (deadline.reason is None) == (deadline.day == deadline.last)

    def test_moves_from_a_holiday_to_the_day_work_begins_again(self):
        deadline = WorkingCalendar(APRIL_2023).day_deadline(date(2023, 4, 20), 10)
        assert deadline.explanation == (
            "10 ngày kể từ ngày 20/4/2023: ngày cuối 30/4 là ngày nghỉ (Ngày Chiến thắng), "
            "chuyển sang ngày làm việc tiếp theo; hạn 04/5/2023"
        )

    def test_says_only_the_day_when_nothing_moved(self):
        explanation = WorkingCalendar().day_deadline(date(2023, 1, 20), 10).explanation
        assert explanation == "10 ngày kể từ ngày 20/01/2023: hạn 30/01/2023"

    @pytest.mark.parametrize("days", [0, MAX_DAYS + 1])
    def test_refuses_a_count_that_must_be_a_mistake(self, days):
        with pytest.raises(ValueError, match="Số ngày phải từ 1"):
            WorkingCalendar().day_deadline(date(2023, 4, 27), days)


class TestExplanation:
    def test_names_the_days_passed_over_by_span(self):
        assert WorkingCalendar(APRIL_2023).deadline(date(2023, 4, 27), 3).explanation == (
            "3 ngày làm việc kể từ ngày 27/4/2023: tính 28/4, 04/5, 05/5; "
            "bỏ qua 29/4–01/5 (Ngày Giỗ Tổ Hùng Vương, Ngày Chiến thắng, Ngày Quốc tế Lao động), 02–03/5 (nghỉ bù); "
            "hạn 05/5/2023"
        )

    def test_says_nothing_of_days_off_where_there_are_none(self):
        explanation = WorkingCalendar().deadline(date(2023, 6, 5), 2).explanation
        assert explanation == "2 ngày làm việc kể từ ngày 05/6/2023: tính 06/6, 07/6; hạn 07/6/2023"

    def test_names_ordinary_weekends(self):
        explanation = WorkingCalendar().deadline(date(2023, 6, 9), 1).explanation
        assert "bỏ qua 10–11/6 (Thứ bảy, Chủ nhật);" in explanation

    def test_shows_a_weekend_day_worked_in_exchange_as_counted(self):
        calendar = WorkingCalendar(
            [
                SpecialDay(date(2024, 4, 29), True, "Nghỉ, làm bù ngày 04/5/2024"),
                SpecialDay(date(2024, 5, 4), False, "Làm bù cho ngày 29/4/2024"),
            ]
        )
        explanation = calendar.deadline(date(2024, 5, 2), 2).explanation
        assert explanation == "2 ngày làm việc kể từ ngày 02/5/2024: tính 03/5, làm bù 04/5; hạn 04/5/2024"
        assert "(kể cả làm bù 04/5)" in calendar.deadline(date(2024, 4, 22), 14).explanation

    def test_says_the_year_where_it_is_another(self):
        new_year = SpecialDay(date(2024, 1, 1), True, "Tết Dương lịch")
        assert WorkingCalendar([new_year]).deadline(date(2023, 12, 28), 2).explanation == (
            "2 ngày làm việc kể từ ngày 28/12/2023: tính 29/12, 02/01/2024; "
            "bỏ qua 30–31/12 (Thứ bảy, Chủ nhật), 01/01/2024 (Tết Dương lịch); hạn 02/01/2024"
        )

    def test_abbreviates_a_long_holiday(self):
        names = ["29 Tết", "Giao thừa Tết Nguyên Đán", "Tết Nguyên Đán", "Mùng hai", "Mùng ba", "Mùng bốn", "Mùng năm"]
        tet = [SpecialDay(date(2023, 1, 20) + number * DAY, True, name) for number, name in enumerate(names)]
        explanation = WorkingCalendar(tet).deadline(date(2023, 1, 19), 1).explanation
        assert "bỏ qua 20–26/01 (29 Tết … Mùng năm);" in explanation

    def test_abbreviates_a_long_count(self):
        explanation = WorkingCalendar(APRIL_2023).deadline(date(2023, 4, 3), 60).explanation
        assert explanation == (
            "60 ngày làm việc kể từ ngày 03/4/2023: tính 04/4, 05/4, …, 29/6; "
            "bỏ qua 29/4–01/5 (Ngày Giỗ Tổ Hùng Vương, Ngày Chiến thắng, Ngày Quốc tế Lao động), 02–03/5 (nghỉ bù), "
            "22 ngày Thứ bảy, Chủ nhật; hạn 29/6/2023"
        )

    @given(CALENDARS, DAYS, st.integers(1, MAX_WORKING_DAYS))
    def test_stays_short_and_ends_with_the_due_date(self, calendar, start, count):
        deadline = calendar.deadline(start, count)
        assert len(deadline.explanation) < 2_000
        assert deadline.explanation.endswith(f"/{deadline.day.year}")


class TestInLieuOf:
    @given(CALENDARS, DAYS)
    def test_gives_a_working_day_for_a_day_of_weekly_rest_only(self, calendar, day):
        given_day = calendar.in_lieu_of(day)
        assert (given_day is None) == (day.weekday() < 5)
        if given_day:
            assert calendar.is_working(given_day)
