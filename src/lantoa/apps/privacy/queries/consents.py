"""The consents of one person that still hold, with the very text that was agreed to."""

from collections.abc import Iterator
from dataclasses import dataclass

from lantoa.apps.base.personal import ConsentGiven, Person, declared


@dataclass(frozen=True, slots=True)
class FormAgreedTo:
    """One form with each occasion on which the person agreed, and its text in the versions agreed to."""

    slug: str
    title: str
    given: tuple[ConsentGiven, ...]
    texts: tuple[tuple[str, tuple[str, ...]], ...]


def consents_of(person: Person) -> list[FormAgreedTo]:
    """Return what the person has agreed to and not withdrawn, by form, in the order of the apps."""
    return list(_found(person))


def _found(person: Person) -> Iterator[FormAgreedTo]:
    for app in declared():
        given = sorted(app.consents_given(person), key=lambda each: each.at)
        for form in app.consents:
            mine = tuple(each for each in given if each.form == form.slug)
            if mine:
                versions = dict.fromkeys(each.version for each in mine if each.version in form.texts)
                texts = tuple((version, form.read(version, **form.sample).paragraphs) for version in versions)
                yield FormAgreedTo(form.slug, form.title, mine, texts)
