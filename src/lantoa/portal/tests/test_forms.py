from datetime import date

import pytest
from django.http import QueryDict

from lantoa.portal.forms import PeriodForm


def _form(query: str) -> PeriodForm:
    form = PeriodForm(QueryDict(query), year=2023)
    form.is_valid()
    return form


class TestPeriodForm:
    @pytest.mark.parametrize(
        ("query", "start", "end"),
        [
            ("", date(2022, 12, 15), date(2023, 12, 14)),
            ("ky=", date(2022, 12, 15), date(2023, 12, 14)),
            ("trang=2", date(2022, 12, 15), date(2023, 12, 14)),
            ("ky=quy-2", date(2023, 3, 15), date(2023, 6, 14)),
            ("ky=quy-3", date(2023, 6, 15), date(2023, 9, 14)),
            ("ky=quy-4", date(2023, 9, 15), date(2023, 12, 14)),
            ("ky=9-thang", date(2022, 12, 15), date(2023, 9, 14)),
            ("ky=quy-3&tu=01/01/2023", date(2023, 6, 15), date(2023, 9, 14)),
            ("tu=1/2/2023&den=2023-02-03", date(2023, 2, 1), date(2023, 2, 3)),
        ],
    )
    def test_gives_the_window_that_was_asked_for(self, query: str, start: date, end: date) -> None:
        form = _form(query)
        assert not form.errors
        assert (form.window.start, form.window.end) == (start, end)

    @pytest.mark.parametrize("query", ["ky=tu-chon&tu=x&den=y", "ky=tu-chon", "ky=khac"])
    def test_keeps_the_year_while_something_is_wrong(self, query: str) -> None:
        form = _form(query)
        assert form.errors
        assert form.window.start == date(2022, 12, 15)

    @pytest.mark.parametrize(
        ("query", "address"),
        [
            ("", ""),
            ("ky=nam", ""),
            ("ky=quy-1", "?ky=quy-1"),
            ("tu=01/02/2023&den=a b", "?ky=tu-chon&tu=01/02/2023&den=a%20b"),
        ],
    )
    def test_gives_the_period_back_as_the_end_of_an_address(self, query: str, address: str) -> None:
        assert _form(query).query == address
