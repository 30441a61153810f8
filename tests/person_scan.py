"""Looks for words of one person everywhere an installation keeps something: tables, files, mails, the bytes of the
database, the search index.

Nothing is listed by hand: a new table, folder or file is looked through by itself.
"""

import base64
import binascii
import email
import re
import zlib
from collections.abc import Iterable, Iterator
from email import policy
from pathlib import Path

import tantivy
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import connection

from lantoa.apps.base.encryption import cipher
from lantoa.core.viettext import fold

# Fields that are encrypted, each use with a key of its own.
_USES = ("lantoa.privacy", "lantoa.own-data")
_TOKEN = re.compile(r"gAAAA[\w=-]+")
# What the cache and the sessions keep: Base64 of pickled or compressed data, signed or not.
_PACKED = re.compile(r"[A-Za-z0-9+/_-]{40,}={0,2}")


def ways_to_write(words: str) -> set[str]:
    """Return the ways in which words may lie somewhere: as they are, folded, in small letters, escaped in JSON."""
    small = words.casefold()
    escaped = {each.encode("unicode_escape").decode() for each in (words, small)}
    return {words, small, fold(words), *escaped}


def tables_with(words: str) -> set[str]:
    """Return the tables in which the words stand, in any column: read, decrypted and unpacked."""
    wanted, found = ways_to_write(words), set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                held = [text for value in row if value is not None for text in _texts(value)]
                if any(way in text for way in wanted for text in held):
                    found.add(table)
    return found


def _texts(value: object) -> Iterator[str]:
    text = bytes(value).decode("utf-8", "replace") if isinstance(value, memoryview | bytes) else str(value)
    yield text
    for token in _TOKEN.findall(text):
        yield from _decrypted(token)
    for packed in _PACKED.findall(text):
        yield from _unpacked(packed)


def _decrypted(token: str) -> Iterator[str]:
    for use in _USES:
        try:
            yield cipher(use).decrypt(token.encode()).decode()
        except InvalidToken:
            continue


def _unpacked(packed: str) -> Iterator[str]:
    try:
        data = base64.urlsafe_b64decode(packed.rstrip("=").replace("+", "-").replace("/", "_") + "==")
    except (binascii.Error, ValueError):
        return
    yield data.decode("utf-8", "replace")
    try:
        yield zlib.decompress(data).decode("utf-8", "replace")
    except zlib.error:
        return


def files_with(words: str, folders: Iterable[Path]) -> set[str]:
    """Return the files in whose name, bytes or mail the words stand; the files of an open database are among them."""
    wanted, found = ways_to_write(words), set()
    for file in {file for folder in folders for file in folder.rglob("*") if file.is_file()}:
        held = file.name + "\n" + file.read_bytes().decode("utf-8", "replace")
        if file.suffix == ".eml":
            mail = email.message_from_string(held.partition("\n")[2], policy=policy.default)
            held += f"{mail['to']} {mail['subject']} {mail.get_content()}"
        if any(way in held for way in wanted):
            found.add(file.name)
    return found


def database_files_with(words: str) -> set[str]:
    """Return which files of an SQLite database hold the words in their bytes: pages that are free, and the log."""
    if connection.vendor != "sqlite":
        return set()
    database = Path(connection.settings_dict["NAME"])
    files = [file for file in database.parent.glob(f"{database.name}*") if file.is_file()]
    wanted = [way.encode() for way in ways_to_write(words)]
    return {file.name for file in files if any(way in file.read_bytes() for way in wanted)}


def indexed_with(words: str) -> set[str]:
    """Return the subjects of the search index in which the words stand, in any stored field."""
    wanted, found = ways_to_write(words), set()
    for folder in Path(settings.SEARCH_DIR).glob("index-*"):
        index = tantivy.Index.open(str(folder))
        searcher = index.searcher()
        for _score, place in searcher.search(tantivy.Query.all_query(), limit=10_000).hits:
            fields = searcher.doc(place).to_dict()
            text = "\n".join(str(value) for values in fields.values() for value in values)
            if any(way in text or way in fold(text) for way in wanted):
                found.add(str(fields.get("subject")))
    return found
