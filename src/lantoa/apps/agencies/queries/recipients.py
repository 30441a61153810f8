"""Reads of recipients: which agencies the words of a directive mean."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from lantoa.apps.agencies.models import Agency
from lantoa.core.officialdoc import classify_recipient
from lantoa.core.viettext import fold, grams, grams_likeness

# Names that share less than this with the words are no suggestion: half of any two "Sở …" is alike.
_LIKELY = 0.3
DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True, slots=True)
class ResolvedRecipient:
    """The agencies that a recipient's words mean on a day; empty with a reason in Vietnamese when a person must
    decide.
    """

    words: str
    agencies: tuple[Agency, ...]
    reason: str = ""
    # A person has said what these words mean (LearntRecipient).
    learnt: bool = False


@lru_cache(maxsize=1)
def _class_kinds() -> dict[str, dict[str, list[str]]]:
    """Return the kinds, and the slugs included or excluded, of each recipient class, from the data file."""
    with (DATA / "recipient_classes.toml").open("rb") as file:
        rows = tomllib.load(file)["recipient_class"]
    return {row["slug"]: row for row in rows}


def agencies_of_class(class_slug: str, *, on: date) -> list[Agency]:
    """Return the agencies of a recipient class valid on that day, in the register's order; [] for an unknown class.
    One query.
    """
    row = _class_kinds().get(class_slug)
    if row is None:
        return []
    wanted = Agency.objects.valid_on(on)
    members = wanted.filter(kind__in=row["kinds"]) | wanted.filter(slug__in=row.get("included", []))
    return list(members.exclude(slug__in=row.get("excluded", [])).distinct())


def agencies_named(words: str, *, on: date) -> list[Agency]:
    """Return the agencies valid on that day that go by exactly this name, short name or alias, accents aside. One
    query.
    """
    key = fold(words)
    return [
        agency
        for agency in Agency.objects.valid_on(on).filter(folded_names__contains=key)
        if key in agency.folded_names.split("\n")
    ]


def agencies_learnt(words: str, *, on: date) -> list[Agency]:
    """Return the agencies valid on that day that a person has said these words mean, accents aside. One query."""
    learnt = Agency.objects.valid_on(on).filter(learnt_recipients__folded_words=fold(words))
    return list(learnt)


def resolve_recipient(words: str, *, on: date) -> ResolvedRecipient:
    """Return the agencies a recipient of a directive means on that day: what a person has decided for these words,
    else a class, else one agency by name; else none, and why. At most three queries.
    """
    if learnt := agencies_learnt(words, on=on):
        return ResolvedRecipient(words, tuple(learnt), learnt=True)
    recipient_class = classify_recipient(words)
    if recipient_class and (members := agencies_of_class(recipient_class.value, on=on)):
        return ResolvedRecipient(words, tuple(members))
    named = agencies_named(words, on=on)
    if len(named) == 1:
        return ResolvedRecipient(words, (named[0],))
    if named:
        return ResolvedRecipient(words, (), f"Có {len(named)} cơ quan cùng tên “{words}”; hãy chọn một.")
    return ResolvedRecipient(
        words, (), f"Chưa rõ “{words}” là cơ quan nào; hãy chọn trong danh bạ hoặc thêm tên gọi khác."
    )


def suggested_agencies(recipients: Iterable[str], *, on: date, most: int = 6) -> dict[str, list[Agency]]:
    """Return for each recipient's words the agencies valid on that day whose names are most like them, best first.

    Suggestions for a person to choose from, never a decision; [] where nothing is like. One query; cost grows with
    agencies × recipients.
    """
    valid = [(agency, [grams(name) for name in agency.names]) for agency in Agency.objects.valid_on(on)]
    found = {}
    for words in recipients:
        wanted = grams(words)
        scored = [(max(grams_likeness(wanted, name) for name in names), agency) for agency, names in valid]
        likely = sorted((row for row in scored if row[0] >= _LIKELY), key=lambda row: (-row[0], row[1].pk))
        found[words] = [agency for _, agency in likely[:most]]
    return found
