"""What officers may ask of coverage."""

from datetime import date

import pytest

from lantoa.apps.coverage.factories import ThemeMatchFactory
from lantoa.apps.coverage.forms import MatchFilter, WindowForm
from lantoa.apps.directives.factories import ProgrammeFactory, ThemeFactory
from lantoa.apps.harvest.factories import ArticleFactory
from lantoa.core.workdays import Window, reporting_window

YEAR = reporting_window("year", 2023)
MAY_DAY = date(2023, 5, 1)


class TestWindowForm:
    @pytest.mark.parametrize(
        ("data", "window"),
        [
            ({}, YEAR),
            ({"period": ""}, YEAR),
            ({"p": "2"}, YEAR),
            ({"period": "quarter_1"}, reporting_window("quarter_1", 2023)),
            ({"period": "six_months", "start": "2023-01-01"}, reporting_window("six_months", 2023)),
            ({"period": "quarter_2"}, reporting_window("quarter_2", 2023)),
            ({"period": "quarter_3"}, reporting_window("quarter_3", 2023)),
            ({"period": "quarter_4"}, reporting_window("quarter_4", 2023)),
            ({"period": "nine_months"}, reporting_window("nine_months", 2023)),
            ({"period": "calendar_year"}, Window(date(2023, 1, 1), date(2023, 12, 31))),
            (
                {"period": "free", "start": "2023-05-01", "end": "2023-05-01"},
                Window(date(2023, 5, 1), date(2023, 5, 1)),
            ),
            (
                {"period": "free", "start": "01/05/2023", "end": "31/05/2023"},
                Window(date(2023, 5, 1), date(2023, 5, 31)),
            ),
        ],
    )
    def test_gives_the_window_that_was_chosen(self, data: dict[str, str], window: Window) -> None:
        form = WindowForm(data, year=2023)
        assert form.is_valid()
        assert (form.window.start, form.window.end) == (window.start, window.end)

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            ({"period": "free"}, "hãy điền cả “từ ngày” và “đến ngày”"),
            ({"period": "free", "start": "2023-05-01"}, "hãy điền cả"),
            ({"period": "free", "start": "2023-05-02", "end": "2023-05-01"}, "trước ngày bắt đầu 02/05/2023"),
            ({"period": "free", "start": "hôm nay", "end": "2023-05-01"}, "hãy điền cả"),
            ({"period": "free", "start": "0203-05-01", "end": "2023-05-01"}, "Năm 203 nằm ngoài khoảng"),
        ],
    )
    def test_says_what_is_wrong_with_days_and_falls_back_to_the_year(self, data: dict[str, str], message: str) -> None:
        form = WindowForm(data, year=2023)
        assert not form.is_valid()
        assert message in " ".join(form.non_field_errors())
        assert form.window == YEAR

    def test_refuses_a_period_it_does_not_know(self) -> None:
        form = WindowForm({"period": "thang_13"}, year=2023)
        assert not form.is_valid()
        assert form.window == YEAR


@pytest.mark.django_db
class TestMatchFilter:
    def test_shows_what_waits_unless_asked_for_more(self) -> None:
        theme = ThemeFactory()
        proposed = ThemeMatchFactory(theme=theme)
        confirmed = ThemeMatchFactory(theme=theme, confirmed=True)
        rejected = ThemeMatchFactory(theme=theme, rejected=True)
        for data, shown in [
            ({}, proposed),
            ({"decision": "confirmed"}, confirmed),
            ({"decision": "rejected"}, rejected),
        ]:
            assert list(MatchFilter(data, programme=theme.programme).matches(theme.programme)) == [shown]

    def test_narrows_by_theme_and_by_words_accents_aside(self) -> None:
        theme = ThemeFactory()
        other = ThemeFactory(programme=theme.programme)
        match = ThemeMatchFactory(theme=theme, article=ArticleFactory(title="Một cửa Hải Lăng"))
        ThemeMatchFactory(theme=other, article=ArticleFactory(title="Cuộc thi"))
        for data in ({"theme": str(theme.pk)}, {"title": "HAI LANG"}, {"title": "một cửa", "theme": str(theme.pk)}):
            assert list(MatchFilter(data, programme=theme.programme).matches(theme.programme)) == [match]
        assert not MatchFilter({"title": "vinh linh"}, programme=theme.programme).matches(theme.programme).exists()

    def test_gives_nothing_before_there_is_a_programme(self) -> None:
        ThemeMatchFactory()
        assert not MatchFilter({}, programme=None).matches(None).exists()

    def test_takes_no_theme_of_another_programme(self) -> None:
        foreign = ThemeFactory()
        form = MatchFilter({"theme": str(foreign.pk)}, programme=ProgrammeFactory())
        assert not form.is_valid()
        assert "theme" in form.errors
