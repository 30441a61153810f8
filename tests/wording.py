"""What a page shows in English, by the words of the catalogues: for tests that want none of it."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Message
from lxml import html

from lantoa.config import translations

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
MARKUP = re.compile(r"<[^>]+>")
SOURCES = translations.sources()


def ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def texts(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def messages_of(source: Path) -> list[Message]:
    return [message for message in translations.read_source(source) if message.id]


# What Wagtail writes into the page without asking a catalogue.
_HARD_CODED = {
    "Actions",  # name of the header's buttons, for screen readers
    "False",  # a truth value in a cell, an active filter, an inspected field
    "ID",  # name of a primary key
    "None",  # an empty value among inspected fields, a counter that a script fills
    "True",
}
_WORD = re.compile(r"[a-z]{2,}")
_CODE = re.compile(r"[\d_/@]|\w\.\w")


def _plain(text: str) -> str:
    return MARKUP.sub(" ", PLACEHOLDER.sub(" ", text)).lower()


@cache
def _english_words() -> frozenset[str]:
    """The words of the msgids, without those that stand in the Vietnamese texts too ("web", "do", "thu")."""
    messages = [message for source in SOURCES for message in messages_of(source)]
    english = {word for message in messages for text in ids(message) for word in _WORD.findall(_plain(text))}
    ours = {word for message in messages for text in texts(message) for word in re.findall(r"\w+", _plain(text))}
    return frozenset(english - ours | {"true", "false", "none"})


def shown(page: str) -> Iterator[str]:
    """The texts of a page that people see or hear, what opens later included; keys of the keyboard aside."""
    tree = html.fromstring(page)
    texts = tree.xpath("//text()[not(ancestor::script or ancestor::style or ancestor::kbd)]")
    texts += tree.xpath("//@aria-label | //@title | //@placeholder | //@alt | //@data-w-tooltip-content-value")
    texts += tree.xpath("//input[@type='submit' or @type='button' or @type='reset']/@value")
    texts += [text for data in tree.xpath("//@data-w-block-data-value") for text in _in_blocks(json.loads(data))]
    yield from (" ".join(text.split()) for text in texts)


def _in_blocks(value: Any, key: str = "") -> Iterator[str]:
    """What the editor of blocks will show: labels, helps and its own words, wherever they stand in its data."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _in_blocks(inner, "strings" if key == "strings" else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _in_blocks(inner, key)
    elif isinstance(value, str) and key in {"label", "helpText", "description", "strings"}:
        yield MARKUP.sub(" ", value)


def is_english(text: str) -> bool:
    """Whether a text without Vietnamese letters has a word of the msgids; user names, addresses, codes do not count."""
    words = " ".join(part for part in text.split() if not _CODE.search(part)).lower()
    return text.isascii() and text not in _HARD_CODED and bool(set(_WORD.findall(words)) & _english_words())


def english_of(page: str) -> list[str]:
    """The English texts of a page that has Vietnamese ones, each once."""
    texts = list(shown(page))
    assert any(not text.isascii() for text in texts)
    return sorted({text for text in texts if is_english(text)})
