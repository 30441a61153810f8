"""The Vietnamese words of the back office, compiled: `python -m lantoa.config.translations [--check]`.

Wagtail and Django bring only a part of their words in Vietnamese. The catalogues under `locale/` hold ours: a .po file
is what people read and change, the .mo file beside it is what Django reads.
"""

import argparse
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import PoFileError, read_po

FOLDER = Path(__file__).parent / "locale"
# (context, singular) of a message, and its words: one text, or one for each plural form (Vietnamese has one).
Words = dict[tuple[str | None, str], str | tuple[str, ...]]


class UnreadableCatalogue(Exception):
    """A .po file that does not follow the format; the message names the file and the line."""


def sources(folder: Path = FOLDER) -> list[Path]:
    """Return the .po files under a folder, in alphabetical order."""
    return sorted(folder.rglob("*.po"))


def read_source(source: Path) -> Catalog:
    """Return the catalogue a .po file holds.

    Raises UnreadableCatalogue when the file does not follow the format.
    """
    with source.open("rb") as file:
        try:
            return read_po(file, locale="vi", abort_invalid=True)
        except (PoFileError, UnicodeDecodeError) as error:
            raise UnreadableCatalogue(f"{source}: {error}") from error


def words(catalogue: Catalog) -> Words:
    """Return every message of a catalogue with its words, without the header and what has no words yet."""
    found: Words = {}
    for message in catalogue:
        singular = message.id if isinstance(message.id, str) else message.id[0]
        if singular and message.string and any(message.string):
            text = message.string
            found[message.context, singular] = text if isinstance(text, str) else tuple(text)
    return found


def compiled(source: Path) -> bytes:
    """Return the .mo file that belongs to a .po file. Fuzzy messages are left out, as Django would show them."""
    buffer = BytesIO()
    write_mo(buffer, read_source(source), use_fuzzy=False)
    return buffer.getvalue()


def stale_sources(folder: Path = FOLDER) -> list[Path]:
    """Return the .po files whose .mo file is missing or says something else. The words are compared, not the bytes: the
    header of a .mo file names the version of the program that made it.
    """
    return [source for source in sources(folder) if _differs(source)]


def _differs(source: Path) -> bool:
    made = source.with_suffix(".mo")
    if not made.is_file():
        return True
    wanted = read_mo(BytesIO(compiled(source)))
    with made.open("rb") as file:
        return words(read_mo(file)) != words(wanted)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compile what is stale, or with --check only name it; return 1 when --check finds a stale file."""
    parser = argparse.ArgumentParser(prog="python -m lantoa.config.translations", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail and name the files that are stale")
    options = parser.parse_args(arguments)
    stale = stale_sources(FOLDER)
    for source in stale:
        made = source.with_suffix(".mo")
        if options.check:
            sys.stderr.write(f"{made.relative_to(FOLDER.parent)} is stale: run python -m lantoa.config.translations\n")
        else:
            made.write_bytes(compiled(source))
    return 1 if stale and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
