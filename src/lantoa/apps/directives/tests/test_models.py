"""What the database itself refuses of directives and programmes, and how they name themselves."""

import pytest
from django.db import IntegrityError, transaction

from lantoa.apps.directives.factories import AT, DirectiveFactory, DutyFactory, ProgrammeFactory, ThemeFactory


@pytest.mark.django_db
class TestRules:
    def test_a_confirmed_programme_has_a_time_and_a_draft_has_none(self) -> None:
        for broken in ({"state": "confirmed", "confirmed_at": None}, {"state": "drafted", "confirmed_at": AT}):
            with pytest.raises(IntegrityError), transaction.atomic():
                ProgrammeFactory(**broken)

    def test_a_directive_gives_one_programme(self) -> None:
        programme = ProgrammeFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            ProgrammeFactory(directive=programme.directive)

    def test_a_theme_and_a_duty_are_there_once(self) -> None:
        duty = DutyFactory()
        DutyFactory(theme=duty.theme, recipient=duty.recipient, on_air=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            DutyFactory(theme=duty.theme, recipient=duty.recipient, channel=duty.channel)
        with pytest.raises(IntegrityError), transaction.atomic():
            ThemeFactory(programme=duty.theme.programme, position=duty.theme.position)


@pytest.mark.django_db
class TestIdentifier:
    @pytest.mark.parametrize(
        ("number", "year", "symbol", "identifier"),
        [
            ("300", None, "STTTT-TTBCXB", "300/STTTT-TTBCXB"),
            ("30", 2020, "NĐ-CP", "30/2020/NĐ-CP"),
            (None, None, "SNV-CCHC", None),
            ("7", None, None, "7"),
        ],
    )
    def test_is_number_and_symbol_as_printed(
        self, number: str | None, year: int | None, symbol: str | None, identifier: str | None
    ) -> None:
        directive = DirectiveFactory(number=number, year_in_symbol=year, symbol=symbol, subject="Việc thử")
        assert directive.identifier == identifier
        assert str(directive) == f"{identifier or 'van-ban.txt'}: Việc thử"

    def test_gives_way_to_the_file_where_nothing_is_printed(self) -> None:
        assert str(DirectiveFactory(bare=True)) == "van-ban.txt"


@pytest.mark.django_db
class TestWords:
    def test_name_theme_and_duty_by_the_code(self) -> None:
        duty = DutyFactory(theme=ThemeFactory(position=3, title="Chỉ số"), recipient="Báo Thử", in_print=True)
        assert (duty.theme.code, str(duty.theme)) == ("T3", "T3. Chỉ số")
        assert str(duty) == "T3 · Báo Thử · Báo in, báo điện tử"
