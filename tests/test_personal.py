"""Every field of every model of ours is classified: it serves a purpose, or holds nothing of persons and says why."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import Model
from django.test.utils import isolate_apps

from lantoa.apps.base.personal import (
    Declared,
    Ground,
    askable_fields,
    declared,
    library_models,
    models_of_citizens,
    own_models,
)

_CONSENTS = Path(__file__).parent / "gold" / "consents.toml"
_ALL = declared()
_PURPOSES = {purpose.slug: purpose for app in _ALL for purpose in app.purposes}
_FORMS = {form.slug: form for app in _ALL for form in app.consents}


# The same words as wagtailsearch.IndexEntry, in the table that searches them; only SQLite has it.
_TWIN = "wagtailsearch.SQLiteFTSIndexEntry"
# The same words once more, in columns that only PostgreSQL has.
_TWIN_COLUMNS = frozenset({("wagtailsearch.IndexEntry", "title_text"), ("wagtailsearch.IndexEntry", "body_text")})
# Tables that no model stands for: what Django and SQLite keep for themselves, and the cache, which holds counts of
# attempts to sign in and single-use codes by keyed hash, for minutes.
_NO_MODEL = re.compile(r"django_migrations|accounts_cache|wagtailsearch_indexentry_fts_\w+|sqlite_\w+")


def _said(app: Declared) -> Counter[tuple[str, str]]:
    """Return how often each field is spoken of."""
    found = Counter((field.model, field.name) for field in app.personal_fields())
    found.update((nothing.model, name) for nothing in app.nothing for name in nothing.names.split())
    return found


def _askable(label: str) -> set[tuple[str, str]]:
    ours = [model for model in own_models() if model._meta.app_label == label]
    return {(model._meta.label, name) for model in ours for name in _asked(model)}


def _asked(model: type[Model]) -> list[str]:
    return askable_fields(model, of_citizens=model._meta.label in models_of_citizens())


class TestEveryField:
    def test_belongs_to_an_app_that_declares(self) -> None:
        ours = {config.label for config in apps.get_app_configs() if config.name.startswith("lantoa.apps.")}
        assert ours - {app.app for app in _ALL} == set(), "write their personal.py, as base/personal.py shows"

    @pytest.mark.parametrize("app", _ALL, ids=lambda app: app.app)
    def test_is_in_a_purpose_or_holds_nothing_of_persons(self, app: Declared) -> None:
        assert _askable(app.app) - set(_said(app)) == set(), f"declare them in {app.app}/personal.py (base/personal.py)"

    @pytest.mark.parametrize("model", library_models(), ids=lambda model: model._meta.label)
    def test_of_a_library_is_declared_by_whoever_uses_it(self, model: type[Model]) -> None:
        label = model._meta.label
        said = {field for app in _ALL for field in _said(app)}
        assert label == _TWIN or {(label, name) for name in askable_fields(model)} - said - _TWIN_COLUMNS == set()

    @pytest.mark.django_db
    def test_is_of_a_model(self) -> None:
        """A table made by hand would be looked at by nothing here."""
        known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
        with connection.cursor() as cursor:
            tables = set(connection.introspection.table_names(cursor)) - known
        assert [table for table in sorted(tables) if not _NO_MODEL.fullmatch(table)] == []

    @pytest.mark.parametrize("app", _ALL, ids=lambda app: app.app)
    def test_is_spoken_of_once_and_still_there(self, app: Declared) -> None:
        said = _said(app)
        assert [field for field, times in said.items() if times > 1] == []
        there = {(model._meta.label, field.name) for model in apps.get_models() for field in model._meta.get_fields()}
        assert set(said) - there == set()

    @pytest.mark.parametrize("app", _ALL, ids=lambda app: app.app)
    def test_that_holds_nothing_says_why(self, app: Declared) -> None:
        assert [nothing.model for nothing in app.nothing if len(nothing.reason) < 5 or not nothing.names.split()] == []


class TestNewField:
    """Wherever a developer puts one, it is asked for."""

    @isolate_apps("lantoa.apps.privacy")
    def test_is_asked_for_in_every_kind_of_model(self) -> None:
        class Base(models.Model):
            nickname = models.CharField(max_length=9)

            class Meta:
                abstract = True
                app_label = "privacy"

        class Plain(Base):  # noqa: DJ008 - nobody reads it
            answers = models.JSONField()
            scan = models.FileField()
            portrait = models.ImageField()
            born = models.DateField()
            seen = models.DateTimeField()
            network = models.GenericIPAddressField()
            raw = models.BinaryField()

        class Child(Plain):  # noqa: DJ008 - nobody reads it
            more = models.UUIDField()

        class Between(models.Model):  # noqa: DJ008 - nobody reads it
            one = models.ForeignKey(Plain, models.CASCADE)
            note = models.TextField()

            class Meta:
                app_label = "privacy"

        assert askable_fields(Plain) == ["nickname", "answers", "scan", "portrait", "born", "network", "raw"]
        assert askable_fields(Child) == ["more"] and askable_fields(Between) == ["note"]

    @isolate_apps("lantoa.apps.privacy")
    def test_with_a_choice_is_asked_for_where_the_row_is_a_citizens(self) -> None:
        class Visitor(models.Model):  # noqa: DJ008 - nobody reads it
            sex = models.CharField(max_length=1, choices=[("f", "nữ"), ("m", "nam")])
            is_disabled = models.BooleanField()

            class Meta:
                app_label = "privacy"

        assert askable_fields(Visitor) == [] and askable_fields(Visitor, of_citizens=True) == ["sex", "is_disabled"]


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
