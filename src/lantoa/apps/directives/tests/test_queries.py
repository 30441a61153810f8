"""Reads of directives and programmes."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.directives.factories import AT, DirectiveFactory, DutyFactory, ProgrammeFactory, ThemeFactory
from lantoa.apps.directives.queries import current_programme, resolved_recipients, themes_with_duties


@pytest.mark.django_db
class TestCurrentProgramme:
    def test_is_none_before_the_first_directive_came(self) -> None:
        assert current_programme() is None

    def test_is_that_of_the_latest_year_then_the_latest_made(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        ProgrammeFactory(year=2023)
        latest = [ProgrammeFactory(year=2024), ProgrammeFactory(year=2024)][-1]
        ProgrammeFactory(year=2022)
        with django_assert_num_queries(1):
            found = current_programme()
            assert found == latest
            assert found.directive.number


@pytest.mark.django_db
class TestThemesWithDuties:
    def test_keep_the_order_of_the_directive_in_two_queries(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        programme = ProgrammeFactory()
        themes = [ThemeFactory(programme=programme, position=position) for position in (3, 1, 2)]
        duties = [DutyFactory(theme=themes[0], recipient=words) for words in ("Sở Z", "Sở A")]
        DutyFactory()
        with django_assert_num_queries(2):
            found = themes_with_duties(programme)
            assert [entry.theme.code for entry in found] == ["T1", "T2", "T3"]
            assert [list(entry.duties) for entry in found] == [[], [], duties]


@pytest.mark.django_db
class TestResolvedRecipients:
    def test_name_each_recipient_once_in_the_order_of_the_duties(self) -> None:
        theme = ThemeFactory()
        AgencyFactory(name="Sở Thử")
        for words, channel in [("Sở Thử", "web"), ("Nơi chưa biết", "web"), ("Sở Thử", "event")]:
            DutyFactory(theme=theme, recipient=words, channel=channel)
        found = resolved_recipients(theme.programme)
        assert [(resolved.words, len(resolved.agencies)) for resolved in found] == [("Sở Thử", 1), ("Nơi chưa biết", 0)]
        assert found[1].reason

    @pytest.mark.parametrize(("day", "existed"), [(date(2023, 3, 1), False), (date(2023, 2, 1), True), (None, False)])
    def test_mean_the_agencies_of_the_day_of_the_directive_else_of_its_receipt(
        self, day: date | None, existed: bool
    ) -> None:
        AgencyFactory(name="Sở Cũ", ended=True)  # until 28 February 2023
        programme = ProgrammeFactory(directive=DirectiveFactory(date=day, received_at=AT))
        DutyFactory(theme__programme=programme, recipient="Sở Cũ")
        (resolved,) = resolved_recipients(programme)
        assert bool(resolved.agencies) is existed
