"""The data map: what is kept of whom, why and how long, read from the declarations and the models themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps

from lantoa.apps.base.consents import Consent
from lantoa.apps.base.personal import Declared, Kind, PersonalField, Purpose, Whose, declared
from lantoa.apps.privacy.queries.table_words import field_words, table_words
from lantoa.core.viettext.collation import sort_key


@dataclass(frozen=True, slots=True)
class MapTable:
    """One table of a purpose: its name on screen, and its fields with whose they are and what they tell."""

    name: str
    fields: tuple[tuple[str, str, Kind, Whose], ...]


@dataclass(frozen=True, slots=True)
class MapPurpose:
    """One purpose with the tables that serve it, and the newest text that is agreed to, where it rests on consent."""

    purpose: Purpose
    tables: tuple[MapTable, ...]
    whose: tuple[Whose, ...]
    consent: Consent | None

    @property
    def of_citizens(self) -> bool:
        """Return whether anything of citizens is kept for it."""
        return Whose.CITIZEN in self.whose


def data_map() -> list[MapPurpose]:
    """Return every purpose that has fields, those of citizens first, then by title. No query."""
    said = declared()
    fields = [field for app in said for field in app.personal_fields()]
    found = [_entry(purpose, fields, said) for app in said for purpose in app.purposes]
    kept = [entry for entry in found if entry.tables]
    return sorted(kept, key=lambda entry: (not entry.of_citizens, sort_key(entry.purpose.title)))


def _entry(purpose: Purpose, fields: Iterable[PersonalField], said: Iterable[Declared]) -> MapPurpose:
    mine = [field for field in fields if field.purpose == purpose.slug]
    tables: dict[str, list[PersonalField]] = {}
    for field in mine:
        tables.setdefault(field.model, []).append(field)
    forms = {form.slug: form for app in said for form in app.consents}
    return MapPurpose(
        purpose,
        tuple(_table(label, rows) for label, rows in tables.items()),
        tuple(whose for whose in Whose if any(field.whose == whose for field in mine)),
        forms[purpose.consent].shown() if purpose.consent else None,
    )


def _table(label: str, fields: Iterable[PersonalField]) -> MapTable:
    model = apps.get_model(label)
    named = tuple((field_words(model, field.name), field.name, field.kind, field.whose) for field in fields)
    return MapTable(table_words(model), named)
