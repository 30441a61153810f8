"""The content that ships with the program, read from its files; knows no database.

`data/` holds sectors.toml, legal_documents.toml, procedures/*.toml (a file a sector), howtos.toml, rights.toml and
needs.toml; a file that is not there counts as empty.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lantoa.apps.services.procedure_files.given import FIELDS, GivenProcedure, given_of_data

DATA = Path(__file__).parent / "data"

Row = Mapping[str, Any]
_SECTOR = ("slug", "name", "everyday_words", "for_procedures", "for_feedback")
_DOCUMENT = (
    "number", "title", "issuer", "issued_on", "valid_from", "valid_to", "replaced_by", "amended_by", "address",
    "source", "unverified",
)  # fmt: skip
_HOWTO = ("slug", "title", "summary", "everyday_words", "source", "steps")
_RIGHT = ("slug", "kind", "title", "text", "number", "article")
_NEED = ("slug", "title", "summary", "everyday_words", "procedures", "questions")


class BadShipped(ValueError):
    """A file of the shipped content cannot be read; the message, in Vietnamese, names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """Everything that ships, each kind in the order of its file."""

    sectors: tuple[Row, ...]
    documents: tuple[Row, ...]
    procedures: tuple[GivenProcedure, ...]
    howtos: tuple[Row, ...]
    rights: tuple[Row, ...]
    needs: tuple[Row, ...]


def read_shipped(folder: Path = DATA) -> Shipped:
    """Return what the files of the folder say; BadShipped for a file or a key that cannot be understood."""
    return Shipped(
        sectors=_rows(folder / "sectors.toml", "sector", _SECTOR),
        documents=_rows(folder / "legal_documents.toml", "document", _DOCUMENT),
        procedures=tuple(_procedures(sorted((folder / "procedures").glob("*.toml")))),
        howtos=_rows(folder / "howtos.toml", "howto", _HOWTO),
        rights=_rows(folder / "rights.toml", "right", _RIGHT),
        needs=_rows(folder / "needs.toml", "need", _NEED),
    )


def _procedures(files: Iterable[Path]) -> Iterable[GivenProcedure]:
    for file in files:
        for row in _rows(file, "procedure", FIELDS):
            try:
                yield given_of_data(row)
            except (TypeError, ValueError) as error:
                raise BadShipped(f"{file.name}: thủ tục “{row.get('slug', '?')}” không đúng dạng ({error}).") from error


def _rows(file: Path, table: str, keys: tuple[str, ...]) -> tuple[Row, ...]:
    if not file.exists():
        return ()
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get(table, [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadShipped(f"{file.name}: không đọc được ({error}).") from error
    for row in rows:
        if unknown := sorted(set(row) - set(keys)):
            raise BadShipped(f"{file.name}: khóa không hiểu: {', '.join(unknown)}.")
    return tuple(rows)
