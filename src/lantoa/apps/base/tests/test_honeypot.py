"""The honeypot: seen by no person, caught by programs, without script."""

from datetime import datetime, timedelta

import pytest
from django import forms

from lantoa.apps.base.honeypot import HoneypotMixin, signed_moment


class _WordsForm(HoneypotMixin):
    words = forms.CharField()


def _sent(now: datetime, **given: str) -> _WordsForm:
    data = {"words": "Đèn đường hỏng", "shown_at": signed_moment(now - timedelta(minutes=1)), "website": ""}
    return _WordsForm(data | given, at=now)


class TestHoneypotMixin:
    def test_lets_a_person_through(self, now: datetime) -> None:
        form = _sent(now)
        assert not form.why_caught()
        assert form.is_valid()

    @pytest.mark.parametrize("field", ["website", "shown_at"])
    def test_catches_whoever_fills_in_or_forges(self, now: datetime, field: str) -> None:
        assert _sent(now, **{field: "https://vay-tien.example"}).why_caught()

    @pytest.mark.parametrize("passed", [timedelta(seconds=1), timedelta(days=30), timedelta(hours=-1)])
    def test_catches_whoever_is_too_quick_or_uses_an_old_or_future_moment(
        self, now: datetime, passed: timedelta
    ) -> None:
        assert _sent(now, shown_at=signed_moment(now - passed)).why_caught()

    def test_catches_a_form_without_the_moment(self, now: datetime) -> None:
        assert _WordsForm({"words": "x"}, at=now).why_caught()

    def test_shows_its_field_to_nobody(self, now: datetime) -> None:
        form = _WordsForm(at=now)
        assert [field.name for field in form.visible_fields()] == ["words"]
        drawn = "".join(str(field) for field in form.hidden_fields())
        assert "<div hidden>" in drawn and 'tabindex="-1"' in drawn
        assert f'name="shown_at" value="{now.timestamp():.0f}.' in drawn

    def test_keeps_the_first_moment_when_the_form_is_shown_again(self, now: datetime) -> None:
        first = signed_moment(now - timedelta(minutes=1))
        assert first in str(_sent(now, shown_at=first)["shown_at"])

    def test_is_shown_again_with_what_was_typed_the_trap_emptied_and_a_new_moment(self, now: datetime) -> None:
        first = _sent(now, website="https://vay-tien.example")
        again = first.again()
        assert (again.data["words"], again.data["website"]) == ("Đèn đường hỏng", "")
        assert not again.trapped() and again.moment != first.moment

    def test_says_of_no_two_forms_the_same_moment(self, now: datetime) -> None:
        assert signed_moment(now) != signed_moment(now)
