"""What a reading of an official document gives: plain frozen records and the error of the reader."""

import datetime
from dataclasses import dataclass
from typing import Any


class NotADirective(ValueError):
    """The text cannot be read as an official document; the message (Vietnamese) says why and what to do."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One document that the text leans on.

    ``text`` is the clause as printed, on one line, without its final mark; ``symbol`` the whole identifier with
    spaces removed ("219/KH-UBND"), None when the clause names none; ``date`` the day of issue if it is printed in full.
    """

    text: str
    symbol: str | None
    date: datetime.date | None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed (Decree 30/2020/NĐ-CP, Annex I, cells 7a and 7b), in the letters printed.

    ``authority`` holds the lines that begin with TM., KT., TL. or TUQ., joined by a space; None when the head signs
    in the own name. "Q. GIÁM ĐỐC" (acting head) is a title, because an acting head signs as the head.
    """

    authority: str | None
    title: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One content item; ``number`` counts from 1 in the order of the text, whatever the printed mark is."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Directive:
    """One official document as it states itself; what it does not state is None or empty and named in ``missing``.

    ``assignees`` are the agencies that a plan without recipients names in its assignment part; they serve the duties
    and are no field of the JSON.
    """

    issuer_parent: str | None
    issuer: str | None
    number: str | None
    symbol: str | None
    year_in_symbol: int | None
    place: str | None
    date: datetime.date | None
    doc_type: str | None
    subject: str | None
    recipients: tuple[str, ...]
    legal_bases: tuple[Reference, ...]
    proposals: tuple[Reference, ...]
    signer: Signer | None
    distribution: tuple[str, ...]
    items: tuple[Item, ...]
    missing: tuple[str, ...]
    assignees: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The reading for JSON: field name → text, number, list or dict; days as ISO text, None if not stated."""
        return {
            "issuer_parent": self.issuer_parent,
            "issuer": self.issuer,
            "number": self.number,
            "symbol": self.symbol,
            "year_in_symbol": self.year_in_symbol,
            "place": self.place,
            "date": _iso(self.date),
            "doc_type": self.doc_type,
            "subject": self.subject,
            "recipients": list(self.recipients),
            "legal_bases": [_reference_dict(reference) for reference in self.legal_bases],
            "proposals": [_reference_dict(reference) for reference in self.proposals],
            "signer": self.signer
            and {"authority": self.signer.authority, "title": self.signer.title, "name": self.signer.name},
            "distribution": list(self.distribution),
            "items": [{"number": item.number, "text": item.text} for item in self.items],
            "missing": list(self.missing),
        }


def _iso(date: datetime.date | None) -> str | None:
    return date.isoformat() if date else None


def _reference_dict(reference: Reference) -> dict[str, str | None]:
    return {"text": reference.text, "symbol": reference.symbol, "date": _iso(reference.date)}
