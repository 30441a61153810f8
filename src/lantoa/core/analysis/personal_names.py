"""Names of persons in Vietnamese text: after a title, or by surname; not those of places, offices and streets."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from lantoa.core.viettext import fold
from lantoa.core.viettext.syllables import is_syllable

Span = tuple[int, int]
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
# Between the words of one name.
_GAP = re.compile(r"[ \N{NO-BREAK SPACE}]+")
# Middle words by which a name is known even in small letters or without marks.
_MIDDLES = frozenset({"van", "thi"})
_CLAUSE = re.compile(r"[.!?;:()\n]")
_MOST_WORDS = 4


@cache
def _lists() -> dict[str, frozenset[str]]:
    raw = tomllib.loads(resources.files(__package__).joinpath("personal_names.toml").read_text(encoding="utf-8"))
    split = {name: raw[name].split() for name in ("common_surnames", "surnames", "titles", "no_names", "places")} | {
        name: re.split(r"[|\n]", raw[name].strip()) for name in ("not_persons", "history")
    }
    lists = {name: frozenset(word.lower().replace("_", " ") for word in words) for name, words in split.items()}
    surnames = lists["common_surnames"] | lists["surnames"]
    return lists | {"folded_surnames": frozenset(map(fold, surnames)), "every_surname": surnames}


@cache
def _title_pattern() -> re.Pattern[str]:
    raw = tomllib.loads(resources.files(__package__).joinpath("personal_names.toml").read_text(encoding="utf-8"))
    titles = sorted([*raw["long_titles"], *_lists()["titles"]], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, titles))})(?:\s*\(\w+\))?\s*[:：]?\s+(?=\w)", re.IGNORECASE)


def name_spans(text: str) -> list[Span]:
    """Return where names of persons stand in a text (NFC): first those after a title, then those by surname; in order,
    none over another.

    >>> text = "Bà Lê Thị Hoa ở xã Triệu Phong gặp anh Tuấn trên đường Trần Hưng Đạo."
    >>> [text[start:end] for start, end in name_spans(text)]
    ['Lê Thị Hoa', 'Tuấn']
    """
    found = list(_after_titles(text))
    taken = list(found)
    for span in _by_surname(text):
        if all(span[1] <= start or span[0] >= end for start, end in taken):
            found.append(span)
    return sorted(found)


def _after_titles(text: str) -> Iterator[Span]:
    lists = _lists()
    for title in _title_pattern().finditer(text):
        words = _capital_run(text, title.end())
        if not words:
            continue
        first = words[0].group().lower()
        whole = " ".join(word.group() for word in words).lower()
        called = f"{title.group().strip()} {words[0].group()}".lower()
        if first in lists["no_names"] and first not in lists["common_surnames"]:
            continue
        if (
            (first in lists["no_names"] and len(words) < 3)
            or called in lists["not_persons"]
            or _begins(whole, "history")
        ):
            continue
        if title.group().strip().lower() == "tên" and first in lists["places"]:
            continue  # "đổi tên Trường …"
        if _after_place(text, title.start()) and title.group()[0].isupper():
            continue  # "chợ Ông Tạ", "núi Bà Đen"
        yield words[0].start(), words[-1].end()


def _by_surname(text: str) -> Iterator[Span]:
    position = 0
    while found := _WORD.search(text, position):
        position = found.end()
        words = _name_from(text, found)
        if words:
            position = words[-1].end()
            yield words[0].start(), position


def _name_from(text: str, first: re.Match[str]) -> list[re.Match[str]]:
    """Return the words of the name that begins here, none if none does."""
    lists = _lists()
    surname = first.group().lower()
    run = _capital_run(text, first.start())
    if not run:
        return _small_name(text, first)
    if fold(surname) not in lists["folded_surnames"] or _after_place(text, first.start()):
        return []
    whole = " ".join(word.group() for word in run).lower()
    if _begins(whole, "not_persons") or _begins(whole, "history"):
        return []
    middle = fold(run[1].group()) if len(run) > 1 else ""
    marked = surname in lists["every_surname"]
    if run[0].group().isupper() and len(run[0].group()) > 1 and middle not in _MIDDLES:
        return []  # a heading in capital letters
    if middle in _MIDDLES and len(run) > 2:
        return run
    least = 2 if surname in lists["common_surnames"] else 3
    return run if marked and least <= len(run) <= _MOST_WORDS else []


def _small_name(text: str, first: re.Match[str]) -> list[re.Match[str]]:
    """Return a name written in small letters, which only "thị" or "văn" after the surname gives away."""
    lists = _lists()
    if first.group() not in lists["every_surname"] and fold(first.group()) not in {"nguyen", "tran", "le", "pham"}:
        return []
    words = _run(text, first.start(), lambda word: word.islower() and is_syllable(word))[:3]
    if len(words) < 3 or words[1].group() not in {"thị", "văn", "thi", "van"} or _after_place(text, first.start()):
        return []
    third = words[2].group()
    whole = " ".join(word.group() for word in words)
    if _begins(whole, "history") or third in {"hóa", "bản", "phòng", "thư", "kiện", "trấn", "xã", "trường", "tư"}:
        return []
    return words


def _begins(whole: str, name: str) -> bool:
    return any(whole == each or whole.startswith(f"{each} ") for each in _lists()[name])


def _capital_run(text: str, start: int) -> list[re.Match[str]]:
    """Return up to four words from here on that begin with a capital letter and are syllables."""
    return _run(text, start, lambda word: word[0].isupper() and (is_syllable(word) or word in {"Đắk", "Krông"}))


def _run(text: str, start: int, fits: object) -> list[re.Match[str]]:
    words: list[re.Match[str]] = []
    position = start
    while len(words) < _MOST_WORDS and (word := _WORD.match(text, position)) and fits(word.group()):  # type: ignore[operator]
        words.append(word)
        gap = _GAP.match(text, word.end())
        if gap is None:
            break
        position = gap.end()
    return words


def _after_place(text: str, start: int) -> bool:
    """Return whether a word for a place or an office stands before, with nothing but names and "và" between."""
    clause = _CLAUSE.split(text[max(0, start - 80) : start])[-1]
    words = [word.group() for word in re.finditer(r"[^\W_]+|[,–\-]", clause)]
    # Names after the word for a place, as in "đường Lê Lợi, Nguyễn Huệ và Hùng Vương".
    while words and (words[-1] in {"và", "hoặc", ",", "-", "–"} or (words[-1][0].isupper() and not _is_place(words))):
        words.pop()
    return _is_place(words) or bool(words[-1:] and words[-1].isdigit() and _is_place(words[:-1]))


def _is_place(words: list[str]) -> bool:
    last = [word.lower() for word in words[-3:]]
    return any(" ".join(last[-size:]) in _lists()["places"] for size in (1, 2, 3) if len(last) >= size)
