"""A procedure as a form, a file or the shipped content gives it: the shape of the import, keys as the model's fields.

Knows no database. The JSON of one procedure:

    {"slug": "dang-ky-khai-sinh", "code": "1.001193", "name": "…", "plain_title": "…", "everyday_words": ["…"],
     "sector": "ho-tich", "level": "commune", "online": "whole", "summary": "…", "who": "…", "where": "…",
     "time_words": "…", "working_days": 1, "fee_words": "…", "result": "…", "notes": "…", "portal_address": "…",
     "source": "…", "checked_on": "2026-11-01", "valid_from": null, "valid_to": null, "owner": "so-tu-phap",
     "requirements": [{"name": "…", "only_if": "…", "copies": "…", "note": "…"}], "steps": ["…"],
     "fees": [{"name": "…", "amount_dong": 8000, "online_dong": null, "note": "…"}],
     "bases": [{"number": "60/2014/QH13", "article": "Điều 16"}]}
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class GivenRequirement:
    """One paper; `only_if` is "" where it is always asked for."""

    name: str
    only_if: str = ""
    copies: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class GivenFee:
    """What is paid in one case, in đồng; None where no source states it."""

    name: str
    amount_dong: int | None = None
    online_dong: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class GivenBasis:
    """Where in the law it stands; `title` is needed only for a document that the list of documents does not have."""

    number: str
    article: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class GivenProcedure:
    """Everything that is said of one procedure. `sector` and `owner` are slugs, `owner` "" where nobody keeps it."""

    name: str
    plain_title: str
    sector: str
    level: str
    summary: str
    source: str
    slug: str = ""
    code: str = ""
    everyday_words: tuple[str, ...] = ()
    online: str = ""
    who: str = ""
    where: str = ""
    time_words: str = ""
    working_days: int | None = None
    fee_words: str = ""
    result: str = ""
    notes: str = ""
    portal_address: str = ""
    checked_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    owner: str = ""
    requirements: tuple[GivenRequirement, ...] = ()
    steps: tuple[str, ...] = ()
    fees: tuple[GivenFee, ...] = ()
    bases: tuple[GivenBasis, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return it as plain JSON, days as yyyy-mm-dd, in the order of the fields."""
        data = asdict(self)
        return {
            name: value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
            for name, value in data.items()
        }


FIELDS = tuple(field.name for field in fields(GivenProcedure))
DAYS = ("checked_on", "valid_from", "valid_to")
ROWS = ("requirements", "steps", "fees", "bases")


def given_of_data(data: Mapping[str, Any]) -> GivenProcedure:
    """Return the procedure that plain JSON of the right shape says (what `as_data` gave, or a file that was checked).

    >>> given_of_data({"name": "A", "plain_title": "B", "sector": "ho-tich", "level": "commune", "summary": "C",
    ...     "source": "D", "steps": ["Nộp."], "bases": [{"number": "60/2014/QH13"}]}).bases
    (GivenBasis(number='60/2014/QH13', article='', title=''),)
    """
    values = {name: data[name] for name in FIELDS if name in data}
    for name in DAYS:
        if isinstance(day := values.get(name), str):
            values[name] = date.fromisoformat(day) if day else None
    kinds: dict[str, Any] = {"requirements": GivenRequirement, "fees": GivenFee, "bases": GivenBasis}
    for name, kind in kinds.items():
        values[name] = tuple(_rows(kind, values.get(name, ())))
    for name in ("everyday_words", "steps"):
        values[name] = tuple(values.get(name, ()))
    return GivenProcedure(**values)


def _rows(kind: Any, rows: Iterable[Any]) -> Iterable[Any]:
    for row in rows:
        yield row if isinstance(row, kind) else kind(**row)
