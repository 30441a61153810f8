"""What each app says about the personal data in its tables: what for, of whom, how long, and how it is found, copied
and erased (Law 91/2025/QH15, Decree 356/2025/NĐ-CP).

Every app of ours has a module `personal.py` with one `PERSONAL = Declared(...)`. Lower apps know nothing of higher
ones: whoever needs all of them asks `declared()`. tests/test_personal.py fails when a field of a model that could hold
something of a person is neither in a purpose nor among the fields that hold nothing of persons. Tables of libraries
are declared by the app that uses them (accounts: signing in; newsroom: Wagtail; base: the rest).

A declaration, by example (apps/example/personal.py):

    PERSONAL = Declared(
        app="example",
        purposes=(
            Purpose(
                slug="letters",
                title="Thư góp ý",
                why="Trả lời người gửi thư.",
                ground=Ground.CONSENT,
                consent="letters",                       # ConsentForm.slug, where the ground is consent
                keeps="12 tháng sau khi trả lời.",
                seen_by="Cán bộ của cơ quan trả lời.",
                erased="Xóa họ tên, liên hệ; giữ nội dung không còn tên ai.",
            ),
        ),
        fields=(
            # model, the names of its fields, of whom, of what kind, for which purpose
            personal("example.Letter", "name", Whose.CITIZEN, Kind.IDENTIFIES, "letters"),
            personal("example.Letter", "contact contact_sha256", Whose.CITIZEN, Kind.CONTACT, "letters"),
        ),
        nothing=(
            # model, the names of its fields, why they hold nothing of persons. No wildcard: each is named.
            Nothing("example.Letter", "code state_words", "Mã và lời do máy đặt."),
        ),
        consents=(LETTERS,),                             # base/consents.py
        copy=copy_letters,                               # (person) -> Iterable[Copied]
        erase=erase_letters,                             # (person, *, at) -> Erased; in the caller's transaction
        consents_given=letters_agreed_to,                # (person) -> Iterable[ConsentGiven]
        withdraw={"letters": end_letters},               # form -> (person, *, at) -> Erased: what rests on that consent
        sweeps=(sweep_old_letters,),                     # (*, at) -> rows erased because their time is over
        office_mail=("letters:told:",),                  # beginnings of Message.key of mail to officials on duty; all
    )                                                    # other mail is a person's own and goes when he asks
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Model
from django.utils import timezone

from lantoa.apps.base.consents import ConsentForm

# This module is the way of declaring; what the base itself keeps stands beside it.
_MODULES = {"lantoa.apps.base": "lantoa.apps.base.personal_of_base"}


class Whose(StrEnum):
    """Whose data a field holds, in the words of the data map."""

    CITIZEN = "người dân"
    OFFICIAL = "cán bộ, công chức"
    ANYBODY = "người được nhắc đến"


class Kind(StrEnum):
    """What a field tells of a person, in the words of the data map."""

    IDENTIFIES = "nhận ra là ai"
    CONTACT = "cách liên hệ"
    WORDS = "lời người ấy viết hoặc nói"
    VOICE_PICTURE = "giọng nói, hình ảnh"
    BEHAVIOUR = "việc người ấy đã làm"


class Ground(StrEnum):
    """On what legal ground data is kept, in the words of the data map."""

    CONSENT = "người ấy đồng ý"
    DUTY = "nhiệm vụ của cơ quan nhà nước theo pháp luật"
    PUBLIC = "đã được công khai theo pháp luật, báo chí"


@dataclass(frozen=True, slots=True)
class Purpose:
    """What personal data is kept for. All words are Vietnamese, read by anybody on the public data map."""

    slug: str
    title: str
    why: str
    ground: Ground
    # How long: when it is erased and by what that is counted.
    keeps: str
    seen_by: str
    # What erasing leaves and why, for a person who asks.
    erased: str
    # ConsentForm.slug, where the ground is consent.
    consent: str = ""


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One field of a model that holds something of a person."""

    model: str
    name: str
    whose: Whose
    kind: Kind
    purpose: str


@dataclass(frozen=True, slots=True)
class PersonalFields:
    """Fields of one model declared together."""

    fields: tuple[PersonalField, ...]

    def __iter__(self) -> Iterator[PersonalField]:
        return iter(self.fields)


