"""Every field of every model of ours is classified: it serves a purpose, or holds nothing of persons and says why."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps

from lantoa.apps.base.personal import Declared, Ground, askable_fields, declared, own_models

_CONSENTS = Path(__file__).parent / "gold" / "consents.toml"
_ALL = declared()
_PURPOSES = {purpose.slug: purpose for app in _ALL for purpose in app.purposes}
_FORMS = {form.slug: form for app in _ALL for form in app.consents}


def _said(app: Declared) -> Counter[tuple[str, str]]:
    """Return how often each field is spoken of."""
    found = Counter((field.model, field.name) for field in app.personal_fields())
    found.update((nothing.model, name) for nothing in app.nothing for name in nothing.names.split())
    return found


def _askable(label: str) -> set[tuple[str, str]]:
    ours = [model for model in own_models() if model._meta.app_label == label]
    return {(model._meta.label, name) for model in ours for name in askable_fields(model)}


class TestEveryField:
    def test_belongs_to_an_app_that_declares(self) -> None:
        ours = {config.label for config in apps.get_app_configs() if config.name.startswith("lantoa.apps.")}
        assert ours - {app.app for app in _ALL} == set(), "write their personal.py, as base/personal.py shows"

    @pytest.mark.parametrize("app", _ALL, ids=lambda app: app.app)
    def test_is_in_a_purpose_or_holds_nothing_of_persons(self, app: Declared) -> None:
        assert _askable(app.app) - set(_said(app)) == set(), f"declare them in {app.app}/personal.py (base/personal.py)"

    @pytest.mark.parametrize("app", _ALL, ids=lambda app: app.app)
    def test_is_spoken_of_once_and_still_there(self, app: Declared) -> None:
        said = _said(app)
        assert [field for field, times in said.items() if times > 1] == []
        there = {(model._meta.label, field.name) for model in own_models() for field in model._meta.get_fields()}
        assert set(said) - there == set()

    @pytest.mark.parametrize("app", _ALL, ids=lambda app: app.app)
    def test_that_holds_nothing_says_why(self, app: Declared) -> None:
        assert [nothing.model for nothing in app.nothing if len(nothing.reason) < 5 or not nothing.names.split()] == []


class TestPurposes:
    def test_are_named_once(self) -> None:
        slugs = Counter(purpose.slug for app in _ALL for purpose in app.purposes)
        assert [slug for slug, times in slugs.items() if times > 1] == []

    @pytest.mark.parametrize("app", _ALL, ids=lambda app: app.app)
    def test_are_there_for_each_field(self, app: Declared) -> None:
        assert {field.purpose for field in app.personal_fields()} - set(_PURPOSES) == set()

    @pytest.mark.parametrize("purpose", _PURPOSES.values(), ids=lambda purpose: purpose.slug)
    def test_say_everything_that_a_person_may_ask(self, purpose) -> None:
        words = (purpose.title, purpose.why, purpose.keeps, purpose.seen_by, purpose.erased)
        assert all(len(each) > 5 for each in words)

    @pytest.mark.parametrize("purpose", _PURPOSES.values(), ids=lambda purpose: purpose.slug)
    def test_that_rest_on_consent_name_their_text(self, purpose) -> None:
        assert (purpose.ground == Ground.CONSENT) == bool(purpose.consent)
        assert not purpose.consent or purpose.consent in _FORMS


class TestConsents:
    def test_that_were_used_are_never_changed(self) -> None:
        """A new text is a new version at the end; its hash is then added here."""
        used = tomllib.loads(_CONSENTS.read_text(encoding="utf-8"))
        now = {slug: {version: form.sha256(version) for version in form.texts} for slug, form in _FORMS.items()}
        assert now == used

    @pytest.mark.parametrize("form", _FORMS.values(), ids=lambda form: form.slug)
    def test_can_be_shown_on_the_data_map(self, form) -> None:
        assert all(paragraph and "{" not in paragraph for paragraph in form.shown().paragraphs)
