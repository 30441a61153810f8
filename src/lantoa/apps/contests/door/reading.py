"""What a request to the door says: the body of a form or of JSON, turned into answers; anything unknown is refused."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

MOST_BYTES = 32_768
MOST_VERSION = 2_000_000_000
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_MOST_FIELDS = 500
# Looked up, not matched: each answer of each submission is.
_PLACES = frozenset({*map(str, range(1, 100)), "p"})
# "3.2": the letter that was put second in the answer to question 3.
_STEP = re.compile(r"([1-9][0-9]?)\.([1-9][0-9]?)", re.ASCII)
_LETTER = re.compile(r"[a-z]", re.ASCII)
_KEY = re.compile(r"[0-9A-Za-z_-]{8,64}", re.ASCII)
_MOST_LETTERS = 26
_MOST_VALUE = 30
# What Django's forms add by themselves; the door has a check of its own.
_IGNORED = frozenset({"csrfmiddlewaretoken"})

Answers = dict[str, str | list[str]]


class NotReadable(ValueError):
    """The body is not what the pages of a paper send; the message, in Vietnamese, says what is wrong."""


@dataclass(frozen=True, slots=True)
class Given:
    """What was sent. `key` is empty where none was, `version` 0."""

    answers: Answers
    key: str
    version: int


def read_body(body: bytes, content_type: str) -> Given:
    """Return what a body says, NotReadable for what no paper sends.

    >>> read_body(b"key=0123456789&1=b&2=a&2=c&3.2=a&3.1=d&4=", "application/x-www-form-urlencoded").answers
    {'1': 'b', '2': ['a', 'c'], '3': ['d', 'a']}
    >>> read_body(b'{"key": "0123456789", "v": 3, "answers": {"1": "b"}}', "application/json; charset=utf-8")
    Given(answers={'1': 'b'}, key='0123456789', version=3)
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == _FORM:
        return _read_form(body)
    if kind == _JSON:
        return _read_json(body)
    raise NotReadable("Bài phải được gửi bằng biểu mẫu của trang thi.")


def _read_form(body: bytes) -> Given:
    pairs = _pairs(body)
    answers: Answers = {}
    steps: dict[str, dict[int, str]] = {}
    told = {"key": "", "v": ""}
    for name, value in pairs:
        if name in told:
            told[name] = value
        elif "." in name and (step := _STEP.fullmatch(name)):
            steps.setdefault(step[1], {})[int(step[2])] = value
        elif name not in _IGNORED:
            _add(answers, name, value)
    for place, letters in steps.items():
        if place in answers or max(letters) > _MOST_LETTERS:
            raise _unknown(place)
        answers[place] = [letters.get(number, "") for number in range(1, max(letters) + 1)]
    return _given(answers, told["key"], told["v"])


def _pairs(body: bytes) -> list[tuple[str, str]]:
    """Return names and values in their order. As urllib's parse_qsl, which takes most of the door's time."""
    try:
        parts = body.decode("ascii").split("&", _MOST_FIELDS) if body else []
        split = [part.replace("+", " ").partition("=") for part in parts]
        pairs = [
            (name, value)
            if "%" not in name + value
            else (unquote(name, errors="strict"), unquote(value, errors="strict"))
            for name, equals, value in split
            if equals
        ]
    except ValueError as error:
        raise NotReadable("Nội dung gửi lên bị hỏng.") from error
    if len(pairs) != len(parts) or len(pairs) > _MOST_FIELDS:
        raise NotReadable("Nội dung gửi lên bị hỏng.")
    return pairs


def _add(answers: Answers, name: str, value: str) -> None:
    """Add the value of a field; a field that comes again makes a list."""
    before = answers.get(name)
    if before is None:
        if value:
            answers[name] = value
    elif isinstance(before, list):
        before.append(value)
    else:
        answers[name] = [before, value]


def _read_json(body: bytes) -> Given:
    try:
        said = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise NotReadable("Nội dung gửi lên bị hỏng.") from error
    if not isinstance(said, dict) or said.keys() - {"key", "v", "answers"}:
        raise NotReadable("Nội dung gửi lên có mục không thuộc bài thi.")
    answers, version = said.get("answers", {}), said.get("v", 0)
    if not isinstance(answers, dict) or isinstance(version, bool) or not isinstance(version, int | str):
        raise NotReadable("Nội dung gửi lên có mục không thuộc bài thi.")
    return _given(answers, said.get("key", ""), str(version))


def _given(answers: Mapping[str, Any], key: object, version: str) -> Given:
    checked: Answers = {}
    for name, value in answers.items():
        if name not in _PLACES:
            raise _unknown(name)
        kept = _letters(name, value) if isinstance(value, list) else _word(name, value)
        if kept:
            checked[name] = kept
    if not isinstance(key, str) or (key and not _KEY.fullmatch(key)):
        raise NotReadable("Khóa nộp bài không đúng; hãy mở lại trang thi.")
    if version and not (version.isascii() and version.isdigit() and int(version[:11]) <= MOST_VERSION):
        raise NotReadable("Số lần lưu không đúng; hãy mở lại trang thi.")
    return Given(checked, key, int(version or 0))


def _word(name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > _MOST_VALUE or not value.isprintable():
        raise _unknown(name)
    return value.strip()


def _letters(name: str, value: list[Any]) -> list[str]:
    """Return the letters without the empty ones at the end: an order that is not finished keeps its places."""
    if name == "p" or len(value) > _MOST_LETTERS:
        raise _unknown(name)
    if not all(isinstance(letter, str) and (not letter or _LETTER.fullmatch(letter)) for letter in value):
        raise _unknown(name)
    while value and not value[-1]:
        value = value[:-1]
    return value


def _unknown(name: str) -> NotReadable:
    shown = name[:8] if name.isprintable() else "?"
    return NotReadable(f"Câu trả lời ở mục “{shown}” không có dạng của bài thi.")