@dataclass(frozen=True, slots=True)
class Nothing:
    """Fields of a model that could hold something of a person and do not, with the reason; `names` between spaces."""

    model: str
    names: str
    reason: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who is looked for: whoever has proved a contact (written one way, with its keyed hash), or an account."""

    contact: str = ""
    contact_sha256: str = ""
    user_pk: int | None = None


@dataclass(frozen=True, slots=True)
class Copied:
    """Rows of one kind that are held about a person: Vietnamese names and plain values, and the files that go along
    (name in the copy, where it lies).
    """

    title: str
    rows: tuple[Mapping[str, Any], ...]
    files: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """What erasing did: rows changed or deleted by table ("feedback.Feedback"), and what had to stay, with why."""

    counts: Mapping[str, int] = field(default_factory=dict)
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """One consent of a person that still holds: to which form (ConsentForm.slug), which version, when, on what."""

    form: str
    version: str
    at: datetime
    occasion: str


def _has_given_none(person: Person) -> Iterable[ConsentGiven]:
    return ()


def _copies_nothing(person: Person) -> Iterable[Copied]:
    return ()


def _erases_nothing(person: Person, *, at: datetime) -> Erased:
    return Erased()


@dataclass(frozen=True, slots=True)
class Declared:
    """All that one app says about personal data; see the example above."""

    app: str
    purposes: tuple[Purpose, ...] = ()
    fields: tuple[PersonalFields, ...] = ()
    nothing: tuple[Nothing, ...] = ()
    consents: tuple[ConsentForm, ...] = ()
    copy: Callable[[Person], Iterable[Copied]] = _copies_nothing
    erase: Callable[..., Erased] = _erases_nothing
    # Which consents of the app's forms a person has given, and what ends when one of them is withdrawn, by form.
    consents_given: Callable[[Person], Iterable[ConsentGiven]] = _has_given_none
    withdraw: Mapping[str, Callable[..., Erased]] = field(default_factory=dict)
    sweeps: tuple[Callable[..., int], ...] = ()
    office_mail: tuple[str, ...] = ()

    def personal_fields(self) -> list[PersonalField]:
        """Return the fields of persons, one by one, as declared."""
        return [each for together in self.fields for each in together]


def personal(model: str, names: str, whose: Whose, kind: Kind, purpose: str) -> PersonalFields:
    """Return fields of a model (names between spaces) as ones of persons.

    >>> [field.name for field in personal("example.Letter", "name contact", Whose.CITIZEN, Kind.CONTACT, "letters")]
    ['name', 'contact']
    """
    return PersonalFields(tuple(PersonalField(model, name, whose, kind, purpose) for name in names.split()))


@cache
def declared() -> tuple[Declared, ...]:
    """Return what each installed app of ours says, in the order of installation; an app without the module is left out
    (tests/test_personal.py asks for it).
    """
    found = []
    for config in apps.get_app_configs():
        if config.name.startswith("lantoa.apps."):
            name = _MODULES.get(config.name, f"{config.name}.personal")
            try:
                module = import_module(name)
            except ModuleNotFoundError as error:
                if error.name != name:
                    raise
                continue
            found.append(module.PERSONAL)
    return tuple(found)


def goes_to_a_person(key: str) -> bool:
    """Return whether the message with this key is a person's own, not one to an official on duty."""
    return not any(key.startswith(beginning) for app in declared() for beginning in app.office_mail)


def merged(parts: Iterable[Erased]) -> Erased:
    """Return several erasings as one.

    >>> merged([Erased({"a.B": 1}), Erased({"a.B": 2, "a.C": 0}, ("Quyết định đã công bố",))])
    Erased(counts={'a.B': 3}, kept=('Quyết định đã công bố',))
    """
    counts: Counter[str] = Counter()
    kept: list[str] = []
    for part in parts:
        counts.update(part.counts)
        kept += [words for words in part.kept if words not in kept]
    return Erased({table: count for table, count in counts.items() if count}, tuple(kept))


# What can hold nothing that a person is known by: keys, yes or no, moments. What has a fixed choice of values is
# left out too, and a relation to anything but an account.
_HARMLESS = (models.AutoField, models.BooleanField, models.DateTimeField, models.DurationField, models.TimeField)


def askable_fields(model: type[Model], *, of_citizens: bool = False) -> list[str]:
    """Return the names of the fields of a model, its own only, that could hold something of a person. Where the row is
    `of_citizens`, yes or no and a fixed choice say something of somebody too: a sex, a faith, an illness.
    """
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [each.name for each in own if _could_hold(each, of_citizens)]


def _could_hold(each: Any, of_citizens: bool) -> bool:
    if each.is_relation:
        return bool(each.related_model and each.related_model._meta.label == "accounts.User")
    if isinstance(each, models.DateField) and not isinstance(each, models.DateTimeField):
        return True
    if of_citizens and (each.choices or isinstance(each, models.BooleanField)):
        return True
    return not isinstance(each, _HARMLESS) and not each.choices


def models_of_citizens() -> set[str]:
    """Return the labels of the models of which a field is declared as a citizen's."""
    return {field.model for app in declared() for field in app.personal_fields() if field.whose == Whose.CITIZEN}


def own_models() -> list[type[Model]]:
    """Return the models of our apps, tables between two of them included only where they are written out."""
    return [model for model in apps.get_models() if model._meta.app_label in _own_labels()]


def library_models() -> list[type[Model]]:
    """Return the models of the libraries, whose tables our apps speak for."""
    return [model for model in apps.get_models() if model._meta.app_label not in _own_labels()]


def _own_labels() -> set[str]:
    return {config.label for config in apps.get_app_configs() if config.name.startswith("lantoa.apps.")}


def plain(value: Any) -> Any:
    """Return a value of a row as a copy shows it: dates as Vietnamese write them, nothing as an empty word.

    >>> plain(date(2026, 11, 27)), plain(None), plain(True)
    ('27/11/2026', '', 'có')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%H:%M %d/%m/%Y}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
