"""The articles of the demonstration, read from their files: TOML between +++ lines, then the text."""

import datetime as dt
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ARTICLES_FOLDER = Path(__file__).parent.parent / "articles"
VIETNAM_TIME = dt.timezone(dt.timedelta(hours=7))
KINDS = frozenset({"original", "repost", "updated", "advert", "wrong_date", "undated"})

_REQUIRED = ("agency", "title", "section", "lead", "kind")
_OPTIONAL = ("published_at", "author", "themes", "repost_of", "updates", "modified_at", "printed_date")


class ArticleFileError(Exception):
    """An article file that cannot be used; the message names the file and what to mend."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text: kind is "paragraph", "heading" (one line each) or "list" (one line an item)."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One article. A moment is a date where the file states no time of day, and None where it states nothing."""

    key: str  # folder and file name without .md: "b/03-ten-bai"
    agency: str
    title: str
    section: str
    lead: str
    kind: str
    body: tuple[Block, ...]
    themes: tuple[str, ...] = ()
    author: str | None = None
    published_at: dt.datetime | dt.date | None = None
    modified_at: dt.datetime | dt.date | None = None
    printed_date: dt.datetime | dt.date | str | None = None  # what the page shows where that is wrong
    repost_of: str | None = None
    updates: str | None = None


def load_articles(folder: Path = ARTICLES_FOLDER) -> list[DemoArticle]:
    """Return every article below a folder, by key; an empty list where the folder is not there. ArticleFileError."""
    files = sorted(folder.glob("*/*.md"), key=lambda file: file.relative_to(folder).as_posix())
    return _linked([parse_article(_key(folder, file), file.read_text(encoding="utf-8")) for file in files])


def parse_article(key: str, text: str) -> DemoArticle:
    """Return the article that a file's text states. ArticleFileError where something is missing, unknown or malformed.

    Texts keep their Unicode form: some are written decomposed on purpose, as some real sites serve them.
    """
    parts = text.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}\n").split("+++\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ArticleFileError(f"{key}: no front matter between two +++ lines at the top")
    try:
        stated = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise ArticleFileError(f"{key}: front matter is not TOML: {error}") from error
    body = _blocks(parts[2])
    _check(key, stated, body)
    return DemoArticle(
        key=key,
        **{name: str(stated[name]).strip() for name in _REQUIRED},
        body=body,
        themes=tuple(stated.get("themes", ())),
        author=_text(stated, "author"),
        published_at=_moment(key, stated, "published_at"),
        modified_at=_moment(key, stated, "modified_at"),
        printed_date=_printed(stated),
        repost_of=_reference(stated, "repost_of"),
        updates=_reference(stated, "updates"),
    )


def _key(folder: Path, file: Path) -> str:
    return file.relative_to(folder).with_suffix("").as_posix()


def _check(key: str, stated: dict[str, Any], body: tuple[Block, ...]) -> None:
    missing = [name for name in _REQUIRED if not str(stated.get(name, "")).strip()]
    if missing:
        raise ArticleFileError(f"{key}: missing in the front matter: {', '.join(missing)}")
    unknown = sorted(set(stated) - set(_REQUIRED) - set(_OPTIONAL))
    if unknown:
        raise ArticleFileError(f"{key}: unknown in the front matter: {', '.join(unknown)}")
    if stated["kind"] not in KINDS:
        raise ArticleFileError(f"{key}: kind {stated['kind']!r} is none of {', '.join(sorted(KINDS))}")
    if not isinstance(stated.get("themes", []), list):
        raise ArticleFileError(f"{key}: themes must be a list")
    if not body:
        raise ArticleFileError(f"{key}: there is no text below the front matter")


def _blocks(text: str) -> tuple[Block, ...]:
    """Return the pieces of the text, parted by blank lines; lines of a paragraph are joined."""
    found: list[Block] = []
    for chunk in text.strip().split("\n\n"):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        while lines and lines[0].startswith("## "):
            found.append(Block("heading", (lines.pop(0).removeprefix("## "),)))
        if not lines:
            continue
        if all(line.startswith("- ") for line in lines):
            found.append(Block("list", tuple(line.removeprefix("- ") for line in lines)))
            continue
        plain = [line for line in lines if not line.startswith("- ")]
        found.append(Block("paragraph", (" ".join(plain),)))
        items = tuple(line.removeprefix("- ") for line in lines if line.startswith("- "))
        if items:  # a list that follows its opening line without a blank line between
            found.append(Block("list", items))
    return tuple(found)


def _text(stated: dict[str, Any], name: str) -> str | None:
    return str(stated[name]).strip() or None if name in stated else None


def _reference(stated: dict[str, Any], name: str) -> str | None:
    value = _text(stated, name)
    return value.removesuffix(".md") if value else None


def _moment(key: str, stated: dict[str, Any], name: str) -> dt.datetime | dt.date | None:
    if name not in stated:
        return None
    moment = _as_moment(stated[name])
    if moment is None:
        raise ArticleFileError(f"{key}: {name} = {stated[name]!r} is no date such as 2023-05-12 or 2023-05-12T08:30")
    return moment


def _printed(stated: dict[str, Any]) -> dt.datetime | dt.date | str | None:
    """Return the date a page shows; words that are no date ("31/02/2023") stay as they are, that being the point."""
    text = _text(stated, "printed_date")
    return (_as_moment(stated["printed_date"]) or text) if text else None


def _as_moment(value: object) -> dt.datetime | dt.date | None:
    if isinstance(value, str):
        try:
            value = dt.date.fromisoformat(value) if len(value) == 10 else dt.datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=VIETNAM_TIME) if value.tzinfo is None else value.astimezone(VIETNAM_TIME)
    return value if isinstance(value, dt.date) else None


def _linked(articles: Iterable[DemoArticle]) -> list[DemoArticle]:
    """Return the articles with repost_of and updates checked against the keys that exist."""
    by_key = {article.key: article for article in articles}
    return [
        replace(
            article,
            repost_of=_found(article.key, article.repost_of, by_key),
            updates=_found(article.key, article.updates, by_key),
        )
        for article in by_key.values()
    ]


def _found(key: str, reference: str | None, by_key: dict[str, DemoArticle]) -> str | None:
    if reference is None or reference in by_key:
        return reference
    raise ArticleFileError(f"{key}: refers to {reference}, which is no article")
